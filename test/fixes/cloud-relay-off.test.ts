import { describe, expect, it } from 'vitest'
import { switchOffCloudRelay } from '../../electron/fixes/cloud-relay-off.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, mergeServices, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const situation: Situation = {
  facts: {
    'network.services': [
      { name: 'p2p-cloud', enabled: true, writable: true },
      { name: 'ddns', enabled: true, writable: true },
      { name: 'onvif', enabled: true, writable: false },
    ],
  },
  fact: 'network.services',
  target: [
    { name: 'p2p-cloud', enabled: false, writable: true },
    { name: 'ddns', enabled: false, writable: true },
    { name: 'onvif', enabled: true, writable: false },
  ],
  merge: mergeServices,
}

describe('the fix cloud-relay-off', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffCloudRelay, name, situation)
  })

  it('is not proven by a reading that leaves the service out', async () => {
    const device = new DeviceInMemory(situation.facts)
    const planned = (await switchOffCloudRelay.plan(device, settings)) ?? expect.unreachable()
    device.keeps = () => [{ name: 'ddns', enabled: false, writable: true }]
    await switchOffCloudRelay.apply(device, planned)
    expect(await switchOffCloudRelay.verify(device, planned)).toMatchObject({
      outcome: 'fail',
      observed: 'p2p-cloud not told, ddns off',
    })
  })

  it('leaves on what the site needs, and does nothing where the device tells of nothing', async () => {
    const needed = { ...settings, neededServices: ['p2p-cloud', 'ddns'] as const }
    expect(await switchOffCloudRelay.plan(new DeviceInMemory(situation.facts), needed)).toBeNull()
    expect(await switchOffCloudRelay.plan(new DeviceInMemory({}), settings)).toBeNull()
  })

  it('leaves it to a person where the device cannot switch it', async () => {
    const services = [{ name: 'p2p-cloud', enabled: true, writable: false }] as const
    expect(await switchOffCloudRelay.plan(new DeviceInMemory({ 'network.services': services }), settings)).toBeNull()
  })
})
