import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SiteSession } from '../../electron/engine/session.ts'
import { SiteReader } from '../../electron/engine/site-reader.ts'
import { ExpectedError } from '../../electron/model/errors.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { Change } from '../../electron/model/site.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { passwordJournalOf } from '../../electron/vault/password-journal.ts'
import { recoverPasswords } from '../../electron/vault/recover.ts'
import { LaptopClock } from './laptop-clock.ts'
import { LoopDisk } from './loop-disk.ts'
import { NetworkCard } from './network-card.ts'
import {
  administrator,
  changeBehindOurBack,
  passphrase,
  passwordRequests,
  SiteFixture,
  sessionOptions,
} from './site-fixture.ts'

const passwords = ['default-logins-refused']
const minutes = 60_000

describe('a laptop on which something goes wrong in the middle of password changes', () => {
  let site: SiteFixture
  let simulated: readonly PracticeDevice[]
  const clock = new LaptopClock()
  const card = new NetworkCard()
  let disk: LoopDisk | null = null
  beforeEach(async () => {
    clock.turn()
    card.install()
    site = await SiteFixture.start({ devices: 2, personality: 'onvif-camera', ports: 'standard', seed: 'laptop' })
    simulated = site.practice.devices.map(({ address }) => site.practice.device(address))
    for (const { faults } of simulated) Object.assign(faults, noFaults())
    await site.discover()
    await site.assess()
  }, 60_000)
  afterEach(async () => {
    card.plugIn()
    card.restore()
    clock.restore()
    clock.aheadMs = 0
    await site.stop()
    disk?.remove()
    disk = null
  })

  async function firstPasswordSent(): Promise<void> {
    for (let waited = 0; simulated.every((device) => passwordRequests(device).length === 0); waited += 5) {
      if (waited > 20_000) throw new Error('no password was changed')
      await sleep(5)
    }
  }

  function passTime(ms: number): void {
    clock.aheadMs += ms
    for (const device of simulated) {
      device.passTime(ms)
      device.state.clock.offsetMs += ms
    }
  }

  /** What a device has now is the password of before, or stands in the journal, which is read without anything else. */
  async function nothingIsLost(before: readonly string[], file = site.file): Promise<void> {
    const recovered = await recoverPasswords(passwordJournalOf(file), Secret.of(passphrase))
    const held = recovered.passwords.map(({ password }) => password.reveal())
    simulated.forEach((device, index) => {
      for (const { password, level } of [...device.state.users, ...(device.state.webUsers ?? [])])
        if (level === 'Administrator') expect([before[index], ...held]).toContain(password)
      expect(device.logins.lockouts).toBe(0)
    })
  }

  /** Half an hour later one look settles what was left open, and the rest can be done. */
  async function goesOn(): Promise<void> {
    passTime(31 * minutes)
    await site.assess()
    expect(site.session.logins.unresolved()).toBe(0)
    await site.fix(passwords)
    for (const device of site.session.devices()) expect(['pass', 'fixed']).toContain(site.outcome(device, 'ACC-01'))
  }

  const say = (changes: readonly Change[]) => {
    for (const { state, problem } of changes)
      if (state !== 'fixed') expect(problem).toMatchObject({ message: /./, remedy: /./ })
  }
  const passwordsNow = () => simulated.map((device) => administrator(device).password)

  it('sleeps for two hours, wakes, and goes on', async () => {
    const old = passwordsNow()
    const work = site.fix(passwords)
    await firstPasswordSent()
    for (const { cable } of simulated) cable.pull()
    await sleep(300)
    passTime(120 * minutes)
    for (const { cable } of simulated) cable.plugIn()
    say(await work)
    await nothingIsLost(old)
    await goesOn()
  }, 60_000)

  it('loses its network card, says so of each change, and goes on when it is back', async () => {
    const old = passwordsNow()
    const work = site.fix(passwords)
    await firstPasswordSent()
    for (const { cable } of simulated) cable.pull()
    card.pull()
    await sleep(1_500)
    card.plugIn()
    for (const { cable } of simulated) cable.plugIn()
    say(await work)
    await nothingIsLost(old)
    await goesOn()
  }, 90_000)

  it('finds no device without its network card, and says that of every item', async () => {
    card.pull()
    await site.assess()
    for (const device of site.session.devices()) {
      const { asLeft } = site.session.findings(device.id)
      expect(asLeft.filter(({ check, outcome }) => check !== null && outcome === 'pass')).toEqual([])
      expect(asLeft.some(({ problem }) => problem?.code === 'device/unreachable')).toBe(true)
    }
  }, 60_000)

  it('has its clock set by a day in either direction: changes are proven, and no attempt is forgotten', async () => {
    const old = passwordsNow()
    const work = site.fix(passwords)
    await firstPasswordSent()
    clock.aheadMs -= 26 * 60 * minutes
    expect((await work).map(({ state }) => state)).toEqual(['fixed', 'fixed'])
    await nothingIsLost(old)
    const [device] = simulated
    if (device === undefined) throw new Error('no device')
    changeBehindOurBack(device, 'nobody told us this 1')
    const failed = device.failedLogins
    for (let look = 0; look < 4; look += 1) {
      await site.assess()
      // The clock of the laptop jumps; for the device no time has passed.
      clock.aheadMs += look % 2 === 0 ? 50 * 60 * minutes : -26 * 60 * minutes
    }
    expect(device.failedLogins).toBeGreaterThan(failed)
    expect(device.failedLogins - failed).toBeLessThanOrEqual(3)
    expect(device.logins.lockouts).toBe(0)
  }, 60_000)

  /** The site goes on from a disk that can be broken. */
  async function moveToDisk(of: LoopDisk): Promise<string> {
    site.session.close()
    const file = join(of.folder, 'site.fieldseal')
    copyFileSync(site.file, file)
    copyFileSync(passwordJournalOf(site.file), passwordJournalOf(file))
    site.session = await SiteSession.open(file, Secret.of(passphrase), sessionOptions)
    return file
  }

  async function reopened(file: string): Promise<void> {
    site.session.close()
    site.session = await SiteSession.open(file, Secret.of(passphrase), sessionOptions)
  }

  const ended = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    )

  /** The site moves to this disk, which meets with `strike` right after the first new password went out. */
  async function struck(on: LoopDisk, strike: (disk: LoopDisk) => void) {
    const file = await moveToDisk(on)
    const old = passwordsNow()
    const work = ended(site.fix(passwords))
    await firstPasswordSent()
    strike(on)
    expect(await work).toBeInstanceOf(ExpectedError)
    return { file, old }
  }

  it('has a disk that is full: one typed error, nothing is lost, and it goes on when there is room', async ({
    skip,
  }) => {
    disk = LoopDisk.mount(64)
    if (disk === null) return skip()
    const { file, old } = await struck(disk, (struckDisk) => struckDisk.fill())
    disk.free()
    await reopened(file)
    await nothingIsLost(old, file)
    await goesOn()
  }, 90_000)

  it('has a disk that turns read-only: nothing is sent that was not written down, it can be read, and it goes on', async ({
    skip,
  }) => {
    disk = LoopDisk.mount(64)
    if (disk === null) return skip()
    const { file, old } = await struck(disk, (struckDisk) => struckDisk.lock())
    site.session.close()
    await nothingIsLost(old, file)
    const opened = SiteSession.open(file, Secret.of(passphrase), sessionOptions)
    await expect(opened).rejects.toBeInstanceOf(ExpectedError)
    const view = await SiteReader.read(file, Secret.of(passphrase), sessionOptions)
    expect(view.devices()).toHaveLength(2)
    view.close()
    disk.unlock()
    await reopened(file)
    await goesOn()
  }, 90_000)
})
