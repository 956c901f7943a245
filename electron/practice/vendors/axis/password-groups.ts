import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { Level, PracticeUser } from '../../device-state.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { isFrom } from './versions.ts'

const path = '/axis-cgi/pwdgrp.cgi'

const webUsers = ({ state }: PracticeDevice): readonly PracticeUser[] => state.webUsers ?? state.users

/** Everything is HTTP 200, refusals too. */
const said = (text: string): ApiAnswer => ({ status: 200, type: 'text/plain', body: `${text}\n` })
const refusal = (text: string): ApiAnswer => said(`Error: ${text}`)

/** @see VAPIX: pwdgrp.cgi?action=get, groups with their members */
function list(device: PracticeDevice): ApiAnswer {
  const named = (levels: readonly Level[]) =>
    webUsers(device)
      .filter(({ level }) => levels.includes(level))
      .map(({ username }) => username)
      .join(',')
  const groups = {
    admin: named(['Administrator']),
    operator: named(['Administrator', 'Operator']),
    viewer: named(['Administrator', 'Operator', 'User']),
    ptz: named(['Administrator', 'Operator']),
    digusers: named(['Administrator', 'Operator', 'User']),
  }
  return said(
    Object.entries(groups)
      .map(([name, members]) => `${name}="${members}"`)
      .join('\n'),
  )
}

async function answer(request: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const { device } = request
  const form = request.request.method === 'POST' ? new URLSearchParams(await request.text()) : request.query
  const [user, password] = [form.get('user') ?? '', form.get('pwd') ?? '']
  const known = webUsers(device).find(({ username }) => username === user)
  const action = form.get('action') ?? ''
  if (!device.state.settings.activated && action !== 'add') return refusal('no such action')
  switch (action) {
    case 'get':
      return list(device)
    case 'add':
      return add(request, { user, password, groups: (form.get('sgrp') ?? '').split(':') })
    case 'update':
      if (known === undefined) return refusal(`account ${user} does not exist.`)
      if (!isPassword(password)) return refusal('the password is not valid.')
      return write(request, `Modified account ${user}.`, (users) =>
        users.map((one) => (one.username === user ? { ...one, password } : one)),
      )
    case 'remove':
      if (known === undefined || known.fixed) return refusal(`account ${user} cannot be removed.`)
      return write(request, `Removed account ${user}.`, (users) => users.filter(({ username }) => username !== user))
    default:
      return refusal('no such action')
  }
}

async function add(
  request: ApiRequest,
  { user, password, groups }: { user: string; password: string; groups: readonly string[] },
): Promise<ApiAnswer | 'cut'> {
  const { device } = request
  const { activated } = device.state.settings
  if (!/^[A-Za-z0-9]{1,14}$/.test(user) || !isPassword(password)) return refusal('the account is not valid.')
  if (webUsers(device).some(({ username }) => username === user)) return refusal(`account ${user} exists already.`)
  const level: Level = groups.includes('admin') ? 'Administrator' : groups.includes('operator') ? 'Operator' : 'User'
  const done = `Created account ${user}.`
  if (activated) return write(request, done, (users) => [...users, { username: user, password, level, fixed: false }])
  if (level !== 'Administrator') return refusal('the first account must be an administrator.')
  if (user !== 'root' && !isFrom(device, 11, 5)) return refusal('the first account must be root.')
  return carryOut(request, 'pwdgrp.cgi', () => device.activate(user, password), said(done))
}

const isPassword = (password: string): boolean => /^[\x20-\x7e]{1,64}$/.test(password)

const write = (
  request: ApiRequest,
  done: string,
  change: (users: readonly PracticeUser[]) => readonly PracticeUser[],
): Promise<ApiAnswer | 'cut'> =>
  carryOut(request, 'pwdgrp.cgi', () => request.device.changeWebUsers(change), said(done))

/** Nobody is asked for a login until there is a first account. */
export const accountRoutes: readonly ApiRoute[] = [
  { path, level: 'none', unactivated: true, has: ({ state }) => !state.settings.activated, answer },
  { path, level: 'Administrator', answer },
]
