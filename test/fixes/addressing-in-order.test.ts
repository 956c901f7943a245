import { describe, expect, it } from 'vitest'
import { setSiteAddressing } from '../../electron/fixes/addressing-in-order.ts'
import { Unsupported } from '../../electron/model/errors.ts'
import type { NetworkInterfaceState } from '../../electron/model/facts.ts'
import type { IpSettings } from '../../electron/model/security-facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'

const asFound: IpSettings = { gateways: ['10.0.0.9'], dnsFromDhcp: false, dnsServers: ['8.8.8.8'] }
const site = { ntpServers: [], neededProtocols: [], gateways: ['10.1.0.1', '10.0.0.1'], dnsServers: ['10.0.0.2'] }
const eth = (different: Partial<NetworkInterfaceState> = {}): NetworkInterfaceState => ({
  name: 'eth0',
  mac: null,
  addresses: ['10.0.0.7'],
  prefixLengths: [24],
  dhcp: false,
  ...different,
})
const situation: Situation = {
  facts: { 'network.addressing': asFound, 'network.interfaces': [eth()] },
  settings: { gateways: site.gateways, dnsServers: site.dnsServers },
  fact: 'network.addressing',
  target: { gateways: ['10.0.0.1'], dnsFromDhcp: false, dnsServers: ['10.0.0.2'] },
}
const device = (addressing: IpSettings, own: NetworkInterfaceState, ours = '10.0.0.99') => {
  const made = new DeviceInMemory({ 'network.addressing': addressing, 'network.interfaces': [own] })
  return Object.assign(made, { ownAddress: async () => ours })
}

describe('the fix addressing-in-order', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(setSiteAddressing, name, situation)
  })

  it('leaves the gateway alone that a DHCP server gave, and one of the site that is out of reach', async () => {
    const byDhcp = await setSiteAddressing.plan(device(asFound, eth({ dhcp: true })), site)
    expect(byDhcp?.target).toMatchObject({ gateways: ['10.0.0.9'], dnsServers: ['10.0.0.2'] })
    const elsewhere = await setSiteAddressing.plan(device(asFound, eth({ addresses: ['10.9.0.7'] })), site)
    expect(elsewhere?.target).toMatchObject({ gateways: ['10.0.0.9'] })
  })

  it('touches no gateway that this computer may come through', async () => {
    await expect(setSiteAddressing.plan(device(asFound, eth(), '10.5.0.1'), site)).rejects.toThrow(Unsupported)
    const right = { ...asFound, gateways: ['10.0.0.1'] }
    expect(await setSiteAddressing.plan(device(right, eth(), '10.5.0.1'), site)).not.toBeNull()
  })

  it('plans nothing where all is of the site, or the site named nothing', async () => {
    const right = { gateways: ['10.0.0.1'], dnsFromDhcp: true, dnsServers: ['10.0.0.2'] }
    expect(await setSiteAddressing.plan(device(right, eth()), site)).toBeNull()
    expect(await setSiteAddressing.plan(new DeviceInMemory({}), site)).toBeNull()
    expect(setSiteAddressing.siteSettings.safeParse({ ntpServers: [], neededProtocols: [] }).success).toBe(false)
    expect(setSiteAddressing.siteSettings.safeParse(site).success).toBe(true)
  })

  it('can cut us off, and says so', () => {
    expect(setSiteAddressing).toMatchObject({ cutsOff: true, disruption: 'medium', reboot: false })
  })
})
