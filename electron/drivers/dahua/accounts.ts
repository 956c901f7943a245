import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { UserLevel } from '../../model/login-name.ts'
import type { LockoutPolicy, WebAccount } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { cgiRead } from './cgi.ts'
import { overCgi, readConfig, writeConfig } from './config.ts'
import { flagOf, lineOf, needFlag, numberOf, rowsOf } from './lines.ts'
import { rpcCall } from './rpc.ts'

const levelOf = (group: string | null): UserLevel => {
  const name = group?.toLowerCase() ?? ''
  return name === 'admin' ? 'administrator' : name === 'user' ? 'user' : name === 'onvif' ? 'extended' : 'unknown'
}

interface Row {
  readonly name: string | null
  readonly group: string | null
}

/** @see Dahua HTTP API: userManager.cgi getUserInfoAll */
async function byCgi(device: Connection): Promise<readonly Row[]> {
  const lines = await cgiRead(device, 'userManager', 'getUserInfoAll')
  return rowsOf(lines, 'users').map((row) => ({ name: lineOf(row, 'Name'), group: lineOf(row, 'Group') }))
}

async function byRpc(device: Connection): Promise<readonly Row[]> {
  const answer = await rpcCall(device, 'userManager.getUserInfoAll')
  if (answer === null) throw new Unsupported('The device does not tell its RPC who its users are.')
  const { users } = answer as { readonly users?: unknown }
  if (!Array.isArray(users)) throw new ProtocolViolation('The device answered with something else than its users.')
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
  return users.map((user: unknown) => {
    const { Name, Group } = Object(user) as { readonly Name?: unknown; readonly Group?: unknown }
    return { name: text(Name), group: text(Group) }
  })
}

async function readAccounts(device: Connection): Promise<readonly WebAccount[]> {
  const rows = await overCgi(
    device,
    () => byCgi(device),
    () => byRpc(device),
  )
  if (rows.length === 0) throw new ProtocolViolation('The device lists no user at all, although it let one in.')
  return rows.map(({ name, group }) => {
    if (name === null) throw new ProtocolViolation('The device lists a user without a name.')
    return { username: visibleText(name, 128), level: levelOf(group), enabled: null }
  })
}

/** @see Dahua HTTP API: General.LockLoginEnable, LockLoginTimes, LoginFailLockTime (seconds) */
async function readLockout(device: Connection): Promise<LockoutPolicy> {
  const general = await readConfig(device, 'General')
  if (flagOf(general, 'LockLoginEnable') === null)
    throw new Unsupported('The device keeps its lock-out policy where this driver does not find it.')
  const seconds = numberOf(general, 'LoginFailLockTime', 0, 1_000_000)
  return {
    counts: 'failed-logins',
    enabled: needFlag(general, 'LockLoginEnable'),
    attempts: numberOf(general, 'LockLoginTimes', 0, 1_000),
    lockMinutes: seconds === null ? null : seconds / 60,
  }
}

async function writeLockout(device: Connection, wanted: LockoutPolicy): Promise<void> {
  if (wanted.counts !== 'failed-logins') throw new WriteRefused('This device counts failed logins alone.')
  const { enabled, attempts, lockMinutes } = wanted
  const changes = new Map<string, number | boolean>([['LockLoginEnable', enabled]])
  if (attempts !== null) changes.set('LockLoginTimes', attempts)
  if (lockMinutes !== null) changes.set('LoginFailLockTime', Math.round(lockMinutes * 60))
  await writeConfig(device, 'General', changes)
}

export const accountFacts: readonly Capability[] = [
  { fact: 'accounts.web', read: readAccounts },
  { fact: 'accounts.lockout', read: readLockout, write: writeLockout },
]
