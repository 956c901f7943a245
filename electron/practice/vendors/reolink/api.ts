import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import type { PracticeUser } from '../../device-state.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { SeededRandom } from '../../random.ts'

/** Sessions are few, and whoever does not log out keeps one. */
const mostSessions = 6
const sessions = new WeakMap<PracticeDevice, Map<string, PracticeUser>>()

const sessionsOf = (device: PracticeDevice): Map<string, PracticeUser> => {
  const known = sessions.get(device) ?? new Map<string, PracticeUser>()
  sessions.set(device, known)
  return known
}

/** How many sessions are open. */
export const openSessions = (device: PracticeDevice): number => sessionsOf(device).size

interface Command {
  readonly cmd?: unknown
  readonly param?: { readonly User?: { readonly userName?: unknown; readonly password?: unknown } }
}

const right = (cmd: string, value: object) => ({ cmd, code: 0, value })
const wrong = (cmd: string, rspCode: number, detail: string, more: object = {}) => ({
  cmd,
  code: 1,
  error: { ...more, detail, rspCode },
})

const commands: Readonly<Record<string, (device: PracticeDevice) => object>> = {
  GetDevInfo: ({ state: { identity, hostname } }) => ({
    DevInfo: {
      B485: 0,
      audioNum: 1,
      buildDay: 'build 21110101',
      channelNum: 1,
      detail: identity.hardwareId,
      firmVer: identity.firmware,
      hardVer: identity.hardwareId,
      model: identity.model,
      name: hostname.name,
      serial: identity.serial,
      type: 'IPC',
      wifi: 0,
    },
  }),
  GetLocalLink: ({ address, state }) => ({
    LocalLink: {
      activeLink: 'LAN',
      dns: { auto: 0, dns1: '127.0.0.53', dns2: '' },
      mac: state.identity.mac,
      static: { gateway: '127.0.0.1', ip: address, mask: '255.0.0.0' },
      type: 'Static',
    },
  }),
  GetUser: ({ state }) => ({
    User: state.users.map(({ username, level }) => ({
      level: level === 'Administrator' ? 'admin' : 'guest',
      userName: username,
    })),
  }),
  GetNtp: ({ state: { clock, ntp } }) => ({
    Ntp: { enable: clock.source === 'NTP' ? 1 : 0, interval: 1_440, port: 123, server: ntp.servers[0]?.value ?? '' },
  }),
  GetNetPort: ({ ports, state }) => ({
    NetPort: {
      httpPort: ports.http,
      httpsPort: ports.https,
      mediaPort: 9_000,
      onvifEnable: state.settings.services.onvif === false ? 0 : 1,
      onvifPort: 8_000,
      rtmpEnable: 0,
      rtmpPort: 1_935,
      rtspEnable: 1,
      rtspPort: ports.rtsp,
    },
  }),
  GetHddInfo: () => ({ HddInfo: [{ capacity: 30_436, format: 1, id: 0, mount: 1, size: 12_000, storageType: 2 }] }),
}

/** @see Reolink HTTP API: POST /cgi-bin/api.cgi, a list of commands */
export const api: ApiRoute = {
  path: '/cgi-bin/api.cgi',
  level: 'none',
  answer: async (request) => json(answers(request, parse(await request.text()))),
}

function answers(request: ApiRequest, list: readonly Command[]): readonly object[] {
  const { device, query } = request
  const open = sessionsOf(device)
  const token = query.get('token') ?? ''
  return list.map(({ cmd: name, param }) => {
    const cmd = String(name)
    if (cmd === 'Login') return login(request, param?.User)
    if (!open.has(token)) return wrong(cmd, -6, 'please login first')
    if (cmd === 'Logout') {
      open.delete(token)
      return right(cmd, { rspCode: 200 })
    }
    const command = commands[cmd]
    return command === undefined ? wrong(cmd, -9, 'not support') : right(cmd, command(device))
  })
}

function login({ device, request }: ApiRequest, given: NonNullable<Command['param']>['User']): object {
  const source = request.socket.remoteAddress ?? ''
  const username = String(given?.userName ?? '')
  if (device.logins.lockedFor(username, source) > 0) return wrong('Login', -5, 'Login has been locked')
  const user = device.state.users.find((candidate) => candidate.username === username)
  if (user === undefined || (user.password !== given?.password && !device.faults.acceptAnyPassword)) {
    device.logins.failed(username, source)
    const left = device.logins.left(username, source) ?? 0
    if (left === 0) return wrong('Login', -5, 'Login has been locked')
    const auth_warning_info = { remain_times: left, unlock_time: 0 }
    return wrong('Login', user === undefined ? -7 : -502, user === undefined ? 'invalid user' : 'password wrong', {
      auth_warning_info,
    })
  }
  device.logins.succeeded(username, source)
  const open = sessionsOf(device)
  if (open.size >= mostSessions) return wrong('Login', -5, 'max session')
  const name = new SeededRandom(`${device.state.identity.serial} ${performance.now()}`).hex(16)
  open.set(name, user)
  return right('Login', { Token: { leaseTime: 3_600, name } })
}

const json = (body: unknown): ApiAnswer => ({
  status: 200,
  type: 'text/html',
  body: `${JSON.stringify(body)}\n`,
})

function parse(text: string): readonly Command[] {
  try {
    const said: unknown = JSON.parse(text)
    return Array.isArray(said) ? (said as readonly Command[]) : []
  } catch {
    return []
  }
}
