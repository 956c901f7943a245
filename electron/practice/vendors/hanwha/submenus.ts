import type { ServiceName } from '../../../model/security-facts.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import type { Outcome, Submenu } from './sunapi.ts'

const flag = (query: URLSearchParams, name: string): boolean | null => {
  const value = query.get(name)
  return value === 'True' ? true : value === 'False' ? false : null
}

/** @see SUNAPI: system.cgi deviceinfo; recorders tell no serial number */
export const deviceInfo: Submenu = {
  view: ({ state }) => {
    const { model, serial, firmware, mac, deviceClass } = state.identity
    const isRecorder = deviceClass === 'nvr'
    return {
      Model: model,
      ...(isRecorder ? {} : { SerialNumber: serial }),
      FirmwareVersion: firmware,
      BuildDate: '2023.09.20',
      WebURL: 'http://www.hanwhavision.com/',
      DeviceType: isRecorder ? 'NVR' : 'NWC',
      ConnectedMACAddress: mac.toUpperCase(),
      CGIVersion: '2.6.1',
      ONVIFVersion: '20.12',
      DeviceName: 'Camera',
      Language: 'English',
      PasswordStrength: 'Strong',
    }
  },
}

const written = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ')

/** The list of servers alone changes nothing but the list. @see SUNAPI: system.cgi date */
export const date: Submenu = {
  view: (device) => {
    const { clock, ntp } = device.state
    return {
      LocalTime: written(device.utc()),
      UTCTime: written(device.utc()),
      SyncType: clock.source === 'NTP' ? 'NTP' : 'Manual',
      NTPURLList: ntp.servers.map(({ value }) => value),
      DSTEnable: clock.daylightSavings,
      POSIXTimeZone: clock.timeZone,
    }
  },
  set: (device, query): Outcome => {
    const list = query
      .get('NTPURLList')
      ?.split(',')
      .filter((name) => name !== '')
    const sync = query.get('SyncType')
    if (list?.some((name) => !/^[\w.:-]{1,255}$/.test(name)) === true) return { refuses: 'Invalid NTPURLList' }
    if (sync !== null && sync !== 'NTP' && sync !== 'Manual') return { refuses: 'Invalid SyncType' }
    return { change: () => setDate(device, sync, list) }
  },
}

function setDate(device: PracticeDevice, sync: string | null, list: readonly string[] | undefined): void {
  const { clock, ntp } = device.state
  if (list !== undefined)
    ntp.servers = list.map((value) => ({ type: /^\d+(\.\d+){3}$/.test(value) ? 'IPv4' : 'DNS', value }))
  if (sync !== null) clock.source = sync === 'NTP' ? 'NTP' : 'Manual'
  device.synchronizeClock()
}

/** A service that the product does not have is not supported. */
const service = (
  name: ServiceName,
  view: (on: boolean, device: PracticeDevice) => ReturnType<Submenu['view']>,
): Submenu => ({
  has: ({ state }) => state.settings.services[name] !== undefined,
  view: (device) => view(device.state.settings.services[name] === true, device),
  set: ({ state }, query): Outcome => {
    const on = flag(query, 'Enable')
    if (on === null) return { refuses: 'Invalid Enable' }
    return {
      change: () => {
        state.settings.services[name] = on
      },
    }
  },
})

export const upnpDiscovery = service('upnp', (on, { state }) => ({
  UpnpDiscovery: [{ Enable: on, FriendlyName: `WISENET-${state.identity.model}` }],
}))

export const bonjour = service('bonjour', (on, { state }) => ({
  Enable: on,
  FriendlyName: `WISENET-${state.identity.model}`,
}))

/** @see SUNAPI: security.cgi rtsp */
export const rtspAuthentication: Submenu = {
  has: ({ state }) => state.settings.services['anonymous-viewing'] !== undefined,
  view: ({ state }) => ({
    RTSPAuthentication: state.settings.services['anonymous-viewing'] === true ? 'Anonymous' : 'Protected',
  }),
  set: ({ state }, query): Outcome => {
    const word = query.get('RTSPAuthentication')
    if (word !== 'Anonymous' && word !== 'Protected') return { refuses: 'Invalid RTSPAuthentication' }
    return {
      change: () => {
        state.settings.services['anonymous-viewing'] = word === 'Anonymous'
      },
    }
  },
}

/** @see SUNAPI: network.cgi snmp */
export const snmp: Submenu = {
  has: ({ state }) => state.settings.snmp !== null,
  view: ({ state }) => ({
    Version1: state.settings.snmp?.v1 ?? false,
    Version2: state.settings.snmp?.v2c ?? false,
    ReadCommunity: state.settings.snmp?.readCommunity ?? '',
    WriteCommunity: state.settings.snmp?.writeCommunity ?? '',
    Version3: state.settings.snmp?.v3 ?? false,
    UserPassword: '',
  }),
  set: ({ state }, query): Outcome => {
    const settings = state.settings.snmp
    if (settings === null) return { refuses: 'Not Supported' }
    const wanted = {
      v1: flag(query, 'Version1') ?? settings.v1,
      v2c: flag(query, 'Version2') ?? settings.v2c,
      v3: flag(query, 'Version3') ?? settings.v3,
    }
    return {
      change: () => {
        Object.assign(settings, wanted)
      },
    }
  },
}

const policyWords = {
  'http-only': 'HTTP',
  'http-and-https': 'HTTPandHTTPSProprietary',
  'redirects-to-https': 'HTTPandHTTPSProprietary',
  'https-only': 'HTTPSProprietary',
} as const

/** @see SUNAPI: security.cgi ssl */
export const ssl: Submenu = {
  has: ({ state }) => state.settings.tls !== null,
  view: ({ state }) => ({
    Policy: policyWords[state.settings.httpPolicy],
    PublicCertificateInstalled: false,
    PublicCertificateName: '',
    CertificateInUse: 'HTW_default',
  }),
  set: ({ state }, query): Outcome => {
    const found = Object.entries(policyWords).find(([, word]) => word === query.get('Policy'))
    if (found === undefined) return { refuses: 'Invalid Policy' }
    return {
      change: () => {
        state.settings.httpPolicy = found[0] as keyof typeof policyWords
      },
    }
  },
}

/** @see SUNAPI: security.cgi ipfilter */
export const ipFilter: Submenu = {
  has: ({ state }) => state.settings.filter !== null,
  lines: filterLines,
  view: ({ state }) => {
    const { enabled, policy, entries } = state.settings.filter ?? { enabled: false, policy: 'allow', entries: [] }
    const filters = entries.map((entry, index) => {
      const [address, mask = '32'] = entry.split('/')
      return { IPIndex: index + 1, Address: address, Mask: Number(mask), Enable: enabled }
    })
    return {
      AccessType: policy === 'allow' ? 'Allow' : 'Deny',
      IPFilters: [
        { IPType: 'IPv4', Filters: filters },
        { IPType: 'IPv6', Filters: [] },
      ],
    }
  },
}

function filterLines({ state }: PracticeDevice): Readonly<Record<string, string>> {
  const { enabled, policy, entries } = state.settings.filter ?? { enabled: false, policy: 'allow', entries: [] }
  const lines = entries.map((entry, index): [string, string] => {
    const [address = '', mask = '32'] = entry.split('/')
    return [`ipfilter.IPv4.${index + 1}`, `${address}/${mask}/${enabled ? 'True' : 'False'}`]
  })
  return { AccessType: policy === 'allow' ? 'Allow' : 'Deny', ...Object.fromEntries(lines) }
}

/** @see SUNAPI: security.cgi 802Dot1x */
export const dot1x: Submenu = {
  has: ({ state }) => state.settings.dot1x !== null,
  view: ({ state }) => ({
    IEEE802Dot1x: [
      {
        InterfaceName: 'NetworkInterface1',
        Enable: state.settings.dot1x?.enabled ?? false,
        Status: 'Stopped',
        EAPOLVersion: '1',
        EAPOLType: state.settings.dot1x?.method ?? 'EAP-TLS',
        IsPasswordSet: false,
      },
    ],
  }),
}

/** @see SUNAPI: system.cgi storageinfo */
export const storage: Submenu = {
  has: ({ state }) => state.identity.deviceClass === 'camera',
  view: () => ({
    Storages: [
      { Storage: 'DAS', Enable: true, Status: 'Normal' },
      { Storage: 'NAS', Enable: false, Status: 'None' },
    ],
  }),
}

/** @see SUNAPI: media.cgi videosource */
export const videoSource: Submenu = {
  view: ({ state }) => ({
    VideoSources: Array.from({ length: state.channels }, (_, channel) => ({
      Channel: channel,
      Name: `CAM ${String(channel + 1).padStart(2, '0')}`,
      State: state.identity.deviceClass !== 'camera' && channel === state.channels - 1 ? 'Off' : 'On',
    })),
  }),
}
