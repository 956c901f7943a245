import type { ApiRoute } from './api-endpoint.ts'
import type { DeviceState } from './device-state.ts'
import type { LockoutPolicy } from './login-guard.ts'
import type { Product } from './personality.ts'
import type { SeededRandom } from './random.ts'

export type DigestAlgorithm = 'MD5' | 'SHA-256'

/** How the ONVIF services of a maker check a login. */
export interface AuthenticationManner {
  readonly wsse: {
    /** Most that `Created` may differ from the device's clock, either way; null: any. */
    readonly windowSeconds: number | null
    /** A nonce works once. */
    readonly replayRejected: boolean
    /** A token outside the window counts as a wrong login. */
    readonly staleCounts: boolean
  } | null
  /** HTTP Digest challenges in the order in which they are sent; empty: not offered. */
  readonly digest: readonly DigestAlgorithm[]
  /** How a wrong UsernameToken is refused. */
  readonly refusal: { readonly status: 200 | 400 | 401 | 403 | 500; readonly subcode: string | null }
}

export interface SnmpObject {
  /** Scalar object without the trailing .0 */
  readonly oid: string
  readonly type: 'OctetString' | 'OID' | 'Integer' | 'TimeTicks'
  readonly value: string | number
}

/** What all products of one maker have in common. Figures and strings are those of real devices. */
export interface Maker {
  /** As GetDeviceInformation spells it. */
  readonly vendor: string
  readonly macPrefixes: readonly string[]
  /** Public default login of old firmware; null: every device was given a password. */
  readonly defaultLogin: { readonly username: string; readonly password: string } | null
  readonly administrator: string
  readonly serial: (random: SeededRandom, mac: string, model: string) => string
  readonly authentication: AuthenticationManner
  readonly lockout: LockoutPolicy | null
  readonly passwords: {
    readonly minLength: number
    readonly maxLength: number
    /** SetUser without Password empties the password instead of being refused. */
    readonly missingClears: boolean
  }
  /** Prefix of the SOAP envelope in answers. */
  readonly envelopePrefix: string
  readonly web: { readonly server: string; readonly title: string; readonly realm: (state: DeviceState) => string }
  readonly rtsp: {
    readonly server: string | null
    readonly realm: string
    readonly path: string
    readonly basicRealm: string | null
  }
  readonly banners: { readonly telnet: (state: DeviceState) => string; readonly ftp: (state: DeviceState) => string }
  /** Objects besides sysName, sysUpTime and the interface table. */
  readonly snmp: (state: DeviceState) => readonly SnmpObject[]
  readonly enterprise: number
  /** Paths of the maker's own API. */
  readonly api?: readonly ApiRoute[]
  /** The settings of the maker's own interface as the technician finds them. */
  readonly asFound?: (
    state: DeviceState,
    random: SeededRandom,
    found: { readonly wellKept: boolean; readonly product: Product },
  ) => void
}
