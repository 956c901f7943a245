import { ProtocolViolation, WriteRefused } from '../../model/errors.ts'
import type { Account, Facts } from '../../model/facts.ts'
import type { UserLevel } from '../../model/login-name.ts'
import type { LockoutPolicy, WebAccount } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Capability, Connection, WriteOutcome } from '../driver.ts'
import { onvifAccounts } from '../onvif/capabilities.ts'
import { childElement, childNumber, childText, isapiChange, isapiGet, needFlag } from './isapi.ts'
import { childNode, needNode } from './xml-document.ts'

const webLevels: Readonly<Record<string, UserLevel>> = {
  administrator: 'administrator',
  admin: 'administrator',
  operator: 'operator',
  viewer: 'user',
  mediauser: 'user',
  user: 'user',
}

const levelOf = (text: string | null): UserLevel => webLevels[text?.toLowerCase() ?? ''] ?? 'unknown'

function usersOf(list: XmlElement, levelName: string): readonly Account[] {
  return list.children
    .filter(({ name }) => name === 'User')
    .map((user) => {
      const username = childText(user, 'userName')
      if (username === null) throw new ProtocolViolation('The device lists a user without a name.')
      return { username: visibleText(username, 128), level: levelOf(childText(user, levelName)) }
    })
}

/** @see ISAPI: /ISAPI/Security/users */
async function readWebAccounts(device: Connection): Promise<readonly WebAccount[]> {
  const list = await isapiGet(device, '/ISAPI/Security/users', ['UserList'])
  const users = usersOf(list, 'userLevel')
  if (users.length === 0) throw new ProtocolViolation('The device lists no user at all, although it let one in.')
  return users.map((user) => ({ ...user, enabled: null }))
}

const byOnvif = onvifAccounts()

/**
 * The ONVIF accounts: from ONVIF where its login is known, else as the web interface keeps them, which also tells them while
 * ONVIF is off.
 * @see ISAPI: /ISAPI/Security/ONVIF/users
 */
async function readOnvifAccounts(device: Connection): Promise<readonly Account[]> {
  if (device.credential('onvif') !== null) return (await byOnvif.read(device)) as readonly Account[]
  return usersOf(await isapiGet(device, '/ISAPI/Security/ONVIF/users', ['UserList']), 'userType')
}

const lockPath = '/ISAPI/Security/illegalLoginLock'

async function readLockout(device: Connection): Promise<LockoutPolicy> {
  const root = await isapiGet(device, lockPath, ['IllegalLoginLock'])
  const seconds = childNumber(root, 'maxIllegalLoginLockTime', 0, 1_000_000)
  return {
    counts: 'failed-logins',
    enabled: needFlag(root, 'enabled'),
    attempts: childNumber(root, 'maxIllegalLoginTimes', 1, 1_000),
    lockMinutes: seconds === null ? null : seconds / 60,
  }
}

/** Numbers go only into elements that the device has. */
async function writeLockout(device: Connection, wanted: LockoutPolicy): Promise<WriteOutcome> {
  if (wanted.counts !== 'failed-logins') throw new WriteRefused('This device counts failed logins alone.')
  return isapiChange(device, lockPath, ['IllegalLoginLock'], (document) => {
    document.setText(needNode(document.root, 'enabled'), wanted.enabled)
    const attempts = childNode(document.root, 'maxIllegalLoginTimes')
    const seconds = childNode(document.root, 'maxIllegalLoginLockTime')
    if (attempts !== null && wanted.attempts !== null) document.setText(attempts, wanted.attempts)
    if (seconds !== null && wanted.lockMinutes !== null) document.setText(seconds, Math.round(wanted.lockMinutes * 60))
  })
}

/** @see ISAPI: /ISAPI/Security/capabilities, SecurityLimits/LoginPasswordLenLimit */
async function readPasswordPolicy(device: Connection): Promise<Facts['accounts.passwordPolicy']> {
  const root = await isapiGet(device, '/ISAPI/Security/capabilities', ['SecurityCap'])
  const limit = childElement(childElement(root, 'SecurityLimits'), 'LoginPasswordLenLimit')?.attributes.get('min')
  return {
    minLength: limit !== undefined && /^\d{1,3}$/.test(limit) ? Number(limit) : null,
    complexityEnforced: null,
    expiryDays: null,
  }
}

export const accountFacts: readonly Capability[] = [
  { fact: 'accounts', read: readOnvifAccounts },
  { fact: 'accounts.web', read: readWebAccounts },
  { fact: 'accounts.lockout', read: readLockout, write: writeLockout },
  { fact: 'accounts.passwordPolicy', read: readPasswordPolicy },
]
