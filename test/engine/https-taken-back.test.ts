import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { switchOnHttps } from '../../electron/fixes/https-on.ts'
import { CredentialsRefused } from '../../electron/model/credentials-refused.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { never, SiteFixture } from './site-fixture.ts'

const makers = [
  ['AXIS', 'P3265-V'],
  ['HIKVISION', 'DS-2CD2142FWD-I'],
  ['Hanwha Vision', 'QNV-C8012'],
] as const

describe('HTTPS that came on and could not be proven', () => {
  let site: SiteFixture
  beforeAll(async () => {
    const lineUp = makers.map(([, model]) => ({ personality: 'onvif-camera' as const, model }))
    site = await SiteFixture.start({ devices: makers.length, lineUp, ports: 'standard', seed: 'cut off' })
  }, 60_000)
  afterAll(() => site.stop())

  const simulated = (index: number) => site.practice.device(site.practice.devices[index]?.address ?? '')
  const found = (index: number) => {
    const { address } = simulated(index)
    return site.session.devices().find(({ endpoint }) => endpoint.address === address) ?? expect.unreachable()
  }

  it.each(['http-only', 'http-and-https'] as const)(
    'leaves every maker %s and reached as before, although only HTTPS answered meanwhile',
    async (asFound) => {
      for (const index of makers.keys()) {
        Object.assign(simulated(index).faults, noFaults())
        simulated(index).state.settings.httpPolicy = asFound
        await simulated(index).followState()
      }
      await site.discover()
      await site.assess()
      const before = makers.map((_, index) => found(index).endpoint.ports)
      const verify = vi.spyOn(switchOnHttps, 'verify')
      verify.mockRejectedValue(new CredentialsRefused('The login was refused over TLS.'))
      const plan = await site.plan(['https-on'])
      const ended = await site.session.apply(plan, {
        signal: never(),
        on: () => undefined,
        onChange: () => undefined,
        confirmed: new Set(plan.changes.map(({ change }) => change.id)),
        waves: { canary: 0, width: makers.length, stopShare: 1 },
        patienceMs: 3_000,
      })
      verify.mockRestore()
      expect(ended).toHaveLength(makers.length)
      for (const { state, problem } of ended) {
        expect([state, problem?.code]).toEqual(['rolled-back', 'device/credentials-refused'])
      }
      expect(makers.map((_, index) => simulated(index).state.settings.httpPolicy)).toEqual(makers.map(() => asFound))
      expect(makers.map((_, index) => found(index).endpoint.ports)).toEqual(before)
      for (const index of makers.keys()) expect(site.outcome(found(index), 'TLS-01')).toBe('fail')
    },
    60_000,
  )

  it('is fixed where plain HTTP goes a while after the device took it, and no sooner', async () => {
    const index = 0
    const camera = simulated(index)
    Object.assign(camera.faults, noFaults())
    camera.state.settings.httpPolicy = 'http-and-https'
    await camera.followState()
    await site.assess([found(index).id])
    camera.faults.followsAfterMs = 2_000
    const plan = await site.plan(['https-on'], [found(index).id])
    const [ended] = await site.session.apply(plan, {
      signal: never(),
      on: () => undefined,
      onChange: () => undefined,
      confirmed: new Set(plan.changes.map(({ change }) => change.id)),
      patienceMs: 10_000,
    })
    expect(ended).toMatchObject({ state: 'fixed', asLeft: 'the web interface is https only' })
    expect(found(index).endpoint.ports).toMatchObject({ https: 443 })
    expect(found(index).endpoint.ports.http).toBeUndefined()
    expect(site.outcome(found(index), 'TLS-01')).toBe('fixed')
  }, 60_000)

  it('and that a device went over to by itself is where it is looked for after the next discovery', async () => {
    const index = 0
    const camera = simulated(index)
    Object.assign(camera.faults, noFaults())
    camera.state.settings.httpPolicy = 'http-only'
    await camera.followState()
    await site.discover()
    await site.assess([found(index).id])
    expect(found(index).endpoint.ports.http).toBe(80)
    camera.state.settings.httpPolicy = 'https-only'
    await camera.followState()
    await site.discover()
    await site.assess([found(index).id])
    expect(found(index).endpoint.ports.http).toBe(undefined)
    expect(site.outcome(found(index), 'TLS-01')).toMatch(/^(pass|fixed)$/)
  }, 60_000)
})
