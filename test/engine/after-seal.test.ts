import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NothingAssessed, PlanOutdated } from '../../electron/engine/problems.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { deriveSiteKeys } from '../../electron/vault/keys.ts'
import { LaptopClock } from './laptop-clock.ts'
import { never, newSite, passphrase, SiteFixture, sessionOptions } from './site-fixture.ts'

const day = 86_400_000
const model = { personality: 'onvif-camera', model: 'QNV-C8012' } as const
let site: SiteFixture
beforeEach(async () => {
  site = await SiteFixture.start({ ports: 'standard', seed: 'maintenance', devices: 2, lineUp: [model, model] })
  for (const { address } of site.practice.devices) {
    const device = site.practice.device(address)
    Object.assign(device.faults, noFaults())
    device.state.discovery = { ...device.state.discovery, answers: 'matching', directedOnly: false, foreignHost: null }
  }
})
afterEach(() => site.stop())

/** The store below the session: what only a version before, or somebody with other code, could write. */
const storeOf = ({ session }: SiteFixture): SiteFile => (session as unknown as { readonly store: SiteFile }).store

const packed = (number: number) => {
  const files = readZip(readFileSync(join(site.folder, `${number}.asice`)))
  const log = files.get('log.ndjson')?.toString().trimEnd().split('\n') ?? []
  return {
    results: JSON.parse(files.get('results.json')?.toString() ?? ''),
    log: log.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
  }
}

const verified = (number: number) =>
  verifyPack(readFileSync(join(site.folder, `${number}.asice`)), {
    rootsPem: [readFileSync(join(site.folder, `${number}.root.pem`), 'utf8')],
    now: new Date(),
  })

async function sealedOnce(): Promise<void> {
  await site.discover()
  await site.assess()
  await site.fix(['ntp-configured'])
  await site.seal()
}

describe('what is done after a seal', () => {
  it('is in the pack of the next visit, with the drift that it made', async () => {
    await sealedOnce()
    const [device] = site.session.devices()
    if (device === undefined) throw new Error('no device')
    expect(site.outcome(device, 'TIM-01')).toBe('fixed')
    const sealed = site.session.visit()
    const linesBefore = storeOf(site).logLines(sealed.id)
    await site.reopen()
    site.simulated(device).state.ntp.servers = []

    await expect(site.plan()).rejects.toThrow(NothingAssessed)
    site.session.updateSite({ customer: 'Another customer' })
    await site.assess()
    const changes = await site.fix(['upnp-off', 'discovery-off', 'default-logins-refused'])
    expect(changes.some(({ state }) => state === 'fixed')).toBe(true)
    await site.seal()

    expect(storeOf(site).logLines(sealed.id)).toEqual(linesBefore)
    const { results, log } = packed(2)
    expect(results.visit.number).toBe(2)
    expect(results.changes).toHaveLength(changes.length)
    const types = log.map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['scope.carried', 'site.changed', 'plan.apply', 'change']))
    expect(results.drift.since.visit).toBe(1)
    expect(results.drift.entries).toContainEqual(
      expect.objectContaining({ kind: 'finding-came-back', item: 'TIM-01', device: device.id }),
    )
    expect(await verified(2)).toMatchObject({ valid: true, reasons: [] })
  }, 60_000)

  it('begins the next visit whichever work it is, and a look begins none', async () => {
    await sealedOnce()
    const { session } = site
    const [device] = session.devices()
    if (device === undefined) throw new Error('no device')
    const signal = never()
    const on = () => undefined
    const item = session.checklist().items.find(({ manual }) => manual === 'note')?.id ?? ''
    const said = { item, deviceId: device.id, reason: 'r', compensatingControl: 'c', approver: 'C', requestedBy: 'T' }
    const expiresOn = new Date(Date.now() + 30 * day).toISOString().slice(0, 10)
    const works: Readonly<Record<string, () => unknown>> = {
      scope: () => session.confirmScope(session.site().scope ?? { targets: [], interfaces: [], excluded: [] }),
      record: () => session.updateSite({ customer: `${session.site().customer} and sons` }),
      login: () => session.logins.add(null, { username: 'x', password: Secret.of('a login of the site') }),
      waiver: () => session.statements.waive({ ...said, expiresOn }),
      risk: () => session.risks.assign({ item, deviceId: device.id, owner: 'O', due: null, note: '' }),
      person: () => session.secondPersons.enroll('Second', Secret.of('a second passphrase')),
      trust: () => session.trustCertificateAnew(device.id),
      upgrade: () => session.upgrades(),
      discover: () => session.discover({ pace: 'fast', signal, on }),
      assess: () => session.assess({ devices: [device.id], signal, on }),
      revoke: () => session.statements.revoke(session.waivers()[0]?.id ?? ''),
    }
    const looks: readonly (() => unknown)[] = [
      () => session.drift(),
      () => session.judgeAgain(null),
      () => session.updateSite({ customer: session.site().customer }),
      () => session.logins.reveal(device.id, session.vaultAccounts(device.id)[0]?.username ?? ''),
      () => session.handOver(Secret.of('a passphrase for the customer')),
      () => session.signer(),
    ]
    let began = 0
    session.onNewVisit(() => {
      began += 1
    })
    for (const look of looks) await look()
    expect(session.visit().number).toBe(1)
    for (const [name, work] of Object.entries(works)) {
      const { id, number } = session.visit()
      const last = storeOf(site).lastLogLine(id)
      await work()
      expect([name, session.visit().number]).toEqual([name, number + 1])
      expect([name, storeOf(site).lastLogLine(id)]).toEqual([name, last])
      await site.seal()
    }
    expect(began).toBe(Object.keys(works).length)
  }, 90_000)

  it('takes what was only looked at over into the log of the next visit', async () => {
    await sealedOnce()
    await site.session.handOver(Secret.of('a passphrase for the customer'))
    await site.assess()
    await site.seal()
    expect(packed(2).log).toContainEqual(
      expect.objectContaining({
        type: 'log.carried',
        of: 1,
        entry: expect.objectContaining({ what: 'passwords.handed-over' }),
      }),
    )
  }, 60_000)

  it('carries no plan out that was made before', async () => {
    await site.discover()
    await site.assess()
    const plan = await site.plan(['upnp-off'])
    await site.seal()
    const applied = site.session.apply(plan, { signal: never(), on: () => undefined, onChange: () => undefined })
    await expect(applied).rejects.toThrow(PlanOutdated)
    expect(site.session.visit().number).toBe(1)
  }, 60_000)

  it('may be nothing: the same visit is sealed again', async () => {
    await sealedOnce()
    await site.seal()
    expect(packed(2).results.visit.number).toBe(1)
    expect(await verified(2)).toMatchObject({ valid: true })
  }, 60_000)
})

describe('a site that is opened after a seal', () => {
  it('shows what ended since by itself, held against that seal', async () => {
    const clock = new LaptopClock()
    clock.turn()
    try {
      await sealedOnce()
      expect(site.session.drift()).toMatchObject({ since: { number: 1 }, discovered: false, entries: [] })
      await site.session.discover({ pace: 'fast', signal: never(), on: () => undefined })
      await site.assess()
      const failing = site.session.findings().asLeft.find(({ outcome }) => outcome === 'fail')
      if (failing === undefined) throw new Error('nothing fails')
      const expiresOn = new Date(Date.now() + day).toISOString().slice(0, 10)
      const words = { reason: 'r', compensatingControl: 'c', approver: 'C. Customer', requestedBy: 'T' }
      site.session.statements.waive({ item: failing.item, deviceId: failing.deviceId, ...words, expiresOn })
      await site.seal()
      clock.aheadMs += 40 * day
      await site.reopen()
      expect(site.session.drift()).toMatchObject({
        since: { number: 2 },
        discovered: false,
        entries: [{ kind: 'waiver-ended', item: failing.item }],
      })
    } finally {
      clock.restore()
    }
  }, 60_000)
})

describe('a seal that was interrupted', () => {
  const interrupted = async (isThere: boolean) => {
    await sealedOnce()
    const [pack] = site.session.packs()
    if (pack === undefined) throw new Error('no pack')
    const path = isThere ? pack.path : join(site.folder, 'nowhere.asice')
    storeOf(site).savePack({ ...pack, path, unfinished: 'writing' })
    await site.reopen()
    await site.assess()
    return site.session.visit().number
  }

  it('closed the visit where its file is there', async () => {
    expect(await interrupted(true)).toBe(2)
  }, 60_000)

  it('lets the visit go on where no file came to be: its pack is still to come', async () => {
    expect(await interrupted(false)).toBe(1)
    await site.seal()
    const { log, results } = packed(1)
    expect(log.map(({ type }) => type)).toContain('seal.lost')
    expect(results.changes.length).toBeGreaterThan(0)
  }, 60_000)
})

describe('a site whose making was interrupted', () => {
  it('gets its vault when it is opened', async () => {
    const file = join(site.folder, 'half.fieldseal')
    const salt = randomBytes(16)
    const keys = await deriveSiteKeys(Secret.of(passphrase), salt)
    const record = {
      ...newSite(site.practice.settings),
      id: randomUUID(),
      scope: null,
      createdAt: '2026-01-01T00:00:00Z',
    }
    SiteFile.create(file, { databaseKey: keys.databaseKey, salt }, record).close()
    const opened = await SiteSession.open(file, Secret.of(passphrase), sessionOptions)
    opened.logins.add(null, { username: 'installer', password: Secret.of('entered after all') })
    opened.close()
    const again = await SiteSession.open(file, Secret.of(passphrase), sessionOptions)
    expect(again.unresolved()).toBe(0)
    again.close()
  })
})
