import type { Driver } from '../../drivers/driver.ts'
import type { AnyFix } from '../../fixes/fix.ts'
import type { Device, DeviceClass } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'
import type { PlannedChange } from './remediate.ts'

/** Whether the driver can write anything of what the fix writes: where it can write nothing, a person does it. */
export function hasAWay({ writes }: AnyFix, driver: Driver): boolean {
  if (writes.includes('activation')) return driver.activation !== undefined
  if (writes.includes('account')) return driver.logins.some(({ createAccount }) => createAccount !== undefined)
  if (writes.includes('certificate')) return driver.certificates !== undefined
  if (writes.includes('copy')) return (driver.backups ?? []).length > 0
  return writes.some((write) =>
    write === 'password'
      ? driver.logins.some(({ setPassword }) => setPassword !== undefined)
      : driver.supports.findLast(({ fact }) => fact === write)?.write !== undefined,
  )
}

/**
 * Why a person must say yes to this very change, or null. A restart of a recorder or of a door controller is felt by people; a
 * write that follows an unproven source may do something else than it says; a recorder loses a camera that changes its way in.
 *
 * @param recorders those that name this device as one of their cameras.
 */
export function confirmReason(
  fix: AnyFix,
  driver: Driver,
  device: Device,
  readings: Readings,
  recorders: readonly string[] = [],
): string | null {
  const reasons: string[] = []
  const onWhichOthersDepend = othersDepend[device.deviceClass]
  if (onWhichOthersDepend !== undefined && (fix.reboot || disturbing.includes(fix.disruption))) {
    reasons.push(fix.reboot ? onWhichOthersDepend.restart : onWhichOthersDepend.change)
  }
  const unproven = fix.writes.filter((write) =>
    write === 'activation'
      ? driver.activation?.grade === 'unproven'
      : driver.supports.some(({ fact, writeGrade }) => fact === write && writeGrade === 'unproven'),
  )
  if (unproven.length > 0) {
    reasons.push(
      `How the ${driver.vendor} driver writes this (${unproven.join(', ')}) follows a description that was not held against a device yet.`,
    )
  }
  const affected = fix.disruption === 'high' || fix.reboot || fix.cutsOff ? dependents(readings) : []
  if (affected.length > 0) reasons.push(`Depends on it: ${affected.join(', ')}.`)
  if (recorders.length > 0 && (fix.cutsOff || fix.writes.includes('password'))) {
    const needs = fix.writes.includes('password') ? 'may log in with this account' : 'may need what this takes away'
    reasons.push(
      `${recorders.join(' and ')} ${recorders.length === 1 ? 'records' : 'record'} this camera and ${needs}: prepare it first, else the picture is lost.`,
    )
  }
  return reasons.length === 0 ? null : reasons.join(' ')
}

const disturbing: readonly AnyFix['disruption'][] = ['medium', 'high']

/** Kinds of devices whose trouble is felt elsewhere, whatever they say of themselves. */
const othersDepend: Partial<Record<DeviceClass, { readonly restart: string; readonly change: string }>> = {
  nvr: {
    restart: 'The recorder restarts: nothing is recorded meanwhile.',
    change: 'A recorder: whoever watches or fetches recordings may need what this changes.',
  },
  'door-controller': {
    restart: 'The door controller restarts: its doors fall back to how they behave without it.',
    change: 'A door controller: the software that steers its doors may need what this changes.',
  },
  switch: {
    restart: 'The switch restarts: every device behind it is cut off meanwhile.',
    change: 'A switch: every device behind it is felt to fail when this goes wrong.',
  },
}

/** What stops when the device stops, as it says itself. */
function dependents(readings: Readings): string[] {
  const doors = readings['access.doors']
  const channels = readings['recorder.cameras']
  const recordings = readings['recording.channels']
  const words: string[] = []
  if (doors?.end === 'value' && doors.value.length > 0) words.push(count(doors.value.length, 'door', 'doors'))
  if (channels?.end === 'value' && channels.value.length > 0) {
    words.push(`the recording of ${count(channels.value.length, 'camera', 'cameras')}`)
  } else if (recordings?.end === 'value' && recordings.value.some(({ recording }) => recording === true)) {
    words.push('a running recording')
  }
  return words
}

const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`

/** Changes that wait for a second person's passphrase. */
export const needsSecondPerson = (changes: readonly PlannedChange[]): string[] =>
  changes.filter(({ fix }) => fix.approval === 'second-person').map(({ change }) => change.id)
