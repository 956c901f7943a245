import { createHash, randomBytes } from 'node:crypto'
import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { Level } from '../../device-state.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { configOf, writeConfig } from './config.ts'
import type { Table } from './table.ts'
import { usersOf } from './users.ts'

/** @see Dahua RPC2: error codes of global.login */
const codes = { challenge: 268632079, locked: 268632081, wrong: 268632085, uninitialised: 268632086 }

interface Session {
  readonly random: string
  readonly username: string
  level: Level | null
}
const sessionsOf = new WeakMap<PracticeDevice, Map<string, Session>>()

function sessions(device: PracticeDevice): Map<string, Session> {
  const known = sessionsOf.get(device) ?? new Map<string, Session>()
  sessionsOf.set(device, known)
  return known
}

interface Call {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  readonly id: unknown
  readonly session: string
}

async function callOf(request: ApiRequest): Promise<Call | null> {
  try {
    const parsed = JSON.parse(await request.text()) as Readonly<Record<string, unknown>>
    const { method, params, id, session } = parsed
    const given = typeof params === 'object' && params !== null ? (params as Call['params']) : {}
    return { method: String(method), params: given, id, session: String(session) }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const json = (body: unknown): ApiAnswer => ({
  status: 200,
  type: 'application/json',
  body: `${JSON.stringify(body)}\n`,
})
const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex').toUpperCase()

async function login(request: ApiRequest): Promise<ApiAnswer> {
  const { device } = request
  const call = await callOf(request)
  if (call === null || call.method !== 'global.login') return json({ error: { code: 268959743 }, result: false })
  const failed = (code: number, params: unknown = {}, session: unknown = call.session) =>
    json({ error: { code, message: 'Component error' }, id: call.id, params, result: false, session })
  if (!device.state.settings.activated) return failed(codes.uninitialised)
  const username = String(call.params.userName ?? '')
  const source = request.request.socket.remoteAddress ?? ''
  if (device.logins.lockedFor(username, source) > 0) return failed(codes.locked)
  const known = sessions(device).get(call.session)
  if (known === undefined || call.params.password === '') {
    const session = randomBytes(16).toString('hex')
    const random = String(randomBytes(4).readUInt32BE())
    sessions(device).set(session, { random, username, level: null })
    return failed(codes.challenge, { encryption: 'Default', random, realm: device.realm }, session)
  }
  sessions(device).delete(call.session)
  const user = (device.state.webUsers ?? device.state.users).find((entry) => entry.username === username)
  const expected = md5(`${username}:${known.random}:${md5(`${username}:${device.realm}:${user?.password ?? ''}`)}`)
  if (!device.faults.acceptAnyPassword && (user === undefined || call.params.password !== expected)) {
    device.logins.failed(username, source)
    note(request, username, 'refused')
    return failed(device.logins.lockedFor(username, source) > 0 ? codes.locked : codes.wrong)
  }
  device.logins.succeeded(username, source)
  note(request, username, 'answered')
  sessions(device).set(call.session, { ...known, level: user?.level ?? 'Administrator' })
  return json({ id: call.id, params: { keepAliveInterval: 60 }, result: true, session: call.session })
}

/** The request log has the request already; this line says whose login it was. */
function note({ device, request }: ApiRequest, username: string, outcome: 'answered' | 'refused'): void {
  const source = request.socket.remoteAddress ?? ''
  device.requests.add({ interface: 'http', operation: 'global.login', username, login: 'digest', outcome, source })
}

async function rpc(request: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const { device } = request
  const call = await callOf(request)
  const session = call === null ? undefined : sessions(device).get(call.session)
  if (call === null || session?.level == null)
    return json({ error: { code: 287637505, message: 'Invalid session' }, result: false })
  const done = (params: unknown) => json({ id: call.id, params, result: true, session: call.session })
  const failed = (message: string) =>
    json({ error: { code: 268894210, message }, id: call.id, result: false, session: call.session })
  const { identity } = device.state
  switch (call.method) {
    case 'global.keepAlive':
      return done({ timeout: 60 })
    case 'global.logout':
      sessions(device).delete(call.session)
      return done(null)
    case 'magicBox.getSystemInfo':
      return done({
        deviceType: identity.model,
        hardwareVersion: identity.hardwareId,
        serialNumber: identity.serial,
        updateSerial: identity.model,
      })
    case 'magicBox.getSoftwareVersion': {
      const [version = '', date = ''] = identity.firmware.split(', build: ')
      return done({ version: { BuildDate: date, Version: version } })
    }
    case 'userManager.getUserInfoAll':
      return session.level === 'Administrator' ? done({ users: usersOf(device) }) : failed('No authority')
    case 'configManager.getConfig': {
      const table = configOf(device, String(call.params.name))
      return table === null ? failed('No such config') : done({ table })
    }
    case 'configManager.setConfig': {
      const name = String(call.params.name)
      if (session.level !== 'Administrator' || configOf(device, name) === null) return failed('No such config')
      const change = async () => void (await writeConfig(device, name, call.params.table as Table))
      return carryOut(request, `setConfig ${name}`, change, done({ options: null }))
    }
    default:
      return failed('Method not found')
  }
}

/** JSON over HTTP, which is also there where the CGI is switched off. @see Dahua RPC2 */
export const rpcRoutes: readonly ApiRoute[] = [
  { path: '/RPC2_Login', level: 'none', unactivated: true, answer: login },
  { path: '/RPC2', level: 'none', unactivated: true, answer: rpc },
]
