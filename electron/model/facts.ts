import type { Identity } from './device.ts'
import type { Problem } from './errors.ts'
import type { FirmwareAssessment } from './firmware.ts'
import type { LoginName, UserLevel } from './login-name.ts'
import type {
  ActivationState,
  AddressFilter,
  AuditLogSettings,
  AuthenticationOffer,
  BackupOffer,
  Door,
  DoorReader,
  HttpPolicy,
  IpSettings,
  LockoutPolicy,
  PasswordPolicy,
  PortAuthentication,
  RecorderChannel,
  RecordingState,
  RtspSecurity,
  ServiceState,
  SnmpSettings,
  StorageUnit,
  SwitchPort,
  SyslogTarget,
  TlsEndpoint,
  UnreadTlsPort,
  WebAccount,
} from './security-facts.ts'
import type { SiteFacts } from './site-facts.ts'

export interface Account {
  readonly username: string
  readonly level: UserLevel
}

/** What came of offering the public default logins of the vendor, once each, within the stop rule. Holds no password. */
export interface DefaultLoginTrial {
  readonly tried: readonly { readonly interface: LoginName; readonly username: string }[]
  readonly accepted: readonly { readonly interface: LoginName; readonly username: string }[]
  /** Defaults that were left out, because the stop rule or a lock-out forbade the try. */
  readonly heldBack: number
}

/** What came of one login with a random password, and of one reading without any. */
export interface AuthenticationTrial {
  /** Interfaces that let a random password in: they have no authentication. */
  readonly acceptsAnyPassword: readonly LoginName[]
  /** Interfaces that answered a protected request without login. */
  readonly answersWithoutLogin: readonly LoginName[]
  /** Interfaces that refused a wrong password at this look. */
  readonly wrongPasswordRefused: readonly LoginName[]
  /** Interfaces that were asked for something protected without a login. */
  readonly tested: readonly LoginName[]
}

export interface ClockReading {
  /** Device UTC minus ours, in seconds; positive when the device is ahead. */
  readonly offsetSeconds: number
  /** How unsure the offset is, in seconds: half the round trip plus the resolution of the answer. */
  readonly uncertaintySeconds: number
  /** POSIX 1003.1 TZ string as the device gave it. */
  readonly timeZone: string | null
  readonly daylightSaving: boolean
}

export interface NtpSettings {
  /** `ntp` when the device takes its time from NTP, `manual` when somebody set it. @see ONVIF GetSystemDateAndTime DateTimeType */
  readonly source: 'ntp' | 'manual'
  readonly fromDhcp: boolean
  /** Addresses or DNS names, in the order of the device. */
  readonly servers: readonly string[]
}

/** @see ONVIF tt:NetworkProtocol */
export interface NetworkProtocol {
  readonly name: 'HTTP' | 'HTTPS' | 'RTSP'
  readonly enabled: boolean
  readonly ports: readonly number[]
}

export interface PortState {
  /** `telnet`, `ftp`, `ssh`, `upnp` ... the usual service of the port. */
  readonly service: string
  readonly port: number
  readonly transport: 'tcp' | 'udp'
  /** `closed` needs an answer that says so (RST); `silent` is no answer and proves nothing by itself. */
  readonly state: 'open' | 'closed' | 'silent'
}

/** What came of reading one standard object with the well-known default communities. */
export interface CommunityTrial {
  readonly tried: readonly { readonly version: 'v1' | 'v2c'; readonly name: string }[]
  readonly answered: readonly { readonly version: 'v1' | 'v2c'; readonly name: string }[]
  /** Whether the agent gave any sign of life at all (a v3 report, an answer): silence alone proves nothing. */
  readonly agentSeen: boolean
}

export interface HostnameSettings {
  readonly name: string | null
  readonly fromDhcp: boolean
}

export interface NetworkInterfaceState {
  readonly name: string
  readonly mac: string | null
  readonly addresses: readonly string[]
  /** Of the addresses, in their order: how much of each is the network; null where the device does not tell. */
  readonly prefixLengths?: readonly (number | null)[]
  readonly dhcp: boolean
}

/** Every typed thing that can be known of a device. Names are dotted nouns. A new fact is a new line here. */
export interface Facts extends SiteFacts {
  readonly identity: Identity
  readonly activation: ActivationState
  /** Of ONVIF. */
  readonly accounts: readonly Account[]
  /** Of the web interface and vendor API, a database of its own on most makers. */
  readonly 'accounts.web': readonly WebAccount[]
  readonly 'accounts.lockout': LockoutPolicy
  readonly 'accounts.passwordPolicy': PasswordPolicy
  readonly 'logins.defaults': DefaultLoginTrial
  readonly 'logins.enforcement': AuthenticationTrial
  readonly 'logins.schemes': readonly AuthenticationOffer[]
  readonly 'time.clock': ClockReading
  readonly 'time.ntp': NtpSettings
  readonly 'network.protocols': readonly NetworkProtocol[]
  readonly 'network.ports': readonly PortState[]
  readonly 'network.hostname': HostnameSettings
  readonly 'network.interfaces': readonly NetworkInterfaceState[]
  readonly 'network.addressing': IpSettings
  readonly 'network.filter': AddressFilter
  readonly 'network.8021x': PortAuthentication
  /** As the device's own settings have them; a write names the ones to switch and leaves the others. */
  readonly 'network.services': readonly ServiceState[]
  readonly 'http.policy': HttpPolicy
  readonly 'tls.endpoints': readonly (TlsEndpoint | UnreadTlsPort)[]
  readonly 'rtsp.security': RtspSecurity
  readonly 'log.syslog': readonly SyslogTarget[]
  readonly 'log.audit': AuditLogSettings
  readonly 'system.backup': BackupOffer
  readonly 'storage.units': readonly StorageUnit[]
  readonly 'recording.channels': readonly RecordingState[]
  readonly 'recorder.cameras': readonly RecorderChannel[]
  readonly 'access.doors': readonly Door[]
  readonly 'access.readers': readonly DoorReader[]
  readonly 'switch.ports': readonly SwitchPort[]
  readonly 'discovery.mode': 'discoverable' | 'nonDiscoverable'
  readonly 'snmp.settings': SnmpSettings
  readonly 'snmp.communities': CommunityTrial
  /** Derived by the engine: the identity held against the firmware catalog. */
  readonly 'firmware.assessment': FirmwareAssessment
}
export type FactKey = keyof Facts

/** The four ends of reading a fact. Only a value can lead to pass. */
export type Reading<T> =
  | { readonly end: 'value'; readonly value: T; readonly readAt: string }
  | {
      readonly end: 'unsupported' | 'refused' | 'unreachable' | 'malformed'
      readonly problem: Problem
      readonly readAt: string
    }
export type Readings = { readonly [K in FactKey]?: Reading<Facts[K]> }
