import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SiteSession } from '../../electron/engine/session.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { countOutcomes } from '../../electron/model/outcome.ts'
import { Secret } from '../../electron/model/secret.ts'
import { administrator, never, SiteFixture, sessionOptions } from './site-fixture.ts'

const writes = [
  'SetUser',
  'CreateUsers',
  'DeleteUsers',
  'SetNTP',
  'SetSystemDateAndTime',
  'SetNetworkProtocols',
  'SetDiscoveryMode',
  'SetHostname',
  'SystemReboot',
]

describe('a whole visit to ten simulated devices', () => {
  let site: SiteFixture
  beforeAll(async () => {
    site = await SiteFixture.start({ devices: 10, ports: 'standard' })
    await site.discover()
    await site.assess()
  }, 60_000)
  afterAll(() => site.stop())

  it('finds every device once, without a conflict', () => {
    expect(site.session.devices()).toHaveLength(10)
    expect(site.session.conflicts()).toEqual([])
  })

  it('says what is wrong before it touches anything', () => {
    const { before } = site.session.counts()
    expect(before.fail).toBeGreaterThan(5)
    expect(before.fixed).toBe(0)
    for (const device of site.session.devices()) {
      expect(site.simulated(device).requests.all.filter(({ operation }) => writes.includes(operation))).toEqual([])
    }
  })

  it('plans without writing', async () => {
    const plan = await site.plan()
    expect(plan.changes.length).toBeGreaterThan(5)
    for (const device of site.session.devices()) {
      expect(site.simulated(device).requests.all.filter(({ operation }) => writes.includes(operation))).toEqual([])
    }
  })

  it('never comes near a lock-out while it looks', () => {
    for (const device of site.session.devices()) expect(site.simulated(device).lockedOut).toBe(false)
  })

  it('fixes what it may, proves it, and holds a password that each device accepts', async () => {
    const changes = await site.fix()
    const passwords = changes.filter(({ fix, state }) => fix === 'default-logins-refused' && state === 'fixed')
    expect(passwords.length).toBeGreaterThan(2)
    for (const { deviceId } of passwords) {
      const device = site.session.devices().find(({ id }) => id === deviceId)
      if (device === undefined) throw new Error('lost device')
      const { username, password } = administrator(site.simulated(device))
      expect(site.vaultPasswords(device, username)).toEqual([password])
      expect(password.length).toBeGreaterThanOrEqual(12)
      expect(site.outcome(device, 'ACC-01')).toBe('fixed')
      expect(site.simulated(device).lockedOut).toBe(false)
    }
    expect(
      new Set(
        passwords.map(({ deviceId }) =>
          site.session.logins.reveal(deviceId, site.session.logins.accounts(deviceId)[0]?.username ?? '').reveal(),
        ),
      ).size,
    ).toBe(passwords.length)
    expect(site.session.counts().after.fixed).toBeGreaterThan(5)
    expect(site.session.logins.unresolved()).toBe(0)
  }, 90_000)

  it('keeps what was found beside what was left', () => {
    const { asFound, asLeft } = site.session.findings()
    expect(countOutcomes(asFound).fixed).toBe(0)
    for (const finding of asLeft.filter(({ outcome }) => outcome === 'fixed')) {
      const before = asFound.find(({ deviceId, item }) => deviceId === finding.deviceId && item === finding.item)
      expect(before?.outcome).toBe('fail')
    }
  })

  it('seals a pack that verifies with its root, for insurer and customer', async () => {
    for (const [sequence, variant] of [
      [1, 'insurer'],
      [2, 'customer'],
    ] as const) {
      const out = join(site.folder, `${variant}.asice`)
      const pack = await site.session.seal({ variant, out, nonce: 'challenge-7', signal: never(), on: () => undefined })
      expect(pack.sequence).toBe(sequence)
      const report = await verifyPack(readFileSync(out), {
        rootsPem: [readFileSync(pack.rootPath, 'utf8')],
        nonce: 'challenge-7',
        requireTimestamp: false,
        now: new Date(),
      })
      expect(report.reasons).toEqual([])
      expect(report).toMatchObject({ valid: true, sequence })
    }
  })

  it('lets no password of any device into log, findings or pack', async () => {
    const secrets = site.session
      .devices()
      .flatMap((device) =>
        site.session.logins
          .accounts(device.id)
          .map(({ username }) => site.session.logins.reveal(device.id, username).reveal()),
      )
      .filter((secret) => secret.length >= 14)
    expect(secrets.length).toBeGreaterThan(3)
    const { readZip } = await import('./read-zip.ts')
    const texts = await readZip(join(site.folder, 'customer.asice'))
    texts.push(JSON.stringify(site.session.findings()), JSON.stringify(site.session.changes()))
    for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([])
  })

  it('opens again with its passphrase and knows everything, and refuses another one', async () => {
    const before = site.session.counts()
    await site.reopen()
    expect(site.session.counts()).toEqual(before)
    site.session.close()
    await expect(SiteSession.open(site.file, Secret.of('not the passphrase'), sessionOptions)).rejects.toMatchObject({
      code: 'store/wrong-passphrase',
    })
    await site.reopen()
  })

  it('starts a new visit after the last one was sealed', async () => {
    const { number } = site.session.visit()
    await site.discover()
    expect(site.session.visit().number).toBe(number + 1)
    expect(site.session.devices()).toHaveLength(10)
    expect(site.session.findings().asLeft).toEqual([])
  })
})
