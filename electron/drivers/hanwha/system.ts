import type { Identity } from '../../model/device.ts'
import { ProtocolViolation, WriteRefused } from '../../model/errors.ts'
import type { NtpSettings } from '../../model/facts.ts'
import type { RecorderChannel, StorageUnit } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import { macOf } from '../../protocols/onvif/network-settings.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from '../onvif/attempt.ts'
import { onvifIdentity } from '../onvif/capabilities.ts'
import { flagIn, listIn, set, type Told, textIn, view } from './sunapi.ts'

/** Who it is, where its time comes from, what it records on, and what stands behind a recorder. */
export const hanwhaSystem = (): readonly Capability[] => [
  { fact: 'identity', read: readIdentity },
  { fact: 'time.ntp', read: readNtp, write: writeNtp },
  { fact: 'storage.units', read: readStorage },
  { fact: 'recorder.cameras', read: readCameras },
]

/** Recorders keep their serial number for ONVIF. @see SUNAPI: system.cgi deviceinfo */
async function readIdentity(device: Connection): Promise<Identity> {
  const told = await view(device, { cgi: 'system', name: 'deviceinfo' })
  const model = textIn(told, 'Model')
  if (model === null) throw new ProtocolViolation('deviceinfo: the device does not say what it is.')
  const serial = textIn(told, 'SerialNumber')
  const mac = macOf(textIn(told, 'ConnectedMACAddress'))
  const other = serial === null ? await attempt(device, () => byOnvif(device)) : null
  return {
    manufacturer: other?.manufacturer ?? 'Hanwha Vision',
    model,
    firmware: textIn(told, 'FirmwareVersion'),
    build: textIn(told, 'BuildDate'),
    serial: serial ?? other?.serial ?? null,
    hardwareId: other?.hardwareId ?? null,
    macs: [...new Set([...(mac === null ? [] : [mac]), ...(other?.macs ?? [])])],
  }
}

const byOnvif = async (device: Connection): Promise<Identity> => (await onvifIdentity().read(device)) as Identity

const date = { cgi: 'system', name: 'date' } as const

/** @see SUNAPI: system.cgi date, SyncType, NTPURLList */
async function readNtp(device: Connection): Promise<NtpSettings> {
  const told = await view(device, date)
  const source = textIn(told, 'SyncType')
  if (source !== 'NTP' && source !== 'Manual')
    throw new ProtocolViolation('date: the device does not say where its time comes from.')
  const list = Array.isArray(told.NTPURLList) ? told.NTPURLList.map(String) : String(told.NTPURLList ?? '').split(',')
  const servers = list.map((server) => visibleText(server.trim(), 255)).filter((server) => server !== '')
  return { source: source === 'NTP' ? 'ntp' : 'manual', fromDhcp: false, servers }
}

/** The list alone does not make the device use it: both go together. */
async function writeNtp(device: Connection, { source, fromDhcp, servers }: NtpSettings): Promise<void> {
  if (fromDhcp) throw new WriteRefused('These devices do not take their time servers from DHCP.')
  const params = { SyncType: source === 'ntp' ? 'NTP' : 'Manual', NTPURLList: servers.join(',') }
  await readNtp(device)
  // Manual time keeps running as it ran.
  const { UTCTime } = source === 'manual' ? await view(device, date) : {}
  await set(device, { ...date, params: { ...params, ...(source === 'manual' ? clockParams(UTCTime) : {}) } })
}

function clockParams(utc: unknown): Readonly<Record<string, string>> {
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(String(utc ?? ''))
  if (parts === null) throw new ProtocolViolation('date: the device does not tell its time.')
  const [, Year, Month, Day, Hour, Minute, Second] = parts.map((part) => String(Number(part)))
  return { Year, Month, Day, Hour, Minute, Second } as Record<string, string>
}

/** @see SUNAPI: system.cgi storageinfo */
async function readStorage(device: Connection): Promise<readonly StorageUnit[]> {
  const told = await view(device, { cgi: 'system', name: 'storageinfo' })
  if (!Array.isArray(told.Storages)) throw new ProtocolViolation('storageinfo: the device lists no storage.')
  return listIn(told, 'Storages').map((unit) => {
    const name = textIn(unit, 'Storage', 40) ?? textIn(unit, 'Type', 40) ?? 'storage'
    return {
      name,
      kind: name === 'NAS' ? 'share' : name === 'DAS' ? 'card' : /HDD/i.test(name) ? 'disk' : 'unknown',
      state: stateOf(unit),
      capacityBytes: null,
      encrypted: null,
    }
  })
}

function stateOf(unit: Told): StorageUnit['state'] {
  const status = (textIn(unit, 'Status') ?? '').toLowerCase()
  if (/^(normal|active|recording)$/.test(status)) return 'ok'
  if (/fail|error/.test(status)) return 'failed'
  if (/^(none|no ?sd|not ?installed|empty)$/.test(status) || (status === '' && flagIn(unit, 'Enable') === false))
    return 'absent'
  return 'unknown'
}

/** @see SUNAPI: media.cgi videosource; `Channel.0.Name=...` in lines, by their order in JSON */
async function readCameras(device: Connection): Promise<readonly RecorderChannel[]> {
  const told = await view(device, { cgi: 'media', name: 'videosource' })
  const sources = listIn(told, 'VideoSources')
  return sources.length > 0
    ? sources.map((source, index) => channelOf(textIn(source, 'Channel') ?? String(index), source))
    : channelsIn(told)
}

function channelsIn(told: Told): readonly RecorderChannel[] {
  const channels = new Map<string, Record<string, unknown>>()
  for (const [key, value] of Object.entries(told)) {
    const [, channel, field] = /^Channel\.(\d{1,4})\.(\w+)$/.exec(key) ?? []
    if (channel === undefined || field === undefined) continue
    channels.set(channel, { ...channels.get(channel), [field]: value })
  }
  if (channels.size === 0) throw new ProtocolViolation('videosource: the device lists no channel.')
  return [...channels].map(([channel, fields]) => channelOf(channel, fields))
}

/** Channels are counted from 1 by people. */
function channelOf(channel: string, fields: Told): RecorderChannel {
  const state = textIn(fields, 'State')
  return {
    channel: /^\d+$/.test(channel) ? String(Number(channel) + 1) : channel,
    name: textIn(fields, 'Name', 64),
    address: null,
    model: null,
    firmware: null,
    online: state === null ? null : state === 'On',
  }
}
