import { beforeAll, describe, expect, it } from 'vitest'
import { buildResults } from '../../electron/evidence/results.ts'
import { oldLookText } from '../../electron/evidence/verify/page/age-words.ts'
import { htmlReport, pageEdition } from '../../electron/evidence/verify/page/html-report.ts'
import { sha256Hex } from '../../electron/evidence/verify/sums.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { type Bench, makeBench } from './support/bench.ts'
import { zipOf } from './support/craft-zip.ts'
import { fileOf, filesOf, resealed } from './support/insider.ts'
import { sampleInput, sealedAt } from './support/sample-visit.ts'

let bench: Bench
beforeAll(async () => {
  bench = await makeBench()
})

/** Reasons against a pack that its signer sealed with this page instead of the written one. */
async function reasonsOf(edit: (page: string) => string): Promise<readonly string[]> {
  const page = fileOf(filesOf(bench.pack), 'report.html').toString()
  const changed = edit(page)
  expect(changed).not.toBe(page)
  const files = await resealed(
    bench.pack,
    bench.signer,
    (all) => {
      all.set('report.html', Buffer.from(changed))
    },
    { keepPage: true },
  )
  const { reasons } = await bench.verify(zipOf(files))
  return reasons.map(({ code }) => code)
}

/** The page of an edition that this verifier cannot write. */
const older = (page: string): string => page.replace(/<meta name="generator"[^>]*>\n/, '')
const newer = (page: string): string => page.replace('report page 3"', 'report page 4"')

describe('report.html of a pack', () => {
  it('counts whole days from the look to the seal, also where the signature cut off the part of a second', () => {
    const { findings } = buildResults(sampleInput(), (id) => `evidence/${id}.json`)
    const looked = (at: string) => ({
      findings: findings.map((each) => (each.asLeft === null ? each : { ...each, asLeft: { ...each.asLeft, at } })),
    })
    const words = (at: string) => oldLookText(looked(at), '2027-01-01T16:59:41.000Z')
    expect(words('2026-11-22T16:59:41.326Z')).toContain(', 40 days before this was sealed')
    expect(words('2026-11-22T16:59:42.000Z')).toContain(', 39 days before this was sealed')
    expect(words('2026-12-31T16:59:42.000Z')).toBeNull()
  })

  it('is of the edition that it names: other bytes for the same results are another edition', () => {
    const results = buildResults(sampleInput(), (id) => `evidence/${id}.json`)
    const page = htmlReport(results, sealedAt)
    // Whoever changes what is written counts `pageEdition` up, once a release wrote the edition before, and then this digest.
    expect([pageEdition, sha256Hex(page)]).toEqual([
      3,
      'f29650514836cf05b2e7f16258d479e90929b1d43e87650be63927efe5652b5a',
    ])
  })

  it('is written again from the results by the reader, and holds', async () => {
    const report = await bench.verify(zipOf(filesOf(bench.pack)))
    expect(report.held).toContain('page')
    expect(report.valid).toBe(true)
    const customer = await verifyPack(zipOf(filesOf(bench.pack, 'customer')), {
      rootsPem: [bench.identity.rootPem],
      now: sealedAt,
    })
    expect(customer.valid).toBe(true)
  })

  it.each([
    ['another number', (page: string) => page.replace('<td>9</td>', '<td>0</td>')],
    ['another word', (page: string) => page.replace('Open risks', 'No open risks')],
    [
      'a script of its own',
      (page: string) => page.replace('</main>', '</main><script>fetch("https://x.invalid")</script>'),
    ],
    ['a byte more at its end', (page: string) => `${page}\n`],
  ])('with %s is not the page that the results make', async (_what, edit) => {
    expect(await reasonsOf(edit)).toEqual(['pack/report-differs'])
  })

  it.each([
    ['an older', older],
    ['a newer', newer],
  ])(
    'of %s edition is accepted where it is built of known parts and carries the same numbers',
    async (_which, edit) => {
      expect(await reasonsOf(edit)).toEqual([])
    },
  )

  it.each([
    ['a script beside the known one', (page: string) => page.replace('</main>', '</main><script>alert(1)</script>')],
    ['another script', (page: string) => page.replace("'use strict'", "'use strict';fetch('https://x.invalid')")],
    ['another style', (page: string) => page.replace('*{box-sizing', '@import "https://x.invalid";*{box-sizing')],
    ['another policy', (page: string) => page.replace("default-src 'none'", 'default-src *')],
    [
      'a second policy',
      (page: string) => page.replace('<title>', '<meta http-equiv="refresh" content="0;url=x"><title>'),
    ],
    [
      'a picture from elsewhere',
      (page: string) => page.replace('</main>', '<img src="https://x.invalid/a.png"></main>'),
    ],
    ['a link', (page: string) => page.replace('</main>', '<a href="https://x.invalid">x</a></main>')],
    ['an event', (page: string) => page.replace('<header>', '<header onclick="x()">')],
    ['a style of one element', (page: string) => page.replace('<header>', '<header style="display:none">')],
    ['an attribute without quotes', (page: string) => page.replace('<header>', '<header class=x>')],
    ['a comment', (page: string) => page.replace('<main>', '<main><!-- x -->')],
    ['a capital element', (page: string) => page.replace('</main>', '<IMG SRC=x></main>')],
    ['a script that does not end', (page: string) => page.replace('</script>', '')],
    ['no script at all', (page: string) => page.replace(/<script>[\s\S]*<\/script>/, '')],
  ])('of another edition with %s is no report', async (_what, edit) => {
    expect(await reasonsOf((page) => edit(older(page)))).toEqual(['pack/report-malformed'])
  })

  it.each([
    ['other numbers', (page: string) => page.replace('Fail</th><td>9</td>', 'Fail</th><td>1</td>')],
    [
      'a second row of numbers',
      (page: string) =>
        page.replace(
          '</tbody>',
          '<tr><th scope="row"><span class="mark fail"></span>Fail</th><td>0</td><td>0</td></tr></tbody>',
        ),
    ],
  ])('of another edition with %s is not what the results say', async (_what, edit) => {
    expect(await reasonsOf((page) => edit(older(page)))).toEqual(['pack/report-differs'])
  })
})
