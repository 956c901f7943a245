import type { Severity } from './outcome.ts'

export interface SourceNote {
  readonly url: string
  /** As the source prints it, often coarse. */
  readonly published: string | null
  readonly retrieved: string | null
}

/** Where the installed firmware stands against the newest known one. */
export const currencyStates = [
  'current',
  'newer',
  'behind',
  'unknown',
] as const satisfies readonly FirmwareAssessment['currency']['state'][]
export const supportStates = ['supported', 'ended', 'possibly-ended', 'unknown'] as const
export const firmwareActions = ['upgrade', 'replace', 'isolate', 'find-out', 'none'] as const

/** What the catalog can say about one vulnerability and this very device. */
export interface VulnerabilityAnswer {
  readonly cve: string
  readonly summary: string
  readonly severity: Severity | null
  readonly cvss: number | null
  /** `check`: the catalog cannot decide; `undecidedBecause` names the missing fact. */
  readonly applies: 'yes' | 'no' | 'check'
  readonly undecidedBecause: string | null
  /** What would decide it, for a person to look up; null where it is decided. */
  readonly decidingFact: string | null
  readonly fixedIn: string | null
  /** Listed in CISA's catalog of known exploited vulnerabilities. */
  readonly knownExploited: boolean
  readonly confidence: 'curated' | 'structured' | 'text-parsed' | 'product-only'
  readonly source: string
}

/** Something that the catalog cannot say of this device, and what would let it. */
export interface UndecidedQuestion {
  readonly question: string
  readonly decidingFact: string
}

/**
 * What the answers ask for. `upgrade`: to the version `to`; `replace`: the maker repairs it no more; `isolate`: no repair is
 * known; `find-out`: `fact` comes first; `none`: nothing in this catalog asks for anything, which is not "up to date".
 */
export interface FirmwareAction {
  readonly kind: (typeof firmwareActions)[number]
  readonly to: string | null
  readonly fact: string | null
  readonly because: string
  /** What reduces the risk until then; null where nothing is known to be open. */
  readonly meanwhile: string | null
}

/** The answer of the firmware catalog for one model with one firmware. Every `unknown` is honest, none is a pass. */
export interface FirmwareAssessment {
  readonly catalogVersion: number
  readonly catalogDate: string
  /** The maker whose records answered, null when none was found. */
  readonly vendor: string | null
  /** Product record that matched, null when the catalog does not know the model. */
  readonly product: string | null
  readonly installed: string | null
  readonly currency:
    | { readonly state: 'current' | 'newer'; readonly latest: string; readonly basis: string | null }
    | { readonly state: 'behind'; readonly latest: string; readonly basis: string | null }
    | { readonly state: 'unknown'; readonly because: string }
  readonly support: {
    readonly state: (typeof supportStates)[number]
    readonly endOfSupport: string | null
    readonly precision: 'day' | 'month' | 'year' | null
    readonly note: string | null
  }
  /** How far behind the newest known firmware; null where it is not behind or that cannot be said. */
  readonly behindBy: {
    /** Releases known to the catalog that are newer than the installed one: at least so many. */
    readonly releases: number | null
    /** Between the build dates of the two. */
    readonly days: number | null
  } | null
  /** Null where no end of sale is known, which is most often so. A coarse date is passed after its last day. */
  readonly endOfSale: {
    readonly date: string
    readonly precision: 'day' | 'month' | 'year'
    readonly passed: boolean
    /** It had ended by that date; since when is not known. */
    readonly atLatest: boolean
  } | null
  readonly vulnerabilities: readonly VulnerabilityAnswer[]
  /** Known exploited issues first. */
  readonly undecided: readonly UndecidedQuestion[]
  readonly action: FirmwareAction
  /** The maker of hardware and firmware where the brand on the label is another. */
  readonly oem: { readonly builtBy: string; readonly note: string } | null
  readonly sources: readonly SourceNote[]
}
