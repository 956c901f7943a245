import { describe, expect, it } from 'vitest'
import { switchOffUnknownAccounts } from '../../electron/fixes/accounts-known.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const admin = { username: 'admin', level: 'administrator', enabled: true } as const
const fitter = { username: 'fitter', level: 'operator', enabled: true } as const
const approved = [{ username: 'Admin', use: 'administrator', holder: 'Ann', endsOn: null }] as const
const situation: Situation = {
  facts: { 'accounts.web': [admin, fitter] },
  settings: { accounts: approved },
  fact: 'accounts.web',
  target: [admin, { ...fitter, enabled: false }],
}

describe('the fix accounts-known', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffUnknownAccounts, name, situation)
  })

  it('never switches an administrator off, nor one that the device cannot switch', async () => {
    const site = { ...settings, accounts: approved }
    const second = { ...admin, username: 'admin2' }
    expect(
      await switchOffUnknownAccounts.plan(new DeviceInMemory({ 'accounts.web': [admin, second] }), site),
    ).toBeNull()
    const silent = { ...fitter, enabled: null }
    expect(
      await switchOffUnknownAccounts.plan(new DeviceInMemory({ 'accounts.web': [admin, silent] }), site),
    ).toBeNull()
  })

  it('switches an account off whose right ended', async () => {
    const ended = [
      ...approved,
      { username: 'fitter', use: 'installer', holder: 'Fitters', endsOn: '2020-01-31' },
    ] as const
    const planned = await switchOffUnknownAccounts.plan(new DeviceInMemory(situation.facts), {
      ...settings,
      accounts: ended,
    })
    expect(planned?.target).toEqual(situation.target)
  })

  it('does nothing while nobody approved any account', async () => {
    expect(await switchOffUnknownAccounts.plan(new DeviceInMemory(situation.facts), settings)).toBeNull()
    expect(switchOffUnknownAccounts.siteSettings.safeParse(settings).success).toBe(false)
  })
})
