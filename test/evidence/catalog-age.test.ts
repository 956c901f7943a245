import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fileOf, filesOf } from './support/insider.ts'
import { run, scratch } from './support/openssl.ts'
import { samplePack } from './support/sample-visit.ts'

const folder = scratch()
afterAll(() => folder.remove())

async function firstPage(ageDays: number): Promise<string> {
  const { pack } = await samplePack({ catalog: { version: 41, date: '2026-08-01', ageDays } })
  const report = join(folder.path, `${ageDays}.pdf`)
  writeFileSync(report, fileOf(filesOf(pack), 'report.pdf'))
  return run('pdftotext', ['-layout', '-l', '1', report, '-']).output.replace(/\s+/g, ' ')
}

describe('the first page of the report', () => {
  it('names the catalog, its day and its age', async () => {
    expect(await firstPage(7)).toContain('No. 41 of 2026-08-01, 7 days old')
  })

  it('warns of a catalog of more than 90 days, and only then', async () => {
    expect(await firstPage(90)).not.toContain('Catalog is')
    const old = await firstPage(112)
    expect(old).toContain(
      'Catalog is 112 days old: firmware, end of support and exploited vulnerabilities published since',
    )
    expect(old.indexOf('Catalog is 112')).toBeLessThan(old.indexOf('still fail'))
  })
})
