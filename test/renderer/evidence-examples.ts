import type { Output } from '../../electron/contract/channels.ts'

export function ready(over: Partial<Output<'evidence.ready'>> = {}): Output<'evidence.ready'> {
  return {
    missing: [],
    signer: {
      authority: 'site',
      technician: 'A. Person',
      company: 'Installers',
      laptop: null,
      rootFingerprint: null,
      endsAt: null,
      keyTier: 'software',
    },
    sequence: 4,
    previous: { sequence: 3, sealedAt: '2026-01-02T13:04:05.000Z' },
    logLines: 120,
    devices: 5,
    assessed: 3,
    ...over,
  }
}

export function stamps(over: Partial<Output<'evidence.stamps'>> = {}): Output<'evidence.stamps'> {
  return { authorities: [], waiting: [], asking: false, triedAt: null, outcomes: [], ...over }
}

type Verdict = Output<'evidence.verify'>['packs'][number]

export function verdict(over: Partial<Verdict> = {}): Verdict {
  return {
    name: 'p.asice',
    valid: true,
    reasons: [],
    held: ['container', 'timestamps', 'signature', 'purpose', 'witness', 'countersignatures', 'log-stamps'],
    signer: 'CN=A. Person',
    signedAtClaim: '2026-01-02T03:04:05.000Z',
    timestamp: null,
    stamps: [],
    renewals: [],
    logStamps: [],
    rootFingerprint: 'aa',
    site: 'id',
    siteName: 'Harbour',
    sequence: 3,
    challenge: null,
    practice: false,
    variant: 'insurer',
    keyTier: 'software',
    authority: 'site',
    approver: null,
    countersignatures: [],
    drawnBy: null,
    account: null,
    summary: null,
    ...over,
  }
}

export const company = {
  fileName: 'c.fieldseal-company',
  name: 'Installers',
  rootFingerprint: 'cd'.repeat(32),
  issued: [
    {
      serial: '01',
      name: 'A. Person on one',
      issuedAt: '2026-01-01',
      endsAt: '2099-01-01T00:00:00.000Z',
      revoked: null,
    },
  ],
} satisfies Output<'identity.company'>
