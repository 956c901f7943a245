import { describe, expect, it } from 'vitest'
import { switchOffAnonymousViewing } from '../../electron/fixes/authentication-enforced.ts'
import type { ServiceState } from '../../electron/model/security-facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, mergeServices, prove, type Situation } from './four-cases.ts'

const anonymous = (enabled: boolean, writable = true): ServiceState => ({
  name: 'anonymous-viewing',
  enabled,
  writable,
})
const situation: Situation = {
  facts: { 'network.services': [{ name: 'ssh', enabled: true, writable: true }, anonymous(true)] },
  fact: 'network.services',
  target: [{ name: 'ssh', enabled: true, writable: true }, anonymous(false)],
  merge: mergeServices,
}

describe('the fix authentication-enforced', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffAnonymousViewing, name, situation)
  })

  it('leaves everything alone that is open for another reason, or that the device cannot switch', async () => {
    const settings = { ntpServers: [], neededProtocols: [] }
    for (const services of [[anonymous(false)], [anonymous(true, false)], []]) {
      const device = new DeviceInMemory({ 'network.services': services })
      expect(await switchOffAnonymousViewing.plan(device, settings)).toBeNull()
    }
    expect(switchOffAnonymousViewing.disruption).toBe('medium')
  })
})
