import { describe, expect, it } from 'vitest'
import { addStreamAccount } from '../../electron/fixes/stream-account-separate.ts'
import type { ApprovedAccount } from '../../electron/model/site.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'

const vms: ApprovedAccount = { username: 'recorder', use: 'vms', holder: 'Recorder', endsOn: null }
const situation: Situation = {
  facts: { accounts: [{ username: 'admin', level: 'administrator' }] },
  settings: { accounts: [{ ...vms, username: 'admin', use: 'administrator' }, vms] },
  fact: 'accounts',
  target: [
    { username: 'admin', level: 'administrator' },
    { username: 'recorder', level: 'operator' },
  ],
}
const planWith = (accounts: readonly ApprovedAccount[], levels: Record<string, 'administrator' | 'operator'>) =>
  addStreamAccount.plan(
    new DeviceInMemory({ accounts: Object.entries(levels).map(([username, level]) => ({ username, level })) }),
    { ntpServers: [], neededProtocols: [], accounts },
  )

describe('the fix stream-account-separate', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(addStreamAccount, name, situation)
  })

  it('leaves the account alone that a recorder uses, also when it administers the device', async () => {
    expect(await planWith([vms], { admin: 'administrator', Recorder: 'administrator' })).toBeNull()
    expect(await planWith([vms], { admin: 'administrator', recorder: 'operator' })).toBeNull()
  })

  it('takes no name from an account whose right has ended, and none that the site does not name', async () => {
    expect(await planWith([{ ...vms, endsOn: '2020-01-01' }], { admin: 'administrator' })).toBeNull()
    expect(addStreamAccount.siteSettings.safeParse({ accounts: [{ username: 'x', use: 'operator' }] }).success).toBe(
      false,
    )
    expect(addStreamAccount.siteSettings.safeParse({ accounts: [vms] }).success).toBe(true)
  })

  it('notices a device that makes an administrator of it', async () => {
    const device = new DeviceInMemory(situation.facts)
    const settings = { ntpServers: [], neededProtocols: [], accounts: [vms] }
    const planned = (await addStreamAccount.plan(device, settings)) ?? expect.unreachable()
    device.createAccount = async (username) => {
      await device.write('accounts', [...planned.asFound, { username, level: 'administrator' }])
    }
    await addStreamAccount.apply(device, planned)
    expect(await addStreamAccount.verify(device, planned)).toMatchObject({ outcome: 'fail' })
  })
})
