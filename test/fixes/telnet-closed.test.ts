import { describe, expect, it } from 'vitest'
import { switchOffTelnet } from '../../electron/fixes/telnet-closed.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, mergeServices, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const situation: Situation = {
  facts: {
    'network.services': [
      { name: 'telnet', enabled: true, writable: true },
      { name: 'onvif', enabled: true, writable: false },
    ],
  },
  fact: 'network.services',
  target: [
    { name: 'telnet', enabled: false, writable: true },
    { name: 'onvif', enabled: true, writable: false },
  ],
  merge: mergeServices,
}

describe('the fix telnet-closed', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffTelnet, name, situation)
  })

  it('leaves on what the site needs, and does nothing where the device tells of nothing', async () => {
    const needed = { ...settings, neededServices: ['telnet'] as const }
    expect(await switchOffTelnet.plan(new DeviceInMemory(situation.facts), needed)).toBeNull()
    expect(await switchOffTelnet.plan(new DeviceInMemory({}), settings)).toBeNull()
  })

  it('leaves it to a person where the device cannot switch it', async () => {
    const services = [{ name: 'telnet', enabled: true, writable: false }] as const
    expect(await switchOffTelnet.plan(new DeviceInMemory({ 'network.services': services }), settings)).toBeNull()
  })
})
