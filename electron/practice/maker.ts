import type { ApiRoute } from './api-endpoint.ts'
import type { DeviceState } from './device-state.ts'
import type { LockoutPolicy } from './login-guard.ts'
import type { Product } from './personality.ts'
import type { SeededRandom } from './random.ts'
import type { VendorServer } from './vendor-server.ts'

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

export interface SnmpTable {
  /** The entry: its columns hang below. */
  readonly oid: string
  /** Arcs of the index, then the values by number of the column. */
  readonly rows: readonly { readonly index: readonly number[]; readonly values: Readonly<Record<number, SnmpCell>> }[]
}
export type SnmpCell = string | number | Buffer

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
  readonly web: {
    readonly server: string
    readonly title: string
    readonly realm: (state: DeviceState) => string
    /** What stands in the refusal of a login: seconds that a lock goes on (0: none), wrong logins that are left. */
    readonly refusal?: (lockedSeconds: number, left: number | null) => { readonly type: string; readonly body: string }
    /** Common name of its certificate; default: the serial number. */
    readonly certificateName?: (state: DeviceState) => string
  }
  readonly rtsp: {
    readonly server: string | null
    readonly realm: string
    readonly path: string
    readonly basicRealm: string | null
    /** `web`: the video is guarded by the accounts of the web interface; default: by those of ONVIF. */
    readonly accounts?: 'web'
  }
  /**
   * How GetSnapshotUri and its picture come. `refused`: to no login of ONVIF; `foreign-host`: under the address that the device
   * has behind another router. Default: served.
   */
  readonly snapshots?: 'refused' | 'foreign-host'
  readonly banners: {
    readonly telnet: (state: DeviceState) => string
    readonly ftp: (state: DeviceState) => string
    /** `SSH-2.0-...` */
    readonly ssh?: (state: DeviceState) => string
  }
  /** Objects besides sysName, sysUpTime and the interface table. */
  readonly snmp: (state: DeviceState) => readonly SnmpObject[]
  /** Tables besides that of one interface, which they replace where they hold it. */
  readonly snmpTables?: (state: DeviceState) => readonly SnmpTable[]
  readonly enterprise: number
  /** `SERVER` of its UPnP answers. */
  readonly upnp?: string
  /** Services besides `_http._tcp` that it names over Bonjour. */
  readonly bonjour?: (state: DeviceState) => readonly { readonly type: string; readonly txt: readonly string[] }[]
  /** Servers on ports of the maker. */
  readonly servers?: readonly VendorServer[]
  /** How it is before the first password was given. By default ONVIF refuses every login and the web answers 401. */
  readonly unactivated?: {
    readonly onvif?: 'off' | 'refuses'
    /** What paths besides those of the activation answer. */
    readonly web?: { readonly status: number; readonly body: string; readonly type?: string }
  }
  /** Paths of the maker's own API. */
  readonly api?: readonly ApiRoute[]
  /** The settings of the maker's own interface as the technician finds them. */
  readonly asFound?: (
    state: DeviceState,
    random: SeededRandom,
    found: { readonly wellKept: boolean; readonly product: Product },
  ) => void
}
