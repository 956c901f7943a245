import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { UserLevel } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import type { WebAccount } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { webLogin } from '../web/web-login.ts'
import { webRequest } from '../web/web-request.ts'
import { targetForSecret, type WebTarget } from '../web/web-target.ts'
import { longestPassword } from './activation.ts'
import { sealed } from './seal.ts'
import { asJson, flagIn, hanwhaManner, listIn, post, readTold, type Told, textIn } from './sunapi.ts'

const usersPath = '/stw-cgi/security.cgi?msubmenu=users&action=view'
const informationPath = '/stw-cgi/system.cgi?msubmenu=deviceinfo&action=view'

/** The accounts of the device; ONVIF and video are guarded by the same list. @see SUNAPI: security.cgi users, rsa */
export const hanwhaWebLogin = webLogin({
  knock: { method: 'GET', path: informationPath, headers: asJson, manner: hanwhaManner },
  judge: (answer) => {
    if (answer.status < 200 || answer.status > 299) return null
    if (textIn(readTold('deviceinfo', answer, 'read'), 'Model') === null)
      throw new ProtocolViolation('deviceinfo: the device does not say what it is.')
    return 'accepted'
  },
  passwordRules: { maxLength: longestPassword, alphabet: safeAlphabet },
  setPassword: async (device, administrator, username, password) => {
    const target = await targetForSecret(device, true)
    const user = (await users(device, administrator)).find((candidate) => textIn(candidate, 'UserID') === username)
    if (user === undefined) throw new WriteRefused(`The device has no account named ${visibleText(username, 64)}.`)
    const publicKey = await keyOf(device, administrator, target)
    // Whoever changes his own password may have to show the old one, inside the seal.
    const own = username === administrator.username && (await asksForCurrent(device, administrator))
    const change = { CurrentPassword: administrator.password.reveal(), NewPassword: password.reveal() }
    const body = sealed(publicKey, own ? JSON.stringify(change) : password.reveal())
    const index = textIn(user, 'Index')
    const params = { UserID: username, ...(index === null ? {} : { Index: index }), IsPasswordEncrypted: 'True' }
    await post(
      device,
      { cgi: 'security', name: 'users', params },
      { action: 'update', body, credential: administrator, target },
    )
  },
})

const get = (device: Connection, path: string, credential: Credential | null, target?: WebTarget) =>
  webRequest(
    device,
    { method: 'GET', path, headers: asJson, manner: hanwhaManner, ...(target === undefined ? {} : { target }) },
    credential,
  )

async function keyOf(device: Connection, administrator: Credential, target: WebTarget): Promise<string> {
  const path = '/stw-cgi/security.cgi?msubmenu=rsa&action=view'
  const told = readTold('rsa', await get(device, path, administrator, target), 'read')
  if (typeof told.PublicKey !== 'string') throw new ProtocolViolation('rsa: the device offers no key.')
  return told.PublicKey
}

/** @see SUNAPI attributes: CurrentPasswordVerification */
async function asksForCurrent(device: Connection, administrator: Credential): Promise<boolean> {
  try {
    const { body } = await get(device, '/stw-cgi/attributes.cgi/attributes', administrator)
    return /name="CurrentPasswordVerification"[^>]{0,200}value="(?:Mandatory|Optional)"/.test(body.toString('utf8'))
  } catch (error) {
    if (error instanceof Unsupported) return false
    throw error
  }
}

/** One account each. Recorders tell the passwords with it: nothing but the named fields leaves this file. */
async function users(device: Connection, credential: Credential | null): Promise<readonly Told[]> {
  const told = readTold('users', await get(device, usersPath, credential), 'read')
  const found = [...listIn(told, 'Users'), ...linesIn(told)]
  if (found.length === 0) {
    throw new ProtocolViolation('The device lists no user at all, which cannot be: who may log in stays unknown.')
  }
  return found
}

/** `Users.0=admin//True/...`, for firmware that answers in lines. */
const linesIn = (told: Told): readonly Told[] =>
  Object.entries(told).flatMap(([key, value]) => {
    const index = /^Users\.(\d+)$/.exec(key)?.[1]
    if (index === undefined || typeof value !== 'string') return []
    const [UserID = '', , Enable, , , , , , AdminAccess] = value.split('/')
    return [{ Index: index, UserID, Enable, AdminAccess }]
  })

export const hanwhaAccounts = (): Capability => ({
  fact: 'accounts.web',
  read: async (device) => (await users(device, device.credential('web'))).flatMap(accountOf),
})

function accountOf(user: Told): readonly WebAccount[] {
  const username = textIn(user, 'UserID', 64)
  if (username === null) return []
  return [{ username, level: levelOf(user, username), enabled: flagIn(user, 'Enable') }]
}

function levelOf(user: Told, username: string): UserLevel {
  const level = textIn(user, 'UserLevel')
  if (username === 'admin' || level === 'Admin' || flagIn(user, 'AdminAccess') === true) return 'administrator'
  return level === 'Guest' ? 'anonymous' : 'user'
}
