import { describe, expect, it } from 'vitest'
import { switchOffRemoteShell } from '../../electron/fixes/remote-shell-and-file-transfer-closed.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, mergeServices, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const situation: Situation = {
  facts: {
    'network.services': [
      { name: 'ssh', enabled: true, writable: true },
      { name: 'ftp', enabled: true, writable: true },
      { name: 'onvif', enabled: true, writable: false },
    ],
  },
  fact: 'network.services',
  target: [
    { name: 'ssh', enabled: false, writable: true },
    { name: 'ftp', enabled: false, writable: true },
    { name: 'onvif', enabled: true, writable: false },
  ],
  merge: mergeServices,
}

describe('the fix remote-shell-and-file-transfer-closed', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffRemoteShell, name, situation)
  })

  it('leaves on what the site needs, and does nothing where the device tells of nothing', async () => {
    const needed = { ...settings, neededServices: ['ssh', 'ftp'] as const }
    expect(await switchOffRemoteShell.plan(new DeviceInMemory(situation.facts), needed)).toBeNull()
    expect(await switchOffRemoteShell.plan(new DeviceInMemory({}), settings)).toBeNull()
  })

  it('leaves it to a person where the device cannot switch it', async () => {
    const services = [{ name: 'ssh', enabled: true, writable: false }] as const
    expect(await switchOffRemoteShell.plan(new DeviceInMemory({ 'network.services': services }), settings)).toBeNull()
  })
})
