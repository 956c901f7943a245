import { z } from 'zod'

/** A condition of the source: every member must hold. Known members are checked by the schema of the catalog. */
const condition = z.record(z.string(), z.unknown())
/** One record of the collected facts; what the catalog does not use is left out. */
export const fact = z.object({
  id: z.string(),
  vendor: z.string(),
  productLine: z.string(),
  models: z.array(z.string()),
  modelPattern: z.string().nullable(),
  deviceClass: z.string(),
  firmware: z.object({
    latest: z.string().nullable(),
    released: z.string().nullable(),
    track: z.string().nullable(),
    latestBasis: z.string().nullish(),
    hardwareVersion: z.string().nullish(),
  }),
  lifecycle: z.object({
    endOfSale: z.string().nullable(),
    endOfSupport: z.string().nullable(),
    endOfSupportPrecision: z.enum(['day', 'month', 'year']).nullish(),
    status: z.string().nullish(),
    statusAsOf: z.string().nullish(),
    note: z.string().nullish(),
  }),
  vulnerabilities: z.array(
    z.object({
      cve: z.string(),
      summary: z.string(),
      cvss: z.number().nullable(),
      affected: z.union([condition, z.array(condition)]).nullable(),
      affectedText: z.string().nullable(),
      fixedIn: z.string().nullable(),
      knownExploited: z.boolean(),
      kevDateAdded: z.string().nullable(),
      source: z.string(),
      confidence: z.enum(['curated', 'structured', 'text-parsed', 'product-only']),
      published: z.string().nullish(),
      trackAware: z.boolean().optional(),
      exploitedPerCna: z.unknown().optional(),
    }),
  ),
  note: z.string().nullish(),
  sources: z.array(
    z.object({
      url: z.string(),
      published: z.string().nullable(),
      retrieved: z.string(),
      licence: z.string().optional(),
    }),
  ),
})
export type Fact = z.output<typeof fact>

const isShareAlike = ({ licence }: Fact['sources'][number]): boolean => /ODbL/i.test(licence ?? '')

/**
 * The record without share-alike data (ODbL) and what rests on it alone; null when nothing is left. That a vulnerability is
 * known to be exploited is CISA's own list (CC0): that much of it stays, without range, score and repair.
 */
export function withoutShareAlike(record: Fact): Fact | null {
  const sources = record.sources.filter((source) => !isShareAlike(source))
  if (sources.length === 0) return null
  const banned = new Set(record.sources.filter(isShareAlike).map(({ url }) => url))
  const list = sources.find(({ url }) => url.includes('known-exploited-vulnerabilities'))
  const vulnerabilities = record.vulnerabilities.flatMap((entry) => {
    if (!banned.has(entry.source)) return [entry]
    if (list === undefined || !entry.knownExploited) return []
    const bare = {
      affected: null,
      affectedText: null,
      fixedIn: null,
      cvss: null,
      summary: 'Exploited according to CISA',
    }
    return [{ ...entry, ...bare, source: list.url, confidence: 'product-only' as const }]
  })
  return { ...record, sources, vulnerabilities }
}
