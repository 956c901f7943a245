import { Unsupported } from '../../model/errors.ts'
import type { ClockReading } from '../../model/facts.ts'
import type { SnmpReader } from '../../protocols/snmp/reader.ts'
import type { Capability } from '../driver.ts'
import { readOverSnmp } from './capabilities.ts'

const hrSystemDate = '1.3.6.1.2.1.25.1.2.0'

/** The clock of a device whose agent tells it with its distance from UTC. */
export const snmpClock = (): Capability => ({
  fact: 'time.clock',
  read: (device) => readOverSnmp(device, readClock),
})

async function readClock(reader: SnmpReader): Promise<ClockReading> {
  const before = Date.now()
  const value = (await reader.get([hrSystemDate])).get(hrSystemDate)
  const after = Date.now()
  const at = value?.kind === 'octets' ? timeOf(value.bytes) : null
  if (at === null) throw new Unsupported('The SNMP agent tells no time, or not how far from UTC it is.')
  const seconds = (ms: number) => Math.round(ms / 10) / 100
  return {
    offsetSeconds: seconds(at - (before + after) / 2),
    // Agents tell whole seconds, and a tenth that is mostly nought.
    uncertaintySeconds: seconds((after - before) / 2 + 1_000),
    timeZone: null,
    daylightSaving: false,
  }
}

/** Milliseconds since 1970, or null for the short form, which is a local time of somewhere. @see SNMPv2-TC::DateAndTime */
export function timeOf(bytes: Buffer): number | null {
  if (bytes.length !== 11) return null
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0, direction = 0, hours = 0, minutes = 0] =
    bytes.subarray(2)
  const sign = direction === 0x2b ? 1 : direction === 0x2d ? -1 : null
  const isTime = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60
  if (sign === null || !isTime || tenth > 9 || hours > 14 || minutes > 59) return null
  const local = Date.UTC(bytes.readUInt16BE(0), month - 1, day, hour, minute, second, tenth * 100)
  return local - sign * (hours * 60 + minutes) * 60_000
}
