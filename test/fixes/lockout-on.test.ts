import { describe, expect, it } from 'vitest'
import { switchOnLockout } from '../../electron/fixes/lockout-on.ts'
import type { LockoutPolicy } from '../../electron/model/security-facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const situation: Situation = {
  facts: { 'accounts.lockout': { counts: 'failed-logins', enabled: false, attempts: 20, lockMinutes: 5 } },
  fact: 'accounts.lockout',
  target: { counts: 'failed-logins', enabled: true, attempts: 5, lockMinutes: 10 },
}

describe('the fix lockout-on', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOnLockout, name, situation)
  })

  it('leaves a stricter lock as it is, and figures that the device does not tell', async () => {
    const strict: LockoutPolicy = { counts: 'failed-logins', enabled: true, attempts: 3, lockMinutes: 30 }
    expect(await switchOnLockout.plan(new DeviceInMemory({ 'accounts.lockout': strict }), settings)).toBeNull()
    const silent: LockoutPolicy = { counts: 'failed-logins', enabled: false, attempts: null, lockMinutes: null }
    const planned = await switchOnLockout.plan(new DeviceInMemory({ 'accounts.lockout': silent }), settings)
    expect(planned?.target).toEqual({ counts: 'failed-logins', enabled: true, attempts: null, lockMinutes: null })
  })

  it('makes no lock of a brake for requests', async () => {
    const brake: LockoutPolicy = { counts: 'requests', enabled: false, requests: 20, perSeconds: 1, blockSeconds: 10 }
    const device = new DeviceInMemory({ 'accounts.lockout': brake })
    expect(await switchOnLockout.plan(device, settings)).toBeNull()
    expect(device.writes).toEqual([])
  })
})
