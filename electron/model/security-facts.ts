import type { LoginName, UserLevel } from './login-name.ts'

/** Whether somebody already gave the device its first password. Read without a login. */
export interface ActivationState {
  readonly state: 'factory' | 'activated'
  /** What the device said that shows it, in words. */
  readonly evidence: string
}

/** An account of one of the login databases that are not ONVIF's. */
export interface WebAccount {
  readonly username: string
  readonly level: UserLevel
  /** Null where the interface does not tell. */
  readonly enabled: boolean | null
}

/** What stands in the way of guessed passwords. */
export type LockoutPolicy = FailedLoginLock | RequestBrake

/** Nobody gets in for a while after some failed logins, whatever the password. */
export interface FailedLoginLock {
  readonly counts: 'failed-logins'
  readonly enabled: boolean
  /** Failed logins after which it locks; null where the device does not tell. */
  readonly attempts: number | null
  readonly lockMinutes: number | null
}

/** Who asks too fast has to wait. It locks nobody: guesses that come slowly enough go on for ever. */
export interface RequestBrake {
  readonly counts: 'requests'
  readonly enabled: boolean
  /** More than so many within `perSeconds`, of one client; null where the device does not tell. */
  readonly requests: number | null
  readonly perSeconds: number | null
  readonly blockSeconds: number | null
}

export interface PasswordPolicy {
  readonly minLength: number | null
  /** Whether the device enforces a mixture of kinds of characters; null where it does not tell. */
  readonly complexityEnforced: boolean | null
  readonly expiryDays: number | null
}

/** The scheme names of RFC 7235 challenges, with the algorithm of Digest. */
export type AuthenticationScheme = 'none' | 'basic' | 'digest-md5' | 'digest-sha-256' | 'ws-username-token' | 'form'

/** What an interface asks for when it is asked without a login. @see RFC 7235, RFC 7616 */
export interface AuthenticationOffer {
  readonly interface: LoginName
  readonly encrypted: boolean
  readonly schemes: readonly AuthenticationScheme[]
  /** There where the interface could not be asked; then there are no schemes. `malformed`: its answer could not be read. */
  readonly unread?: 'unreachable' | 'malformed'
}

/**
 * Functions that a device can have switched on. `p2p-cloud` is the maker's relay, `upnp-port-mapping` opens ports of the router,
 * `multicast-always` streams without a viewer.
 */
export const serviceNames = [
  'telnet',
  'ssh',
  'ftp',
  'tftp',
  'upnp',
  'upnp-port-mapping',
  'bonjour',
  'ws-discovery',
  'vendor-discovery',
  'p2p-cloud',
  'ddns',
  'gb28181',
  'socks',
  'multicast-always',
  'audio',
  'ipv6',
  'onvif',
  'debug',
  'web-admin',
  'anonymous-viewing',
] as const
export type ServiceName = (typeof serviceNames)[number]

/** One function as the device's own settings have it: says more than a port, which may be shut by something in between. */
export interface ServiceState {
  readonly name: ServiceName
  readonly enabled: boolean
  /** Whether this driver can switch it. */
  readonly writable: boolean
}

/** How the agent is set. Community names are secrets of the site: only whether they are well-known defaults is kept. */
export interface SnmpSettings {
  /** Whether this version is answered; null where the device does not tell. */
  readonly v1: boolean | null
  readonly v2c: boolean | null
  readonly v3: boolean | null
  /** Null where the device does not tell its communities. */
  readonly defaultCommunities: boolean | null
  readonly writeCommunity: boolean | null
  /** As the device tells them of its users; empty where it does not. */
  readonly v3Levels: readonly ('noAuthNoPriv' | 'authNoPriv' | 'authPriv')[]
}

/** What the web interface does with plain HTTP. */
export type HttpPolicy = 'http-only' | 'http-and-https' | 'redirects-to-https' | 'https-only'

export interface TlsCertificate {
  readonly subject: string
  readonly issuer: string
  readonly selfSigned: boolean
  readonly names: readonly string[]
  readonly validFrom: string
  readonly validTo: string
  readonly keyType: 'rsa' | 'ec' | 'ed25519' | 'other'
  /** Modulus or field size. */
  readonly keyBits: number | null
  readonly signature: string | null
  /** SHA-256 of the DER bytes, lower-case hex. */
  readonly sha256: string
}

/** What one TLS port agrees to. @see RFC 8446, RFC 5246, RFC 6101 */
export interface TlsEndpoint {
  readonly port: number
  /** Versions that a handshake was finished with, or that the server chose. What was not tried or not told is in neither list. */
  readonly accepted: readonly ('SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3')[]
  /** Earlier versions of this app did not offer SSL 3.0: their readings say nothing of it. */
  readonly refused: readonly ('SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3')[]
  readonly cipher: string | null
  readonly certificate: TlsCertificate
}

/** A port that may speak TLS and could not be read, while another one could. Nothing is known of what it agrees to. */
export interface UnreadTlsPort {
  readonly port: number
  /** `malformed`: there was an answer, and no handshake that anybody could agree on. */
  readonly unread: 'unreachable' | 'malformed'
}

/** The ports that were read. */
export const readTlsPorts = (ports: readonly (TlsEndpoint | UnreadTlsPort)[]): readonly TlsEndpoint[] =>
  ports.filter((port): port is TlsEndpoint => !('unread' in port))

/** The ports that could not be read. */
export const unreadTlsPorts = (ports: readonly (TlsEndpoint | UnreadTlsPort)[]): readonly UnreadTlsPort[] =>
  ports.filter((port): port is UnreadTlsPort => 'unread' in port)

export interface RtspSecurity {
  /** What DESCRIBE answers without a login. */
  readonly withoutLogin: 'guarded' | 'open'
  readonly schemes: readonly AuthenticationScheme[]
  /** Whether streams can be had encrypted (RTSPS, or SRTP in the session description); null when not known. */
  readonly encrypted: boolean | null
}

export interface SyslogTarget {
  readonly host: string
  readonly port: number
  readonly transport: 'udp' | 'tcp' | 'tls'
  readonly enabled: boolean
}

/** Who may connect, told by what becomes of the addresses of the list; everybody else meets the opposite. */
export interface AddressFilter {
  readonly enabled: boolean
  /**
   * `allowed`: the entries may connect, and nobody else. `denied`: the entries may not, and everybody else may. `mixed`: the device
   * has rules that are neither, such as those for one port or one version of IP.
   */
  readonly entriesAre: 'allowed' | 'denied' | 'mixed'
  /** Addresses, CIDRs, or what else the device names its clients by. */
  readonly entries: readonly string[]
}

/** @see IEEE 802.1X-2020 */
export interface PortAuthentication {
  readonly enabled: boolean
  /** `EAP-TLS`, `EAP-PEAP/MSCHAPv2` ... */
  readonly method: string | null
}

export interface IpSettings {
  readonly gateways: readonly string[]
  readonly dnsFromDhcp: boolean
  readonly dnsServers: readonly string[]
}

export interface StorageUnit {
  readonly name: string
  readonly kind: 'disk' | 'card' | 'share' | 'unknown'
  readonly state: 'ok' | 'degraded' | 'failed' | 'absent' | 'unknown'
  readonly capacityBytes: number | null
  readonly encrypted: boolean | null
}

export interface RecordingState {
  readonly channel: string
  readonly recording: boolean | null
  readonly retentionDays: number | null
}

/** A camera behind a recorder, as the recorder knows it. */
export interface RecorderChannel {
  readonly channel: string
  readonly name: string | null
  readonly address: string | null
  readonly model: string | null
  readonly firmware: string | null
  readonly online: boolean | null
}

export interface AuditLogSettings {
  /** Whether the device keeps a log of logins and changes; null where it does not tell. */
  readonly kept: boolean | null
  readonly entries: number | null
}

/** @see ONVIF Profile A, tdc:GetDoorInfoList; VAPIX vdoor */
export interface Door {
  readonly token: string
  readonly name: string | null
  readonly state: 'locked' | 'unlocked' | 'unknown'
  readonly alarm: boolean | null
}

/** How a reader is wired to its controller. @see SIA OSDP v2.2 secure channel */
export interface DoorReader {
  readonly name: string
  readonly protocol: 'osdp-secure' | 'osdp-clear' | 'wiegand' | 'unknown'
}

/** @see IF-MIB::ifTable, BRIDGE-MIB::dot1dTpFdbTable, LLDP-MIB::lldpRemTable */
export interface SwitchPort {
  readonly index: number
  readonly name: string
  /** Null where the switch does not tell. */
  readonly enabled: boolean | null
  readonly linked: boolean | null
  /** Bits per second; null where the switch does not tell. */
  readonly speed: number | null
  /** `aa:bb:cc:dd:ee:ff` of what was learned behind it. */
  readonly macs: readonly string[]
  /** System name of the LLDP neighbour. */
  readonly neighbour: string | null
}

/** How the device offers a copy of its configuration. @see ONVIF GetSystemBackup */
export interface BackupOffer {
  readonly offered: boolean
  readonly via: string | null
}

/** The facts whose values this file describes. */
export type SecurityFact =
  | 'activation'
  | 'accounts.web'
  | 'accounts.lockout'
  | 'accounts.passwordPolicy'
  | 'logins.schemes'
  | 'network.addressing'
  | 'network.filter'
  | 'network.8021x'
  | 'network.services'
  | 'http.policy'
  | 'tls.endpoints'
  | 'rtsp.security'
  | 'log.syslog'
  | 'log.audit'
  | 'system.backup'
  | 'storage.units'
  | 'recording.channels'
  | 'recorder.cameras'
  | 'access.doors'
  | 'access.readers'
  | 'switch.ports'
  | 'snmp.settings'
