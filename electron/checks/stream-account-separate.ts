import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Recorder and video management have an account of their own that administers nothing: their password is stored on a server, and
 * the log of the device tells the recorder from a person.
 */
export const streamAccountSeparate = defineCheck({
  id: 'stream-account-separate',
  needs: ['accounts', 'site.settings'],
  params: z.strictObject({}),
  evaluate({ accounts, 'site.settings': { accounts: approved = [] } }) {
    const expected = 'an account for the recorder that is no administrator'
    if (accounts.length === 0) return unknown('the device named no account at all', expected)
    const names = approved.filter(({ use }) => use === 'vms').map(({ username }) => username.toLowerCase())
    const own = accounts.filter(({ username }) => names.includes(username.toLowerCase()))
    const administrators = own.filter(({ level }) => level === 'administrator')
    const list = (some: typeof accounts) => some.map(({ username, level }) => `"${username}" (${level})`).join(', ')
    if (administrators.length > 0) return fail(`the recorder administers the device: ${list(administrators)}`, expected)
    if (own.length > 0) return pass(list(own), expected)
    if (accounts.every(({ level }) => level === 'administrator'))
      return fail(`administrators only: ${list(accounts)}`, expected)
    if (names.length > 0) return fail(`none of ${names.join(', ')} is there: ${list(accounts)}`, expected)
    return unknown(`${list(accounts)}; the site record names no account of the recorder`, expected)
  },
})
