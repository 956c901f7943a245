import { randomInt } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { recoverPasswords } from '../../electron/vault/recover.ts'
import { administrator, passwordRequests, sessionOptions } from '../engine/site-fixture.ts'
import { passphrase, runCli, startCli } from './run-cli.ts'

const kills = 20

type Accounts = Pick<PracticeDevice['state'], 'users' | 'webUsers' | 'rtspUsers'>

const accountsOf = ({ state: { users, webUsers, rtspUsers } }: PracticeDevice): Accounts =>
  structuredClone({ users, webUsers, rtspUsers })

/** What a device has after a blow: the account that is being changed, and its password in every database. */
function passwordsOf(simulated: PracticeDevice) {
  const { username, password } = administrator(simulated)
  const { users, webUsers } = simulated.state
  const everywhere = [...users, ...(webUsers ?? [])].filter((user) => user.username === username)
  return { simulated, username, password, everywhere: everywhere.map((user) => user.password) }
}

type Struck = ReturnType<typeof passwordsOf>

describe(`kill -9 at ${kills} moments while passwords are being changed`, () => {
  let practice: PracticeSite
  let folder: string
  let template: string
  let devices: { simulated: PracticeDevice; password: string; asFound: Accounts }[]
  /** What the devices are asked when nobody interferes, from the first new password to the last: the room to strike in. */
  let span: number

  beforeAll(async () => {
    practice = await startPracticeSite({ devices: 4, seed: 'kill', ports: 'auto', personality: 'onvif-camera' })
    devices = practice.devices.map(({ address, port }, index) => {
      const simulated = practice.device(port === undefined ? address : `${address}:${port}`)
      Object.assign(simulated.faults, noFaults())
      // At paces of their own, so that a blow falls at another step of each.
      simulated.faults.delayMs = 2 + index * 5
      return { simulated, password: administrator(simulated).password, asFound: accountsOf(simulated) }
    })
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-kill-'))
    template = join(folder, 'template.fieldseal')
    const scope = practice.scope.flatMap((target) => ['--scope', target])
    expect((await runCli(['discover', '--site', template, ...scope, '--pace', 'fast'])).code).toBe(0)
    expect((await runCli(['assess', '--site', template])).code).toBe(1)
    span = await measure()
  }, 60_000)
  afterAll(async () => {
    await practice.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function copyOfTemplate(name: string): string {
    const site = join(folder, `${name}.fieldseal`)
    copyFileSync(template, site)
    copyFileSync(`${template}-vault`, `${site}-vault`)
    for (const { simulated, asFound } of devices) {
      Object.assign(simulated.state, structuredClone(asFound))
      // Half an hour passes between two rounds, for the counters of the device.
      simulated.passTime(31 * 60_000)
      simulated.requests.clear()
    }
    return site
  }

  const asked = () => devices.reduce((sum, { simulated }) => sum + simulated.requests.all.length, 0)

  /** What a device was asked before the blow it may still act upon: wait for that, as a technician would. */
  async function settled(): Promise<void> {
    for (let before = -1; before !== asked(); await sleep(150)) before = asked()
  }

  const fix = (site: string) => startCli(['fix', '--site', site, '--apply', '--check', 'default-logins-refused'])

  async function until(happened: () => boolean, otherwise: string): Promise<void> {
    for (const deadline = performance.now() + 20_000; !happened(); await sleep(1)) {
      if (performance.now() > deadline) throw new Error(otherwise)
    }
  }
  const firstWrite = () =>
    until(() => devices.some(({ simulated }) => passwordRequests(simulated).length > 0), 'no password was changed')

  async function measure(): Promise<number> {
    const child = fix(copyOfTemplate('measure'))
    const ended = new Promise((resolve) => child.once('close', resolve))
    await firstWrite()
    const before = asked()
    const isChanged = ({ simulated, password }: (typeof devices)[number]) =>
      administrator(simulated).password !== password
    await until(() => devices.every(isChanged), 'a password stayed as it was')
    const after = asked()
    await ended
    return after - before
  }

  /** Kills it somewhere in the middle, and says what the devices have then. */
  async function strike(site: string): Promise<Struck[]> {
    const child = fix(site)
    const ended = new Promise((resolve) => child.once('close', resolve))
    await firstWrite()
    const blow = asked() + randomInt(span + 1)
    await until(() => asked() >= blow || child.exitCode !== null, 'the changes stood still')
    // Between two questions as well as at one.
    await sleep(randomInt(12))
    child.kill('SIGKILL')
    await ended
    await settled()
    return devices.map(({ simulated }) => passwordsOf(simulated))
  }

  /** @returns whether the blow fell into a change or between two */
  async function holdsAll(site: string, struck: readonly Struck[], round: number): Promise<boolean> {
    const recovered = await recoverPasswords(`${site}-vault`, Secret.of(passphrase))
    const session = await SiteSession.open(site, Secret.of(passphrase), sessionOptions)
    for (const { simulated, username, password, everywhere } of struck) {
      const device = session
        .devices()
        .find(
          ({ endpoint }) =>
            endpoint.address === simulated.address &&
            (!endpoint.forwarded || endpoint.ports.http === simulated.ports.http),
        )
      if (device === undefined) throw new Error(`the site forgot ${simulated.address}`)
      const held = session.logins.candidates(device.id, username).map((secret) => secret.reveal())
      expect(held, `round ${round}, ${simulated.address}`).toContain(password)
      const alone = recovered.passwords
        .filter(({ account }) => account.deviceId === device.id && account.username === username)
        .map(({ password: secret }) => secret.reveal())
      expect(everywhere.length).toBeGreaterThan(0)
      for (const kept of everywhere) expect(alone, `journal alone, round ${round}`).toContain(kept)
    }
    const changed = struck.filter(({ password }, index) => password !== devices[index]?.password).length
    const isMidway = (changed > 0 && changed < devices.length) || session.logins.unresolved() > 0
    session.close()
    return isMidway
  }

  it('leaves a vault that opens and holds a password that each device accepts, every time', async () => {
    let midway = 0
    let looked: Promise<void> = Promise.resolve()
    for (let round = 0; round < kills; round += 1) {
      const site = copyOfTemplate(`round-${round}`)
      // What the last blow left is looked at while the next process starts.
      const [struck] = await Promise.all([strike(site), looked])
      looked = holdsAll(site, struck, round).then((isMidway) => {
        if (isMidway) midway += 1
      })
    }
    await looked
    // Some of the blows have to fall into a change or between two, or the test has proven nothing.
    expect(midway).toBeGreaterThan(0)
  }, 400_000)

  it('goes on after a kill: the next run settles what was open and finishes', async () => {
    const site = copyOfTemplate('settle')
    const child = fix(site)
    const ended = new Promise((resolve) => child.once('close', resolve))
    await firstWrite()
    child.kill('SIGKILL')
    await ended
    for (const { simulated } of devices) simulated.passTime(31 * 60_000)
    await runCli(['assess', '--site', site])
    const session = await SiteSession.open(site, Secret.of(passphrase), sessionOptions)
    expect(session.logins.unresolved()).toBe(0)
    session.close()
  }, 60_000)
})
