import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Results } from '../../electron/evidence/verify/results-shape.ts'
import { checkSeries } from '../../electron/evidence/verify/series.ts'
import { type VerifyReport, verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import { exporters } from '../../electron/exporters/index.ts'
import { endpointText } from '../../electron/model/device.ts'
import type { PackRecord } from '../../electron/model/pack-record.ts'
import { Secret } from '../../electron/model/secret.ts'
import { never, SiteFixture } from './site-fixture.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const weak = `id: insurer-pack-2026
title: Fieldseal insurer pack
version: 1.0.0
items:
  - id: TIM-02
    check: clock-accurate
    title: The clock is right
    severity: low
    references: []
    rationale: Times must be comparable.
    params:
      maxOffsetSeconds: 86400
`

let site: SiteFixture
let rows: PackRecord[]
const seal = async (name: string, withholdAddresses = false): Promise<PackRecord> =>
  await site.session.seal({
    ...{ variant: 'insurer', out: join(site.folder, name), nonce: null, signal: never(), on: () => undefined },
    withholdAddresses,
  })
const filesOf = (pack: PackRecord) => readZip(readFileSync(pack.path))
const resultsOf = (pack: PackRecord) => JSON.parse(filesOf(pack).get('results.json')?.toString() ?? '{}') as Results
const verify = (pack: PackRecord): Promise<VerifyReport> =>
  verifyPack(readFileSync(pack.path), {
    rootsPem: [readFileSync(rows[0]?.rootPath ?? '', 'utf8')],
    now: new Date(Date.now() + 1_000),
  })

/** First visit: three devices. Second visit: one of them is out of the scope, and a weak list takes over before the seal. */
beforeAll(async () => {
  site = await SiteFixture.start({ devices: 3, personality: 'onvif-camera' })
  await site.discover()
  await site.assess()
  await expect(seal(join('no-such-folder', 'first.asice'))).rejects.toMatchObject({ code: 'evidence/not-written' })
  const first = await seal('first.asice')
  const { scope, interfaces } = site.practice
  site.session.confirmScope({ targets: scope.slice(1), interfaces, excluded: [] })
  await site.discover()
  const { startedAt } = site.session.visit()
  const seen = site.session.devices().filter(({ lastSeenAt }) => lastSeenAt >= startedAt)
  const ids = seen.map(({ id }) => id)
  await site.assess(ids)
  await site.session.secondPersons.enroll('A. Approver', Secret.of('a long passphrase of its own'))
  site.session.checklists.add(weak, 'own.yaml')
  site.session.checklists.use('insurer-pack-2026')
  await site.assess(ids)
  rows = [first, await seal('second.asice'), await seal('withheld.asice', true)]
})
afterAll(() => site.stop())

const pack = (at: number): PackRecord => rows[at] ?? expect.unreachable()

describe('a site whose next visit asks less and sees less', () => {
  it('says in the pack whose list it is and every way in which it asks less', async () => {
    const { checklist, findings } = resultsOf(pack(1))
    expect(resultsOf(pack(0)).checklist).toMatchObject({ own: false, loosened: [] })
    expect(checklist).toMatchObject({ own: true, title: 'Fieldseal insurer pack', comparedWith: { id: 'baseline' } })
    const leftOut = checklist.loosened?.filter(({ how }) => how === 'left out') ?? []
    const items = new Set(resultsOf(pack(0)).findings.map(({ item }) => item))
    expect(leftOut.length).toBeGreaterThanOrEqual(items.size - 1)
    expect(checklist.loosened?.filter(({ item }) => item === 'TIM-02').map(({ how }) => how)).toEqual([
      expect.stringContaining('severity low'),
      expect.stringContaining('maxOffsetSeconds 86400'),
    ])
    expect(findings.filter(({ item }) => item === 'TIM-02').every(({ loosened }) => loosened?.length === 2)).toBe(true)
    const page = filesOf(pack(1)).get('report.html')?.toString()
    expect(page).toContain('This checklist is not one of the product: who sealed brought it.')
  })

  it('tells whoever verifies, with how many earlier fails the change of the list put aside', async () => {
    const { valid, checklist, leftOut } = await verify(pack(1))
    expect(valid).toBe(true)
    expect(checklist?.strength).toMatchObject({ own: true })
    expect(leftOut?.checklistChanges).toBe(1)
    expect(leftOut?.failsOfEarlierLists).toBeGreaterThan(0)
    const before = await verify(pack(0))
    expect(before.leftOut).toMatchObject({ checklistChanges: 0, failsOfEarlierLists: 0 })
  })

  it('keeps the device that was not seen, with its reason and what changed since', async () => {
    const gone = site.session.devices().find(({ lastSeenAt }) => lastSeenAt < site.session.visit().startedAt)
    const address = gone === undefined ? '' : endpointText(gone.endpoint)
    const results = resultsOf(pack(1))
    const reason = 'known from visit 1, not seen in this one'
    expect(results.coverage.notSeen).toEqual([{ device: gone?.id, address, reason }])
    expect(results.coverage.excluded).toContainEqual({ address, reason })
    expect(results.coverage.seen).toBe(2)
    expect(results.drift).toMatchObject({ since: { visit: 1 }, discovered: true })
    expect(results.drift?.entries.find(({ kind }) => kind === 'device-gone')).toMatchObject({ device: gone?.id })
    const row = checkSeries([await verify(pack(0)), await verify(pack(1)), await verify(pack(2))], [])
    expect(row).toMatchObject({ valid: true, vanished: [] })
  })

  it('names its address in no file of the insurer where addresses are withheld', () => {
    const { coverage } = resultsOf(pack(1))
    const address = coverage.notSeen?.[0]?.address.replace(/:\d+$/, '') ?? expect.unreachable()
    const texts = [...filesOf(pack(2))]
      .filter(([name]) => !name.endsWith('.p7s'))
      .map(([, bytes]) => bytes.toString('latin1'))
    expect(texts.some((text) => text.includes(`${address}:`) || text.includes(`${address}"`))).toBe(false)
    expect(resultsOf(pack(2)).coverage.notSeen?.[0]?.address).toMatch(/^address-\d+/)
  })

  it('counts no pack that could not be written', async () => {
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(site.session.packs()).toHaveLength(3)
    expect(filesOf(pack(0)).get('log.ndjson')?.toString()).toContain('"type":"seal.abandoned"')
  })

  it('says when the second person was enrolled', () => {
    expect(resultsOf(pack(0)).secondPersons).toEqual([])
    expect(resultsOf(pack(1)).secondPersons).toMatchObject([{ name: 'A. Approver', visit: 2 }])
  })

  it('exports the same strength', () => {
    const json = exporters.find(({ id }) => id === 'json')
    const { checklist } = JSON.parse(json?.write(site.session.exportInput()).toString() ?? '{}')
    expect(checklist).toMatchObject({ id: 'insurer-pack-2026', own: true, comparedWith: { id: 'baseline' } })
  })
})
