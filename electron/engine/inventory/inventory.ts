import { makerOfMarks } from '../../discovery/makers.ts'
import {
  type Conflict,
  type Device,
  type Endpoint,
  endpointText,
  type Identity,
  noIdentity,
  type Sighting,
} from '../../model/device.ts'
import { conflictsBetween, contradiction } from './conflicts.ts'
import { differ, disjoint, groupBy, makerKey, sameSerial } from './same-device.ts'

export interface InventoryOptions {
  /** ISO 8601. */
  readonly now: string
  readonly newId: () => string
  /** Id of the driver for a device with these marks, or null. */
  readonly driverFor: (seen: Pick<Sighting, 'marks' | 'ports'>) => string | null
}

export interface Inventory {
  /** Every known device, those of this run brought up to date, and the new ones. In the order of `known`, then as seen. */
  readonly devices: readonly Device[]
  readonly conflicts: readonly Conflict[]
}

/**
 * Turns the answers of one discovery into devices. The same device keeps its id over visits: it is known again by serial, then
 * by MAC address, then by endpoint reference, then by where it answers. What cannot be one device is never merged: it stays
 * apart and is reported as a conflict. What is known of a device is completed, never replaced by what an announcement claims.
 */
export function mergeSightings(
  known: readonly Device[],
  sightings: readonly Sighting[],
  options: InventoryOptions,
): Inventory {
  const { seen, conflicts } = seenDevices(sightings)
  const matches = matchKnown(known, seen)
  const met = new Map([...matches].map(([one, device]) => [device, update(device, one, options)]))
  const fresh = seen.filter((one) => !matches.has(one)).map((one) => update(null, one, options))
  return {
    devices: [...known.map((device) => met.get(device) ?? device), ...fresh],
    conflicts: [...conflicts, ...conflictsBetween([...met.values(), ...fresh])],
  }
}

/** What one endpoint said of itself in this run. */
interface Seen {
  readonly endpoint: Endpoint
  readonly identity: Identity
  readonly endpointReference: string | null
  readonly deviceClass: Device['deviceClass']
  readonly marks: Readonly<Record<string, string>>
  readonly seenAt: string
}

/** Whose word counts first where two probes speak of the same thing. */
const believed = [
  'ws-discovery',
  'sadp',
  'dhip',
  'hid-4070',
  'snmp',
  'http',
  'mdns',
  'rtsp',
  'ssdp',
  'tcp',
  'greeting',
  'neighbours',
]
/** Of two web ports, the one where ONVIF answers is the one to talk to. */
const rank = ({ probe, marks }: Sighting): number =>
  believed.indexOf(probe) + (probe === 'http' && marks['onvif.path'] === undefined ? 0.5 : 0)

function seenDevices(sightings: readonly Sighting[]): { seen: Seen[]; conflicts: Conflict[] } {
  const byEndpoint = groupBy(sightings, ({ address, forwardedPort }) => [`${address}#${forwardedPort ?? ''}`])
  const conflicts: Conflict[] = []
  const seen = [...byEndpoint.values()].map((group) => {
    const ordered = group.toSorted((a, b) => rank(a) - rank(b))
    const one = seenAs(ordered)
    const two = contradiction(ordered)
    if (two !== null) {
      conflicts.push({ kind: 'duplicate-address', value: two, addresses: [endpointText(one.endpoint)] })
    }
    return one
  })
  return { seen, conflicts }
}

function seenAs(sightings: readonly Sighting[]): Seen {
  const first = <T>(pick: (sighting: Sighting) => T | null | undefined): T | null => {
    for (const sighting of sightings) {
      const value = pick(sighting)
      if (value !== null && value !== undefined) return value
    }
    return null
  }
  const [{ address, forwardedPort } = { address: '', forwardedPort: null }] = sightings
  const ports = Object.assign({}, ...sightings.map((sighting) => sighting.ports).reverse())
  return {
    endpoint: {
      address,
      forwarded: forwardedPort !== null,
      ports: forwardedPort === null ? ports : { ...ports, http: forwardedPort },
    },
    identity: {
      manufacturer: first(({ identity }) => identity.manufacturer),
      model: first(({ identity }) => identity.model),
      firmware: first(({ identity }) => identity.firmware),
      build: first(({ identity }) => identity.build),
      serial: first(({ identity }) => identity.serial),
      hardwareId: first(({ identity }) => identity.hardwareId),
      macs: [...new Set(sightings.flatMap(({ identity }) => identity.macs ?? []))],
    },
    endpointReference: first((sighting) => sighting.endpointReference),
    deviceClass: first(({ deviceClass }) => (deviceClass === 'unknown' ? null : deviceClass)) ?? 'unknown',
    marks: Object.assign({}, ...sightings.map(({ marks }) => marks).reverse()),
    seenAt: sightings.map(({ seenAt }) => seenAt).reduce((latest, at) => (at > latest ? at : latest), ''),
  }
}

/**
 * Each known device is met again at most once. Where it always was comes first, even if it says nothing of itself there: a
 * stranger elsewhere that claims its serial must not take its place. Only then has a device moved.
 */
function matchKnown(known: readonly Device[], seen: readonly Seen[]): Map<Seen, Device> {
  const matches = new Map<Seen, Device>()
  const taken = new Set<Device>()
  const take = (candidates: (one: Seen) => readonly Device[], fits: Fits = () => true) => {
    for (const one of seen) {
      if (matches.has(one)) continue
      const device = candidates(one).find(
        (candidate) => !taken.has(candidate) && fits(candidate, one) && !contradicts(candidate, one),
      )
      if (device === undefined) continue
      matches.set(one, device)
      taken.add(device)
    }
  }
  const marks = marksOf(known, seen)
  // Where a device was replaced, the one that was seen last stands there.
  const bySight = known.toSorted((a, b) => Number(b.lastSeenAt > a.lastSeenAt) - Number(a.lastSeenAt > b.lastSeenAt))
  const places = groupBy(bySight, ({ endpoint }) => [placeOf(endpoint)])
  const atHome = (one: Seen) => places.get(placeOf(one.endpoint)) ?? []
  const isSomebodyElse: Fits = (device, one) =>
    !marks.some(({ same }) => same(device, one)) &&
    marks.some(({ candidates }) => candidates(one).some((other) => other !== device && !contradicts(other, one)))
  for (const { same } of marks) take(atHome, same)
  take(atHome, (device, one) => !replaced(device, one) && !isSomebodyElse(device, one))
  for (const { candidates } of marks) take(candidates)
  take(atHome, (device, one) => !replaced(device, one))
  return matches
}

type Fits = (device: Device, one: Seen) => boolean

interface Mark {
  readonly same: Fits
  /** The known devices that are the same by this mark, in their order. */
  readonly candidates: (one: Seen) => readonly Device[]
}

/** What tells that a device is the same, the surest first. Looked up and never searched: sites have a thousand devices. */
function marksOf(known: readonly Device[], seen: readonly Seen[]): readonly Mark[] {
  const bySerial = groupBy(known, ({ identity }) => (identity.serial === null ? [] : [identity.serial]))
  const byMac = groupBy(known, ({ identity }) => identity.macs)
  const order = new Map(known.map((device, at) => [device, at]))
  const referenceOf = ({ endpointReference }: Device | Seen) => (endpointReference === null ? [] : [endpointReference])
  const [byReference, claims] = [groupBy(known, referenceOf), groupBy(seen, referenceOf)]
  // Cheap devices of one batch share one reference: it identifies only where nobody else uses it.
  const unique = (reference: string | null): reference is string =>
    reference !== null && byReference.get(reference)?.length === 1 && claims.get(reference)?.length === 1
  return [
    {
      same: (device, one) => device.identity.serial !== null && device.identity.serial === one.identity.serial,
      candidates: ({ identity }) => (identity.serial === null ? [] : (bySerial.get(identity.serial) ?? [])),
    },
    {
      same: (device, one) => device.identity.macs.some((mac) => one.identity.macs.includes(mac)),
      candidates: ({ identity: { macs } }) => {
        const [only = [], ...others] = macs.map((mac) => byMac.get(mac) ?? [])
        if (others.length === 0) return only
        return [...new Set([...only, ...others.flat()])].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
      },
    },
    {
      same: (device, one) => device.endpointReference === one.endpointReference && unique(one.endpointReference),
      candidates: ({ endpointReference }) =>
        unique(endpointReference) ? (byReference.get(endpointReference) ?? []) : [],
    },
  ]
}

/** Equal where `sameEndpoint` holds. */
const placeOf = ({ address, forwarded, ports }: Endpoint): string => `${address}#${forwarded ? ports.http : ''}`

const sameEndpoint = (a: Endpoint, b: Endpoint): boolean =>
  a.address === b.address && a.forwarded === b.forwarded && (!a.forwarded || a.ports.http === b.ports.http)

/** Both say what they are, and it is not the same. */
function contradicts(device: Device, { identity }: Seen): boolean {
  const [known, said] = [device.identity.serial, identity.serial]
  if (known !== null && said !== null) {
    if (!sameSerial(known, said)) return true
    return differ(makerKey(device.identity.manufacturer), makerKey(identity.manufacturer))
  }
  return disjoint(device.identity.macs, identity.macs)
}

/** Another device has taken the place: it has another name and is another product. */
const replaced = (device: Device, one: Seen): boolean =>
  differ(device.endpointReference, one.endpointReference) && differ(device.identity.model, one.identity.model)

/** Every sweep of an address tries it. */
const plainWeb = 80

/**
 * Plain HTTP that a sweep of this run did not find open, while HTTPS answered, has been switched off: whoever goes on asking there
 * takes the device for gone.
 */
function withoutShut(ports: Endpoint['ports'], { endpoint, marks }: Seen): Endpoint['ports'] {
  const swept = marks['tcp.open']?.split(' ').map(Number)
  const isShut = ports.http === plainWeb && swept !== undefined && !swept.includes(plainWeb)
  if (endpoint.forwarded || endpoint.ports.https === undefined || !isShut) return ports
  const { http: _, ...open } = ports
  return open
}

function update(device: Device | null, one: Seen, { now, newId, driverFor }: InventoryOptions): Device {
  const old = device?.identity ?? noIdentity
  const { identity, endpoint } = one
  // An answer that was lost this time does not make a device another one; what it claimed of others is not kept.
  const stays = device !== null && sameEndpoint(device.endpoint, endpoint)
  const ports = withoutShut(stays ? { ...device.endpoint.ports, ...endpoint.ports } : endpoint.ports, one)
  const { 'xaddr.foreign': _, ...oldMarks } = stays ? device.marks : {}
  const marks = { ...oldMarks, ...one.marks }
  return {
    id: device?.id ?? newId(),
    endpoint: { ...endpoint, ports },
    identity: {
      manufacturer: old.manufacturer ?? identity.manufacturer ?? makerOfMarks(marks),
      model: old.model ?? identity.model,
      firmware: old.firmware ?? identity.firmware,
      build: old.build ?? identity.build,
      serial: old.serial ?? identity.serial,
      hardwareId: old.hardwareId ?? identity.hardwareId,
      macs: [...new Set([...old.macs, ...identity.macs])],
    },
    deviceClass: one.deviceClass === 'unknown' ? (device?.deviceClass ?? 'unknown') : one.deviceClass,
    driver: driverFor({ marks, ports }) ?? device?.driver ?? null,
    endpointReference: one.endpointReference ?? device?.endpointReference ?? null,
    marks,
    firstSeenAt: device?.firstSeenAt ?? now,
    lastSeenAt: now,
  }
}
