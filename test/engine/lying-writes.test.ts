import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import type { Change } from '../../electron/model/site.ts'
import { type Faults, noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { SiteFixture } from './site-fixture.ts'

describe('devices that say ok and do something else', () => {
  let site: SiteFixture
  let untouched: { device: Device; simulated: PracticeDevice }[]
  beforeAll(async () => {
    site = await SiteFixture.start({
      devices: 8,
      // Its driver knows ONVIF alone: what is written has the names of ONVIF. The makers' own ways: vendor-fixes.test.ts.
      lineUp: [{ personality: 'onvif-camera', model: 'IB8367A' }],
      ports: 'standard',
      seed: 'lying writes',
    })
    for (const { address } of site.practice.devices) {
      const simulated = site.practice.device(address)
      Object.assign(simulated.faults, noFaults())
      simulated.state.ntp.servers = []
      simulated.state.clock.source = 'Manual'
    }
    await site.discover()
    await site.assess()
    untouched = site.session
      .devices()
      .filter((device) => site.outcome(device, 'TIM-01') === 'fail')
      .map((device) => ({ device, simulated: site.simulated(device) }))
  }, 60_000)
  afterAll(() => site.stop())

  async function setNtp(
    faults: Partial<Faults>,
  ): Promise<{ change: Change | undefined; device: Device; simulated: PracticeDevice }> {
    const next = untouched.shift()
    if (next === undefined) throw new Error('no device is left')
    Object.assign(next.simulated.faults, faults)
    const [change] = await site.fix(['ntp-configured'], [next.device.id])
    return { change, ...next }
  }

  it('fixes an honest one, and its read-back says so', async () => {
    const { change, device, simulated } = await setNtp({})
    expect(change).toMatchObject({ state: 'fixed' })
    expect(simulated.state.ntp.servers.map(({ value }) => value)).toEqual(site.practice.settings.ntpServers)
    expect(simulated.state.clock.source).toBe('NTP')
    expect(site.outcome(device, 'TIM-01')).toBe('fixed')
  })

  it.each([
    ['changes nothing', { silentlyIgnoreWrites: ['*'] }],
    ['keeps the server list and only switches the mode', { silentlyIgnoreWrites: ['SetNTP'] }],
    ['keeps the mode and only takes the server', { silentlyIgnoreWrites: ['SetSystemDateAndTime'] }],
    ['drops IPv4 servers', { dropsIpv4Ntp: true }],
    ['keeps the old value until it restarts', { appliesOnReboot: ['SetNTP', 'SetSystemDateAndTime'] }],
  ] satisfies [string, Partial<Faults>][])('never says fixed of one that %s', async (_, faults) => {
    const { change, device } = await setNtp(faults)
    expect(['failed', 'rolled-back']).toContain(change?.state)
    expect(change?.problem?.remedy).toMatch(/\w/)
    expect(site.outcome(device, 'TIM-01')).toBe('fail')
  })

  it('judges a write by what can be read, not by the answer that was lost', async () => {
    const { change, simulated } = await setNtp({ answerLostAfterWrite: ['SetNTP'] })
    const servers = simulated.state.ntp.servers.map(({ value }) => value)
    if (change?.state === 'fixed') expect(servers).toEqual(site.practice.settings.ntpServers)
    else expect(['failed', 'rolled-back']).toContain(change?.state)
  })

  it('rolls back what it wrote when the proof fails', async () => {
    const { change, simulated } = await setNtp({ silentlyIgnoreWrites: ['SetSystemDateAndTime'] })
    expect(change?.state).toBe('rolled-back')
    expect(simulated.state.ntp.servers).toEqual([])
    expect(simulated.requests.of('SetNTP').length).toBeGreaterThanOrEqual(2)
  })
})
