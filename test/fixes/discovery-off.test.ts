import { describe, expect, it } from 'vitest'
import { switchOffDiscovery } from '../../electron/fixes/discovery-off.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const settings = { ntpServers: [], neededProtocols: [] }

describe('the fix discovery-off', () => {
  it('plans without writing, and nothing where discovery is off already', async () => {
    const device = new DeviceInMemory({ 'discovery.mode': 'discoverable' })
    expect(await switchOffDiscovery.plan(device, settings)).toEqual({
      asFound: { mode: 'discoverable', services: [] },
      target: { mode: 'nonDiscoverable', services: [] },
    })
    expect(device.writes).toEqual([])
    expect(
      await switchOffDiscovery.plan(new DeviceInMemory({ 'discovery.mode': 'nonDiscoverable' }), settings),
    ).toBeNull()
  })

  it.each([
    [true, 'pass'],
    [false, 'fail'],
  ])('when the device keeps it: %s, judges %s and can write back', async (keeps, outcome) => {
    const device = new DeviceInMemory({ 'discovery.mode': 'discoverable' })
    const planned = (await switchOffDiscovery.plan(device, settings)) ?? expect.unreachable()
    if (!keeps) device.keeps = () => undefined
    await switchOffDiscovery.apply(device, planned)
    expect((await switchOffDiscovery.verify(device, planned)).outcome).toBe(outcome)
    device.keeps = (_fact, value) => value
    await switchOffDiscovery.rollback?.(device, planned)
    expect(device.holds('discovery.mode')).toBe('discoverable')
  })

  it('switches Bonjour off as well, but not where the site needs it', async () => {
    const services = [{ name: 'bonjour', enabled: true, writable: true }] as const
    const device = new DeviceInMemory({ 'discovery.mode': 'nonDiscoverable', 'network.services': services })
    const planned = (await switchOffDiscovery.plan(device, settings)) ?? expect.unreachable()
    expect(planned.target).toEqual({ mode: null, services: [{ ...services[0], enabled: false }] })
    await switchOffDiscovery.apply(device, planned)
    expect(await switchOffDiscovery.verify(device, planned)).toMatchObject({ outcome: 'pass' })
    expect(device.writes).toEqual(['network.services'])
    device.keeps = () => []
    await device.write('network.services', [])
    expect(await switchOffDiscovery.verify(device, planned)).toMatchObject({
      outcome: 'fail',
      observed: 'bonjour not told',
    })
    const needed = { ...settings, neededServices: ['bonjour'] as const }
    expect(
      await switchOffDiscovery.plan(
        new DeviceInMemory({ 'discovery.mode': 'nonDiscoverable', 'network.services': services }),
        needed,
      ),
    ).toBeNull()
  })
})
