import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Account } from '../../model/facts.ts'
import type { UserLevel } from '../../model/login-name.ts'
import type { Secret } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import { childrenOf, needText, textOf } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import { element } from './xml-write.ts'

const { tds, tt } = namespaces

/** @see ONVIF tt:UserLevel */
const levels: Readonly<Record<string, UserLevel>> = {
  Administrator: 'administrator',
  Operator: 'operator',
  User: 'user',
  Anonymous: 'anonymous',
  Extended: 'extended',
}
const levelText: Readonly<Partial<Record<UserLevel, string>>> = {
  administrator: 'Administrator',
  operator: 'Operator',
  user: 'User',
}

/** Names as the device wrote them, so that they can be sent back. */
export interface OnvifUser {
  readonly username: string
  readonly level: UserLevel
}

/**
 * Every account, never its password. A list without anybody is an answer that means nothing: somebody must be able to log in.
 *
 * @throws {ProtocolViolation} on an empty list
 * @see ONVIF Core, GetUsers
 */
export async function getUsers(
  client: OnvifClient,
  options: { readonly login?: 'none' } = {},
): Promise<readonly OnvifUser[]> {
  const call = { service: 'tds', operation: 'GetUsers' } as const
  const asked = await client.call({ ...call, login: options.login ?? 'asked' })
  let found = childrenOf(asked.element, tds, 'User')
  if (found.length === 0 && asked.login === 'none' && options.login !== 'none' && client.hasCredential) {
    // Some devices show strangers an empty list.
    found = childrenOf((await client.call({ ...call, login: 'always' })).element, tds, 'User')
  }
  if (found.length === 0) {
    throw new ProtocolViolation('The device lists no user at all, which cannot be: who may log in stays unknown.')
  }
  return found.map((user) => ({
    username: needText(user, tt, 'Username'),
    level: levels[textOf(user, tt, 'UserLevel') ?? ''] ?? 'unknown',
  }))
}

/** The same as a fact: their names made visible. */
export const accountsOf = (users: readonly OnvifUser[]): readonly Account[] =>
  users.map(({ username, level }) => ({
    username: visibleText(username, 128),
    level,
  }))

/**
 * Sets the password of one account and repeats its level: a request without a password would clear it, one without the level
 * would lower it.
 *
 * @throws {WriteRefused} when the account does not exist or the device declines the password
 * @throws {Unsupported} when the account has roles of its own, which this request would take away
 * @see ONVIF Core, SetUser
 */
export async function setPassword(client: OnvifClient, username: string, password: Secret): Promise<void> {
  const user = (await getUsers(client)).find((candidate) => candidate.username === username)
  if (user === undefined) throw new WriteRefused(`The device has no account named ${visibleText(username, 64)}.`)
  const level = levelText[user.level]
  if (level === undefined) {
    throw new Unsupported(
      `The account ${visibleText(username, 64)} has rights of its own that a new password would take away.`,
    )
  }
  await client.call({
    service: 'tds',
    operation: 'SetUser',
    intent: 'write',
    secrets: [password],
    children: [
      element('q:User', [
        element('tt:Username', username),
        element('tt:Password', password.reveal()),
        element('tt:UserLevel', level),
      ]),
    ],
  })
}

/**
 * Makes one account. Others stay as they are.
 *
 * @throws {WriteRefused} when there is one of that name, or the device declines name or password
 * @see ONVIF Core, CreateUsers
 */
export async function createUser(
  client: OnvifClient,
  { username, password, level }: { readonly username: string; readonly password: Secret; readonly level: UserLevel },
): Promise<void> {
  const written = levelText[level]
  if (written === undefined) throw new WriteRefused(`There is no account of the level ${level} over ONVIF.`)
  await client.call({
    service: 'tds',
    operation: 'CreateUsers',
    intent: 'write',
    secrets: [password],
    children: [
      element('q:User', [
        element('tt:Username', username),
        element('tt:Password', password.reveal()),
        element('tt:UserLevel', written),
      ]),
    ],
  })
}

/** @throws {WriteRefused} when there is none of that name, or it cannot be taken away @see ONVIF Core, DeleteUsers */
export async function deleteUser(client: OnvifClient, username: string): Promise<void> {
  await client.call({
    service: 'tds',
    operation: 'DeleteUsers',
    intent: 'write',
    children: [element('q:Username', username)],
  })
}
