import { describe, expect, it } from 'vitest'
import { proveAgain } from '../../electron/fixes/password-changes-proven.ts'
import { CredentialWithheld } from '../../electron/model/errors.ts'
import type { Facts } from '../../electron/model/facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const settings = { ntpServers: [], neededProtocols: [] }
type Change = Facts['logins.changes']['changes'][number]
const at = '2026-11-22T08:00:00Z'
const proven: Change = { interface: 'web', username: 'admin', newAccepted: true, oldRefused: true, at }
const behind: Change = { ...proven, interface: 'onvif', newAccepted: false, oldRefused: false }
const facts = (changes: readonly Change[], unresolved: readonly string[] = []): Partial<Facts> => ({
  'logins.changes': { changes, unresolved },
})

describe('the fix password-changes-proven', () => {
  it('is kept: an account that one interface was not proven for gets one more password, once', async () => {
    const device = new DeviceInMemory(facts([proven, behind, { ...behind, interface: 'web' }]))
    const planned = (await proveAgain.plan(device, settings)) ?? expect.unreachable()
    expect(planned.target.usernames).toEqual(['admin'])
    expect(device.passwordsChanged).toEqual([])
    expect(proveAgain.describe(planned.asFound)).not.toBe(proveAgain.describe(planned.target))
    await proveAgain.apply(device, planned)
    expect(device.passwordsChanged).toEqual(['admin'])
    expect((await proveAgain.verify(device, planned)).outcome).toBe('pass')
  })

  it.each(['is not kept', 'loses its answer'])('%s: ends where the proof is missing', async () => {
    const device = new DeviceInMemory(facts([behind]))
    const planned = (await proveAgain.plan(device, settings)) ?? expect.unreachable()
    device.changePassword = () => Promise.reject(new Error('not proven'))
    await expect(proveAgain.apply(device, planned)).rejects.toThrow('not proven')
  })

  it('cannot be rolled back, and says why', () => {
    expect(proveAgain.rollback).toBeUndefined()
    expect(proveAgain.irreversible).toMatch(/never set again/)
  })

  it('plans nothing where all is proven, only the stream is behind, or nobody knows which password holds', async () => {
    for (const known of [facts([proven]), facts([{ ...behind, interface: 'rtsp' }]), facts([behind], ['admin']), {}]) {
      expect(await proveAgain.plan(new DeviceInMemory(known), settings)).toBeNull()
    }
  })

  it('plans nothing that would cross the network readable', async () => {
    const device = new DeviceInMemory(facts([behind]))
    device.assertPasswordMayTravel = () => Promise.reject(new CredentialWithheld('in clear'))
    await expect(proveAgain.plan(device, settings)).rejects.toThrow(CredentialWithheld)
  })
})
