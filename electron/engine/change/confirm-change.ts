import type { Driver } from '../../drivers/driver.ts'
import type { AnyFix } from '../../fixes/fix.ts'
import type { Device, DeviceClass } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'
import type { AgreedChange } from './carry-out.ts'
import { nobodyKnown, type PictureTakers } from './recorded-by.ts'

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
 * @param accounts whose passwords the change renews.
 */
export function confirmReason(
  fix: AnyFix,
  driver: Driver,
  device: Device,
  readings: Readings,
  takers: PictureTakers = nobodyKnown,
  accounts: readonly string[] = [],
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
      `This was not tried on a real ${driver.vendor} device yet: it goes by a published description (${unproven.join(', ')}). Watch the first one.`,
    )
  }
  const affected = fix.disruption === 'high' || fix.reboot || fix.cutsOff ? dependents(readings) : []
  if (affected.length > 0) reasons.push(`Depends on it: ${affected.join(', ')}.`)
  const loss = pictureLoss(fix, takers, accounts)
  if (loss !== null) reasons.push(loss)
  return reasons.length === 0 ? null : reasons.join(' ')
}

/** Whether a recorder can lose its camera by this. */
export const mayLosePicture = ({ writes, cutsOff }: AnyFix): boolean => cutsOff || writes.includes('password')

/** Who may lose the picture by this change, or null. Where nobody could ask a recorder, it may be each of them. */
function pictureLoss(
  fix: AnyFix,
  { naming, unread, vmsAccounts }: PictureTakers,
  accounts: readonly string[],
): string | null {
  const renews = fix.writes.includes('password')
  if (!mayLosePicture(fix)) return null
  const needs = renews ? 'may log in with this account' : 'may need what this takes away'
  const prepare = 'prepare it first, else the picture is lost.'
  if (naming.length > 0)
    return `${naming.join(' and ')} ${naming.length === 1 ? 'records' : 'record'} this camera and ${needs}: ${prepare}`
  if (unread.length > 0)
    return `Nobody could read which cameras ${unread.join(' and ')} ${unread.length === 1 ? 'records' : 'record'}. If it is this one, the recorder ${needs}: ${prepare}`
  // The record of the site says by which account the video management comes in: the others are none of its business.
  const isItsWay = fix.writes.includes('http.policy') || fix.writes.includes('tls.endpoints')
  const touched = isItsWay ? vmsAccounts : vmsAccounts.filter((name) => accounts.includes(name))
  return touched.length > 0 ? `The video management logs in as ${touched.join(', ')} and ${needs}: ${prepare}` : null
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
  intercom: {
    restart: 'The intercom restarts: nobody at the door is heard, and nobody opens from afar meanwhile.',
    change: 'An intercom: the stations and the door that it works with may need what this changes.',
  },
  unknown: {
    restart: 'A device of an unknown kind restarts: nobody knows what stops meanwhile.',
    change: 'Nobody knows what kind of device this is, and who may need what this changes.',
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
export const needsSecondPerson = (changes: readonly AgreedChange[]): string[] =>
  changes.filter(({ fix }) => fix.approval === 'second-person').map(({ change }) => change.id)
