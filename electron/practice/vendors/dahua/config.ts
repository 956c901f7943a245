import type { ServiceName } from '../../../model/security-facts.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { remoteDevices } from './recorder.ts'
import { pathOf, replaced, type Table } from './table.ts'

type Json = Readonly<Record<string, Table>>

interface Config {
  readonly has?: (device: PracticeDevice) => boolean
  readonly read: (device: PracticeDevice) => Table
  readonly write?: (device: PracticeDevice, table: Json) => void | Promise<void>
}

const service = (name: ServiceName, others: Json = {}): Config => ({
  has: ({ state }) => state.settings.services[name] !== undefined,
  read: ({ state }) => ({ Enable: state.settings.services[name] === true, ...others }),
  write: ({ state }, { Enable }) => {
    state.settings.services[name] = Enable === true
  },
})

const ntp: Config = {
  read: ({ state }) => ({
    Address: state.ntp.servers[0]?.value ?? 'clock.isc.org',
    Enable: state.clock.source === 'NTP',
    Port: 123,
    TimeZone: 0,
    TimeZoneDesc: 'London',
    UpdatePeriod: 60,
  }),
  write: (device, { Address, Enable }) => {
    const { clock, ntp: time } = device.state
    const value = String(Address)
    time.fromDhcp = false
    time.servers = [{ type: /^\d{1,3}(\.\d{1,3}){3}$/.test(value) ? 'IPv4' : 'DNS', value }]
    clock.source = Enable === true ? 'NTP' : 'Manual'
    device.synchronizeClock()
  },
}

const upnp: Config = {
  has: ({ state }) => state.settings.services.upnp !== undefined,
  read: ({ state }) => ({
    Enable: state.settings.services.upnp === true,
    MapTable: [{ Enable: true, InnerPort: 80, OuterPort: 8080, Protocol: 'TCP', ServiceName: 'HTTP' }],
    StartDeviceDiscover: false,
  }),
  write: ({ state }, { Enable }) => {
    state.settings.services.upnp = Enable === true
  },
}

const ddns: Config = {
  has: ({ state }) => state.settings.services.ddns !== undefined,
  read: ({ state }) => [
    {
      Enable: state.settings.services.ddns === true,
      Protocol: 'Dyndns DDNS',
      HostName: 'none',
      Password: 'hidden-there',
    },
    { Enable: false, Protocol: 'NO-IP DDNS', HostName: 'none', Password: '' },
  ],
}

const general: Config = {
  read: ({ state }) => ({
    LockLoginEnable: state.settings.lockout?.enabled ?? false,
    LockLoginTimes: state.settings.lockout?.attempts ?? 5,
    LoginFailLockTime: (state.settings.lockout?.minutes ?? 30) * 60,
    MachineName: state.hostname.name,
  }),
  write: ({ state }, { LockLoginEnable, LockLoginTimes, LoginFailLockTime }) => {
    state.settings.lockout = {
      enabled: LockLoginEnable === true,
      attempts: Number(LockLoginTimes),
      minutes: Number(LoginFailLockTime) / 60,
    }
  },
}

const snmp: Config = {
  has: ({ state }) => state.settings.snmp !== null,
  read: ({ state }) => {
    const { v1 = false, v2c = false, v3 = false, readCommunity = '', writeCommunity = null } = state.settings.snmp ?? {}
    return {
      Enable: v1 || v2c || v3,
      Port: 161,
      ReadCommon: readCommunity,
      V1Enable: v1,
      V2Enable: v2c,
      V3Enable: v3,
      WriteCommon: writeCommunity ?? '',
    }
  },
  write: ({ state }, { Enable, V1Enable, V2Enable, V3Enable, ReadCommon, WriteCommon }) => {
    const on = (value: Table | undefined) => Enable === true && value === true
    state.settings.snmp = {
      v1: on(V1Enable),
      v2c: on(V2Enable),
      v3: on(V3Enable),
      readCommunity: String(ReadCommon),
      writeCommunity: WriteCommon === '' ? null : String(WriteCommon),
    }
  },
}

const https: Config = {
  has: ({ state }) => state.settings.tls !== null,
  read: ({ state }) => {
    const own = state.protocols.find(({ name }) => name === 'HTTPS')
    return { Enable: own?.enabled ?? false, Port: own?.port ?? 443 }
  },
  write: async (device, { Enable }) => {
    const own = device.state.protocols.find(({ name }) => name === 'HTTPS')
    if (own !== undefined) await device.changeProtocols([{ ...own, enabled: Enable === true }, ...othersOf(device)])
  },
}

const othersOf = ({ state }: PracticeDevice) => state.protocols.filter(({ name }) => name !== 'HTTPS')

const accessFilter: Config = {
  has: ({ state }) => state.settings.filter !== null,
  read: ({ state }) => {
    const { enabled, policy, entries } = state.settings.filter ?? { enabled: false, policy: 'deny', entries: [] }
    return {
      BannedList: policy === 'deny' ? entries : [],
      Enable: enabled,
      TrustList: policy === 'allow' ? entries : [],
      Type: policy === 'allow' ? 'TrustList' : 'BannedList',
    }
  },
}

const network: Config = {
  read: ({ address, state }) => ({
    DefaultInterface: 'eth0',
    Domain: 'local',
    Hostname: state.hostname.name,
    eth0: {
      DefaultGateway: address.replace(/\d+$/, '254'),
      DhcpEnable: false,
      DnsServers: [address.replace(/\d+$/, '253'), '0.0.0.0'],
      IPAddress: address,
      PhysicalAddress: state.identity.mac,
      SubnetMask: '255.255.255.0',
    },
  }),
}

const configs: Readonly<Record<string, Config>> = {
  NTP: ntp,
  Telnet: service('telnet'),
  SSHD: service('ssh'),
  UPnP: upnp,
  T2UServer: service('p2p-cloud', { Server: 'www.easy4ipcloud.com' }),
  DDNS: ddns,
  General: general,
  Network: network,
  SNMP: snmp,
  Https: https,
  AccessFilter: accessFilter,
  RemoteDevice: {
    has: ({ state }) => state.identity.deviceClass === 'nvr',
    read: remoteDevices,
  },
  RecordMode: {
    read: ({ state }) => Array.from({ length: state.channels }, () => ({ Mode: 0 })),
  },
}

const known = (device: PracticeDevice, name: string): Config | null => {
  const config = Object.hasOwn(configs, name) ? configs[name] : undefined
  return config === undefined || config.has?.(device) === false ? null : config
}

/** Null for a table that this product does not have. */
export const configOf = (device: PracticeDevice, name: string): Table | null =>
  known(device, name)?.read(device) ?? null

/** The table with the values of `wanted` that are its own; null where one of them is none that it has. */
export function mergeConfig(
  device: PracticeDevice,
  name: string,
  wanted: readonly (readonly [key: string, value: string])[],
): Table | null {
  let table = known(device, name)?.write === undefined ? null : configOf(device, name)
  for (const [key, value] of wanted) {
    const [first, ...path] = pathOf(key)
    if (first === name && table !== null) table = replaced(table, path, value)
  }
  return table
}

export async function writeConfig(device: PracticeDevice, name: string, table: Table | null): Promise<boolean> {
  const write = known(device, name)?.write
  if (write === undefined || typeof table !== 'object' || table === null || Array.isArray(table)) return false
  await write(device, table as Json)
  return true
}
