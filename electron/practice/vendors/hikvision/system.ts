import type { NtpServer } from '../../device-state.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { trueTime } from '../../true-time.ts'
import { child, el, type Markup, type XmlElement } from '../../xml.ts'
import { flagOf, type Resource, resource, textOf, xml } from './isapi.ts'

const deviceInfo: Resource = {
  path: '/ISAPI/System/deviceInfo',
  get: ({ device }) => {
    const { model, serial, mac, firmware, hardwareId, deviceClass } = device.state.identity
    const [version = '', released] = firmware.split(' build ')
    return xml(device, 'DeviceInfo', [
      el('deviceName', device.state.hostname.name),
      el('deviceID', hardwareId),
      el('model', model),
      el('serialNumber', serial),
      el('macAddress', mac),
      el('firmwareVersion', version),
      ...(released === undefined ? [] : [el('firmwareReleasedDate', `build ${released}`)]),
      el('hardwareVersion', '0x0'),
      el('deviceType', deviceClass === 'nvr' ? 'NVR' : deviceClass === 'camera' ? 'IPCamera' : 'ACS'),
    ])
  },
}

/** `+08:00` for the standard time of a POSIX zone; without daylight saving, as the device stores it apart. */
const zoneOffsetMinutes = (posix: string): number => {
  const [, sign, hours, minutes] = /^[A-Za-z]+([+-]?)(\d+)(?::(\d+))?/.exec(posix) ?? []
  return (sign === '-' ? 1 : -1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
}

const two = (value: number): string => String(value).padStart(2, '0')

function localTimeOf(device: PracticeDevice): string {
  const offset = zoneOffsetMinutes(device.state.clock.timeZone)
  const shown = new Date(device.utc().getTime() + offset * 60_000).toISOString().slice(0, 19)
  const size = Math.abs(offset)
  return `${shown}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

const time: Resource = {
  path: '/ISAPI/System/time',
  get: ({ device }) =>
    xml(device, 'Time', [
      el('timeMode', device.state.clock.source === 'NTP' ? 'NTP' : 'manual'),
      el('localTime', localTimeOf(device)),
      el('timeZone', device.state.clock.timeZone),
    ]),
  put: ({ device }, body) => {
    const mode = textOf(body, 'timeMode')
    const zone = textOf(body, 'timeZone')
    const local = textOf(body, 'localTime')
    const at = local === null ? Number.NaN : Date.parse(/[+-]\d\d:\d\d$|Z$/.test(local) ? local : `${local}Z`)
    if (mode !== 'NTP' && (mode !== 'manual' || Number.isNaN(at))) return 'badParameters'
    return {
      change: () => {
        const { clock } = device.state
        if (zone !== null) clock.timeZone = zone
        clock.source = mode === 'NTP' ? 'NTP' : 'Manual'
        if (mode === 'manual') {
          const unzoned = !/[+-]\d\d:\d\d$|Z$/.test(local ?? '')
          clock.offsetMs = at - (unzoned ? zoneOffsetMinutes(clock.timeZone) * 60_000 : 0) - trueTime()
        }
        device.synchronizeClock()
      },
    }
  },
}

const ntpServer = (server: NtpServer | undefined, id: number): Markup => el('NTPServer', ntpParts(server, id))

const ntpParts = (server: NtpServer | undefined, id: number): readonly Markup[] => [
  el('id', id),
  el('addressingFormatType', server?.type === 'DNS' ? 'hostname' : 'ipaddress'),
  server?.type === 'DNS' ? el('hostName', server.value) : el('ipAddress', server?.value ?? '0.0.0.0'),
  el('portNo', 123),
  el('synchronizeInterval', 1440),
]

const ntpServers: Resource = {
  path: '/ISAPI/System/time/ntpServers',
  get: ({ device }) => xml(device, 'NTPServerList', [ntpServer(device.state.ntp.servers[0], 1)]),
  put: ({ device }, body) => setNtp(device, child(body, 'NTPServer')),
}

const firstNtpServer: Resource = {
  path: '/ISAPI/System/time/ntpServers/1',
  get: ({ device }) => xml(device, 'NTPServer', ntpParts(device.state.ntp.servers[0], 1)),
  put: ({ device }, body) => setNtp(device, body),
}

function setNtp(device: PracticeDevice, body: XmlElement | undefined): ReturnType<NonNullable<Resource['put']>> {
  const type = textOf(body, 'addressingFormatType')
  const value = textOf(body, type === 'hostname' ? 'hostName' : 'ipAddress') ?? ''
  const isAddress = /^\d{1,3}(\.\d{1,3}){3}$/.test(value)
  if (type === 'hostname' ? value === '' : type !== 'ipaddress' || !isAddress) return 'badParameters'
  return {
    change: () => {
      const { ntp } = device.state
      ntp.fromDhcp = false
      ntp.servers = value === '0.0.0.0' ? [] : [{ type: type === 'hostname' ? 'DNS' : 'IPv4', value }]
      device.synchronizeClock()
    },
  }
}

/** One target, as the web page of the maker has it. */
const logServer: Resource = {
  path: '/ISAPI/System/logServer',
  get: ({ device }) => {
    const target = device.state.settings.syslog[0]
    return xml(device, 'LogServer', [
      el('id', 1),
      el('enabled', target?.enabled ?? false),
      el('addressingFormatType', 'ipaddress'),
      el('ipAddress', target?.host ?? '0.0.0.0'),
      el('portNo', target?.port ?? 514),
      el('uploadInterval', 1),
    ])
  },
  put: ({ device }, body) => {
    const enabled = flagOf(body, 'enabled')
    const host = textOf(body, 'ipAddress') ?? textOf(body, 'hostName')
    const port = Number(textOf(body, 'portNo'))
    if (enabled === null || host === null || !(port > 0 && port < 65_536)) return 'badParameters'
    return {
      change: () => {
        device.state.settings.syslog = [{ host, port, transport: 'udp', enabled }]
      },
    }
  },
}

export const systemRoutes = [deviceInfo, time, ntpServers, firstNtpServer, logServer].map(resource)
