import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import { SiteFixture } from './site-fixture.ts'

/** An older Axis camera tells of its relay and not of dynamic DNS, and names no security of SNMP version 3. */
describe('a device that tells a part of what an item asks for', () => {
  let site: SiteFixture
  beforeAll(async () => {
    const lineUp = [{ personality: 'onvif-camera' as const, model: 'AXIS P1354' }]
    site = await SiteFixture.start({
      devices: 2,
      lineUp: [...lineUp, ...lineUp],
      ports: 'standard',
      seed: 'partly told',
    })
    for (const { address } of site.practice.devices) {
      const { faults, state } = site.practice.device(address)
      Object.assign(faults, noFaults())
      Object.assign(state.settings.services, { 'p2p-cloud': true })
      state.settings.snmp = { v1: true, v2c: true, v3: true, readCommunity: 'public', writeCommunity: null }
    }
    await site.discover()
    await site.assess()
  }, 60_000)
  afterAll(() => site.stop())

  const found = (index: number, item: string) => {
    const finding = site.session.findings(site.at(index).device.id).asLeft.find((each) => each.item === item)
    return [finding?.outcome, finding?.observed]
  }

  it('is switched off as far as it tells, stays off, and is no pass', async () => {
    expect(found(0, 'NET-06')).toEqual(['fail', 'p2p-cloud on in the settings of the device'])
    const { ended, simulated } = await site.change('cloud-relay-off', 0)
    expect(ended).toMatchObject({ state: 'fixed', asLeft: 'p2p-cloud off in the settings; not told: ddns' })
    expect(simulated.state.settings.services['p2p-cloud']).toBe(false)
    expect(found(0, 'NET-06')).toEqual(['unknown', 'p2p-cloud off in the settings; not told: ddns'])
  })

  it('loses the old versions of SNMP, and nobody claims a security that it did not name', async () => {
    const { ended, simulated } = await site.change('snmp-off-or-v3-only', 0)
    expect(ended).toMatchObject({ state: 'fixed', asLeft: expect.stringContaining('does not tell') })
    expect(simulated.state.settings.snmp).toMatchObject({ v1: false, v2c: false, v3: true })
    expect(found(0, 'NET-05b')).toEqual(['unknown', 'version 3 on, the device does not tell with which security'])
  })

  it.each(['cloud-relay-off', 'snmp-off-or-v3-only'])(
    '%s of a device that only says it took the change is not fixed',
    async (fix) => {
      const { ended } = await site.change(fix, 1, { silentlyIgnoreWrites: ['*'] })
      expect(['rolled-back', 'failed']).toContain(ended?.state)
      expect(found(1, fix === 'cloud-relay-off' ? 'NET-06' : 'NET-05b')[0]).toBe('fail')
    },
  )
})
