import { z } from 'zod'
import { rightOf } from '../model/account-rights.ts'
import { dayOf } from '../model/days.ts'
import type { WebAccount } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { onOrOff } from '../model/words.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/**
 * Switches off the accounts of the web interface that nobody has a right to. Never an administrator, never one that the device
 * cannot switch, and none at all while the site record names no approved account: who belongs there is not ours to guess.
 */
export const switchOffUnknownAccounts = defineFix<readonly WebAccount[]>({
  id: 'accounts-known',
  siteSettings: z.object({ accounts: z.array(z.object({ username: z.string() })).min(1) }),
  disruption: 'medium',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['accounts.web'],
  async plan(device, { accounts = [] }) {
    const asFound = await readIfOffered(device, 'accounts.web')
    if (asFound === null || accounts.length === 0) return null
    const today = dayOf(new Date().toISOString())
    const strange = asFound.filter(
      ({ username, enabled }) => enabled !== false && rightOf(username, accounts, today).right !== 'approved',
    )
    // One that has to be left to a person leaves all to that person.
    if (strange.length === 0 || strange.some(({ level, enabled }) => enabled === null || mayAdminister(level)))
      return null
    const target = asFound.map((account) => (strange.includes(account) ? { ...account, enabled: false } : account))
    return { asFound, target }
  },
  apply: (device, { target }) => device.write('accounts.web', target),
  async verify(device, { target }) {
    const kept = await device.read('accounts.web')
    return isOff(kept, target) ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('accounts.web', asFound),
  describe: inWords,
})

const mayAdminister = (level: WebAccount['level']): boolean =>
  level === 'administrator' || level === 'unknown' || level === 'extended'

/** What should be off is off or gone, and nothing else is. */
function isOff(kept: readonly WebAccount[], target: readonly WebAccount[]): boolean {
  return target.every(({ username, enabled }) => {
    const account = kept.find((entry) => entry.username === username)
    return enabled === false
      ? account === undefined || account.enabled === false
      : account !== undefined && account.enabled !== false
  })
}

function inWords(accounts: readonly WebAccount[]): string {
  return accounts.map(({ username, enabled }) => `"${username}" ${onOrOff(enabled !== false)}`).join(', ')
}
