import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SigningIdentity, signerOf } from '../../electron/evidence/identity.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import { largeVisit } from './support/large-visit.ts'
import { sampleIdentity } from './support/sample-visit.ts'

const root = join(import.meta.dirname, '..', '..')

/** The report as a reader sees it, at the sizes that sites have. Poppler is the reader. */
describe.each([3, 60, 1_000])('the report of a site with %i devices', (devices) => {
  let identity: SigningIdentity
  let folder: string
  let file: string
  let text: string
  beforeAll(async () => {
    identity = await sampleIdentity()
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-report-'))
    file = join(folder, 'report.pdf')
    const pack = await buildPack(largeVisit(devices), signerOf(identity))
    const report = pack.files.insurer.find(([name]) => name === 'report.pdf')
    if (report === undefined) throw new Error('a pack has a report')
    writeFileSync(file, report[1])
    text = execFileSync('pdftotext', ['-layout', file, '-']).toString('utf8')
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const info = (name: string): string =>
    new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(execFileSync('pdfinfo', [file]).toString('utf8'))?.[1] ?? ''

  it('is tagged, numbers its pages and carries its fonts', () => {
    expect(info('Tagged')).toBe('yes')
    const pages = Number(info('Pages'))
    expect(text).toContain(`1 of ${pages}`)
    expect(text).toContain(`${pages} of ${pages}`)
    const fonts = execFileSync('pdffonts', [file]).toString('utf8').trim().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/ yes\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$/)
  })

  it('says on its first page who, what, how much was looked at, and what was not', () => {
    const [first = ''] = text.split('\f')
    for (const words of [
      /coverage/i,
      /not (?:checked|looked)/i,
      new RegExp(`\\b${devices.toLocaleString('en')}\\b|\\b${devices}\\b`),
    ]) {
      expect(first).toMatch(words)
    }
  })

  it('has no empty page', () => {
    const pages = text.split('\f').slice(0, Number(info('Pages')))
    expect(pages.filter((page) => page.replace(/\s+/g, '').length < 80)).toEqual([])
  })

  it('can be drawn', () => {
    const prefix = join(folder, 'page')
    execFileSync('pdftoppm', ['-png', '-r', '70', '-f', '1', '-l', '2', file, prefix])
    const pages = readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .sort()
    expect(pages.length).toBe(2)
    if (devices === 60) share(pages.map((name) => join(folder, name)))
  })
})

/** Pictures of the documentation are made anew only when that is asked for. */
function share(pages: readonly string[]): void {
  if (process.env.FIELDSEAL_PICTURES !== '1') return
  const pictures = join(root, 'build', 'pictures')
  mkdirSync(pictures, { recursive: true })
  for (const [index, name] of ['report-first-page', 'report-second-page'].entries()) {
    copyFileSync(pages[index] ?? '', join(pictures, `${name}.png`))
  }
}
