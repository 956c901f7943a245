/** @see blueprint: `class` of the command line's JSON */
export const deviceClasses = ['camera', 'nvr', 'encoder', 'door-controller', 'intercom', 'switch', 'unknown'] as const
export type DeviceClass = (typeof deviceClasses)[number]

/**
 * Where a device answers. `forwarded` devices were named as HOST:PORT (port forwarding, several devices behind one address):
 * only the ports below belong to them, every other port of the address is somebody else's.
 */
export interface Endpoint {
  /** IPv4 or IPv6 text, no brackets. */
  readonly address: string
  readonly forwarded: boolean
  readonly ports: {
    readonly http?: number
    readonly https?: number
    readonly rtsp?: number
    readonly snmp?: number
  }
}

/** What a device says about itself. Absent is null, never an empty string. Texts are capped and made visible. */
export interface Identity {
  readonly manufacturer: string | null
  readonly model: string | null
  readonly firmware: string | null
  /** Build number or date where it stands apart from `firmware`. */
  readonly build: string | null
  readonly serial: string | null
  readonly hardwareId: string | null
  /** `aa:bb:cc:dd:ee:ff`, lower case. */
  readonly macs: readonly string[]
}

export const noIdentity: Identity = {
  manufacturer: null,
  model: null,
  firmware: null,
  build: null,
  serial: null,
  hardwareId: null,
  macs: [],
}

/** One discovery answer. Many sightings can be one device. */
export interface Sighting {
  /** Name of the probe: `ws-discovery`, `snmp`, `tcp`, `http`, `rtsp` ... */
  readonly probe: string
  /** Source address of the packet: the truth, whatever the packet itself says. */
  readonly address: string
  /** The port that was named as HOST:PORT, else null. */
  readonly forwardedPort: number | null
  readonly seenAt: string
  readonly ports: Endpoint['ports']
  /** Every open TCP port that this sighting saw. */
  readonly openPorts: readonly number[]
  /** WS-Discovery endpoint reference (`urn:uuid:...`). */
  readonly endpointReference: string | null
  readonly identity: Partial<Identity>
  readonly deviceClass: DeviceClass
  /** ONVIF scopes, sysObjectID, banners: what the fingerprints of drivers are matched against. Values are capped. */
  readonly marks: Readonly<Record<string, string>>
}

/** One physical unit under commissioning (an IEC 62443 component), as the site file keeps it. */
export interface Device {
  /** UUID of ours; stays the same over visits. */
  readonly id: string
  readonly endpoint: Endpoint
  readonly identity: Identity
  readonly deviceClass: DeviceClass
  /** Id of the driver, null while nothing matched. */
  readonly driver: string | null
  readonly endpointReference: string | null
  readonly marks: Readonly<Record<string, string>>
  readonly firstSeenAt: string
  readonly lastSeenAt: string
}

/** Two things that cannot both be true. Devices in conflict are read by nobody and changed by nobody. */
export interface Conflict {
  /** `two-addresses`: by serial and MAC address one and the same device. */
  readonly kind: 'duplicate-address' | 'duplicate-serial' | 'duplicate-mac' | 'two-addresses'
  readonly value: string
  readonly addresses: readonly string[]
}

/** `address` or `address:port`: how a person names the endpoint. */
export function endpointText(endpoint: Endpoint): string {
  const host = endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address
  return endpoint.forwarded && endpoint.ports.http !== undefined ? `${host}:${endpoint.ports.http}` : host
}
