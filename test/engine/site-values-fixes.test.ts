import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Faults, noFaults } from '../../electron/practice/faults.ts'
import { SiteFixture } from './site-fixture.ts'

/** One for each test, in their order. */
const models = ['P3265-V', 'P3265-V', 'P3265-V', 'P3265-V', 'P3265-V', 'QNV-C8012', 'M5525-E']

describe('addresses of the site, and viewing without a login', () => {
  let site: SiteFixture
  beforeAll(async () => {
    const lineUp = models.map((model) => ({ personality: 'onvif-camera' as const, model }))
    site = await SiteFixture.start({ devices: models.length, lineUp, ports: 'standard', seed: 'site values' })
    for (const { address } of site.practice.devices) {
      const { faults, state } = site.practice.device(address)
      Object.assign(faults, noFaults())
      state.settings.addressing = { gateways: [address.replace(/\d+$/, '9')], dnsServers: ['127.9.9.9'] }
      state.settings.services['anonymous-viewing'] = true
    }
    const { settings } = site.session.site()
    const gateways = [site.practice.devices[0]?.address.replace(/\d+$/, '254') ?? '']
    site.session.updateSite({ settings: { ...settings, gateways, dnsServers: ['127.77.0.253'] } })
    await site.discover()
    await site.assess()
  }, 60_000)
  afterAll(() => site.stop())

  it('a gateway that is not of the site is left alone while we may come through it', async () => {
    const { plan, simulated } = await site.change('addressing-in-order', 0)
    // Simulated devices and this computer are in networks of their own.
    expect(plan.changes).toEqual([])
    expect(plan.trouble[0]?.problem.message).toMatch(/not in the network of the device/)
    expect(simulated.state.settings.addressing?.dnsServers).toEqual(['127.9.9.9'])
  })

  it('name servers of the site are kept, and nothing else is touched', async () => {
    const { simulated: before } = site.at(1)
    const gateways = [before.address.replace(/\d+$/, '254')]
    Object.assign(before.state.settings.addressing ?? {}, { gateways })
    const { ended, device, simulated } = await site.change('addressing-in-order', 1)
    expect(ended).toMatchObject({ state: 'fixed', disruption: 'medium' })
    expect(simulated.state.settings.addressing).toEqual({ gateways, dnsServers: ['127.77.0.253'] })
    expect(site.outcome(device, 'NET-10')).toBe('fixed')
  })

  it.each([
    ['are not called set by a device that only says so', 2, { silentlyIgnoreWrites: ['SetDNS'] }, ['127.9.9.9']],
    ['go back where the answer was lost', 3, { answerLostAfterWrite: ['SetDNS'] }, null],
  ] as const)('name servers %s', async (_, index, faults, left) => {
    const { simulated: before } = site.at(index)
    Object.assign(before.state.settings.addressing ?? {}, { gateways: [before.address.replace(/\d+$/, '254')] })
    const { ended, device, simulated } = await site.change('addressing-in-order', index, faults as Partial<Faults>)
    expect(['rolled-back', 'failed']).toContain(ended?.state)
    if (left !== null) expect(simulated.state.settings.addressing?.dnsServers).toEqual(left)
    expect(site.outcome(device, 'NET-10')).toBe('fail')
  })

  it.each([
    ['AXIS', 4],
    ['Hanwha Vision', 5],
  ])('%s: viewing without a login goes off, and the check is judged anew', async (vendor, index) => {
    const { ended, device, simulated } = await site.change('authentication-enforced', index)
    expect(simulated.maker.vendor).toBe(vendor)
    expect(ended).toMatchObject({ state: 'fixed', asFound: 'anonymous-viewing on', target: 'anonymous-viewing off' })
    expect(simulated.state.settings.services['anonymous-viewing']).toBe(false)
    expect(site.outcome(device, 'ACC-06')).toBe('fixed')
  })

  it('viewing without a login is not called off by a device that only says so', async () => {
    const { ended, device, simulated } = await site.change('authentication-enforced', 6, {
      silentlyIgnoreWrites: ['*'],
    })
    expect(['rolled-back', 'failed']).toContain(ended?.state)
    expect(simulated.state.settings.services['anonymous-viewing']).toBe(true)
    expect(site.outcome(device, 'ACC-06')).toBe('fail')
  })
})
