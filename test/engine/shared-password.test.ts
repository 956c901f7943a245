import { afterEach, describe, expect, it } from 'vitest'
import { Secret } from '../../electron/model/secret.ts'
import type { PracticeOptions } from '../../electron/practice/practice-site.ts'
import { administrator, changeBehindOurBack, never, SiteFixture } from './site-fixture.ts'

const shared = 'one-for-every-camera-2024'

describe('a password that opens several devices', () => {
  let site: SiteFixture
  afterEach(() => site.stop())

  async function begin(devices: number, lineUp?: PracticeOptions['lineUp']): Promise<string> {
    const kind = lineUp === undefined ? { personality: 'onvif-camera' as const } : { lineUp }
    site = await SiteFixture.start({ devices, ...kind, ports: 'standard', seed: 'shared' })
    for (const { address } of site.practice.devices) changeBehindOurBack(site.practice.device(address), shared)
    // Without the logins that a technician would bring along for each device.
    await site.session.discover({ pace: 'fast', signal: never(), on: () => undefined })
    const [first] = site.practice.devices
    if (first === undefined) throw new Error('no device')
    return administrator(site.practice.device(first.address)).username
  }

  it('fails on every one of them, the one that was looked at first included, and from the first look on', async () => {
    const username = await begin(3)
    for (const { id } of site.session.devices()) expect(site.session.logins.accounts(id)).toEqual([])
    site.session.logins.add(null, { username, password: Secret.of(shared) })
    // One by one: nobody knows yet that the others have it as well.
    for (const { id } of site.session.devices()) await site.assess([id])
    for (const device of site.session.devices()) {
      const { username: own } = administrator(site.simulated(device))
      if (own !== username) continue
      expect(site.outcome(device, 'ACC-02')).toBe('fail')
      const { asFound } = site.session.findings(device.id)
      expect(asFound.find(({ item }) => item === 'ACC-02')?.outcome).toBe('fail')
    }
  }, 30_000)

  it('is its own on a site of one device', async () => {
    const username = await begin(1)
    site.session.logins.add(null, { username, password: Secret.of(shared) })
    await site.assess()
    const [device] = site.session.devices()
    expect(device && site.outcome(device, 'ACC-02')).toBe('pass')
  }, 30_000)

  it('is called its own by no look at which the device breaks off before it let anybody in', async () => {
    const username = await begin(1)
    site.session.logins.add(null, { username, password: Secret.of(shared) })
    await site.assess()
    const [device] = site.session.devices()
    if (device === undefined) throw new Error('no device')
    expect(site.outcome(device, 'ACC-02')).toBe('pass')
    const { faults } = site.simulated(device)
    const letIn = () =>
      site.session.logPage(null, 5_000).filter(({ line }) => {
        const { type, outcome } = JSON.parse(line) as Record<string, unknown>
        return type === 'login.attempt' && outcome === 'accepted'
      }).length
    let broken = 0
    for (let whole = 1; whole <= 8; whole += 1) {
      const before = letIn()
      let answers = 0
      Object.defineProperty(faults, 'truncatedBody', {
        configurable: true,
        get: () => {
          answers += 1
          return answers > whole ? ['*'] : []
        },
      })
      await site.assess()
      if (letIn() > before) continue
      broken += 1
      expect([whole, site.outcome(device, 'ACC-02')]).toEqual([whole, 'error'])
    }
    expect(broken).toBeGreaterThan(1)
  }, 60_000)

  it('and a default login that nobody tried on a second list of accounts are not called refused', async () => {
    await begin(1, [{ personality: 'onvif-camera', model: 'P3265-V' }])
    const [device] = site.session.devices()
    if (device === undefined) throw new Error('no device')
    const { maker, state } = site.simulated(device)
    // Its web interface has a password that nobody knows; ONVIF is as the maker published it.
    state.users = [
      { username: 'root', password: maker.defaultLogin?.password ?? '', level: 'Administrator', fixed: true },
    ]
    await site.assess()
    const finding = site.session.findings(device.id).asLeft.find(({ item }) => item === 'ACC-01')
    expect(finding?.outcome).toBe('unknown')
    expect(finding?.observed).toContain('not tried')
  }, 30_000)
})
