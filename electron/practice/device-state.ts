import type { DeviceClass } from '../model/device.ts'
import type { VendorSettings } from './vendor-settings.ts'

/** @see ONVIF tt:UserLevel */
export type Level = 'Administrator' | 'Operator' | 'User'

export interface PracticeUser {
  username: string
  password: string
  level: Level
  /** Cannot be deleted. */
  readonly fixed: boolean
}

/** @see ONVIF tt:NetworkHost */
export interface NtpServer {
  readonly type: 'IPv4' | 'IPv6' | 'DNS'
  readonly value: string
}

export interface ProtocolState {
  readonly name: 'HTTP' | 'HTTPS' | 'RTSP'
  enabled: boolean
  port: number
}

export interface SnmpUser {
  readonly name: string
  readonly authProtocol: 'md5' | 'sha' | 'sha256'
  readonly authKey: string
  readonly privProtocol: 'aes' | 'des'
  readonly privKey: string
}

/** How a device behaves towards WS-Discovery. */
export interface DiscoveryManner {
  /** QNames it announces, with the prefixes `dn` and `tds`. */
  readonly types: readonly ('dn:NetworkVideoTransmitter' | 'tds:Device')[]
  readonly answers: 'matching' | 'only-untyped' | 'everything'
  /** Silent towards multicast. */
  readonly directedOnly: boolean
  readonly lineBreaksInScopes: boolean
  readonly omitsRelatesTo: boolean
  /** Host that it advertises instead of its own address. */
  readonly foreignHost: string | null
}

/** @see ONVIF tdc:DoorMode, tdc:DoorAlarmState */
export interface DoorState {
  readonly token: string
  readonly name: string
  readonly description: string
  mode?: 'Locked' | 'Unlocked'
  alarm?: 'Normal' | 'DoorForcedOpen' | 'DoorOpenTooLong'
}

/** Everything that can change in a simulated device, as plain data. */
export interface DeviceState {
  readonly identity: {
    readonly vendor: string
    readonly model: string
    firmware: string
    readonly hardwareId: string
    readonly serial: string
    /** `aa:bb:cc:dd:ee:ff` */
    readonly mac: string
    readonly deviceClass: DeviceClass
    /** `urn:uuid:...` */
    readonly endpointReference: string
  }
  readonly clock: {
    /** Device time minus true time, in milliseconds. */
    offsetMs: number
    source: 'Manual' | 'NTP'
    timeZone: string
    daylightSavings: boolean
  }
  readonly ntp: { fromDhcp: boolean; servers: NtpServer[] }
  readonly hostname: { name: string; fromDhcp: boolean }
  readonly protocols: ProtocolState[]
  /** Users of ONVIF, and of RTSP unless `rtspUsers` is set. */
  users: PracticeUser[]
  /** RTSP has its own passwords. */
  rtspUsers: PracticeUser[] | null
  /** The maker's web interface has accounts of its own. */
  webUsers: PracticeUser[] | null
  readonly settings: VendorSettings
  discoverable: boolean
  discovery: DiscoveryManner
  readonly location: string
  /** Null: no agent listens. */
  snmp: { communities: string[]; users: SnmpUser[] } | null
  readonly doors: readonly DoorState[]
  readonly channels: number
}
