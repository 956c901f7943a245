import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, WriteRefused } from '../../model/errors.ts'
import type { UserLevel } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import type { WebAccount } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import type { Activation, Capability, Connection } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { webLogin } from '../web/web-login.ts'
import { type WebRequest, webRequest } from '../web/web-request.ts'
import { secretTarget, targetForSecret } from '../web/web-target.ts'
import { axisManner } from './vapix.ts'

const path = '/axis-cgi/pwdgrp.cgi'
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const list = { method: 'GET', path: `${path}?action=get`, manner: axisManner } as const

/** pwdgrp.cgi takes 64, but the account may be wanted on interfaces that take less. */
const longestPassword = 28

export const axisPasswordRules = { maxLength: longestPassword, alphabet: safeAlphabet } as const

/**
 * The accounts of the web interface and of VAPIX: other ones than those of ONVIF.
 * @see VAPIX, user management: pwdgrp.cgi
 */
export const axisWebLogin = webLogin({
  knock: list,
  judge: ({ status, body }) => {
    if (status < 200 || status > 299) return null
    const text = body.toString('utf8')
    if (/^[\w-]+="/m.test(text)) return 'accepted'
    if (/^\s*(?:#\s*)?Error\b/i.test(text)) return 'refused'
    throw new ProtocolViolation('pwdgrp.cgi: the device answered something that is no list of accounts.')
  },
  passwordRules: axisPasswordRules,
  async setPassword(device, administrator, username, password) {
    const body = new URLSearchParams({ action: 'update', user: username, pwd: password.reveal() }).toString()
    await send(device, body, administrator, /^Modified account\b/i)
  },
})

/** Groups of pwdgrp.cgi, the most powerful first. */
const groups: readonly (readonly [name: string, level: UserLevel])[] = [
  ['admin', 'administrator'],
  ['operator', 'operator'],
  ['viewer', 'user'],
  ['ptz', 'extended'],
]

export const axisAccounts = (): Capability => ({
  fact: 'accounts.web',
  async read(device) {
    const { body } = await webRequest(device, list, device.credential('web'))
    return accountsOf(body.toString('utf8'))
  },
})

/** `admin="root,joe"`, one group per line; `digusers` names everybody. */
function accountsOf(text: string): readonly WebAccount[] {
  const members = new Map<string, readonly string[]>()
  for (const [, name = '', users = ''] of text.matchAll(/^([\w-]+)="([^"\r\n]*)"\s*$/gm)) {
    members.set(
      name,
      users.split(',').flatMap((user) => (user.trim() === '' ? [] : [user.trim()])),
    )
  }
  const everybody = new Set(['digusers', ...groups.map(([name]) => name)].flatMap((name) => members.get(name) ?? []))
  if (everybody.size === 0) {
    throw new ProtocolViolation('The device lists no web user at all, which cannot be: who may log in stays unknown.')
  }
  const levelOf = (user: string) =>
    groups.find(([name]) => members.get(name)?.includes(user) === true)?.[1] ?? 'unknown'
  return [...everybody].map((user) => ({ username: visibleText(user, 64), level: levelOf(user), enabled: null }))
}

/**
 * The first account of a device that has none. No login is asked for until then.
 * @see VAPIX: systemready.cgi `needsetup`, pwdgrp.cgi?action=add; before AXIS OS 11.5 the name must be `root`
 */
export const axisActivation: Activation = {
  username: 'root',
  grade: 'sourced',
  passwordRules: { minLength: 8, ...axisPasswordRules },
  passwordTransport: async (device) => ((await secretTarget(device)).https ? 'tls' : 'clear'),
  async activate(device, password) {
    const account = { action: 'add', user: 'root', pwd: password.reveal(), grp: 'root' }
    const body = new URLSearchParams({ ...account, sgrp: 'admin:operator:viewer:ptz', comment: '' }).toString()
    try {
      await send(device, body, null, /^Created account\b/i)
    } catch (error) {
      if (!(error instanceof CredentialsRefused)) throw error
      throw new WriteRefused('The device asks for a login: somebody gave it its first account already.', {
        cause: error,
      })
    }
  },
}

/** By POST, so that the password stands in no log of addresses. Errors ride on HTTP 200. */
async function send(device: Connection, body: string, credential: Credential | null, done: RegExp): Promise<void> {
  const target = await targetForSecret(device)
  const request: WebRequest = { method: 'POST', path, headers: form, body, intent: 'write', manner: axisManner, target }
  const said = wordsOf(await webRequest(device, request, credential))
  if (done.test(said)) return
  // Newer firmware wraps its words in a page, and no word of it may hold the password.
  if (/\berror\b/i.test(said)) throw new WriteRefused('pwdgrp.cgi: the device declined the account or its password.')
  throw new ProtocolViolation('pwdgrp.cgi: the device answered neither success nor an error.')
}

const wordsOf = ({ body }: HttpAnswer): string =>
  body
    .subarray(0, 4_096)
    .toString('utf8')
    .replace(/<[^>]{0,400}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
