import { z } from 'zod'
import { Unsupported, WriteRefused } from '../model/errors.ts'
import type { ClockReading } from '../model/facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { type DeviceSession, defineFix } from './fix.ts'

/** What a device that was just set may be off, in seconds, besides what the measurement leaves open. */
const toleranceSeconds = 2

/**
 * Sets the clock of a device that does not follow NTP, and the time zone where the site record names one. What is not set is sent
 * back as it was read, since some devices drop it otherwise.
 *
 * Never touches a device on NTP: setting its clock would switch NTP off, and it may merely be converging.
 */
export const setClock = defineFix<ClockReading>({
  id: 'clock-accurate',
  siteSettings: z.object({}),
  disruption: 'low',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['time.clock'],
  undo: 'The time zone is written back as found when the proof fails. The wrong time is not set again; time goes on.',
  async plan(device, { timeZone }) {
    if (await followsNtp(device)) return null
    const asFound = await device.read('time.clock')
    const zone = timeZone ?? asFound.timeZone
    if (isRight(asFound) && zone === asFound.timeZone) return null
    return { asFound, target: { ...asFound, offsetSeconds: 0, uncertaintySeconds: 0, timeZone: zone } }
  },
  /** NTP may have been switched on since the plan was made. */
  async apply(device, { target }) {
    if (!(await followsNtp(device))) await device.write('time.clock', target)
  },
  async verify(device, { target }) {
    const kept = await device.read('time.clock')
    const zoneKept = kept.timeZone === target.timeZone && kept.daylightSaving === target.daylightSaving
    return isRight(kept) && zoneKept ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  async rollback(device, { asFound, target }) {
    const kept = await device.read('time.clock')
    const { timeZone, daylightSaving } = asFound
    const isAsFound = kept.timeZone === timeZone && kept.daylightSaving === daylightSaving
    // A zone that was not to change is none of ours, and on NTP a write would switch that off.
    const isOurs = target.timeZone !== timeZone || target.daylightSaving !== daylightSaving
    if (isAsFound || !isOurs || (await followsNtp(device))) return kept
    await device.write('time.clock', { ...target, timeZone, daylightSaving })
    const left = await device.read('time.clock')
    if (left.timeZone === timeZone && left.daylightSaving === daylightSaving) return left
    throw new WriteRefused(`The device keeps another time zone than it had: ${inWords(left)}.`)
  },
  describe: inWords,
})

async function followsNtp(device: DeviceSession): Promise<boolean> {
  try {
    return (await device.read('time.ntp')).source === 'ntp'
  } catch (error) {
    // A device without NTP cannot be following it; every other trouble ends the plan.
    if (error instanceof Unsupported) return false
    throw error
  }
}

const isRight = ({ offsetSeconds, uncertaintySeconds }: ClockReading): boolean =>
  Math.abs(offsetSeconds) <= toleranceSeconds && uncertaintySeconds <= toleranceSeconds

function inWords({ offsetSeconds, timeZone, daylightSaving }: ClockReading): string {
  const zone = `time zone ${timeZone ?? 'not named'}, daylight saving ${daylightSaving ? 'on' : 'off'}`
  return `${Math.abs(offsetSeconds).toFixed(1)} s ${offsetSeconds < 0 ? 'behind' : 'ahead'}, ${zone}`
}
