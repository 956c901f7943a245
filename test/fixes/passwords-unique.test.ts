import { describe, expect, it } from 'vitest'
import { giveOwnPasswords } from '../../electron/fixes/passwords-unique.ts'
import { CredentialWithheld } from '../../electron/model/errors.ts'
import type { Facts } from '../../electron/model/facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const settings = { ntpServers: [], neededProtocols: [] }
type Kept = Facts['logins.passwords']['kept'][number]
const shared: Kept = { interface: 'onvif', username: 'admin', origin: 'entered', sharedWith: 4, atLeast: 16 }
const own: Kept = { interface: 'onvif', username: 'vms', origin: 'generated', sharedWith: 0, atLeast: 0 }
const facts = (...kept: Kept[]): Partial<Facts> => ({ 'logins.passwords': { kept } })

describe('the fix passwords-unique', () => {
  it('plans each shared or short account once, without changing anything', async () => {
    const device = new DeviceInMemory(facts(shared, { ...shared, interface: 'web' }, own))
    const planned = await giveOwnPasswords.plan(device, settings)
    expect(planned?.target.usernames).toEqual(['admin'])
    expect(device.passwordsChanged).toEqual([])
  })

  it('changes one after the other, and tries no login of its own afterwards', async () => {
    const device = new DeviceInMemory(facts(shared, { ...own, origin: 'entered', atLeast: 8 }))
    const planned = (await giveOwnPasswords.plan(device, settings)) ?? expect.unreachable()
    device.reads.length = 0
    await giveOwnPasswords.apply(device, planned)
    expect(device.passwordsChanged).toEqual(['admin', 'vms'])
    expect((await giveOwnPasswords.verify(device, planned)).outcome).toBe('pass')
    expect(device.reads).toEqual([])
  })

  it('stops at the first account that cannot be proven', async () => {
    const device = new DeviceInMemory(facts(shared, { ...shared, username: 'second' }))
    const planned = (await giveOwnPasswords.plan(device, settings)) ?? expect.unreachable()
    device.changePassword = () => Promise.reject(new Error('not proven'))
    await expect(giveOwnPasswords.apply(device, planned)).rejects.toThrow('not proven')
    expect(device.passwordsChanged).toEqual([])
  })

  it('plans nothing that would cross the network readable', async () => {
    const device = new DeviceInMemory(facts(shared))
    device.assertPasswordMayTravel = () => Promise.reject(new CredentialWithheld('in clear'))
    await expect(giveOwnPasswords.plan(device, settings)).rejects.toThrow(CredentialWithheld)
  })

  it('plans nothing for passwords of their own, and where the vault tells nothing', async () => {
    expect(await giveOwnPasswords.plan(new DeviceInMemory(facts(own)), settings)).toBeNull()
    expect(await giveOwnPasswords.plan(new DeviceInMemory({}), settings)).toBeNull()
  })

  it('cannot be rolled back, and says why', () => {
    expect(giveOwnPasswords.rollback).toBeUndefined()
    expect(giveOwnPasswords.irreversible).toMatch(/never set again/)
  })
})
