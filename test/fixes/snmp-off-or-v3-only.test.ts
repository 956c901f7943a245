import { describe, expect, it } from 'vitest'
import { switchOffOldSnmp } from '../../electron/fixes/snmp-off-or-v3-only.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const old = {
  v1: true,
  v2c: true,
  v3: true,
  defaultCommunities: true,
  writeCommunity: null,
  v3Levels: ['authPriv'],
} as const
const situation: Situation = {
  facts: { 'snmp.settings': old },
  fact: 'snmp.settings',
  target: { ...old, v1: false, v2c: false },
}

describe('the fix snmp-off-or-v3-only', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffOldSnmp, name, situation)
  })

  it('switches version 3 off as well where it asks for no privacy', async () => {
    const weak = { ...old, v3Levels: ['authNoPriv'] } as const
    const planned = await switchOffOldSnmp.plan(new DeviceInMemory({ 'snmp.settings': weak }), settings)
    expect(planned?.target).toMatchObject({ v1: false, v2c: false, v3: false })
  })

  it('asks nothing of a version that the device does not tell, and takes nothing for proven that is on', async () => {
    const device = new DeviceInMemory({ 'snmp.settings': { ...old, v3: null, v3Levels: [] } })
    const planned = (await switchOffOldSnmp.plan(device, settings)) ?? expect.unreachable()
    expect(planned.target).toMatchObject({ v1: false, v2c: false, v3: null })
    await switchOffOldSnmp.apply(device, planned)
    expect(await switchOffOldSnmp.verify(device, planned)).toMatchObject({ outcome: 'pass' })
    await device.write('snmp.settings', { ...old, v1: false, v2c: null, v3: null })
    expect(await switchOffOldSnmp.verify(device, planned)).toMatchObject({ outcome: 'fail' })
    await device.write('snmp.settings', { ...old, v1: false, v2c: false, v3: true })
    expect(await switchOffOldSnmp.verify(device, planned)).toMatchObject({ outcome: 'fail' })
  })

  it('plans nothing where only a safe version 3 is on, or nothing is told', async () => {
    const safe = { ...old, v1: false, v2c: false }
    expect(await switchOffOldSnmp.plan(new DeviceInMemory({ 'snmp.settings': safe }), settings)).toBeNull()
    expect(await switchOffOldSnmp.plan(new DeviceInMemory({}), settings)).toBeNull()
  })
})
