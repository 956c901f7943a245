import type { DeviceClass } from '../model/device.ts'
import type { ApiRoute } from './api-endpoint.ts'
import type { DeviceState } from './device-state.ts'
import type { Maker } from './maker.ts'
import type { SeededRandom } from './random.ts'

export interface Product {
  readonly maker: Maker
  readonly model: string
  readonly firmware: string
  readonly hardwareId: string
  /** Supported and without known holes: may become a device without findings. */
  readonly current: boolean
  /** Operations that this firmware does not have. */
  readonly lacks?: readonly string[]
  /** False: no ONVIF at all, only web page and SNMP. */
  readonly onvif?: false
  readonly channels?: number
  /** As ` ; AXIS P1375; Network Camera; ...` spells the kind of product. */
  readonly kind?: string
}

/** One kind of simulated device. A new kind is a file in personalities/ and a line in personalities.ts. */
export interface Personality {
  readonly id: string
  readonly deviceClass: DeviceClass
  readonly products: readonly Product[]
  /** ONVIF services besides the device service. */
  readonly services: readonly ('media' | 'doorcontrol' | 'accesscontrol' | 'recording')[]
  /** Paths of the scopes `onvif://www.onvif.org/...`, without hardware, name and location. */
  readonly scopes: readonly string[]
  /** Paths besides those of the maker. */
  readonly api?: readonly ApiRoute[]
  /** What this kind of device looks like when nobody has cared for it. */
  readonly asFound?: (state: DeviceState, random: SeededRandom) => void
}
