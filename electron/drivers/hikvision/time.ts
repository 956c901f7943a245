import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { ClockReading, NtpSettings } from '../../model/facts.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import { element } from '../../protocols/onvif/xml-write.ts'
import { type Capability, type Connection, together, type WriteOutcome } from '../driver.ts'
import { onvifTime } from '../onvif/capabilities.ts'
import { overOnvif } from '../web/beside-onvif.ts'
import { childText, isapiChange, isapiGet } from './isapi.ts'
import { childNode, needNode, type XmlDocument } from './xml-document.ts'

const timePath = '/ISAPI/System/time'
const serversPath = '/ISAPI/System/time/ntpServers'

type Timed = Extract<Capability, { fact: 'time.clock' }> | Extract<Capability, { fact: 'time.ntp' }>
const [onvifClock, onvifNtp] = onvifTime() as readonly [
  Extract<Timed, { fact: 'time.clock' }>,
  Extract<Timed, { fact: 'time.ntp' }>,
]

/** What the device takes off its local time, in minutes; null where it does not write it. `+08:00` is 480. */
function offsetOf(localTime: string): number | null {
  const match = /(?:Z|([+-])(\d\d):(\d\d))$/.exec(localTime)
  if (match === null) return null
  const [, sign, hours, minutes] = match
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** East of Greenwich is minus in a POSIX zone. Null where daylight saving makes it depend on the date. */
function offsetOfZone(zone: string | null): number | null {
  const match = /^(?:[A-Za-z]{3,}|<[^>]+>)([+-]?)(\d{1,2})(?::(\d{2}))?(?::\d{2})?$/.exec(zone ?? '')
  if (match === null) return null
  const size = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '-' ? size : size === 0 ? 0 : -size
}

async function readClock(device: Connection): Promise<ClockReading> {
  const before = Date.now()
  const root = await isapiGet(device, timePath, ['Time'])
  const after = Date.now()
  const local = childText(root, 'localTime')
  if (local === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(local))
    throw new ProtocolViolation('The device tells no local time that can be read.')
  const zone = childText(root, 'timeZone')
  const offset = offsetOf(local) ?? offsetOfZone(zone)
  if (offset === null) throw new Unsupported('The device tells its time without its distance from UTC.')
  const at = Date.parse(`${local.slice(0, 19)}Z`) - offset * 60_000
  if (Number.isNaN(at)) throw new ProtocolViolation('The device tells a local time that does not exist.')
  const round = (ms: number) => Math.round(ms / 10) / 100
  return {
    // Whole seconds are told: the middle of the second is the best guess.
    offsetSeconds: round(at + 500 - (before + after) / 2),
    uncertaintySeconds: round((after - before) / 2 + 500),
    timeZone: visibleOrNull(zone, 64),
    daylightSaving: zone?.includes(',') === true,
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** Local time in the form that the device writes. */
function localTimeLike(sample: string, zone: string | null, utcMs: number): string {
  const told = offsetOf(sample)
  const offset = told ?? offsetOfZone(zone)
  if (offset === null)
    throw new WriteRefused('The device tells its time without its distance from UTC: set it by hand.')
  const shown = new Date(utcMs + offset * 60_000).toISOString().slice(0, 19)
  if (told === null) return shown
  const size = Math.abs(offset)
  return `${shown}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

const setTime = (device: Connection, edit: (document: XmlDocument) => void): Promise<WriteOutcome> =>
  isapiChange(device, timePath, ['Time'], edit)

function toManual(document: XmlDocument, utcMs: number): void {
  const local = needNode(document.root, 'localTime')
  const zone = childNode(document.root, 'timeZone')
  document.setText(needNode(document.root, 'timeMode'), 'manual')
  document.setText(local, localTimeLike(document.rawText(local), zone === null ? null : document.rawText(zone), utcMs))
}

/** Sets the time by hand, which takes the device off NTP. The zone stays as it is. */
const writeClock = (device: Connection, { offsetSeconds }: ClockReading): Promise<WriteOutcome> =>
  setTime(device, (document) => toManual(document, Date.now() + offsetSeconds * 1_000))

/** An address that stands for none. */
const nobody = /^(?:0\.0\.0\.0|::)?$/

async function readNtp(device: Connection): Promise<NtpSettings> {
  const mode = childText(await isapiGet(device, timePath, ['Time']), 'timeMode')
  if (mode === null) throw new ProtocolViolation('The device does not say where its time comes from.')
  const list = await isapiGet(device, serversPath, ['NTPServerList'])
  const servers = list.children
    .filter(({ name }) => name === 'NTPServer')
    .map(
      (server) => childText(server, 'hostName') ?? childText(server, 'ipAddress') ?? childText(server, 'ipv6Address'),
    )
    .flatMap((server) => (server === null || nobody.test(server) ? [] : [visibleOrNull(server, 255) ?? server]))
  return { source: /^NTP$/i.test(mode) ? 'ntp' : 'manual', fromDhcp: false, servers }
}

/** Towards NTP the server goes first; back to manual time the mode goes first. */
async function writeNtp(device: Connection, { source, fromDhcp, servers }: NtpSettings): Promise<WriteOutcome> {
  if (fromDhcp) throw new WriteRefused('This device takes no time server from DHCP.')
  const list = await isapiGet(device, serversPath, ['NTPServerList'])
  const ids = list.children.filter(({ name }) => name === 'NTPServer').map((server) => childText(server, 'id') ?? '')
  if (servers.length > ids.length)
    throw new WriteRefused(
      `This device keeps ${ids.length} time server${ids.length === 1 ? '' : 's'}, not ${servers.length}.`,
    )
  const setServers = async () => {
    const outcomes: WriteOutcome[] = []
    for (const [index, id] of ids.entries()) {
      outcomes.push(await writeServer(device, id, servers[index] ?? '0.0.0.0'))
    }
    return together(outcomes)
  }
  const setMode = () =>
    setTime(device, (document) => {
      if (source === 'manual') toManual(document, Date.now())
      else document.setText(needNode(document.root, 'timeMode'), 'NTP')
    })
  const [first, second] = source === 'ntp' ? [setServers, setMode] : [setMode, setServers]
  return together([await first(), await second()])
}

/** @see ISAPI: /ISAPI/System/time/ntpServers/<id>, addressingFormatType with hostName or ipAddress */
async function writeServer(device: Connection, id: string, server: string): Promise<WriteOutcome> {
  if (!/^\d{1,3}$/.test(id))
    throw new ProtocolViolation('The device numbers its time servers in a way that makes no sense.')
  if (server.includes(':')) throw new WriteRefused('This device is given time servers by name or IPv4 address only.')
  const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(server)
  return isapiChange(device, `${serversPath}/${id}`, ['NTPServer'], (document) => {
    const format = needNode(document.root, 'addressingFormatType')
    const [kept, dropped] = isAddress ? ['ipAddress', 'hostName'] : ['hostName', 'ipAddress']
    const place = childNode(document.root, kept) ?? needNode(document.root, dropped)
    document.setText(format, isAddress ? 'ipaddress' : 'hostname')
    document.replace(place, element(document.nameBeside(place, kept), server))
    const other = childNode(document.root, dropped)
    if (other !== null && other !== place) document.replace(other, { xml: '' })
  })
}

/**
 * `time.clock` and `time.ntp`. ONVIF tells the time in UTC and is proven on recordings: ISAPI steps in where ONVIF is off or its
 * login is another one.
 */
export const timeFacts: readonly Capability[] = [
  {
    fact: 'time.clock',
    read: (device) => (overOnvif(device) ? onvifClock.read(device) : readClock(device)),
    write: (device, value) => ((overOnvif(device) && onvifClock.write) || writeClock)(device, value),
  },
  {
    fact: 'time.ntp',
    read: (device) => (overOnvif(device) ? onvifNtp.read(device) : readNtp(device)),
    write: (device, value) => ((overOnvif(device) && onvifNtp.write) || writeNtp)(device, value),
  },
]
