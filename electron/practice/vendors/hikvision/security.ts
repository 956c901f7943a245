import type { ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import type { Level, PracticeUser, ProtocolState } from '../../device-state.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { child, el, type Markup, type XmlElement } from '../../xml.ts'
import { flagOf, type Resource, refused, resource, textOf, type Verdict, xml } from './isapi.ts'

const levelNames: Readonly<Record<Level, string>> = {
  Administrator: 'Administrator',
  Operator: 'Operator',
  User: 'Viewer',
}

const webUsers = ({ state }: PracticeDevice): readonly PracticeUser[] => state.webUsers ?? state.users

const userParts = ({ username, level }: PracticeUser, index: number): readonly Markup[] => [
  el('id', index + 1),
  el('userName', username),
  el('userLevel', levelNames[level]),
]

const users: Resource = {
  path: '/ISAPI/Security/users',
  get: ({ device }) =>
    xml(
      device,
      'UserList',
      webUsers(device).map((user, index) => el('User', userParts(user, index))),
    ),
  post: ({ device }, body) => {
    const name = textOf(body, 'userName') ?? ''
    const password = textOf(body, 'password') ?? ''
    const level = levelOf(textOf(body, 'userLevel'))
    if (name === '' || level === null || webUsers(device).some(({ username }) => username === name))
      return 'badParameters'
    const weak = weakness(device, password)
    if (weak !== null) return weak
    return {
      change: () => device.changeWebUsers((list) => [...list, { username: name, password, level, fixed: false }]),
    }
  },
}

const oneUser: Resource = {
  path: /^\/ISAPI\/Security\/users\/\d+$/,
  get: (request) => {
    const found = userAt(request)
    return found === null
      ? refused(request, 'notSupport', 404)
      : xml(request.device, 'User', userParts(found.user, found.index))
  },
  put: (request, body) => setUser(request, body),
  remove: (request) => {
    const found = userAt(request)
    if (found === null || found.user.fixed) return 'notSupport'
    return { change: () => request.device.changeWebUsers((list) => list.filter((_, index) => index !== found.index)) }
  },
}

function userAt({ device, path }: ApiRequest): { readonly user: PracticeUser; readonly index: number } | null {
  const index = Number(path.split('/').at(-1)) - 1
  const user = webUsers(device)[index]
  return user === undefined ? null : { user, index }
}

function setUser(request: ApiRequest, body: XmlElement): Verdict {
  const found = userAt(request)
  const password = textOf(body, 'password')
  const level = levelOf(textOf(body, 'userLevel'))
  if (found === null || body.name !== 'User' || textOf(body, 'userName') !== found.user.username) return 'badParameters'
  if (level === null || (found.user.fixed && level !== found.user.level)) return 'badParameters'
  const weak = password === null ? null : weakness(request.device, password)
  if (weak !== null) return weak
  return {
    change: () =>
      request.device.changeWebUsers((list) =>
        list.map((user, index) =>
          index === found.index ? { ...user, level, password: password ?? user.password } : user,
        ),
      ),
  }
}

const levelOf = (name: string | null): Level | null =>
  name === 'Administrator' ? 'Administrator' : name === 'Operator' ? 'Operator' : name === 'Viewer' ? 'User' : null

/** 8 to 16 characters of at least two kinds. Null when it is good enough. */
export function weakness({ maker }: PracticeDevice, password: string): string | null {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length
  return password.length < 8 || password.length > maker.passwords.maxLength || kinds < 2 ? 'passwordNotStrong' : null
}

/** The ONVIF accounts, a database of their own. */
const onvifUsers: Resource = {
  path: '/ISAPI/Security/ONVIF/users',
  get: ({ device }) =>
    xml(
      device,
      'UserList',
      device.state.users.map(({ username, level }, index) =>
        el('User', [
          el('id', index + 1),
          el('userName', username),
          el('userType', level === 'Administrator' ? 'administrator' : level === 'Operator' ? 'operator' : 'mediaUser'),
        ]),
      ),
    ),
}

/** Answers with what is left before the lock, also to whoever is not logged in. */
const userCheck: ApiRoute = {
  path: '/ISAPI/Security/userCheck',
  level: 'User',
  answer: async ({ device }) =>
    xml(device, 'userCheck', [
      el('statusValue', 200),
      el('statusString', 'OK'),
      el('isDefaultPassword', webUsers(device)[0]?.password === device.maker.defaultLogin?.password),
      el('isRiskPassword', false),
      el('isActivated', true),
    ]),
}

const illegalLoginLock: Resource = {
  path: '/ISAPI/Security/illegalLoginLock',
  has: ({ state }) => state.settings.lockout !== null,
  get: ({ device }) => {
    const { enabled, attempts, minutes } = device.state.settings.lockout ?? { enabled: false, attempts: 0, minutes: 0 }
    return xml(device, 'IllegalLoginLock', [
      el('enabled', enabled),
      el('maxIllegalLoginTimes', attempts),
      el('maxIllegalLoginLockTime', minutes * 60),
    ])
  },
  put: ({ device }, body) => {
    const enabled = flagOf(body, 'enabled')
    const lockout = device.state.settings.lockout
    if (enabled === null || lockout === null) return 'badParameters'
    const attempts = Number(textOf(body, 'maxIllegalLoginTimes') ?? lockout.attempts)
    const minutes = Number(textOf(body, 'maxIllegalLoginLockTime') ?? lockout.minutes * 60) / 60
    if (!(attempts >= 3 && attempts <= 20)) return 'badParameters'
    return {
      change: () => {
        device.state.settings.lockout = { enabled, attempts, minutes }
      },
    }
  },
}

const adminAccesses: Resource = {
  path: '/ISAPI/Security/adminAccesses',
  get: ({ device }) =>
    xml(device, 'AdminAccessProtocolList', [
      ...device.state.protocols.map(({ name, enabled, port }, index) =>
        el('AdminAccessProtocol', [
          el('id', index + 1),
          el('enabled', enabled),
          el('protocol', name),
          el('portNo', port),
        ]),
      ),
      el('AdminAccessProtocol', [el('id', 4), el('protocol', 'DEV_MANAGE'), el('portNo', 8000)]),
    ]),
  put: ({ device }, body) => {
    const wanted = body.children.flatMap((entry): ProtocolState[] => {
      const known = device.state.protocols.find(({ name }) => name === textOf(entry, 'protocol'))
      const port = Number(textOf(entry, 'portNo'))
      const enabled = flagOf(entry, 'enabled')
      return known === undefined || enabled === null || !(port > 0) ? [] : [{ name: known.name, enabled, port }]
    })
    if (child(body, 'AdminAccessProtocol') === undefined || wanted.length === 0) return 'badParameters'
    return {
      change: async () => {
        await device.changeProtocols(wanted)
        const on = (name: string) => wanted.some((protocol) => protocol.name === name && protocol.enabled)
        device.state.settings.httpPolicy = on('HTTPS') ? (on('HTTP') ? 'http-and-https' : 'https-only') : 'http-only'
      },
    }
  },
}

export const securityRoutes: readonly ApiRoute[] = [
  userCheck,
  ...[users, oneUser, onvifUsers, illegalLoginLock, adminAccesses].map(resource),
]
