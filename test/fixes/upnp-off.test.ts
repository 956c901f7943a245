import { describe, expect, it } from 'vitest'
import { switchOffUpnp } from '../../electron/fixes/upnp-off.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, mergeServices, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const situation: Situation = {
  facts: {
    'network.services': [
      { name: 'upnp', enabled: true, writable: true },
      { name: 'upnp-port-mapping', enabled: true, writable: true },
      { name: 'onvif', enabled: true, writable: false },
    ],
  },
  fact: 'network.services',
  target: [
    { name: 'upnp', enabled: false, writable: true },
    { name: 'upnp-port-mapping', enabled: false, writable: true },
    { name: 'onvif', enabled: true, writable: false },
  ],
  merge: mergeServices,
}

describe('the fix upnp-off', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffUpnp, name, situation)
  })

  it('leaves on what the site needs, and does nothing where the device tells of nothing', async () => {
    const needed = { ...settings, neededServices: ['upnp', 'upnp-port-mapping'] as const }
    expect(await switchOffUpnp.plan(new DeviceInMemory(situation.facts), needed)).toBeNull()
    expect(await switchOffUpnp.plan(new DeviceInMemory({}), settings)).toBeNull()
  })

  it('leaves it to a person where the device cannot switch it', async () => {
    const services = [{ name: 'upnp', enabled: true, writable: false }] as const
    expect(await switchOffUpnp.plan(new DeviceInMemory({ 'network.services': services }), settings)).toBeNull()
  })
})
