import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { never, SiteFixture } from './site-fixture.ts'

const fixes = ['https-on', 'cloud-relay-off', 'snmp-off-or-v3-only'] as const

describe('a Hikvision camera that wants a restart for what it took', () => {
  let site: SiteFixture
  let camera: PracticeDevice
  beforeAll(async () => {
    const lineUp = [{ personality: 'onvif-camera' as const, model: 'DS-2CD2142FWD-I' }]
    site = await SiteFixture.start({ devices: 1, lineUp, ports: 'standard', seed: 'restart needed' })
    camera = site.practice.device(site.practice.devices[0]?.address ?? '')
    Object.assign(camera.faults, noFaults())
    camera.rebootMs = 80
    const { settings } = camera.state
    settings.httpPolicy = 'http-and-https'
    settings.snmp = { v1: true, v2c: true, v3: false, readCommunity: 'public', writeCommunity: null }
    Object.assign(settings.services, { 'p2p-cloud': true, ddns: false, bonjour: true })
    await camera.followState()
    await site.discover()
    await site.assess()
  }, 60_000)
  afterAll(() => site.stop())

  const device = () => {
    const [found] = site.session.devices()
    if (found === undefined) throw new Error('not found')
    return found
  }
  async function change(fix: string) {
    const plan = await site.plan([fix])
    const [ended] = await site.session.apply(plan, {
      signal: never(),
      on: () => undefined,
      onChange: () => undefined,
      confirmed: new Set(plan.changes.map((planned) => planned.change.id)),
      patienceMs: 1_500,
    })
    return ended
  }

  it.each(fixes)('%s never ends as fixed, and nothing of it is left for a restart that nobody watches', async (fix) => {
    const before = JSON.stringify(camera.state.settings)
    camera.faults.behavesOnReboot = ['*']
    const ended = await change(fix)
    expect(ended).toMatchObject({ state: 'rolled-back', problem: { code: 'fix/restart-needed' } })
    expect(ended?.problem?.message).toContain('next restart')
    expect(ended?.asLeft).toBe(ended?.asFound)
    expect(JSON.stringify(camera.state.settings)).toBe(before)
    await camera.reboot()
    expect(JSON.stringify(camera.state.settings)).toBe(before)
  })

  it('is not told to be HTTPS only by settings that nothing obeys yet', async () => {
    camera.faults.behavesOnReboot = ['*']
    camera.waitForReboot()
    camera.state.settings.httpPolicy = 'https-only'
    for (const protocol of camera.state.protocols) if (protocol.name === 'HTTP') protocol.enabled = false
    await site.assess()
    expect(site.outcome(device(), 'TLS-01')).toBe('fail')
    await camera.reboot()
  })

  it('is fixed as ever when it wants none', async () => {
    camera.faults.behavesOnReboot = []
    camera.state.settings.httpPolicy = 'http-and-https'
    for (const protocol of camera.state.protocols) if (protocol.name === 'HTTP') protocol.enabled = true
    await camera.followState()
    for (const fix of ['cloud-relay-off', 'https-on']) expect(await change(fix)).toMatchObject({ state: 'fixed' })
  })
})
