import { describe, expect, it } from 'vitest'
import { type SiteFacts, siteView } from '../../electron/app/views/site-view.ts'
import { SiteView } from '../../electron/contract/shapes.ts'
import type { Finding } from '../../electron/model/finding.ts'
import { summaryOf } from '../../electron/model/finding-summary.ts'
import { change, device, finding } from './examples.ts'

const visit = { id: 'v1', number: 1, startedAt: '2026-01-01T00:00:00Z', endedAt: null, before: null }
const pack = {
  packId: 'p',
  sequence: 1,
  visitId: 'v1',
  variant: 'insurer',
  path: '',
  rootPath: '',
  signatureSha256: '',
  rootFingerprint: '',
  sealedAt: '',
  sizeBytes: 1,
} as const

function facts(over: Partial<SiteFacts> = {}): SiteFacts {
  return {
    file: '/sites/harbour.fieldseal',
    site: {
      id: '7d4a2c58-55c5-4d0b-9d0c-0f5d3b5a3f11',
      name: 'Harbour',
      customer: null,
      contract: null,
      technician: 'A. Person',
      company: 'Installers',
      checklist: 'baseline',
      scope: { targets: ['10.0.0.0/24'], interfaces: [], excluded: [] },
      settings: { ntpServers: ['10.0.0.1'], neededProtocols: [] },
      practice: false,
      createdAt: '2026-01-01T00:00:00Z',
    },
    visit,
    devices: [],
    conflicts: [],
    summaries: [],
    changes: [],
    packs: [],
    unresolved: 0,
    running: null,
    checklistTitle: 'Baseline',
    catalog: { version: 1, date: '2026-01-01', ageDays: 0, warning: null },
    ...over,
  }
}

const judged = (...findings: readonly Finding[]) =>
  [...new Set(findings.map(({ deviceId }) => deviceId))].map((id) =>
    summaryOf(
      id,
      findings.filter(({ deviceId }) => deviceId === id),
    ),
  )

const said = {
  id: 'a',
  by: 'A. Person',
  role: 'technician',
  at: '2026-01-01T00:00:00Z',
  holdsUntil: null,
  state: 'valid',
} as const

const stateOf = (id: string, over: Partial<SiteFacts>) =>
  siteView(facts(over)).steps.find((step) => step.id === id)?.state

describe('the view of a site', () => {
  it('fits the contract', () => {
    expect(SiteView.parse(siteView(facts()))).toEqual(siteView(facts()))
  })

  it.each([
    ['scope', 'done', {}],
    ['scope', 'todo', { site: { ...facts().site, scope: null } }],
    ['discover', 'todo', {}],
    ['discover', 'done', { devices: [device()] }],
    // Known from an earlier visit alone.
    ['discover', 'todo', { devices: [device({ lastSeenAt: '2025-12-31T00:00:00Z' })] }],
    [
      'discover',
      'attention',
      { devices: [device()], conflicts: [{ kind: 'duplicate-mac', value: 'x', addresses: [] }] },
    ],
    ['discover', 'running', { running: { work: 'discover', done: 1, total: 4, text: '' } }],
    ['assess', 'todo', { devices: [device()] }],
    ['assess', 'partial', { devices: [device(), device({ id: 'other' })], summaries: judged(finding()) }],
    ['assess', 'done', { devices: [device()], summaries: judged(finding()) }],
    // A finding about the site as a whole assesses no device.
    ['assess', 'todo', { devices: [device()], summaries: judged(finding({ deviceId: 'site' })) }],
    ['fix', 'running', { running: { work: 'upgrade', done: 1, total: 4, text: '' } }],
    ['fix', 'todo', { devices: [device()], summaries: judged(finding()) }],
    ['fix', 'done', { devices: [device()], summaries: judged(finding({ outcome: 'pass' })) }],
    ['fix', 'done', { devices: [device()], summaries: judged(finding({ fix: 'none' })) }],
    ['fix', 'partial', { devices: [device()], summaries: judged(finding()), planned: 7 }],
    [
      'fix',
      'partial',
      { devices: [device()], summaries: judged(finding()), changes: [change({ state: 'cancelled' })] },
    ],
    [
      'fix',
      'attention',
      { devices: [device()], summaries: judged(finding()), changes: [change({ state: 'rolled-back' })] },
    ],
    ['attest', 'todo', {}],
    ['attest', 'done', { devices: [device()], summaries: judged(finding()) }],
    ['attest', 'todo', { devices: [device()], summaries: judged(finding({ outcome: 'notchecked', manual: 'photo' })) }],
    [
      'attest',
      'partial',
      {
        devices: [device()],
        summaries: judged(
          finding({ outcome: 'notchecked', manual: 'photo' }),
          finding({ outcome: 'attested', attestation: said }),
        ),
      },
    ],
    ['seal', 'todo', { summaries: judged(finding()) }],
    ['seal', 'done', { packs: [pack] }],
    ['seal', 'todo', { packs: [{ ...pack, visitId: 'an earlier visit' }] }],
  ] as [string, string, Partial<SiteFacts>][])('shows step %s as %s', (id, state, over) => {
    expect(stateOf(id, over)).toBe(state)
  })

  it('offers the plan that waits, with the number of its changes, while one does', () => {
    const steps = siteView(facts({ devices: [device()], summaries: judged(finding()), planned: 7 })).steps
    expect(steps.find(({ id }) => id === 'fix')?.note).toEqual({ is: 'planned', amount: 7, of: null })
  })

  it('says every outcome, zeros too', () => {
    const { counts } = siteView(facts({ summaries: judged(finding(), finding({ outcome: 'unknown' })) }))
    expect(counts).toMatchObject({ fail: 1, unknown: 1, pass: 0, error: 0 })
  })
})
