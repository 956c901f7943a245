import { describe, expect, it } from 'vitest'
import { keepConfigBackup } from '../../electron/fixes/config-backup.ts'
import { CredentialWithheld, DeviceUnreachable } from '../../electron/model/errors.ts'
import type { Facts } from '../../electron/model/facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const facts: Partial<Facts> = {
  'system.backup': { offered: true, via: 'ONVIF GetSystemUris' },
  'config.copies': { latest: null, changedSince: [] },
}
const planned = async (device: DeviceInMemory) =>
  (await keepConfigBackup.plan(device, settings)) ?? expect.unreachable('nothing was planned')

describe('the fix config-backup', () => {
  it('is kept: a fresh copy is there, and nothing was written to the device', async () => {
    const device = new DeviceInMemory(facts)
    const change = await planned(device)
    expect(device.copies).toBe(0)
    expect(keepConfigBackup.describe(change.asFound)).toBe('no copy of the configuration')
    await keepConfigBackup.apply(device, change)
    expect(await keepConfigBackup.verify(device, change)).toMatchObject({ outcome: 'pass' })
    expect(device.writes).toEqual(['config.copies'])
  })

  it('is not kept: a copy of before is not taken for a fresh one', async () => {
    const device = new DeviceInMemory(facts)
    const first = await planned(device)
    await keepConfigBackup.apply(device, first)
    const second = await planned(device)
    expect(keepConfigBackup.describe(second.asFound)).toBe('a copy of 2026-11-22')
    device.keeps = () => undefined
    await keepConfigBackup.apply(device, second)
    expect(await keepConfigBackup.verify(device, second)).toMatchObject({ outcome: 'fail' })
  })

  it('loses its answer: there is no copy then', async () => {
    const device = new DeviceInMemory(facts)
    const change = await planned(device)
    device.takeCopy = async () => {
      throw new DeviceUnreachable('the answer was lost')
    }
    await expect(keepConfigBackup.apply(device, change)).rejects.toThrow(DeviceUnreachable)
    expect(await keepConfigBackup.verify(device, change)).toMatchObject({ outcome: 'fail', observed: 'no copy' })
  })

  it('has nothing to roll back, and says why', () => {
    expect(keepConfigBackup.irreversible).toMatch(/Nothing on the device is changed.*never/)
    expect(keepConfigBackup).toMatchObject({ disruption: 'none', reboot: false, cutsOff: false })
  })

  it('plans nothing where the device offers none, or it would cross the network readable', async () => {
    expect(await keepConfigBackup.plan(new DeviceInMemory({}), settings)).toBeNull()
    const none = new DeviceInMemory({ ...facts, 'system.backup': { offered: false, via: null } })
    expect(await keepConfigBackup.plan(none, settings)).toBeNull()
    const clear = new DeviceInMemory(facts)
    clear.assertCopyMayTravel = async () => {
      throw new CredentialWithheld('readable')
    }
    await expect(keepConfigBackup.plan(clear, settings)).rejects.toThrow(CredentialWithheld)
    expect(clear.copies).toBe(0)
  })
})
