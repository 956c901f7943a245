import { beforeAll, describe, expect, it } from 'vitest'
import { signDetached } from '../../electron/evidence/cms.ts'
import { signerOf } from '../../electron/evidence/identity.ts'
import { nextLogLine } from '../../electron/evidence/log.ts'
import { writeJson } from '../../electron/evidence/verify/canonical-json.ts'
import type { RejectCode } from '../../electron/evidence/verify/rejected.ts'
import type { Results } from '../../electron/evidence/verify/results-shape.ts'
import { countObservations } from '../../electron/evidence/verify/totals.ts'
import { type Bench, change, evidenceName, makeBench, reportOf, resultsOf } from './support/bench.ts'
import { zipOf } from './support/craft-zip.ts'
import { fileOf, filesOf, resealed } from './support/insider.ts'
import { sampleIdentity, sampleInput, samplePack, sealedAt } from './support/sample-visit.ts'

let bench: Bench
beforeAll(async () => {
  bench = await makeBench()
})

describe('an insider with the key', () => {
  const rejectsResealed = async (
    code: RejectCode,
    edit: (files: Map<string, Buffer>) => void | Promise<void>,
    options: Parameters<typeof resealed>[3] = {},
  ) => bench.expectRejected(zipOf(await resealed(bench.pack, bench.signer, edit, options)), code)

  it('who seals again without a change makes a valid pack: the following tests reject for their own reason', async () => {
    expect(await bench.verify(zipOf(await resealed(bench.pack, bench.signer, () => {})))).toMatchObject({
      valid: true,
      reasons: [],
    })
  })

  it('who truncates the log is found out by its length and head', async () => {
    const cut = change('log.ndjson', (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`)
    await rejectsResealed('pack/log-differs', cut, { keepLogContext: true })
  })

  it('who adds to the log is found out by its length and head', async () => {
    const longer = change('log.ndjson', (text) => {
      const last = text.trimEnd().split('\n').at(-1) ?? ''
      return `${text}${nextLogLine(last, { visit: '', site: '' }, { type: 'note', t: '', mono: 1 })}\n`
    })
    await rejectsResealed('pack/log-differs', longer, { keepLogContext: true })
  })

  it('who puts the lines of the log in another order is found out', async () => {
    const swapped = change('log.ndjson', (text) => text.replace(/^(.*\n)(.*\n)(.*\n)/, '$1$3$2'))
    await rejectsResealed('pack/log-broken', swapped, { keepLogContext: true })
  })

  it('who turns a fail into a pass in the results is found out by the log', async () => {
    await rejectsResealed('pack/results-contradiction', (files) =>
      editResults(files, (results) => {
        const finding = results.findings.find(({ asLeft }) => asLeft?.outcome === 'fail')
        if (finding?.asLeft) finding.asLeft.outcome = 'pass'
      }),
    )
  })

  it('who leaves a device out of the results is found out by the log', async () => {
    await rejectsResealed('pack/results-contradiction', (files) =>
      editResults(files, (results) => {
        const [first] = results.devices
        results.devices = results.devices.filter(({ id }) => id !== first?.id)
        results.findings = results.findings.filter(({ device }) => device !== first?.id)
        results.changes = results.changes.filter(({ device }) => device !== first?.id)
      }),
    )
  })

  it('who leaves a device out of everything is not found out by one pack: the number seen is what remains', async () => {
    const input = sampleInput()
    const devices = input.devices.slice(1)
    const changes = input.changes.filter(({ deviceId }) => devices.some(({ device }) => device.id === deviceId))
    const { pack, identity } = await samplePack({ devices, changes })
    const report = await bench.verify(zipOf(filesOf(pack)), { rootsPem: [identity.rootPem] })
    expect(report).toMatchObject({ valid: true })
    expect(pack.results.coverage.seen - pack.results.devices.length).toBe(2)
  })

  it('who counts in a nicer way is found out', async () => {
    await rejectsResealed('pack/results-contradiction', (files) => {
      const results = resultsOf(files)
      const after = { ...results.summary.after, fail: 0, pass: results.summary.after.pass + results.summary.after.fail }
      files.set('results.json', writeJson({ ...results, summary: { ...results.summary, after } }))
    })
  })

  it('who hides that the site was simulated in one of two places is found out', async () => {
    await rejectsResealed('pack/results-contradiction', (files) =>
      editResults(files, (results) => {
        results.practice = true
      }),
    )
  })

  it('who adds a member to the results is found out', async () => {
    await rejectsResealed('pack/results-malformed', (files) => {
      files.set('results.json', writeJson({ ...resultsOf(files), note: 'all is well' }))
    })
  })

  it('who gives a member twice, for readers to disagree on, is found out', async () => {
    const twice = change('results.json', (text) =>
      text.replace('"practice": false', '"practice": true,\n  "practice": false'),
    )
    await rejectsResealed('pack/results-malformed', twice)
  })

  it('who leaves the salt out of an evidence file is found out', async () => {
    await rejectsResealed('pack/evidence-malformed', (files) => {
      files.set(evidenceName(files), writeJson({ device: 'x' }))
    })
  })

  it('who describes other files in pack.json is found out', async () => {
    await rejectsResealed('pack/context-contradiction', () => {}, {
      context: (context) => {
        context.files = (context.files as unknown[]).slice(1)
      },
    })
  })

  it('who claims another time in pack.json than in the signature is found out', async () => {
    await rejectsResealed('pack/context-contradiction', () => {}, {
      context: (context) => {
        context.signedAtClaim = '2026-11-20T00:00:00.000Z'
      },
    })
  })

  it('who backdates to before the certificate is found out', async () => {
    await rejectsResealed('pack/claim-before-certificate', () => {}, { signingTime: new Date('2025-05-21T10:00:00Z') })
  })

  it('who attaches other results to the report is found out', async () => {
    await rejectsResealed('pack/report-differs', async (files) => {
      const results = { ...resultsOf(files), packId: '00000000-0000-4000-8000-000000000001' }
      files.set('report.pdf', await reportOf(results, writeJson(results), bench.signer))
    })
  })

  it('who prints other totals on the report than it carries is found out', async () => {
    await rejectsResealed('pack/report-differs', async (files) => {
      const results = resultsOf(files)
      const after = { ...results.summary.after, fail: 0 }
      const lying = { ...results, summary: { ...results.summary, after } }
      files.set('report.pdf', await reportOf(lying, fileOf(files, 'results.json'), bench.signer))
    })
  })

  it('who adds something to the report after it was signed is found out', async () => {
    await rejectsResealed('pack/report-malformed', (files) => {
      const update = Buffer.from('\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n')
      files.set('report.pdf', Buffer.concat([fileOf(files, 'report.pdf'), update]))
    })
  })

  it('who changes a byte of the signed report is found out', async () => {
    await rejectsResealed('pack/report-signature', (files) => {
      const pdf = Buffer.from(fileOf(files, 'report.pdf'))
      const at = pdf.indexOf('/Title')
      pdf.write('/Titel', at, 'latin1')
      files.set('report.pdf', pdf)
    })
  })

  it('who lets somebody else sign the report is found out', async () => {
    const other = signerOf(await sampleIdentity())
    await rejectsResealed('pack/report-signature', async (files) => {
      files.set('report.pdf', await reportOf(resultsOf(files), fileOf(files, 'results.json'), other))
    })
  })

  it('who lets somebody else make the second signature is found out', async () => {
    const other = signerOf(await sampleIdentity())
    const files = await resealed(bench.pack, bench.signer, () => {})
    const manifest = fileOf(files, 'META-INF/ASiCManifest001.xml')
    files.set('META-INF/signature001.p7s', await signDetached(manifest, other, sealedAt))
    await bench.expectRejected(zipOf(files), 'pack/manifest')
  })
})

/** Changes the results and makes their numbers and the report fit, as a careful insider would. */
async function editResults(files: Map<string, Buffer>, edit: (results: Results) => void): Promise<void> {
  const results = resultsOf(files)
  edit(results)
  results.summary = {
    devices: results.devices.length,
    before: countObservations(results.findings, 'asFound'),
    after: countObservations(results.findings, 'asLeft'),
  }
  const bytes = writeJson(results)
  files.set('results.json', bytes)
  files.set('report.pdf', await reportOf(results, bytes, bench.signer))
}
