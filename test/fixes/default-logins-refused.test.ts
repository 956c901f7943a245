import { describe, expect, it } from 'vitest'
import { replaceDefaultPasswords } from '../../electron/fixes/default-logins-refused.ts'
import type { Facts } from '../../electron/model/facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const guarded = {
  acceptsAnyPassword: [],
  answersWithoutLogin: [],
  wrongPasswordRefused: ['onvif'],
  tested: ['onvif'],
} as const
const accepted = [
  { interface: 'onvif', username: 'admin' },
  { interface: 'rtsp', username: 'admin' },
  { interface: 'onvif', username: 'service' },
] as const
const facts: Partial<Facts> = {
  'logins.enforcement': guarded,
  'logins.defaults': { tried: accepted, accepted, heldBack: 0 },
}

describe('the fix default-logins-refused', () => {
  it('plans each account once, without changing anything', async () => {
    const device = new DeviceInMemory(facts)
    const planned = await replaceDefaultPasswords.plan(device, settings)
    expect(planned?.target.usernames).toEqual(['admin', 'service'])
    expect(device.passwordsChanged).toEqual([])
  })

  it('changes one password after the other, and tries no login of its own afterwards', async () => {
    const device = new DeviceInMemory(facts)
    const planned = (await replaceDefaultPasswords.plan(device, settings)) ?? expect.unreachable()
    device.reads.length = 0
    await replaceDefaultPasswords.apply(device, planned)
    expect((await replaceDefaultPasswords.verify(device, planned)).outcome).toBe('pass')
    expect(device.passwordsChanged).toEqual(['admin', 'service'])
    expect(device.reads).toEqual([])
  })

  it('stops at the first account that cannot be proven', async () => {
    const device = new DeviceInMemory(facts)
    const planned = (await replaceDefaultPasswords.plan(device, settings)) ?? expect.unreachable()
    device.changePassword = () => Promise.reject(new Error('not proven'))
    await expect(replaceDefaultPasswords.apply(device, planned)).rejects.toThrow('not proven')
    expect(device.passwordsChanged).toEqual([])
  })

  it('plans nothing where no default was accepted', async () => {
    const device = new DeviceInMemory({ ...facts, 'logins.defaults': { tried: accepted, accepted: [], heldBack: 0 } })
    expect(await replaceDefaultPasswords.plan(device, settings)).toBeNull()
  })

  it('plans nothing for a device that accepts any password, where nothing could be proven', async () => {
    const device = new DeviceInMemory({ ...facts, 'logins.enforcement': { ...guarded, acceptsAnyPassword: ['onvif'] } })
    expect(await replaceDefaultPasswords.plan(device, settings)).toBeNull()
  })

  it('cannot be undone, and says why', () => {
    expect(replaceDefaultPasswords.rollback).toBeUndefined()
    expect(replaceDefaultPasswords.irreversible).toMatch(/never set again/)
  })
})
