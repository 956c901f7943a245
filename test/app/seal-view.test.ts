import { describe, expect, it } from 'vitest'
import { type SealFacts, sealReadiness } from '../../electron/app/views/seal-view.ts'
import { SealReadiness } from '../../electron/contract/evidence-shapes.ts'
import type { Finding } from '../../electron/model/finding.ts'
import { device, finding } from './examples.ts'

const signer = {
  authority: 'site',
  technician: 'A. Person',
  company: 'Installers',
  laptop: null,
  rootFingerprint: null,
  endsAt: null,
  keyTier: 'software',
} as const

const facts = (over: Partial<SealFacts> = {}): SealFacts => ({
  site: { technician: 'A. Person', company: 'Installers' },
  devices: [device()],
  conflicts: [],
  findings: [finding({ outcome: 'pass' })],
  items: [
    { id: 'TIM-01', manual: null },
    { id: 'PHY-01', manual: 'photo' },
  ],
  packs: [],
  unresolved: 0,
  isWorking: false,
  isCatalogOld: false,
  signer,
  logLines: 12,
  ...over,
})
const missing = (over: Partial<SealFacts>) =>
  sealReadiness(facts(over)).missing.map(({ kind, amount, weight }) => [kind, amount, weight])
const manual = (over: Partial<Finding>) => finding({ item: 'PHY-01', check: null, outcome: 'notchecked', ...over })

describe('what is missing before a seal', () => {
  it('is nothing at a site where everything was read', () => {
    const view = sealReadiness(facts())
    expect(SealReadiness.parse(view)).toEqual(view)
    expect(view).toMatchObject({ missing: [], sequence: 1, previous: null, assessed: 1 })
  })

  it('stops the seal while work runs, nothing was observed, or the certificate is for somebody else', () => {
    expect(missing({ isWorking: true, findings: [] })).toEqual([
      ['work-running', 1, 'stops'],
      ['nothing-assessed', 1, 'stops'],
      ['not-assessed', 1, 'agree'],
    ])
    expect(missing({ signer: { ...signer, authority: 'company', technician: 'B. Other' } })).toEqual([
      ['signer-mismatch', 1, 'stops'],
    ])
  })

  it('asks for a yes to passwords without proof, and to what nobody looked at or looked at too long ago', () => {
    const stale = {
      id: 'a',
      by: 'A. Person',
      role: 'technician',
      at: '2025-01-02T00:00:00.000Z',
      holdsUntil: '2025-06-01',
      state: 'stale',
    } as const
    expect(
      missing({ unresolved: 2, findings: [finding({ outcome: 'pass' }), manual({}), manual({ attestation: stale })] }),
    ).toEqual([
      ['unresolved-passwords', 2, 'agree'],
      ['stale-attestations', 1, 'agree'],
      ['not-attested', 1, 'agree'],
    ])
  })

  it('lets the pack state what failed or could not be decided', () => {
    const findings = [finding(), finding({ outcome: 'error' }), finding({ outcome: 'notchecked' })]
    expect(missing({ findings, isCatalogOld: true })).toEqual([
      ['not-decided', 2, 'stated'],
      ['open-items', 1, 'stated'],
      ['old-catalog', 1, 'stated'],
    ])
  })

  it('names the pack that it would follow', () => {
    const pack = { sequence: 4, sealedAt: '2026-01-02T03:04:05.000Z' } as SealFacts['packs'][number]
    expect(sealReadiness(facts({ packs: [{ ...pack, sequence: 3 }, pack] }))).toMatchObject({
      sequence: 5,
      previous: { sequence: 4 },
    })
  })
})
