import { Unsupported, WriteRefused } from '../../model/errors.ts'
import type { NtpSettings } from '../../model/facts.ts'
import type { AddressFilter, HttpPolicy, RecorderChannel, StorageUnit } from '../../model/security-facts.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import { httpRequest } from '../../protocols/http/http-request.ts'
import type { Capability, Connection } from '../driver.ts'
import { onvifTime } from '../onvif/capabilities.ts'
import { movesToHttps } from '../onvif/web-security.ts'
import { overOnvif } from '../web/beside-onvif.ts'
import { webTarget } from '../web/web-target.ts'
import { cgiRead } from './cgi.ts'
import { overCgi, readConfig, writeConfig } from './config.ts'
import { flagOf, type Lines, lineOf, needFlag, numberOf, rowsOf } from './lines.ts'

type Ntp = Extract<Capability, { fact: 'time.ntp' }>
const onvifNtp = onvifTime().find(({ fact }) => fact === 'time.ntp') as Ntp

/** @see Dahua HTTP API: NTP.Enable, NTP.Address; the time zone is a number of its own list and stays as it is */
async function readNtp(device: Connection): Promise<NtpSettings> {
  const table = await readConfig(device, 'NTP')
  const address = visibleOrNull(lineOf(table, 'Address'), 255)
  return {
    source: needFlag(table, 'Enable') ? 'ntp' : 'manual',
    fromDhcp: false,
    servers: address === null ? [] : [address],
  }
}

async function writeNtp(device: Connection, { source, fromDhcp, servers }: NtpSettings): Promise<void> {
  const [server, ...others] = servers
  if (fromDhcp) throw new WriteRefused('This device takes no time server from DHCP.')
  if (others.length > 0) throw new WriteRefused('This device keeps one time server only.')
  const changes = new Map<string, string | boolean>([['Enable', source === 'ntp']])
  if (server !== undefined) changes.set('Address', server)
  await writeConfig(device, 'NTP', changes)
}

/** Plain HTTP cannot be switched off here; whether it moves everybody to HTTPS is asked, without login. */
async function readHttpPolicy(device: Connection): Promise<HttpPolicy> {
  if (!needFlag(await readConfig(device, 'Https'), 'Enable')) return 'http-only'
  const target = webTarget(device)
  if (target.https) return 'http-and-https'
  const answer = await httpRequest(device.network, { ...target, method: 'GET', path: '/', signal: device.signal })
  return movesToHttps(answer, device.endpoint.address) ? 'redirects-to-https' : 'http-and-https'
}

async function writeHttpPolicy(device: Connection, wanted: HttpPolicy): Promise<void> {
  if (wanted === 'https-only' || wanted === 'redirects-to-https')
    throw new Unsupported('How this device is told to leave plain HTTP is not known; set it in its web page.')
  if (wanted === 'http-only' && webTarget(device).https)
    throw new WriteRefused('This device is reached over HTTPS; switching that off would cut us off.')
  await writeConfig(device, 'Https', new Map([['Enable', wanted === 'http-and-https']]))
}

/** @see Dahua HTTP API: AccessFilter, known from its index and third-party code alone */
function filterOf(table: Lines): AddressFilter {
  const type = lineOf(table, 'Type')
  if (type !== 'TrustList' && type !== 'BannedList')
    throw new Unsupported('The device keeps its address filter in a way that this driver does not know.')
  const entries = [...table].flatMap(([key, value]) =>
    new RegExp(`^${type}\\[\\d+\\]`).test(key) && value !== '' ? [visibleOrNull(value, 100) ?? value] : [],
  )
  return { enabled: needFlag(table, 'Enable'), entriesAre: type === 'TrustList' ? 'allowed' : 'denied', entries }
}

/** @see Dahua HTTP API: storageDevice.cgi getDeviceAllInfo */
function storageOf(lines: Lines): readonly StorageUnit[] {
  return rowsOf(lines, 'list.info').map((row) => {
    const parts = rowsOf(row, 'Detail')
    const broken = parts.some((part) => flagOf(part, 'IsError') === true)
    const sizes = parts.map((part) => numberOf(part, 'TotalBytes', 0, 1e16))
    const state = lineOf(row, 'State')
    const name = visibleOrNull(lineOf(row, 'Name'), 80) ?? 'unnamed'
    return {
      name,
      kind: /mmc/i.test(name) ? 'card' : /\/sd[a-z]/i.test(name) ? 'disk' : 'unknown',
      state: broken || state === 'Error' ? 'failed' : state === 'Success' ? 'ok' : 'unknown',
      capacityBytes: sizes.length === 0 ? null : sizes.reduce<number | null>(sum, 0),
      encrypted: null,
    }
  })
}

const sum = (total: number | null, size: number | null): number | null =>
  total === null || size === null ? null : total + size

const readStorage = (device: Connection): Promise<readonly StorageUnit[]> =>
  overCgi(
    device,
    async () => storageOf(await cgiRead(device, 'storageDevice', 'getDeviceAllInfo')),
    async () => {
      throw new Unsupported('Where the CGI is switched off, this driver does not read the storage.')
    },
  )

const place = /^uuid:System_CONFIG_NETCAMERA_INFO_(\d{1,3})\.(\w+)$/

/**
 * The cameras in the list of a recorder. Their logins stand in the same table: only what is named here is taken out of it, and
 * nothing of it is kept.
 */
export function camerasOf(table: Lines): readonly RecorderChannel[] {
  const rows = new Map<number, Map<string, string>>()
  for (const [key, value] of table) {
    const [, index, name] = place.exec(key) ?? []
    if (index === undefined || name === undefined || !/^(?:Name|Enable|Address|DeviceType|Version)$/.test(name))
      continue
    const row = rows.get(Number(index)) ?? new Map<string, string>()
    rows.set(Number(index), row.set(name, value))
  }
  return [...rows]
    .toSorted(([left], [right]) => left - right)
    .flatMap(([index, row]): RecorderChannel[] => {
      const address = visibleOrNull(lineOf(row, 'Address'), 255)
      // An empty place carries the address of the factory and no model.
      if (flagOf(row, 'Enable') !== true && lineOf(row, 'DeviceType') === null) return []
      return [
        {
          channel: String(index + 1),
          name: visibleOrNull(lineOf(row, 'Name'), 80),
          address,
          model: visibleOrNull(lineOf(row, 'DeviceType'), 80),
          firmware: visibleOrNull(lineOf(row, 'Version'), 80),
          // The list tells whether a camera is wanted, not whether it answers.
          online: null,
        },
      ]
    })
}

export const settingsFacts: readonly Capability[] = [
  {
    // ONVIF is proven on recordings: the web interface steps in where it is off or its login is another one.
    fact: 'time.ntp',
    read: (device) => (overOnvif(device) ? onvifNtp.read(device) : readNtp(device)),
    write: (device, value) => ((overOnvif(device) && onvifNtp.write) || writeNtp)(device, value),
  },
  { fact: 'http.policy', read: readHttpPolicy, write: writeHttpPolicy, writeGrade: 'unproven' },
  { fact: 'network.filter', read: async (device) => filterOf(await readConfig(device, 'AccessFilter')) },
  { fact: 'storage.units', read: readStorage },
  { fact: 'recorder.cameras', read: async (device) => camerasOf(await readConfig(device, 'RemoteDevice')) },
]
