import { type Conflict, type Device, endpointText, type Sighting } from '../../model/device.ts'
import { differ, disjoint, groupBy, makerKey, sameSerial } from './same-device.ts'

/** Probes whose every answer describes one device with its own model and MAC address. */
const describing = ['sadp', 'dhip', 'hid-4070']

/**
 * Why these answers of one endpoint cannot come from one device, or null. A new endpoint reference alone proves nothing: some
 * devices make one up for each answer. Different MAC addresses from different protocols prove nothing either: a recorder has many.
 */
export function contradiction(sightings: readonly Sighting[]): string | null {
  const serials = [...new Set(sightings.flatMap(({ identity }) => identity.serial ?? []))]
  const [first, ...more] = serials
  if (first !== undefined && more.some((serial) => !sameSerial(first, serial))) {
    return `serials ${serials.slice(0, 4).join(', ')}`
  }
  for (const probe of describing) {
    const [one, ...others] = sightings.filter((sighting) => sighting.probe === probe)
    const other = others.find(
      ({ identity }) => differ(identity.model, one?.identity.model) || disjoint(identity.macs, one?.identity.macs),
    )
    if (one !== undefined && other !== undefined) return `devices ${nameOf(one)}, ${nameOf(other)}`
  }
  const [one, ...others] = sightings.filter(({ probe }) => probe === 'ws-discovery')
  const two = others.find(
    (other) =>
      other.endpointReference !== one?.endpointReference &&
      (differ(other.identity.model, one?.identity.model) || disjoint(other.identity.macs, one?.identity.macs)),
  )
  return two === undefined
    ? null
    : `devices ${one?.endpointReference ?? 'without name'}, ${two.endpointReference ?? 'without name'}`
}

const nameOf = ({ identity }: Sighting): string =>
  [identity.model, identity.macs?.[0]].filter((text) => (text ?? '') !== '').join(' ') || 'without name'

/**
 * The same serial or MAC address at two places of this run. Where both agree it is one device that answers at two addresses; where
 * only one does, two devices claim it, or one of them lies. Nobody can tell from here, so nobody decides.
 */
export function conflictsBetween(present: readonly Device[]): Conflict[] {
  const macs = shared(present, ({ identity }) => identity.macs)
  const serials = shared(present, ({ identity }) => (identity.serial === null ? [] : [identity.serial]))
  const isOne = (devices: readonly Device[]): boolean =>
    devices.every(({ identity }) => identity.serial !== null && identity.serial === devices[0]?.identity.serial) &&
    devices.every(({ identity }) => !differ(identity.model, devices[0]?.identity.model))
  const twice = macs.filter(({ devices }) => isOne(devices))
  const told = new Set(twice.map(({ devices }) => addressesOf(devices).join(' ')))
  const untold = (groups: readonly Shared[]) =>
    groups.filter(({ devices }) => !told.has(addressesOf(devices).join(' ')))
  const conflict = (kind: Conflict['kind'], { value, devices }: Shared): Conflict => ({
    kind,
    value,
    addresses: addressesOf(devices),
  })
  return [
    ...unique(twice).map(({ devices, value }) =>
      conflict('two-addresses', { value: devices[0]?.identity.serial ?? value, devices }),
    ),
    ...untold(serials).map((group) => conflict('duplicate-serial', group)),
    ...untold(macs).map((group) => conflict('duplicate-mac', group)),
  ]
}

interface Shared {
  readonly value: string
  readonly devices: readonly Device[]
}

/** A device with two shared MAC addresses is told once. */
const unique = (groups: readonly Shared[]): readonly Shared[] => [
  ...new Map(groups.map((group) => [addressesOf(group.devices).join(' '), group])).values(),
]

function shared(present: readonly Device[], valuesOf: (device: Device) => readonly string[]): readonly Shared[] {
  return [...groupBy(present, valuesOf)].flatMap(([value, devices]) => {
    // Two makers may both have a number 1000; a device of no known maker may be of any.
    const makers = groupBy(devices, (device) => [makerOf(device) ?? '?'])
    const unknown = makers.get('?')?.length ?? 0
    const alike = devices.filter((device) => {
      const maker = makerOf(device)
      return devices.length > 1 && (maker === null || unknown > 0 || (makers.get(maker)?.length ?? 0) > 1)
    })
    return addressesOf(alike).length > 1 ? [{ value, devices: alike }] : []
  })
}

const addressesOf = (devices: readonly Device[]): readonly string[] => [
  ...new Set(devices.map(({ endpoint }) => endpointText(endpoint))),
]

const makerOf = ({ identity }: Device): string | null => makerKey(identity.manufacturer)
