import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { SiteSession } from '../../electron/engine/session.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import { Secret } from '../../electron/model/secret.ts'
import { inDays, never, passphrase, SiteFixture, sessionOptions } from './site-fixture.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const due = inDays(30)

describe('who takes care of what stays open', () => {
  let site: SiteFixture
  let item: string
  let deviceId: string
  const refused = expect.objectContaining({ code: 'visit/statement-refused' })
  const word = (patch = {}) => ({ item, deviceId: null, owner: 'R. Isk', due, note: 'Ordered.', ...patch })

  beforeAll(async () => {
    site = await SiteFixture.start({ devices: 2, personality: 'onvif-camera' })
    await site.discover()
    await site.assess()
    const first = site.session.risks.open().find(({ failing }) => failing.length === 2)
    item = first?.item ?? ''
    deviceId = first?.failing[0]?.deviceId ?? ''
  })
  afterAll(() => site.stop())

  const open = () => site.session.risks.open().find((each) => each.item === item)

  it('is nobody until somebody is named', () => {
    expect(site.session.risks.open().length).toBeGreaterThan(3)
    expect(open()).toMatchObject({ forAll: null, failing: [{ risk: null }, { risk: null }] })
  })

  it('is named for all devices, and otherwise for one of them', () => {
    site.session.risks.assign(word())
    site.session.risks.assign(word({ deviceId, owner: ' O. Ther ', due: null }))
    expect(open()?.failing).toMatchObject([
      { risk: { owner: 'O. Ther', due: null } },
      { risk: { owner: 'R. Isk', due } },
    ])
  })

  it('needs a name, a day that is still to come, an item and a device of the site', () => {
    const { risks } = site.session
    expect(() => risks.assign(word({ owner: '  ' }))).toThrow(refused)
    expect(() => risks.assign(word({ due: inDays(-1) }))).toThrow(refused)
    expect(() => risks.assign(word({ due: '2027-02-31' }))).toThrow(refused)
    expect(() => risks.assign(word({ due: 'soon' }))).toThrow(refused)
    expect(() => risks.assign(word({ item: 'XXX-99' }))).toThrow(refused)
    expect(() => risks.assign(word({ deviceId: '00000000-0000-4000-8000-000000000000' }))).toThrow(refused)
    expect(risks.list()).toHaveLength(2)
  })

  it('is kept with the site, and every word stands in the log', async () => {
    site.session.close()
    site.session = await SiteSession.open(site.file, Secret.of(passphrase), sessionOptions)
    expect(open()?.forAll).toMatchObject({ owner: 'R. Isk', due, note: 'Ordered.' })
    const lines = site.session.logPage(null, 50).map(({ line }) => JSON.parse(line))
    expect(lines.filter(({ type }) => type === 'risk.assigned')).toMatchObject([
      { item, device: deviceId, owner: 'O. Ther', due: '' },
      { item, owner: 'R. Isk', due },
    ])
  })

  it('stands in the results, on the first page of the report, and in its page for the browser', async () => {
    const out = join(site.folder, 'risks.asice')
    const pack = await site.session.seal({ variant: 'insurer', out, nonce: null, signal: never(), on: () => undefined })
    const bytes = readFileSync(out)
    const roots = { rootsPem: [readFileSync(pack.rootPath, 'utf8')], now: new Date() }
    expect(await verifyPack(bytes, roots)).toMatchObject({ valid: true, reasons: [] })
    const files = readZip(bytes)
    const file = (name: string) => files.get(name) ?? Buffer.alloc(0)
    expect(JSON.parse(file('results.json').toString()).risks).toEqual([
      { device: null, item, owner: 'R. Isk', due, note: 'Ordered.' },
      { device: deviceId, item, owner: 'O. Ther', due: null, note: 'Ordered.' },
    ])
    const report = join(site.folder, 'risks.pdf')
    writeFileSync(report, file('report.pdf'))
    const page = execFileSync('pdftotext', ['-layout', '-l', '1', report, '-']).toString()
    const [row = ''] = page.split('\n').filter((line) => line.includes(item))
    expect(page).toContain('who takes care of it, and by when')
    expect(row).toMatch(/O\. Ther, R\. Isk/)
    expect(row).toContain(due)
    expect(page).toContain('not named')
    expect(file('report.html').toString()).toMatch(
      /O\. Ther, R\. Isk<\/td><td>\d{4}-\d\d-\d\d; some open<\/td><td>Ordered\./,
    )
  })

  it('is taken back, and nobody is named twice', () => {
    site.session.risks.withdraw({ item, deviceId })
    expect(() => site.session.risks.withdraw({ item, deviceId })).toThrow(refused)
    expect(site.session.risks.list()).toMatchObject([{ item, deviceId: null, owner: 'R. Isk' }])
  })
})
