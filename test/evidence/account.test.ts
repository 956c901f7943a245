import { describe, expect, it } from 'vitest'
import { signerOf } from '../../electron/evidence/identity.ts'
import { nextLogLine } from '../../electron/evidence/log.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import type { PackInput } from '../../electron/evidence/pack-input.ts'
import { accountWords, vanishedWords } from '../../electron/evidence/verify/account-words.ts'
import { openPdf } from '../../electron/evidence/verify/pdf-file.ts'
import { pageTexts } from '../../electron/evidence/verify/pdf-text.ts'
import type { Results } from '../../electron/evidence/verify/results-shape.ts'
import { checkSeries } from '../../electron/evidence/verify/series.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { zipOf } from './support/craft-zip.ts'
import { sampleIdentity, sampleInput, sealedAt } from './support/sample-visit.ts'

const identity = await sampleIdentity()
const sha256 = 'ab'.repeat(32)
const at = '2026-11-21T13:30:00.000Z'

async function sealed(overrides: Partial<PackInput>) {
  const pack = await buildPack(sampleInput(overrides), signerOf(identity))
  const file = (name: string) => new Map(pack.files.insurer).get(name) ?? Buffer.alloc(0)
  const report = await verifyPack(zipOf(pack.files.insurer), { rootsPem: [identity.rootPem], now: sealedAt })
  expect(report.reasons).toEqual([])
  return {
    report,
    signatureSha256: pack.signatureSha256,
    results: JSON.parse(file('results.json').toString()) as Results,
    page: file('report.html').toString(),
    paper: async () =>
      pageTexts(await openPdf(file('report.pdf')))
        .join(' ')
        .replace(/\s+/g, ' '),
    everything: pack.files.insurer.map(([, bytes]) => bytes.toString('latin1')).join('\n'),
  }
}

/** The log of the sample with more lines at its end. */
function logWith(...events: readonly { readonly type: string; readonly [detail: string]: unknown }[]): string[] {
  return logOver({}, ...events)
}

/** The same over another sample. */
function logOver(
  sample: Partial<PackInput>,
  ...events: readonly { readonly type: string; readonly [detail: string]: unknown }[]
): string[] {
  const lines = [...sampleInput(sample).log]
  for (const event of events)
    lines.push(nextLogLine(lines.at(-1) ?? null, { visit: '', site: '' }, { t: at, mono: 1e6, ...event }))
  return lines
}

describe('a checklist that asks less than the baseline', () => {
  const { checklist, devices } = sampleInput()
  const loose: PackInput['checklist'] = {
    ...checklist,
    title: 'Fieldseal insurer pack',
    own: true,
    comparedWith: { id: 'baseline', version: '1.2.0', sha256 },
    loosened: [
      { item: 'ACC-09', how: 'left out' },
      { item: 'TIM-01', how: 'maxOffsetSeconds 86400, the baseline asks 2' },
    ],
  }
  const softened = devices.map((evidence) => {
    const soften = (findings: typeof evidence.asLeft) =>
      findings.map((finding) =>
        finding.item === 'TIM-01' ? { ...finding, loosened: ['maxOffsetSeconds 86400, the baseline asks 2'] } : finding,
      )
    return { ...evidence, asFound: soften(evidence.asFound), asLeft: soften(evidence.asLeft) }
  })
  const note =
    'This checklist is not one of the product: who sealed brought it. Of the baseline 1.2.0 it leaves out 1 point and asks less in 1 point.'

  it('says so in the results, on the cover of both reports, and to whoever verifies', async () => {
    const { results, page, paper, report } = await sealed({ checklist: loose, devices: softened })
    expect(results.checklist).toMatchObject({ own: true, loosened: loose.loosened })
    expect(results.findings.find(({ item }) => item === 'TIM-01')?.loosened).toEqual([
      'maxOffsetSeconds 86400, the baseline asks 2',
    ])
    expect(page).toContain(note)
    expect(page).toContain('<td>ACC-09</td><td>left out</td>')
    const text = await paper()
    expect(text.slice(0, 3_000)).toContain(note)
    expect(text).toContain('ACC-09 left out')
    expect(report.checklist).toMatchObject({
      title: 'Fieldseal insurer pack',
      strength: { own: true, loosened: loose.loosened },
    })
    expect(accountWords(report)).toContain(note)
  })

  it('is loud where nobody could hold it against the baseline, and silent where it asks no less', async () => {
    const alone = await sealed({ checklist: { ...checklist, own: true, comparedWith: null } })
    expect(alone.page).toContain('How much it asks could not be held against the baseline.')
    const equal = await sealed({
      checklist: { ...checklist, own: false, comparedWith: { id: 'baseline', version: '1', sha256 } },
    })
    expect(equal.page).not.toContain('baseline 1 it')
    expect(accountWords(equal.report)).toEqual(['Judged by the checklist "Fieldseal baseline", baseline 1.2.0.'])
  })

  it('that took over within the visit leaves a count of what failed before and is asked no more', async () => {
    const [first] = devices
    const was = { type: 'finding', device: first?.device.id, item: 'GONE-01', outcome: 'fail' }
    const log = logWith(
      was,
      { ...was, item: 'GONE-02', outcome: 'pass' },
      {
        type: 'checklist.changed',
        from: { id: 'baseline', version: '1', sha256 },
        to: { id: checklist.id, version: checklist.version, sha256: checklist.sha256 },
      },
    )
    const { report } = await sealed({ log })
    expect(report.leftOut).toEqual({ checklistChanges: 1, failsOfEarlierLists: 1, devicesRemoved: [], packsLost: [] })
    expect(accountWords(report).join(' ')).toContain('1 point that failed under an earlier one')
  })

  it('cannot be sealed under another name than the log gives it', async () => {
    const log = logWith({ type: 'checklist.used', checklist: { id: 'own', version: '1', sha256 } })
    await expect(sealed({ log })).rejects.toMatchObject({ code: 'evidence/inconsistent' })
  })
})

describe('a change that needed more than the technician', () => {
  const [change] = sampleInput().changes
  const agreed = {
    ...change,
    approvedBy: 'A. Approver',
    confirm: 'It can lock us out.',
    wave: 0,
  } as PackInput['changes'][number]
  const log = logOver({ changes: [agreed] }, { type: 'second-person.enrolled', name: 'A. Approver' })
  const secondPersons = [{ name: 'A. Approver', enrolledAt: at, visit: 3 }]

  it('names the second person, why it was asked for and its place, and when that person was enrolled', async () => {
    const { results, page, paper } = await sealed({ changes: [agreed], log, secondPersons })
    expect(results.changes[0]).toMatchObject({ approvedBy: 'A. Approver', confirm: 'It can lock us out.', wave: 0 })
    const enrolled = 'A. Approver (enrolled by the technician in this visit, 21 Nov 2026, 13:30 UTC)'
    expect(page).toContain(enrolled)
    expect(page).toContain('Second person: A. Approver; Asked for by itself: It can lock us out.; First of its kind')
    expect(await paper()).toContain(enrolled)
  })

  it.each([
    ['nobody is named who agreed', []],
    [
      'the enrolment was earlier than the log says',
      [{ name: 'A. Approver', enrolledAt: '2026-01-01T00:00:00.000Z', visit: 1 }],
    ],
  ])('is not sealed when %s', async (_what, people) => {
    const wrong = sealed({ changes: [agreed], log, secondPersons: people })
    await expect(wrong).rejects.toMatchObject({ code: 'evidence/inconsistent' })
  })
})

describe('a device that this visit did not see', () => {
  const { devices } = sampleInput()
  const gone = { device: 'gone-1', address: '10.20.4.77', reason: 'known from visit 2, not seen in this one' }
  const excluded = [{ address: gone.address, reason: gone.reason }]
  const drift: PackInput['drift'] = {
    since: { visit: 2, sealedAt: at },
    discovered: true,
    entries: [{ kind: 'device-gone', device: 'gone-1', item: null, text: 'AXIS at 10.20.4.77 did not answer.' }],
  }

  it('stands in the pack with its reason, in both reports, and with what else changed since', async () => {
    const { results, page, paper, report } = await sealed({ notSeen: [gone], excluded, drift })
    expect(results.coverage.notSeen).toEqual([gone])
    expect(results.drift?.entries).toHaveLength(1)
    for (const text of [page, await paper()]) {
      expect(text).toContain('Known from visit 2, not seen in this one')
      expect(text).toContain('AXIS at 10.20.4.77 did not answer.')
    }
    expect(report.devices?.find(({ device }) => device === 'gone-1')).toMatchObject({
      state: 'not-seen',
      address: '10.20.4.77',
    })
    expect(accountWords(report)).toContain('Known from earlier visits and not seen in this one: 10.20.4.77.')
  })

  it('has no address in what the insurer gets where addresses are withheld', async () => {
    const { everything, report } = await sealed({ notSeen: [gone], excluded, drift, withholdAddresses: true })
    expect(everything).not.toContain('10.20.4.77')
    expect(report.devices?.find(({ device }) => device === 'gone-1')?.address).toMatch(/^address-\d+$/)
  })

  it('cannot be called seen as well', async () => {
    const [first] = devices
    const both = { ...gone, device: first?.device.id ?? '' }
    await expect(sealed({ notSeen: [both] })).rejects.toMatchObject({ code: 'evidence/inconsistent' })
  })

  it('is missed by name when the next pack says nothing of it', async () => {
    const first = await sealed({ sequence: 1, previousPack: null, notSeen: [gone] })
    const next = {
      sequence: 2,
      previousPack: first.signatureSha256,
      verifierNonce: null,
      packId: '00000000-0000-4000-8000-000000000002',
    }
    const silent = await sealed({ ...next, devices: devices.slice(1), changes: [] })
    const row = checkSeries([first.report, silent.report], ['first.asice', 'second.asice'])
    expect(row.vanished.map(({ device }) => device).sort()).toEqual([devices[0]?.device.id, 'gone-1'].sort())
    expect(vanishedWords(row).join(' ')).toContain(
      '10.20.4.77 (gone-1) is in first.asice, and second.asice says nothing of it.',
    )
    const honest = await sealed({ ...next, notSeen: [gone] })
    expect(checkSeries([first.report, honest.report], []).vanished).toEqual([])
  })
})
