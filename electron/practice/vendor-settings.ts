import type { ServiceName } from '../model/security-facts.ts'
import type { DeviceState } from './device-state.ts'

type HttpPolicy = 'http-only' | 'http-and-https' | 'redirects-to-https' | 'https-only'

/**
 * What the settings of a maker's own interface hold. The servers of the device follow them: a service that is switched off here
 * stops to listen. A service that is not named is one that the product does not have.
 *
 * @see PracticeDevice.followState
 */
export interface VendorSettings {
  /** False: the first password was never given; only the maker's activation is answered. */
  activated: boolean
  readonly services: Partial<Record<ServiceName, boolean>>
  lockout: { enabled: boolean; attempts: number; minutes: number } | null
  syslog: { host: string; port: number; transport: 'udp' | 'tcp' | 'tls'; enabled: boolean }[]
  snmp: { v1: boolean; v2c: boolean; v3: boolean; readCommunity: string; writeCommunity: string | null } | null
  /** `allow`: the entries alone are let in. `deny`: all but them. */
  filter: { enabled: boolean; policy: 'allow' | 'deny'; entries: string[] } | null
  dot1x: { enabled: boolean; method: string | null } | null
  /** Absent until somebody looks: the usual neighbours. */
  addressing?: { gateways: string[]; dnsServers: string[] }
  /** How it gives a copy of its configuration away; absent: by HTTP where the product is a current one. Null: not at all. */
  backup?: 'http' | 'inline' | 'attached' | 'page' | 'empty' | null
  /** Cameras behind a recorder, and whether it has their picture at this moment; absent: some of its own network. */
  behind?: readonly { readonly address: string; readonly online: () => boolean }[]
  httpPolicy: HttpPolicy
  /** Where the web server treats groups of users apart: administrators, operators, viewers. Absent: all as above. */
  httpPolicies?: readonly [HttpPolicy, HttpPolicy, HttpPolicy]
  /** Whether it keeps keys and certificates over ONVIF; absent: where the product is a current one and has TLS. */
  keystore?: boolean
  /** Null: a product without TLS. The versions lie side by side. */
  tls: {
    versions: ('TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3')[]
    /** The usual: 2048 bits, SHA-256, 2020 to 2040. */
    certificate?: { keyBits?: 1024 | 2048; hash?: 'sha1' | 'sha256'; validFrom?: string; validTo?: string }
  } | null
}

/** A device that keeps to ONVIF, or that nobody asked for more. */
export const plainSettings = (services: Partial<Record<ServiceName, boolean>> = {}): VendorSettings => ({
  activated: true,
  services,
  lockout: null,
  syslog: [],
  snmp: null,
  filter: null,
  dot1x: null,
  httpPolicy: 'http-only',
  tls: null,
})

/** As the agent of the device was found, in the settings of a maker that shows every version of it. */
export function settingsOfAgent(agent: DeviceState['snmp']): NonNullable<VendorSettings['snmp']> {
  const [community] = agent?.communities ?? []
  return {
    v1: community !== undefined,
    v2c: community !== undefined,
    v3: (agent?.users.length ?? 0) > 0,
    readCommunity: community ?? 'public',
    writeCommunity: null,
  }
}
