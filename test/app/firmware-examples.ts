import type { FirmwareAssessment, SourceNote, VulnerabilityAnswer } from '../../electron/model/firmware.ts'

export const source = (url: string): SourceNote => ({ url, published: '2026-03', retrieved: '2026-11-01' })

export function vulnerability(over: Partial<VulnerabilityAnswer> = {}): VulnerabilityAnswer {
  return {
    cve: 'CVE-2026-0001',
    summary: 'A login can be left out',
    severity: 'critical',
    cvss: 9.8,
    applies: 'yes',
    undecidedBecause: null,
    decidingFact: null,
    fixedIn: '11.0',
    knownExploited: false,
    confidence: 'structured',
    source: 'https://cve.maker.com/CVE-2026-0001',
    ...over,
  }
}

/** A device of which the catalog knows everything, and nothing bad. */
export function assessment(over: Partial<FirmwareAssessment> = {}): FirmwareAssessment {
  return {
    catalogVersion: 3,
    catalogDate: '2026-11-01',
    vendor: 'Axis',
    product: 'axis-p3245',
    installed: '10.0',
    currency: { state: 'current', latest: '10.0', basis: 'release notes' },
    support: { state: 'supported', endOfSupport: '2030-12-31', precision: 'year', note: null },
    behindBy: null,
    endOfSale: null,
    vulnerabilities: [],
    undecided: [],
    action: { kind: 'none', to: null, fact: null, because: 'nothing known asks for a change', meanwhile: null },
    oem: null,
    sources: [source('https://maker.com/notes')],
    ...over,
  }
}
