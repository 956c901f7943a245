import type { Level, PracticeUser } from '../device-state.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { inOrder, invalidArgs, invalidValue, namespaces, prohibited, SoapFault, textOf } from '../soap.ts'
import { el, type XmlElement } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

const { tds, tt } = namespaces
const mostUsers = 16
const longestUsername = 32

/** @see ONVIF Core, GetUsers: never returns a password */
export function getUsers({ device }: Call): Reply {
  if (device.faults.usersEmptyOk) return { content: [] }
  return {
    content: device.state.users.map(({ username, level }) =>
      el('tds:User', [el('tt:Username', username), el('tt:UserLevel', level)]),
    ),
  }
}

interface GivenUser {
  readonly username: string
  readonly password: string | null
  readonly level: Level
}

function givenUsers(body: XmlElement): readonly GivenUser[] {
  const users = inOrder(body, tds, ['User']).User ?? []
  if (users.length === 0) throw invalidArgs('No user is named')
  return users.map((element) => {
    const given = inOrder(element, tt, ['Username', 'Password', 'UserLevel', 'Extension'])
    const level = textOf(given.UserLevel, 'UserLevel').trim()
    if (level === 'Anonymous') throw prohibited('ter:AnonymousNotAllowed', 'No such level for a user')
    if (level !== 'Administrator' && level !== 'Operator' && level !== 'User') throw invalidArgs('UserLevel is unknown')
    return {
      username: textOf(given.Username, 'Username'),
      password: given.Password?.length === 0 ? null : textOf(given.Password, 'Password'),
      level,
    }
  })
}

function assertPassword(device: PracticeDevice, password: string, weak: string): void {
  const { minLength, maxLength } = device.maker.passwords
  if (Buffer.byteLength(password) > maxLength) throw prohibited('ter:PasswordTooLong', 'The password is too long')
  if (password.length < minLength) throw prohibited(weak, 'The password is too weak')
}

/** @see ONVIF Core, CreateUsers: all or nothing */
export function createUsers({ device, body }: Call): Reply {
  const given = givenUsers(body)
  for (const { username, password } of given) {
    if (username === '') throw prohibited('ter:UsernameTooShort', 'The user name is too short')
    if (username.length > longestUsername) throw prohibited('ter:UsernameTooLong', 'The user name is too long')
    if (device.state.users.some((user) => user.username === username)) {
      throw prohibited('ter:UsernameClash', 'There is a user of this name')
    }
    assertPassword(device, password ?? '', 'ter:Password')
  }
  if (device.state.users.length + given.length > mostUsers) {
    throw new SoapFault('Receiver', ['ter:Action', 'ter:TooManyUsers'], 'There is no room for another user')
  }
  return {
    content: [],
    apply: () => {
      device.changeUsers((users) => [
        ...users,
        ...given.map(({ username, password, level }) => ({ username, password: password ?? '', level, fixed: false })),
      ])
    },
  }
}

/** @see ONVIF Core, SetUser */
export function setUser({ device, body }: Call): Reply {
  const given = givenUsers(body)
  for (const { username, password, level } of given) {
    const user = findUser(device, username)
    if (user.fixed && user.level !== level) throw invalidValue('ter:FixedUser', 'The level of this user is fixed')
    if (password !== null || !device.maker.passwords.missingClears) {
      assertPassword(device, password ?? '', 'ter:PasswordTooWeak')
    }
  }
  return {
    content: [],
    apply: () => {
      device.changeUsers((users) =>
        users.map((user) => {
          const change = given.find(({ username }) => username === user.username)
          return change === undefined ? user : { ...user, level: change.level, password: change.password ?? '' }
        }),
      )
    },
  }
}

/** @see ONVIF Core, DeleteUsers */
export function deleteUsers({ device, body }: Call): Reply {
  const names = (inOrder(body, tds, ['Username']).Username ?? []).map(({ text }) => text)
  if (names.length === 0) throw invalidArgs('No user is named')
  for (const name of names) {
    if (findUser(device, name).fixed) throw invalidValue('ter:FixedUser', 'This user cannot be deleted')
  }
  const remains = ({ username }: PracticeUser) => !names.includes(username)
  if (!device.state.users.some((user) => remains(user) && user.level === 'Administrator')) {
    throw invalidValue('ter:FixedUser', 'The last administrator cannot be deleted')
  }
  return { content: [], apply: () => device.changeUsers((users) => users.filter(remains)) }
}

function findUser(device: PracticeDevice, username: string): PracticeUser {
  const user = device.state.users.find((candidate) => candidate.username === username)
  if (user === undefined) throw invalidValue('ter:UsernameMissing', 'There is no such user')
  return user
}
