import { afterEach, describe, expect, it } from 'vitest'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeOptions } from '../../electron/practice/practice-site.ts'
import { LaptopClock } from './laptop-clock.ts'
import { administrator, changeBehindOurBack, never, SiteFixture } from './site-fixture.ts'

const minutes = 60_000
const day = 24 * 60 * minutes

/** One device of each maker that has logins, those with accounts of their own on ONVIF and those with one list. */
const makers: NonNullable<PracticeOptions['lineUp']> = [
  { personality: 'onvif-camera', model: 'DS-2CD2142FWD-I' },
  { personality: 'onvif-camera', model: 'IPC-HDW5831R-ZE' },
  { personality: 'onvif-camera', model: 'FLEXIDOME indoor 5100i IR' },
  { personality: 'onvif-camera', model: 'QNV-C8012' },
  { personality: 'onvif-camera', model: 'P3265-V' },
  { personality: 'onvif-camera', model: 'IPC322LB-SF28-A' },
  { personality: 'onvif-camera', model: 'IB8367A' },
  { personality: 'reolink-camera' },
  { personality: 'mobotix-camera' },
  { personality: '2n-intercom' },
  { personality: 'network-recorder', model: 'NVR5216-16P-4KS2' },
]

describe('a device whose password nobody knows', () => {
  let site: SiteFixture
  const clock = new LaptopClock()
  afterEach(async () => {
    await site.stop()
    clock.restore()
    clock.aheadMs = 0
  })

  async function begin(lineUp: typeof makers): Promise<void> {
    clock.turn()
    site = await SiteFixture.start({ devices: lineUp.length, lineUp, ports: 'standard', seed: 'wrong logins' })
    await site.session.discover({ pace: 'fast', signal: never(), on: () => undefined })
    for (const { device, simulated } of all()) {
      Object.assign(simulated.faults, noFaults())
      changeBehindOurBack(simulated, `nobody-told-us ${device.id}`)
    }
  }

  const all = () => site.session.devices().map((device) => ({ device, simulated: site.simulated(device) }))
  const enter = (which: ReturnType<typeof all>, password: (right: string) => string) => {
    for (const { device, simulated } of which) {
      const { username, password: right } = administrator(simulated)
      site.session.logins.add([device.id], { username, password: Secret.of(password(right)) })
    }
  }

  /** Time goes on for the laptop and for the devices; the program was started anew meanwhile. */
  async function later(ms: number): Promise<void> {
    clock.aheadMs += ms
    for (const { simulated } of all()) {
      simulated.state.clock.offsetMs += ms
      simulated.passTime(ms)
    }
    await site.reopen()
    await site.assess()
  }

  const nothingLocked = (most = 3) => {
    for (const { device, simulated } of all()) {
      const who = `${device.driver} ${device.identity.model}`
      expect([who, simulated.logins.lockouts]).toEqual([who, 0])
      expect([who, Math.min(simulated.failedLogins, most)]).toEqual([who, simulated.failedLogins])
    }
  }

  it.each([
    ['that was mistyped', true],
    ['of nobody', false],
  ])(
    'is not locked by eight looks on one day with a login %s, whoever made it, and opens with the right one',
    async (_, isMistyped) => {
      await begin(makers)
      expect(all()).toHaveLength(makers.length)
      if (isMistyped) enter(all(), () => 'mistyped-1')
      await site.assess()
      for (let look = 1; look < 8; look += 1) await later(31 * minutes)
      nothingLocked()
      for (const { device } of all()) expect(site.outcome(device, 'ACC-01')).not.toBe('pass')
      enter(all(), (right) => right)
      await later(31 * minutes)
      for (const { device, simulated } of all()) {
        const finding = site.session.findings(device.id).asLeft.find(({ item }) => item === 'TIM-01')
        expect([device.identity.model, finding?.problem ?? null]).toEqual([device.identity.model, null])
        expect(simulated.logins.lockouts).toBe(0)
      }
    },
    360_000,
  )

  it('is shown no third mistyped one on that day, which is said, and is locked on no later day', async () => {
    await begin([{ personality: 'onvif-camera', model: 'IPC-HDW5831R-ZE' }])
    const problem = () =>
      site.session.findings(all()[0]?.device.id ?? '').asLeft.find(({ item }) => item === 'TIM-01')?.problem
    for (const [round, code] of ['credentials-refused', 'credentials-refused', 'stop-rule-day'].entries()) {
      enter(all(), () => `mistyped-${round}`)
      await later(31 * minutes)
      expect([round, problem()?.code]).toEqual([round, `device/${code}`])
    }
    expect(problem()).toMatchObject({
      message: expect.stringContaining('failed within a day'),
      remedy: expect.stringContaining('when a day has passed'),
    })
    nothingLocked()
    for (let look = 0; look < 4; look += 1) await later(day + 31 * minutes)
    // The third one had its one try.
    nothingLocked(4)
    enter(all(), (right) => right)
    await later(31 * minutes)
    expect(problem()).toBeFalsy()
    expect(all()[0]?.simulated.logins.lockouts).toBe(0)
  }, 120_000)
})
