import type { z } from 'zod'
import type { Check } from '../../electron/checks/check.ts'
import type { FactKey, Facts } from '../../electron/model/facts.ts'
import type { FirmwareAssessment, VulnerabilityAnswer } from '../../electron/model/firmware.ts'
import type { Verdict } from '../../electron/model/verdict.ts'

/** The verdict of a check on these facts, with parameters as they stand in a checklist. */
export function judge<K extends FactKey, P extends z.ZodType>(
  check: Check<K, P>,
  facts: Pick<Facts, K>,
  params: unknown = {},
): Verdict {
  return check.evaluate(facts, check.params.parse(params))
}

export const assessment: FirmwareAssessment = {
  catalogVersion: 7,
  catalogDate: '2026-11-01',
  vendor: 'Maker',
  product: 'some-record',
  installed: 'V5.4.0',
  currency: { state: 'unknown', because: 'nobody knows' },
  behindBy: null,
  support: { state: 'unknown', endOfSupport: null, precision: null, note: null },
  endOfSale: null,
  vulnerabilities: [],
  undecided: [],
  action: { kind: 'none', to: null, fact: null, because: 'nothing asks for a change', meanwhile: null },
  oem: null,
  sources: [],
}

export const hole: VulnerabilityAnswer = {
  cve: 'CVE-2021-0001',
  summary: 'A hole',
  severity: 'critical',
  cvss: 9.8,
  applies: 'yes',
  undecidedBecause: null,
  decidingFact: null,
  fixedIn: 'V5.5.0',
  knownExploited: true,
  confidence: 'curated',
  source: 'https://example.com',
}
