import type { ServiceName } from '../model/security-facts.ts'
import type { SiteSettings } from '../model/site.ts'
import type { PracticeUser } from './device-state.ts'
import type { PracticeDevice } from './practice-device.ts'

/** What a claim about one device is held against. */
export interface TruthContext {
  readonly settings: SiteSettings
  /** How far the clock of the laptop is ahead of the true time, in milliseconds. */
  readonly laptopAheadMs: number
  /** All devices of the site. */
  readonly devices: readonly PracticeDevice[]
  /** The password of the administrator when the visit began. */
  readonly passwordBefore: (device: PracticeDevice) => string
}

/** Why it is not so; null when it is. */
type Untruth = (device: PracticeDevice, context: TruthContext) => string | null

const isOn =
  (...names: readonly ServiceName[]): Untruth =>
  ({ state }, { settings: { neededServices = [] } }) => {
    const on = names.filter((name) => state.settings.services[name] === true && !neededServices.includes(name))
    return on.length === 0 ? null : `${on.join(', ')} on`
  }

const says = (untrue: boolean, words: string): string | null => (untrue ? words : null)

/** Every list of accounts that opens something of the device. */
const accountLists = ({ state }: PracticeDevice): readonly (readonly [string, readonly PracticeUser[]])[] => [
  ['onvif', state.users],
  ['web', state.webUsers ?? []],
  ['rtsp', state.rtspUsers ?? []],
]

/** As measured over a busy loopback. */
const clockToleranceMs = 3_000

/** What the state of a simulated device can tell of a check that passed on it. A check that is not here is not held against it. */
const truths: Readonly<Record<string, Untruth>> = {
  activated: ({ state }) => says(!state.settings.activated, 'in factory state'),
  'ntp-configured': ({ state: { clock, ntp } }, { settings }) => {
    const strange = ntp.servers.filter(({ value }) => !settings.ntpServers.includes(value))
    const isSet = clock.source === 'NTP' && !ntp.fromDhcp && ntp.servers.length > 0 && strange.length === 0
    return says(!isSet, `time from ${clock.source}, servers: ${ntp.servers.map(({ value }) => value).join(', ')}`)
  },
  'clock-accurate': ({ state }, { laptopAheadMs }) =>
    says(Math.abs(state.clock.offsetMs - laptopAheadMs) > clockToleranceMs, `clock off by ${state.clock.offsetMs} ms`),
  'default-logins-refused': ({ maker, faults, state }) => {
    if (faults.acceptAnyPassword) return 'lets any password in'
    const standard = maker.defaultLogin
    const open = [...state.users, ...(state.webUsers ?? [])].filter(
      ({ username, password }) => username === standard?.username && password === standard.password,
    )
    return says(open.length > 0, 'the published login opens it')
  },
  'authentication-enforced': ({ faults: { acceptAnyPassword, openWithoutLogin, rtspOpenWithoutLogin }, state }) => {
    const streams = state.protocols.some(({ name, enabled }) => name === 'RTSP' && enabled)
    return says(acceptAnyPassword || openWithoutLogin || (rtspOpenWithoutLogin && streams), 'open without login')
  },
  'password-changes-proven': (device, { passwordBefore }) => {
    const administrators = accountLists(device).flatMap(([name, users]) =>
      users.filter(({ level }) => level === 'Administrator').map(({ password }) => [name, password] as const),
    )
    const open = administrators.filter(([, password]) => password === passwordBefore(device))
    // Where nobody changed it anywhere there is nothing to prove.
    if (open.length === administrators.length) return null
    return says(open.length > 0, `the password of before opens ${open.map(([name]) => name).join(', ')}`)
  },
  'passwords-unique': (device, { devices }) => {
    const own = administratorPasswords(device)
    const shared = devices.some(
      (other) => other !== device && administratorPasswords(other).some((at) => own.includes(at)),
    )
    return says(shared, 'another device has the same password')
  },
  // The brake of an Axis device locks nobody, however it is set.
  'lockout-on': ({ maker, state: { settings } }) =>
    says(
      maker.vendor === 'AXIS' || settings.lockout?.enabled !== true || settings.lockout.attempts > 10,
      'does not lock',
    ),
  'network-protocols-needed-only': ({ state }) =>
    says(
      state.protocols.some(({ name, enabled }) => name === 'RTSP' && enabled),
      'RTSP on',
    ),
  'telnet-closed': isOn('telnet'),
  'remote-shell-and-file-transfer-closed': isOn('ssh', 'ftp', 'tftp', 'debug'),
  'upnp-off': isOn('upnp', 'upnp-port-mapping'),
  'cloud-relay-off': isOn('p2p-cloud', 'ddns'),
  'unused-functions-off': isOn('multicast-always', 'gb28181', 'socks'),
  'web-admin-off': isOn('web-admin'),
  'discovery-off': (device, context) =>
    isOn('ws-discovery')(device, context) ?? says(device.speaksOnvif && device.state.discoverable, 'discoverable'),
  'snmp-defaults-refused': ({ state }) =>
    says(state.snmp?.communities.some((name) => ['public', 'private'].includes(name)) === true, 'knows public'),
  'snmp-off-or-v3-only': ({ state }) => says((state.snmp?.communities.length ?? 0) > 0, 'has communities'),
  'syslog-configured': ({ state }, { settings: { syslogTargets = [] } }) => {
    const on = state.settings.syslog.filter(({ enabled }) => enabled)
    const strange = on.filter(({ host }) => !syslogTargets.some((target) => target.host === host))
    return says(on.length === 0 || strange.length > 0, `log sent to ${on.map(({ host }) => host).join(', ')}`)
  },
  'https-on': ({ state: { settings } }) =>
    says(!['https-only', 'redirects-to-https'].includes(settings.httpPolicy), settings.httpPolicy),
  'stream-account-separate': ({ state: { users } }, { settings: { accounts = [] } }) => {
    const names = accounts.filter(({ use }) => use === 'vms').map(({ username }) => username)
    const own = users.filter(({ username }) => names.includes(username))
    return says(own.length === 0 || own.some(({ level }) => level === 'Administrator'), 'no account for the recorder')
  },
  'addressing-in-order': ({ state: { settings } }, { settings: { dnsServers = [] } }) => {
    const strange = (settings.addressing?.dnsServers ?? []).filter((server) => !dnsServers.includes(server))
    return says(dnsServers.length > 0 && strange.length > 0, `names from ${strange.join(', ')}`)
  },
  'tls-modern': ({ state: { settings } }) =>
    says(settings.tls?.versions.some((version) => ['TLSv1', 'TLSv1.1'].includes(version)) === true, 'old TLS'),
}

const administratorPasswords = (device: PracticeDevice): string[] =>
  [...device.state.users, ...(device.state.webUsers ?? [])]
    .filter(({ level }) => level === 'Administrator')
    .map(({ password }) => password)

/** What is wrong about saying that this check passes on this device now; null when it does, or when nobody can tell. */
export const untruthOf = (check: string, device: PracticeDevice, context: TruthContext): string | null =>
  truths[check]?.(device, context) ?? null
