import { z } from 'zod'
import { catalogKey } from './catalog-key.ts'

/** First line of every bundle. A later form gets another number, which older products refuse by name. */
export const bundleMagic = 'fieldseal-catalog 1\n'
export const bundleExtension = '.fieldseal-catalog'
/** The manifest of the catalog itself: the one file that every bundle holds. */
export const catalogFile = 'catalog.json'

/** Nothing in a bundle is packed, so what can be large is bounded by what is read: 25 times the catalog of today. */
export const bundleLimits = {
  bundleBytes: 64 * 1024 * 1024,
  manifestBytes: 1024 * 1024,
  fileBytes: 16 * 1024 * 1024,
  files: 5_000,
} as const

/** The signed part of a bundle: what it holds, in the order in which the files follow. */
export const bundleManifest = z.strictObject({
  /** Rises with every release; an older or equal one is never taken. */
  catalogVersion: z.int().positive(),
  /** Day, `YYYY-MM-DD`. */
  dateReleased: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Product records of all files together. */
  count: z.int().nonnegative(),
  /** Newest version of CISA's list of known exploited vulnerabilities that is contained. */
  kevVersion: z.string().min(1),
  /** The key that signed, said again where the signature covers it. */
  keyId: z.string(),
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^([a-z0-9-]+\/)*[a-z0-9-]+\.(json|yaml)$/),
        sizeBytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(bundleLimits.files),
  /** Keys of catalogs to come. They count only when a key that is pinned in the program signed this. */
  nextKeys: z.array(catalogKey).max(4),
})
export type BundleManifest = z.output<typeof bundleManifest>
