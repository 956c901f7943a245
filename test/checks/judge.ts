import type { z } from 'zod'
import type { Check, FactsFor } from '../../electron/checks/check.ts'
import type { FactKey } from '../../electron/model/facts.ts'
import type { FirmwareAssessment, VulnerabilityAnswer } from '../../electron/model/firmware.ts'
import type { SiteSettings } from '../../electron/model/site.ts'
import type { DevicePlace } from '../../electron/model/site-facts.ts'
import type { Verdict } from '../../electron/model/verdict.ts'

/** A site of which nothing was entered but what every site has. */
export const plainSite: SiteSettings = { ntpServers: [], neededProtocols: [] }

export const plainPlace: DevicePlace = {
  at: '2026-11-22T08:00:00.000Z',
  deviceClass: 'camera',
  zone: null,
  onJobList: null,
  sharedWith: [],
}

/**
 * The verdict of a check on these facts, with parameters as they stand in a checklist. Facts of the site that are left out are
 * those of a plain one; wanted facts that are left out are not offered by the device.
 */
export function judge<K extends FactKey, W extends FactKey, P extends z.ZodType>(
  check: Check<K, W, P>,
  facts: Partial<FactsFor<K, W>>,
  params: unknown = {},
): Verdict {
  const wanted = Object.fromEntries(check.wants.map((name) => [name, null]))
  const all = { ...wanted, 'site.settings': plainSite, 'site.place': plainPlace, ...facts } as unknown as FactsFor<K, W>
  return check.evaluate(all, check.params.parse(params))
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
