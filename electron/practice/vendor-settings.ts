import type { ServiceName } from '../model/security-facts.ts'

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
  filter: { enabled: boolean; policy: 'allow' | 'deny'; entries: string[] } | null
  dot1x: { enabled: boolean; method: string | null } | null
  httpPolicy: 'http-only' | 'http-and-https' | 'redirects-to-https' | 'https-only'
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
