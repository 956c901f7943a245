import { z } from 'zod'
import { rightOf } from '../model/account-rights.ts'
import { dayOf } from '../model/days.ts'
import type { Account } from '../model/facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/**
 * Gives the recorder an account of its own that administers nothing, under the name that the site record has for it. Whatever
 * account it uses at present stays as it is: the recorder is moved over by a person, with the password from the handover file.
 *
 * @see ONVIF Core, CreateUsers
 */
export const addStreamAccount = defineFix<readonly Account[]>({
  id: 'stream-account-separate',
  siteSettings: z.object({
    accounts: z
      .array(z.object({ username: z.string().min(1), use: z.string() }))
      .refine((accounts) => accounts.some(({ use }) => use === 'vms')),
  }),
  disruption: 'none',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['account'],
  async plan(device, { accounts: approved = [] }) {
    const asFound = await readIfOffered(device, 'accounts')
    if (asFound === null) return null
    const today = dayOf(new Date().toISOString())
    const names = approved
      .filter(({ use, username }) => use === 'vms' && rightOf(username, approved, today).right === 'approved')
      .map(({ username }) => username)
    const [name] = names
    // One that is there under such a name is in use: what it may do is not lowered behind the back of a recorder.
    const isThere = asFound.some(({ username }) => names.some((own) => own.toLowerCase() === username.toLowerCase()))
    if (name === undefined || isThere) return null
    await device.assertPasswordMayTravel()
    return { asFound, target: [...asFound, { username: name, level: 'operator' }] }
  },
  async apply(device, { asFound, target }) {
    for (const { username } of added(asFound, target)) await device.createAccount(username, 'operator')
  },
  async verify(device, { asFound, target }) {
    const kept = await device.read('accounts')
    const isKept = [...asFound, ...added(asFound, target)].every(({ username, level }) =>
      kept.some((account) => account.username === username && account.level === level),
    )
    return isKept ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  async rollback(device, { asFound, target }) {
    for (const { username } of added(asFound, target)) await device.removeAccount(username)
  },
  describe: inWords,
})

const added = (asFound: readonly Account[], target: readonly Account[]): readonly Account[] =>
  target.filter(({ username }) => !asFound.some((account) => account.username === username))

function inWords(accounts: readonly Account[]): string {
  return accounts.map(({ username, level }) => `"${username}" (${level})`).join(', ')
}
