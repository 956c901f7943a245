import net from 'node:net'
import type { NtpServer } from '../device-state.ts'
import { booleanOf, inOrder, integerOf, invalidArgs, invalidValue, namespaces, prohibited, textOf } from '../soap.ts'
import { trueTime } from '../true-time.ts'
import { child, el, type Markup, type XmlElement } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

const { tds, tt } = namespaces

const dateTime = (name: string, at: Date): Markup =>
  el(name, [
    el('tt:Time', [
      el('tt:Hour', at.getUTCHours()),
      el('tt:Minute', at.getUTCMinutes()),
      el('tt:Second', at.getUTCSeconds()),
    ]),
    el('tt:Date', [
      el('tt:Year', at.getUTCFullYear()),
      el('tt:Month', at.getUTCMonth() + 1),
      el('tt:Day', at.getUTCDate()),
    ]),
  ])

/** @see ONVIF Core, GetSystemDateAndTime; tt:SystemDateTime */
export function getSystemDateAndTime({ device }: Call): Reply {
  const { clock } = device.state
  return {
    content: [
      el('tds:SystemDateAndTime', [
        el('tt:DateTimeType', clock.source),
        el('tt:DaylightSavings', clock.daylightSavings),
        el('tt:TimeZone', el('tt:TZ', clock.timeZone)),
        dateTime('tt:UTCDateTime', device.utc()),
        dateTime('tt:LocalDateTime', new Date(device.utc().getTime() - standardOffsetMs(clock.timeZone))),
      ]),
    ],
  }
}

/** POSIX TZ counts west of Greenwich as positive. @see POSIX 1003.1, TZ */
function standardOffsetMs(timeZone: string): number {
  const [, sign, hours, minutes] = /^(?:[A-Za-z]+|<[^>]+>)([+-]?)(\d{1,2})(?::(\d{2}))?/.exec(timeZone) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000)
}

/** @see ONVIF Core, SetSystemDateAndTime */
export function setSystemDateAndTime({ device, body }: Call): Reply {
  const given = inOrder(body, tds, ['DateTimeType', 'DaylightSavings', 'TimeZone', 'UTCDateTime'])
  const source = textOf(given.DateTimeType, 'DateTimeType').trim()
  const daylightSavings = booleanOf(given.DaylightSavings, 'DaylightSavings')
  const timeZone = timeZoneOf(given.TimeZone?.[0])
  const utc = given.UTCDateTime?.[0] === undefined ? null : utcOf(given.UTCDateTime[0])
  if (source !== 'Manual' && source !== 'NTP') throw invalidArgs('DateTimeType is unknown')
  const { clock, ntp } = device.state
  if (source === 'NTP' && !ntp.fromDhcp && ntp.servers.length === 0) {
    throw invalidValue('ter:NtpServerUndefined', 'There is no NTP server to take the time from')
  }
  if (source === 'Manual' && utc === null) throw invalidValue('ter:InvalidDateTime', 'Manual mode needs a time')
  return {
    content: [],
    apply: () => {
      clock.source = source
      clock.daylightSavings = daylightSavings
      clock.timeZone = timeZone ?? clock.timeZone
      if (source === 'Manual' && utc !== null) clock.offsetMs = utc.getTime() - trueTime()
      device.synchronizeClock()
    },
  }
}

function timeZoneOf(element: XmlElement | undefined): string | null {
  if (element === undefined) return null
  const timeZone = child(element, 'TZ', tt)?.text.trim() ?? ''
  if (/^([A-Za-z]{3,}|<[^>]+>)[+-]?\d/.test(timeZone)) return timeZone
  throw invalidValue('ter:InvalidTimeZone', 'The time zone is no POSIX time zone')
}

function utcOf(element: XmlElement): Date {
  const { Time: [time] = [], Date: [date] = [] } = inOrder(element, tt, ['Time', 'Date'])
  if (time === undefined || date === undefined) throw invalidArgs('UTCDateTime needs Time and Date')
  const clock = inOrder(time, tt, ['Hour', 'Minute', 'Second'])
  const day = inOrder(date, tt, ['Year', 'Month', 'Day'])
  const [hour, minute, second] = [
    integerOf(clock.Hour, 'Hour'),
    integerOf(clock.Minute, 'Minute'),
    integerOf(clock.Second, 'Second'),
  ]
  const [year, month, dayOfMonth] = [
    integerOf(day.Year, 'Year'),
    integerOf(day.Month, 'Month'),
    integerOf(day.Day, 'Day'),
  ]
  const at = new Date(Date.UTC(year, month - 1, dayOfMonth, hour, minute, second))
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === dayOfMonth && at.getUTCHours() === hour
  if (!same || minute > 59 || second > 59) throw invalidValue('ter:InvalidDateTime', 'There is no such time')
  return at
}

const networkHost = (name: string, { type, value }: NtpServer): Markup =>
  el(name, [el('tt:Type', type), el(type === 'DNS' ? 'tt:DNSname' : `tt:${type}Address`, value)])

/** @see ONVIF Core, GetNTP; tt:NTPInformation */
export function getNtp({ device }: Call): Reply {
  const { fromDhcp, servers } = device.state.ntp
  return {
    content: [
      el('tds:NTPInformation', [
        el('tt:FromDHCP', fromDhcp),
        ...servers.map((server) => networkHost(fromDhcp ? 'tt:NTPFromDHCP' : 'tt:NTPManual', server)),
      ]),
    ],
  }
}

/** @see ONVIF Core, SetNTP. Does not switch the clock to NTP: SetSystemDateAndTime does. */
export function setNtp({ device, body }: Call): Reply {
  const given = inOrder(body, tds, ['FromDHCP', 'NTPManual'])
  const fromDhcp = booleanOf(given.FromDHCP, 'FromDHCP')
  const servers = (given.NTPManual ?? []).map(serverOf)
  if (!fromDhcp && servers.length === 0 && device.state.clock.source === 'NTP') {
    throw invalidValue('ter:TimeSyncedToNtp', 'The clock runs on NTP')
  }
  if (servers.length > 4) throw prohibited('ter:TooManyServers', 'At most 4 NTP servers')
  return {
    content: [],
    apply: () => {
      const kept = device.faults.dropsIpv4Ntp ? servers.filter(({ type }) => type !== 'IPv4') : servers
      device.state.ntp.fromDhcp = fromDhcp
      device.state.ntp.servers = kept
      device.synchronizeClock()
    },
  }
}

function serverOf(element: XmlElement): NtpServer {
  const given = inOrder(element, tt, ['Type', 'IPv4Address', 'IPv6Address', 'DNSname', 'Extension'])
  const type = textOf(given.Type, 'Type').trim()
  switch (type) {
    case 'IPv4': {
      const value = textOf(given.IPv4Address, 'IPv4Address').trim()
      if (!net.isIPv4(value)) throw invalidValue('ter:InvalidIPv4Address', 'The NTP server has no valid IPv4 address')
      return { type, value }
    }
    case 'IPv6': {
      const value = textOf(given.IPv6Address, 'IPv6Address').trim()
      if (!net.isIPv6(value)) throw invalidValue('ter:InvalidIPv6Address', 'The NTP server has no valid IPv6 address')
      return { type, value }
    }
    case 'DNS': {
      const value = textOf(given.DNSname, 'DNSname').trim()
      if (!isHostname(value)) throw invalidValue('ter:InvalidDnsName', 'The NTP server has no valid name')
      return { type, value }
    }
    default:
      throw invalidArgs('Type of the NTP server is unknown')
  }
}

/** @see RFC 1123 section 2.1 */
export const isHostname = (name: string): boolean =>
  name.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i.test(name)
