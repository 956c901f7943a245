import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { type Faults, noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { never, SiteFixture } from './site-fixture.ts'

/** One for each test, in their order. */
const models = [
  ...['P3265-V', 'DS-2CD2142FWD-I', 'QNV-C8012', 'IPC-HDW5831R-ZE', 'M5525-E', 'M5525-E'],
  ...['P3265-V', 'P3265-V', 'QNV-C8012'],
]

describe('changes that can cut us off', () => {
  let site: SiteFixture
  beforeAll(async () => {
    const lineUp = models.map((model) => ({ personality: 'onvif-camera' as const, model }))
    site = await SiteFixture.start({ devices: lineUp.length, lineUp, ports: 'standard', seed: 'cut off' })
    for (const { address } of site.practice.devices) {
      const device = site.practice.device(address)
      Object.assign(device.faults, noFaults())
      device.state.settings.httpPolicy = 'http-only'
      await device.followState()
    }
    await site.discover()
    await site.assess()
  }, 60_000)
  afterAll(() => site.stop())

  const at = (index: number): { device: Device; simulated: PracticeDevice } => {
    const address = site.practice.devices[index]?.address ?? ''
    const device = site.session.devices().find(({ endpoint }) => endpoint.address === address)
    if (device === undefined) throw new Error(`${address} was not found`)
    return { device, simulated: site.practice.device(address) }
  }
  async function change(check: string, index: number, faults: Partial<Faults> = {}, approvedBy: string | null = null) {
    const { device, simulated } = at(index)
    Object.assign(simulated.faults, faults)
    const plan = await site.plan([check], [device.id])
    const [ended] = await site.session.apply(plan, {
      signal: never(),
      on: () => undefined,
      onChange: () => undefined,
      approvedBy,
      confirmed: new Set(plan.changes.map((planned) => planned.change.id)),
      patienceMs: 1_500,
    })
    return { ended, plan, device: at(index).device, simulated }
  }

  it.each([
    ['AXIS', 0],
    ['HIKVISION', 1],
    ['Hanwha Vision', 2],
  ] as const)(
    '%s: HTTPS comes on, plain HTTP goes off, and the device is reached the new way from then on',
    async (vendor, index) => {
      const { ended, device, simulated } = await change('https-on', index)
      expect(simulated.maker.vendor).toBe(vendor)
      expect(ended).toMatchObject({ state: 'fixed', asFound: 'http only', asLeft: 'the web interface is https only' })
      expect(simulated.state.settings.httpPolicy).toBe('https-only')
      expect(device.endpoint.ports).toMatchObject({ https: 443 })
      expect(device.endpoint.ports.http).toBeUndefined()
      expect(site.outcome(device, 'TLS-01')).toBe('fixed')
      await site.assess([device.id])
      expect(['pass', 'fail']).toContain(site.outcome(device, 'TIM-01'))
    },
  )

  it('Dahua: goes back to what it was, because how plain HTTP is switched off is not known', async () => {
    const { ended, device, simulated } = await change('https-on', 3)
    expect(ended).toMatchObject({ state: 'rolled-back', asLeft: 'http only', problem: { code: 'device/unsupported' } })
    expect(simulated.state.settings.httpPolicy).toBe('http-only')
    expect(site.outcome(device, 'TLS-01')).toBe('fail')
  })

  it('never says fixed of HTTPS that is only said to be on', async () => {
    const { ended, device, simulated } = await change('https-on', 4, { silentlyIgnoreWrites: ['*'] })
    expect(['rolled-back', 'failed']).toContain(ended?.state)
    expect(simulated.state.settings.httpPolicy).toBe('http-only')
    expect(site.outcome(device, 'TLS-01')).toBe('fail')
  })

  it('never says fixed of HTTPS when the answer was lost', async () => {
    const { ended } = await change('https-on', 5, { answerLostAfterWrite: ['*'] })
    expect(['rolled-back', 'failed']).toContain(ended?.state)
  })

  it('an address filter waits for a second person', async () => {
    const { ended, plan, simulated } = await change('address-filter-on', 6)
    expect(plan.needsSecondPerson).toEqual(plan.changes.map((planned) => planned.change.id))
    expect(ended).toMatchObject({ state: 'left', problem: { code: 'fix/second-person-missing' } })
    expect(simulated.state.settings.filter?.enabled).toBe(false)
  })

  it.each([
    ['AXIS', 6],
    ['Hanwha Vision', 8],
  ] as const)('%s: an address filter that lets us in is kept, with both names', async (vendor, index) => {
    const { ended, device, simulated } = await change('address-filter-on', index, {}, 'S. Second')
    expect(simulated.maker.vendor).toBe(vendor)
    expect(ended).toMatchObject({ state: 'fixed', approvedBy: 'S. Second' })
    expect(simulated.state.settings.filter).toMatchObject({ enabled: true, policy: 'allow', entries: ['127.0.0.0/8'] })
    expect(site.outcome(device, 'NET-09')).toBe('fixed')
  })

  it('an address filter that shuts us out ends as failed, with the old value in words', async () => {
    const { ended, device } = await change('address-filter-on', 7, { filterShutsOut: true }, 'S. Second')
    expect(ended).toMatchObject({ state: 'failed', asLeft: null, problem: { code: 'fix/cut-off' } })
    expect(ended?.problem?.message).toContain(`It held before: ${ended?.asFound}`)
    expect(ended?.problem?.remedy).toContain('write the old value back')
    expect(site.outcome(device, 'NET-09')).toBe('error')
  })
})
