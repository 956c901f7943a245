import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { publicKeyText, unsealed } from './seal.ts'
import { type Fields, lineOf, type Outcome, type Submenu, success } from './sunapi.ts'

const longest = 15

/** Eight characters of three kinds, or ten of two. */
function isStrong(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length
  return password.length <= longest && ((password.length >= 8 && kinds >= 3) || (password.length >= 10 && kinds >= 2))
}

const webUsers = ({ state }: PracticeDevice) => state.webUsers ?? state.users

/** Passwords stay empty here; the recorders of the maker tell them. @see SUNAPI: security.cgi users */
export const users: Submenu = {
  view: (device) => {
    const isRecorder = device.state.identity.deviceClass === 'nvr'
    if (!isRecorder)
      return {
        Users: webUsers(device).map(({ username, level }, index) => ({
          Index: index,
          UserID: username,
          Password: '',
          Enable: true,
          VideoProfileAccess: true,
          PTZAccess: level !== 'User',
          AudioInAccess: true,
          AudioOutAccess: true,
          AlarmOutputAccess: level !== 'User',
          AdminAccess: level === 'Administrator',
        })),
      }
    const lines = webUsers(device).map(({ username, password, level }, index): [string, string] => [
      `Users.${index}`,
      [username, username, password, '', level === 'Administrator' ? 'Admin' : 'User', lineOf(true)].join('/'),
    ])
    return { '"Users.Index': 'UserID/UserName/Password/GroupID/UserLevel/ViewerAccess"', ...Object.fromEntries(lines) }
  },
  update: (device, query, body): Outcome => {
    const name = query.get('UserID') ?? ''
    const isSealed = query.get('IsPasswordEncrypted') === 'True'
    const password = isSealed ? unsealed(body) : query.get('Password')
    if (!webUsers(device).some(({ username }) => username === name)) return { refuses: 'No such user' }
    if (password === null || !isStrong(password)) return { refuses: 'Password policy' }
    return {
      change: () =>
        device.changeWebUsers((list) => list.map((user) => (user.username === name ? { ...user, password } : user))),
    }
  },
}

export const rsa: Submenu = { view: (): Fields => ({ PublicKey: publicKeyText(null) }) }

/** @see SUNAPI application programmers guide: /init-cgi/pw_init.cgi, answered to anybody */
export const initialisation: ApiRoute = {
  path: '/init-cgi/pw_init.cgi',
  level: 'none',
  unactivated: true,
  answer: initialise,
}

async function initialise(request: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const { device, query } = request
  const { activated } = device.state.settings
  switch (query.get('msubmenu')) {
    case 'statuscheck':
      return status(request)
    case 'setinitpassword': {
      if (activated) return { status: 403, body: '' }
      const isSealed = query.get('IsPasswordEncrypted') === 'True' && request.request.method === 'POST'
      const password = isSealed ? unsealed(await request.text()) : null
      if (password === null || !isStrong(password)) return { status: 490, body: '' }
      const { administrator } = device.maker
      return carryOut(request, 'setinitpassword', () => device.activate(administrator, password), success(request))
    }
    default:
      return { status: 404, body: '' }
  }
}

function status({ device, query, request }: ApiRequest): ApiAnswer {
  const { activated } = device.state.settings
  const isRecorder = device.state.identity.deviceClass === 'nvr'
  const stage = activated ? 'installwizard_done' : 'factoryreset'
  const fields: Fields = {
    Initialized: activated,
    ...(isRecorder && query.get('ShowStage') === 'True' ? { Stage: stage } : {}),
    Language: 'English',
    MaxChannel: Math.max(1, device.state.channels),
    SpecialType: 'none',
    NewPasswordPolicy: true,
    ...(activated ? {} : { PublicKey: publicKeyText(query.get('PublicKeyFormat')).trimEnd() }),
    Manufacturer: 'Hanwha Vision',
  }
  return /\bjson\b/.test(request.headers.accept ?? '') && !isRecorder
    ? { status: 200, type: 'application/json', body: JSON.stringify(fields) }
    : {
        status: 200,
        type: 'text/plain',
        body: Object.entries(fields)
          .map(([key, value]) => `${key}=${lineOf(value)}\r\n`)
          .join(''),
      }
}
