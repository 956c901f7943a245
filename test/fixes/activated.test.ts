import { describe, expect, it } from 'vitest'
import { activateDevice } from '../../electron/fixes/activated.ts'
import { DeviceUnreachable } from '../../electron/model/errors.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const factory = { activation: { state: 'factory', evidence: 'it offers activation' } } as const

describe('the fix activated', () => {
  it('plans without sending a password, and nothing for a device that is in service', async () => {
    const device = new DeviceInMemory(factory)
    expect(await activateDevice.plan(device, settings)).not.toBeNull()
    expect(device.activations).toBe(0)
    const inService = { activation: { state: 'activated', evidence: 'it asks for a login' } } as const
    expect(await activateDevice.plan(new DeviceInMemory(inService), settings)).toBeNull()
    expect(await activateDevice.plan(new DeviceInMemory({}), settings)).toBeNull()
  })

  it.each([
    [true, 'pass'],
    [false, 'fail'],
  ])('when the device keeps its first password: %s, judges %s', async (keeps, outcome) => {
    const device = new DeviceInMemory(factory)
    const planned = (await activateDevice.plan(device, settings)) ?? expect.unreachable()
    if (!keeps) device.keeps = () => undefined
    await activateDevice.apply(device, planned)
    expect(device.activations).toBe(1)
    expect((await activateDevice.verify(device, planned)).outcome).toBe(outcome)
  })

  it('sees after a lost answer that it is done', async () => {
    const device = new DeviceInMemory(factory)
    const planned = (await activateDevice.plan(device, settings)) ?? expect.unreachable()
    const activate = device.activate.bind(device)
    device.activate = async () => {
      await activate()
      throw new DeviceUnreachable('the answer was lost')
    }
    await expect(activateDevice.apply(device, planned)).rejects.toThrow(DeviceUnreachable)
    expect((await activateDevice.verify(device, planned)).outcome).toBe('pass')
    expect(await activateDevice.plan(device, settings)).toBeNull()
  })

  it('cannot be rolled back, and says why', () => {
    expect(activateDevice.rollback).toBeUndefined()
    expect(activateDevice.irreversible).toMatch(/never set back/)
  })
})
