import { describe, expect, it } from 'vitest'
import { filterAddresses } from '../../electron/fixes/address-filter-on.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const situation: Situation = {
  facts: { 'network.filter': { enabled: false, entriesAre: 'denied', entries: [] } },
  settings: { allowedClients: ['10.0.0.0/24', '10.1.0.5'] },
  fact: 'network.filter',
  target: { enabled: true, entriesAre: 'allowed', entries: ['10.0.0.0/24', '10.1.0.5'] },
}

describe('the fix address-filter-on', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(filterAddresses, name, situation)
  })

  it('never shuts this computer out', async () => {
    const device = new DeviceInMemory(situation.facts)
    const clients = { ...settings, allowedClients: ['10.1.0.5'] }
    await expect(filterAddresses.plan(device, clients)).rejects.toThrow('is not known')
    Object.assign(device, { ownAddress: async () => '10.0.0.99' })
    await expect(filterAddresses.plan(device, clients)).rejects.toThrow('would shut it out')
    expect(device.writes).toEqual([])
  })

  it('never takes the picture from a recorder that the list forgot', async () => {
    const device = new DeviceInMemory(situation.facts)
    Object.assign(device, { ownAddress: async () => '10.0.0.99', recorders: () => ['10.0.0.3', '10.2.0.7'] })
    const given = { ...settings, ...situation.settings }
    await expect(filterAddresses.plan(device, given)).rejects.toThrow('The recorder at 10.2.0.7 is not among')
    const allowed = [...(given.allowedClients ?? []), '10.2.0.7']
    expect(await filterAddresses.plan(device, { ...given, allowedClients: allowed })).not.toBeNull()
    expect(device.writes).toEqual([])
  })

  it('leaves rules of several kinds to whoever made them', async () => {
    const device = new DeviceInMemory({ 'network.filter': { enabled: true, entriesAre: 'mixed', entries: [] } })
    await expect(filterAddresses.plan(device, { ...settings, ...situation.settings })).rejects.toThrow('several kinds')
    expect(device.writes).toEqual([])
  })

  it('knows an entry again that the device gives back with its prefix', async () => {
    const entries = ['10.1.0.5/32', '10.0.0.0/24']
    const device = new DeviceInMemory({ 'network.filter': { enabled: true, entriesAre: 'allowed', entries } })
    expect(await filterAddresses.plan(device, { ...settings, ...situation.settings })).toBeNull()
  })

  it('waits for a second person, and needs addresses that can be read', () => {
    expect(filterAddresses).toMatchObject({ cutsOff: true, approval: 'second-person' })
    expect(filterAddresses.siteSettings.safeParse({ ...settings, allowedClients: ['office'] }).success).toBe(false)
    expect(filterAddresses.siteSettings.safeParse({ ...settings, allowedClients: ['10.0.0.0/24'] }).success).toBe(true)
  })
})
