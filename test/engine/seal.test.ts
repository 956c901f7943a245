import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { SiteSession } from '../../electron/engine/session.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import type { PackRecord } from '../../electron/model/pack-record.ts'
import { Secret } from '../../electron/model/secret.ts'
import { readZip } from './read-zip.ts'
import { never, passphrase, SiteFixture, sessionOptions } from './site-fixture.ts'

let site: SiteFixture
let packs = 0
const start = async () => {
  site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera' })
  await site.discover()
  await site.assess()
}
const stop = async () => {
  vi.useRealTimers()
  await site.stop()
}

function seal(): Promise<PackRecord> {
  packs += 1
  const out = join(site.folder, `pack-${packs}.asice`)
  return site.session.seal({ variant: 'insurer', out, nonce: null, signal: never(), on: () => undefined })
}

const verify = (pack: PackRecord, rootPath: string) =>
  verifyPack(readFileSync(pack.path), {
    rootsPem: [readFileSync(rootPath, 'utf8')],
    requireTimestamp: false,
    now: new Date(),
  })

vi.setConfig({ testTimeout: 30_000 })

describe('a clock that was wrong at the first seal', () => {
  beforeEach(start, 30_000)
  afterEach(stop)

  it.each([
    ['two hours', 2],
    ['400 days', 400 * 24],
  ])('by %s ahead is forgiven: the next pack verifies with the same root', async (_words, hours) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 })
    const first = await seal()
    vi.useRealTimers()
    expect((await verify(first, first.rootPath)).reasons.map(({ code }) => code)).toContain('pack/claim-in-future')
    const second = await seal()
    expect(second.rootFingerprint).toBe(first.rootFingerprint)
    expect(await verify(second, first.rootPath)).toMatchObject({ valid: true, reasons: [], sequence: 2 })
  })
})

describe('a checklist that changes within a visit', () => {
  beforeAll(start, 30_000)
  afterAll(stop)

  /** The same checklist without this item, or as it is. */
  async function updateChecklist(without: string | null): Promise<void> {
    const checklists = join(site.folder, `checklists-${without}`)
    cpSync(sessionOptions.resources.checklists, checklists, { recursive: true })
    const file = join(checklists, 'baseline.yaml')
    const text = readFileSync(file, 'utf8')
    const kept =
      without === null
        ? text
        : text.replace(new RegExp(`^ *- id: ${without}\\n(?: {4,}.*\\n)+?(?= *- id:|\\n|$)`, 'm'), '')
    expect(kept.includes(`id: ${without}\n`)).toBe(false)
    writeFileSync(file, kept)
    site.session.close()
    site.session = await SiteSession.open(site.file, Secret.of(passphrase), {
      ...sessionOptions,
      resources: { ...sessionOptions.resources, checklists },
    })
  }

  async function contents(pack: PackRecord): Promise<{ items: string[]; log: Record<string, unknown>[] }> {
    const texts = await readZip(pack.path)
    const log = texts.find((text) => text.startsWith('{"seq":0')) ?? ''
    const results = JSON.parse(texts.find((text) => text.includes('fieldseal-results')) ?? '{}')
    const items = results.findings.map(({ item }: { item: string }) => item)
    return {
      items,
      log: log
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    }
  }
  const named = (log: readonly Record<string, unknown>[]) =>
    log.filter(({ type }) => String(type).startsWith('checklist.')).map(({ type }) => type)

  it('is named once while it stays the same', async () => {
    await site.assess()
    await site.reopen()
    await site.assess()
    const { log } = await contents(await seal())
    expect(named(log)).toEqual(['checklist.used'])
  })

  it('is named by the seal, and the pack verifies without the item that is gone', async () => {
    const { digestHex } = site.session.checklist()
    await updateChecklist('FW-03')
    const pack = await seal()
    expect(await verify(pack, pack.rootPath)).toMatchObject({ valid: true, reasons: [] })
    const { items, log } = await contents(pack)
    expect(items).toContain('FW-02')
    expect(items).not.toContain('FW-03')
    expect(named(log)).toEqual(['checklist.used', 'checklist.changed'])
    expect(log.find(({ type }) => type === 'checklist.changed')).toMatchObject({
      from: { id: 'baseline', sha256: digestHex },
      to: { id: 'baseline', sha256: site.session.checklist().digestHex },
    })
  })

  it('judges from then on, and the pack verifies again', async () => {
    await site.assess()
    const pack = await seal()
    expect(await verify(pack, pack.rootPath)).toMatchObject({ valid: true, reasons: [] })
    const { items, log } = await contents(pack)
    expect(items).not.toContain('FW-03')
    // The visit before was sealed: in this one it is the only list.
    expect(named(log)).toEqual(['checklist.used'])
  })

  it('may come back: an item that returns was found as it was found first', async () => {
    const device = () => {
      const [one] = site.session.devices()
      if (one === undefined) throw new Error('no device')
      return one
    }
    const asFound = () => site.session.findings().asFound.filter(({ item }) => item === 'ACC-01')
    await site.assess()
    const first = asFound()
    expect(first.some(({ outcome }) => outcome === 'fail')).toBe(true)
    await site.fix(['default-logins-refused'])
    await updateChecklist('ACC-01')
    await site.assess()
    expect(site.outcome(device(), 'ACC-01')).toBe(undefined)
    await updateChecklist(null)
    await site.assess()
    expect(asFound()).toEqual(first)
    expect(site.outcome(device(), 'ACC-01')).toBe('fixed')
    const pack = await seal()
    expect(await verify(pack, pack.rootPath)).toMatchObject({ valid: true, reasons: [] })
  })
})
