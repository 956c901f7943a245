import { describe, expect, it } from 'vitest'
import { switchOffUnusedFunctions } from '../../electron/fixes/unused-functions-off.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, mergeServices, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const situation: Situation = {
  facts: {
    'network.services': [
      { name: 'gb28181', enabled: true, writable: true },
      { name: 'onvif', enabled: true, writable: false },
    ],
  },
  fact: 'network.services',
  target: [
    { name: 'gb28181', enabled: false, writable: true },
    { name: 'onvif', enabled: true, writable: false },
  ],
  merge: mergeServices,
}

describe('the fix unused-functions-off', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffUnusedFunctions, name, situation)
  })

  it('leaves on what the site needs, and does nothing where the device tells of nothing', async () => {
    const needed = { ...settings, neededServices: ['gb28181'] as const }
    expect(await switchOffUnusedFunctions.plan(new DeviceInMemory(situation.facts), needed)).toBeNull()
    expect(await switchOffUnusedFunctions.plan(new DeviceInMemory({}), settings)).toBeNull()
  })

  it('leaves it to a person where the device cannot switch it', async () => {
    const services = [{ name: 'gb28181', enabled: true, writable: false }] as const
    expect(
      await switchOffUnusedFunctions.plan(new DeviceInMemory({ 'network.services': services }), settings),
    ).toBeNull()
  })
})
