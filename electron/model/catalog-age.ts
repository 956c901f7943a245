/** What every report says of the firmware catalog that it was made with. */
export interface CatalogEdition {
  readonly version: number
  /** Day of release, `YYYY-MM-DD`. */
  readonly date: string
  /** Whole days since then. */
  readonly ageDays: number
}

/** A catalog may be older than this many days without a warning. */
export const catalogAgesAfterDays = 90

/** `No. 41 of 2026-11-14, 7 days old`. */
export function catalogText({ version, date, ageDays }: CatalogEdition): string {
  const age = ageDays === 0 ? 'of this day' : `${ageDays} ${ageDays === 1 ? 'day' : 'days'} old`
  return `No. ${version} of ${date}, ${age}`
}

/** What must be said loudly of an old catalog; null while it is young enough. An old one still works: it knows less. */
export function oldCatalogWarning({ ageDays }: Pick<CatalogEdition, 'ageDays'>): string | null {
  return ageDays <= catalogAgesAfterDays
    ? null
    : `Catalog is ${ageDays} days old: firmware, end of support and exploited vulnerabilities published since are not known here.`
}
