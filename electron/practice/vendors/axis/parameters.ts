import type { ServiceName } from '../../../model/security-facts.ts'
import { bareMac } from '../../maker-parts.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import type { VendorSettings } from '../../vendor-settings.ts'
import { buildDate, kindOf, withoutMaker } from './device-info.ts'
import { isFrom } from './versions.ts'

/** What the parameters hold besides the settings that all makers have. */
interface Extras {
  cloud: 'no' | 'oneclick' | 'yes'
  accessLog: boolean
}
const extras = new WeakMap<PracticeDevice, Extras>()

function extrasOf(device: PracticeDevice): Extras {
  const known = extras.get(device)
  if (known !== undefined) return known
  const fresh: Extras = { cloud: 'oneclick', accessLog: true }
  extras.set(device, fresh)
  return fresh
}

export interface Parameter {
  /** Undefined where this device does not have it. */
  readonly get: (device: PracticeDevice) => string | undefined
  /** False for a value that it does not take. Absent: read only. */
  readonly check?: (value: string) => boolean
  readonly set?: (device: PracticeDevice, value: string) => void
}

const yesNo = (value: string): boolean => value === 'yes' || value === 'no'
const word = (on: boolean): string => (on ? 'yes' : 'no')
const fixed = (get: Parameter['get']): Parameter => ({ get })

/** One switch of the settings; a service that the product does not have has no parameter either. */
const service = (name: ServiceName, on = 'yes', off = 'no'): Parameter => ({
  get: ({ state }) => {
    const value = state.settings.services[name]
    return value === undefined ? undefined : value ? on : off
  },
  check: (value) => value === on || value === off,
  set: ({ state }, value) => {
    state.settings.services[name] = value === on
  },
})

const snmp = (name: 'v1' | 'v2c' | 'v3'): Parameter => ({
  get: (device) => oldSnmp(device, (settings) => word(settings[name])),
  check: yesNo,
  set: ({ state }, value) => {
    if (state.settings.snmp !== null) state.settings.snmp[name] = value === 'yes'
  },
})

/** From AXIS OS 11 on, SNMP is no parameter any more. */
const oldSnmp = (device: PracticeDevice, of: (snmp: NonNullable<VendorSettings['snmp']>) => string) => {
  const { snmp: settings } = device.state.settings
  return settings === null || isFrom(device, 11) ? undefined : of(settings)
}

const syslogField = (field: 'host' | 'port' | 'transport' | 'enabled'): Parameter => ({
  get: (device) => {
    if (!isFrom(device, 9)) return undefined
    const target = device.state.settings.syslog[0] ?? noTarget
    if (field === 'enabled') return word(target.enabled)
    return field === 'transport' ? target.transport.toUpperCase() : String(target[field])
  },
  check: (value) =>
    field === 'enabled'
      ? yesNo(value)
      : field === 'port'
        ? /^\d{1,5}$/.test(value)
        : field === 'transport'
          ? ['UDP', 'TCP', 'TLS'].includes(value)
          : /^[\w.:-]{0,255}$/.test(value),
  set: ({ state }, value) => {
    const target = { ...noTarget, ...state.settings.syslog[0] }
    if (field === 'enabled') target.enabled = value === 'yes'
    else if (field === 'port') target.port = Number(value)
    else if (field === 'transport') target.transport = value.toLowerCase() as 'udp' | 'tcp' | 'tls'
    else target.host = value
    state.settings.syslog = target.host === '' && !target.enabled ? [] : [target]
  },
})
const noTarget: VendorSettings['syslog'][number] = { host: '', port: 6_514, transport: 'tls', enabled: false }

const throttle = (get: (lockout: NonNullable<VendorSettings['lockout']>) => string): Parameter['get'] => {
  return ({ state }) => (state.settings.lockout === null ? undefined : get(state.settings.lockout))
}
const throttleNumber = (field: 'attempts' | 'minutes', factor: number): Parameter => ({
  get: throttle((lockout) => String(Math.round(lockout[field] * factor))),
  check: (value) => /^\d{1,4}$/.test(value),
  set: ({ state }, value) => {
    if (state.settings.lockout !== null) state.settings.lockout[field] = Number(value) / factor
  },
})

const groupPolicy: Parameter = {
  get: (device) => {
    if (isFrom(device, 7)) return undefined
    const { httpPolicy } = device.state.settings
    return httpPolicy === 'http-only' ? 'http' : httpPolicy === 'https-only' ? 'https' : 'both'
  },
  check: (value) => ['http', 'https', 'both'].includes(value),
  set: ({ state }, value) => {
    const policies = { http: 'http-only', https: 'https-only', both: 'http-and-https' } as const
    if (state.settings.tls !== null) state.settings.httpPolicy = policies[value as keyof typeof policies]
  },
}

const filterField = (get: (filter: NonNullable<VendorSettings['filter']>) => string): Parameter =>
  fixed((device) => {
    const { filter } = device.state.settings
    return filter === null || isFrom(device, 11, 8) ? undefined : get(filter)
  })

const anonymous = service('anonymous-viewing', 'anonymous', 'password')

/** @see VAPIX parameters; names and values as AXIS OS 5 to 12 have them */
export const parameters: Readonly<Record<string, Parameter>> = {
  'Brand.Brand': fixed(() => 'AXIS'),
  'Brand.ProdFullName': fixed(
    ({ state: { identity } }) => `AXIS ${withoutMaker(identity.model)} ${kindOf(identity.deviceClass)}`,
  ),
  'Brand.ProdNbr': fixed(({ state }) => withoutMaker(state.identity.model)),
  'Properties.Firmware.BuildDate': fixed(() => buildDate),
  'Properties.Firmware.Version': fixed(({ state }) => state.identity.firmware),
  'Properties.System.HardwareID': fixed(({ state }) => state.identity.hardwareId),
  'Properties.System.SerialNumber': fixed(({ state }) => bareMac(state.identity.mac)),
  'Network.SSH.Enabled': service('ssh'),
  'Network.FTP.Enabled': service('ftp'),
  'Network.UPnP.Enabled': service('upnp'),
  'Network.UPnP.NATTraversal.Enabled': service('upnp-port-mapping'),
  'Network.Bonjour.Enabled': service('bonjour'),
  'Network.IPv6.Enabled': service('ipv6'),
  'Audio.A0.Enabled': service('audio'),
  'WebService.DiscoveryMode.Discoverable': {
    get: ({ state }) => word(state.discoverable),
    check: yesNo,
    set: ({ state }, value) => {
      state.discoverable = value === 'yes'
    },
  },
  'RemoteService.Enabled': {
    get: (device) => {
      const on = device.state.settings.services['p2p-cloud']
      return on === undefined ? undefined : on ? extrasOf(device).cloud : 'no'
    },
    check: (value) => ['no', 'oneclick', 'yes'].includes(value),
    set: (device, value) => {
      device.state.settings.services['p2p-cloud'] = value !== 'no'
      extrasOf(device).cloud = value as Extras['cloud']
    },
  },
  'System.EditCgi': service('debug'),
  'System.WebInterfaceDisabled': fixed((device) => (isFrom(device, 10) ? 'no' : undefined)),
  'System.BoaProtViewer': anonymous,
  'Network.RTSP.ProtViewer': anonymous,
  'System.BoaGroupPolicy.admin': groupPolicy,
  'System.BoaGroupPolicy.operator': groupPolicy,
  'System.BoaGroupPolicy.viewer': groupPolicy,
  'System.AccessLog': {
    get: (device) => (extrasOf(device).accessLog ? 'On' : 'Off'),
    check: (value) => value === 'On' || value === 'Off',
    set: (device, value) => {
      extrasOf(device).accessLog = value === 'On'
    },
  },
  'System.PreventDoSAttack.ActivatePasswordThrottling': {
    get: throttle(({ enabled }) => (enabled ? 'on' : 'off')),
    check: (value) => value === 'on' || value === 'off',
    set: ({ state }, value) => {
      if (state.settings.lockout !== null) state.settings.lockout.enabled = value === 'on'
    },
  },
  'System.PreventDoSAttack.DoSBlockingPeriod': throttleNumber('minutes', 60),
  'System.PreventDoSAttack.DoSPageCount': throttleNumber('attempts', 1),
  'System.PreventDoSAttack.DoSPageInterval': fixed(({ state }) => (state.settings.lockout === null ? undefined : '1')),
  'SNMP.Enabled': {
    get: (device) => oldSnmp(device, ({ v1, v2c, v3 }) => word(v1 || v2c || v3)),
    check: yesNo,
    set: ({ state }, value) => {
      if (value === 'no' && state.settings.snmp !== null)
        Object.assign(state.settings.snmp, { v1: false, v2c: false, v3: false })
    },
  },
  'SNMP.V1': snmp('v1'),
  'SNMP.V2c': snmp('v2c'),
  'SNMP.V3': snmp('v3'),
  'SNMP.V1ReadCommunity': fixed((device) => oldSnmp(device, ({ readCommunity }) => readCommunity)),
  'SNMP.V1WriteCommunity': fixed((device) => oldSnmp(device, ({ writeCommunity }) => writeCommunity ?? '')),
  'Time.SyncSource': {
    get: (device) => (isFrom(device, 9, 10) ? undefined : device.state.clock.source === 'NTP' ? 'NTP' : 'None'),
    check: (value) => ['NTP', 'PC', 'None'].includes(value),
    set: (device, value) => {
      device.state.clock.source = value === 'NTP' ? 'NTP' : 'Manual'
      device.synchronizeClock()
    },
  },
  'Time.ObtainFromDHCP': {
    get: (device) => (isFrom(device, 9, 10) ? undefined : word(device.state.ntp.fromDhcp)),
    check: yesNo,
    set: ({ state }, value) => {
      state.ntp.fromDhcp = value === 'yes'
    },
  },
  'Time.NTP.Server': {
    get: (device) => (isFrom(device, 9, 10) ? undefined : (device.state.ntp.servers[0]?.value ?? '0.0.0.0')),
    check: (value) => /^[\w.:-]{0,255}$/.test(value),
    set: (device, value) => {
      device.state.ntp.servers = value === '' ? [] : [serverOf(value)]
      device.synchronizeClock()
    },
  },
  'API.RemoteSyslog1.Enabled': syslogField('enabled'),
  'API.RemoteSyslog1.Server1.Address': syslogField('host'),
  'API.RemoteSyslog1.Server1.Port': syslogField('port'),
  'API.RemoteSyslog1.Server1.Protocol': syslogField('transport'),
  'Network.Filter.Enabled': filterField(({ enabled }) => word(enabled)),
  'Network.Filter.Input.Policy': filterField(({ policy }) => policy),
  'Network.Filter.Input.AcceptAddresses': filterField(({ entries }) => entries.join(' ')),
  'Network.Interface.I0.dot1x.Enabled': fixed(({ state }) => {
    return state.settings.dot1x === null ? undefined : word(state.settings.dot1x.enabled)
  }),
  'Network.Interface.I0.dot1x.EAPType': fixed(({ state }) => state.settings.dot1x?.method ?? undefined),
}

export const serverOf = (value: string): PracticeDevice['state']['ntp']['servers'][number] => ({
  type: value.includes(':') ? 'IPv6' : /^\d+(\.\d+){3}$/.test(value) ? 'IPv4' : 'DNS',
  value,
})
