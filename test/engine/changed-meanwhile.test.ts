import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Login, PasswordNotJudged } from '../../electron/drivers/driver.ts'
import { OpenDevice } from '../../electron/engine/device/open-device.ts'
import { AttemptLedger } from '../../electron/engine/login/attempt-ledger.ts'
import { type Credential, Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeOptions } from '../../electron/practice/practice-site.ts'
import { administrator, changeBehindOurBack, never, SiteFixture } from './site-fixture.ts'

/** Makers with lists of accounts of their own on ONVIF, and with one list behind all doors. */
const makers: NonNullable<PracticeOptions['lineUp']> = [
  { personality: 'onvif-camera', model: 'DS-2CD2142FWD-I' },
  { personality: 'onvif-camera', model: 'IPC-HDW5831R-ZE' },
  { personality: 'onvif-camera', model: 'QNV-C8012' },
  { personality: 'onvif-camera', model: 'P3265-V' },
  { personality: 'onvif-camera', model: 'IB8367A' },
  { personality: 'reolink-camera' },
]

describe('a password that is another one in the middle of a visit', () => {
  let site: SiteFixture
  afterEach(async () => {
    vi.restoreAllMocks()
    await site.stop()
  })

  async function begin(lineUp: typeof makers): Promise<void> {
    site = await SiteFixture.start({ devices: lineUp.length, lineUp, ports: 'standard', seed: 'changed meanwhile' })
    await site.session.discover({ pace: 'fast', signal: never(), on: () => undefined })
    for (const { simulated } of all()) Object.assign(simulated.faults, noFaults())
  }

  const all = () => site.session.devices().map((device) => ({ device, simulated: site.simulated(device) }))

  /** None is locked, and what a device counted as a failure is one on our side. */
  const allCounted = () => {
    for (const { device, simulated } of all()) {
      const { model } = device.identity
      const failures = site.session
        .logPage(null, 100_000)
        .filter(({ line }) => line.includes('"login.attempt"') && line.includes(device.id))
        .filter(({ line }) => !/"outcome":"(?:accepted|not-shown)"/.test(line)).length
      expect([model, simulated.logins.lockouts]).toEqual([model, 0])
      expect([model, failures]).toEqual([model, Math.max(failures, simulated.failedLogins)])
    }
  }

  it('costs no lock where somebody else changed it: one refusal, and it is not shown again', async () => {
    await begin(makers)
    for (const { device, simulated } of all()) {
      const { username, password } = administrator(simulated)
      site.session.logins.add([device.id], { username, password: Secret.of(password) })
    }
    const { readings } = OpenDevice.prototype
    const failedAt = new Map<string, number>()
    vi.spyOn(OpenDevice.prototype, 'readings').mockImplementation(function (this: OpenDevice, facts) {
      const simulated = site.simulated(this.device)
      if (!failedAt.has(this.device.id)) changeBehindOurBack(simulated, `nobody-told-us ${this.device.id}`)
      if (!failedAt.has(this.device.id)) failedAt.set(this.device.id, simulated.failedLogins)
      return readings.call(this, facts)
    })
    for (let look = 0; look < 3; look += 1) await site.assess()
    expect(failedAt.size).toBe(makers.length)
    allCounted()
    for (const { device, simulated } of all()) {
      const failed = simulated.failedLogins - (failedAt.get(device.id) ?? 0)
      expect([device.identity.model, failed]).toEqual([device.identity.model, Math.min(failed, 5)])
    }
  }, 120_000)

  it('is what requests carry from then on, also where the proof of the old one is cut short', async () => {
    await begin([{ personality: 'onvif-camera', model: 'IPC-HDW5831R-ZE' }])
    const [{ device, simulated } = { device: undefined, simulated: undefined }] = all()
    if (device === undefined) throw new Error('nothing discovered')
    await site.assess()
    const { password: old } = administrator(simulated)
    const { authenticate } = AttemptLedger.prototype
    let cutShort = 0
    vi.spyOn(AttemptLedger.prototype, 'authenticate').mockImplementation(function (
      this: AttemptLedger,
      connection,
      login: Login,
      credential: Credential,
      reserve,
    ) {
      const isOld = login.name === 'onvif' && credential.password.reveal() === old
      const isChanged = simulated.state.users.some(({ password }) => password !== old)
      if (isOld && isChanged && cutShort === 0) {
        cutShort += 1
        return Promise.reject(new PasswordNotJudged('the device tells no clock'))
      }
      return authenticate.call(this, connection, login, credential, reserve)
    })
    await site.fix(['default-logins-refused'], [device.id])
    expect(cutShort).toBe(1)
    allCounted()
  }, 60_000)
})
