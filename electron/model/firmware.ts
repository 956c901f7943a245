import type { Severity } from './outcome.ts'

export interface SourceNote {
  readonly url: string
  /** As the source prints it, often coarse. */
  readonly published: string | null
  readonly retrieved: string | null
}

/** What the catalog can say about one vulnerability and this very device. */
export interface VulnerabilityAnswer {
  readonly cve: string
  readonly summary: string
  readonly severity: Severity | null
  readonly cvss: number | null
  /** `check`: the catalog cannot decide; `undecidedBecause` names the missing fact. */
  readonly applies: 'yes' | 'no' | 'check'
  readonly undecidedBecause: string | null
  readonly fixedIn: string | null
  /** Listed in CISA's catalog of known exploited vulnerabilities. */
  readonly knownExploited: boolean
  readonly confidence: 'curated' | 'structured' | 'text-parsed' | 'product-only'
  readonly source: string
}

/** The answer of the firmware catalog for one model with one firmware. Every `unknown` is honest, none is a pass. */
export interface FirmwareAssessment {
  readonly catalogVersion: number
  readonly catalogDate: string
  /** Product record that matched, null when the catalog does not know the model. */
  readonly product: string | null
  readonly installed: string | null
  readonly currency:
    | { readonly state: 'current' | 'newer'; readonly latest: string; readonly basis: string | null }
    | { readonly state: 'behind'; readonly latest: string; readonly basis: string | null }
    | { readonly state: 'unknown'; readonly because: string }
  readonly support: {
    readonly state: 'supported' | 'ended' | 'possibly-ended' | 'unknown'
    readonly endOfSupport: string | null
    readonly precision: 'day' | 'month' | 'year' | null
    readonly note: string | null
  }
  readonly vulnerabilities: readonly VulnerabilityAnswer[]
  readonly sources: readonly SourceNote[]
}
