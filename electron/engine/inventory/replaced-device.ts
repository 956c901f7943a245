import { randomUUID } from 'node:crypto'
import { type Device, type Identity, noIdentity } from '../../model/device.ts'
import type { VisitParts } from '../device/open-device.ts'
import { sameSerial } from './same-device.ts'

const placeOf = ({ endpoint: { address, forwarded, ports } }: Device): string =>
  `${address}#${forwarded ? ports.http : ''}`

/** Devices in whose place another one was seen since. Their entries are kept for the record, and nothing is sent to them. */
export function replacedDevices(devices: readonly Device[]): ReadonlySet<string> {
  const newest = new Map<string, string>()
  for (const device of devices) {
    const place = placeOf(device)
    if (device.lastSeenAt > (newest.get(place) ?? '')) newest.set(place, device.lastSeenAt)
  }
  return new Set(
    devices.filter((device) => device.lastSeenAt < (newest.get(placeOf(device)) ?? '')).map(({ id }) => id),
  )
}

/**
 * Takes the device that answers at a known address with a serial of its own into the inventory, and leaves the old entry for the
 * record: it was last seen in an earlier visit. Null where the serial is that of another known device, which has moved: only a
 * discovery can sort that out. What was tried on the old entry counts for the new one: it was tried on this very device.
 */
export function takeReplacement(device: Device, said: Identity, parts: VisitParts): Device | null {
  const { store, log, visitId } = parts
  const { serial } = said
  const isKnown = store
    .devices()
    .some(({ identity }) => identity.serial !== null && sameSerial(identity.serial, serial ?? ''))
  if (serial === null || isKnown) return null
  const now = new Date().toISOString()
  const young: Device = {
    ...device,
    id: randomUUID(),
    identity: { ...noIdentity, ...said },
    firstSeenAt: now,
    lastSeenAt: now,
  }
  const old: Device = { ...device, endpointReference: null, lastSeenAt: lastLook(device, parts) }
  store.transaction(() => {
    store.saveDevices([old, young])
    for (const { id: _, ...attempt } of store.attempts(device.id)) {
      if (attempt.visitId === visitId) store.recordAttempt({ ...attempt, deviceId: young.id })
    }
    log.append({ type: 'device.replaced', device: young.id, former: device.id })
  })
  return young
}

/** When the old device was looked at in an earlier visit. What was heard since was the new one. */
function lastLook({ id, firstSeenAt }: Device, { store, visitId }: VisitParts): string {
  const looks = store
    .visits()
    .filter((visit) => visit.id !== visitId)
    .flatMap((visit) => store.findings(visit.id, 'as-left', id).map(({ at }) => at))
  return looks.toSorted().at(-1) ?? firstSeenAt
}
