import { z } from 'zod'
import { deviceClasses } from '../model/device.ts'

const text = z.string().trim().min(1)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** How version strings of a maker are read and compared. @see version-schemes.ts */
export const versionSchemes = [
  'dotted',
  'dashed',
  'build',
  'exact',
  'acti',
  'avtech',
  'axis',
  'dahua',
  'dlink',
  'exacq',
  'gallagher-controller',
  'gallagher-server',
  'genetec',
  'geovision',
  'geutebrueck',
  'hanwha',
  'hikvision',
  'illustra',
  'istar',
  'lilin',
  'mercury',
  'milesight',
  'milestone',
  'mobotix',
  'reolink',
  'tp-link',
  'tvt',
  'ubiquiti',
  'uniview',
  'vivotek',
  'zkteco',
] as const
export type VersionScheme = (typeof versionSchemes)[number]

/** All members of one condition must hold. */
const affectedCondition = z
  .strictObject({
    lt: text,
    lte: text,
    gt: text,
    gte: text,
    eq: text.describe('The build that the finder tested: affected there, unknown elsewhere'),
    in: z.array(text).min(1).describe('As eq, for several builds'),
    all: z.literal(true).describe('Every version'),
    buildBefore: day.describe('Built before this day'),
    prefix: text.describe('Only versions of the line that starts so'),
  })
  .partial()
  .refine((condition) => Object.keys(condition).length > 0, { message: 'a condition needs at least one member' })

const vulnerability = z.strictObject({
  cve: z.string().regex(/^CVE-\d{4}-\d{4,}$/),
  summary: text,
  cvss: z.number().min(0).max(10).nullable(),
  affected: z.array(affectedCondition).min(1).nullable().describe('Any one condition suffices; null: not established'),
  affectedText: text
    .nullable()
    .default(null)
    .describe('The range in words where it could not be made machine-readable'),
  fixedIn: text.nullable(),
  fixedInLines: z
    .record(z.string(), text)
    .default({})
    .describe('First fixed version per firmware line, for makers with parallel lines'),
  spansLines: z
    .boolean()
    .default(false)
    .describe('The range spans parallel lines, so that the number alone does not decide'),
  knownExploited: z.boolean().describe('Listed by CISA as known to be exploited; nothing else sets it'),
  exploitedSince: day.nullable().default(null).describe('The day CISA added it'),
  exploitedPerVendor: z.boolean().default(false).describe('The CVE record reports exploitation, CISA does not list it'),
  confidence: z.enum(['curated', 'structured', 'text-parsed', 'product-only']),
  source: text.describe('Key of the sources of this file'),
})

const precision = z.enum(['day', 'month', 'year']).nullable().default(null)

const product = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  productLine: text,
  scheme: z.enum(versionSchemes).nullable().default(null).describe('Where it differs from the scheme of the file'),
  models: z.array(text).describe('Names as the maker prints them; empty: every product of the maker'),
  modelPattern: z
    .string()
    .regex(/^\^/)
    .nullable()
    .default(null)
    .describe('Editorial: anchored pattern of the upper-case model name, for series'),
  examples: z.array(text).default([]).describe('Model names that the pattern stands for; a pattern needs at least one'),
  hardware: z
    .array(text)
    .default([])
    .describe('Hardware ids that the record is bound to, as the device reports them; empty: any'),
  line: text.nullable().default(null).describe('Holds for every device of the maker whose firmware is of this line'),
  deviceClass: z.enum([...deviceClasses, 'software']),
  firmware: z.strictObject({
    latest: text.nullable(),
    released: day.nullable(),
    track: text.nullable(),
    basis: text.nullable().describe('How strong `latest` is: the newest file seen, or only the first fixed build'),
    releases: z
      .array(z.strictObject({ version: text, date: day.nullable().default(null) }))
      .default([])
      .describe('Releases that a source lists, oldest first; never said to be all'),
  }),
  lifecycle: z.strictObject({
    status: z
      .enum([
        'supported',
        'unsupported',
        'possibly-unsupported',
        'end-of-life',
        'end-of-lts',
        'product-specific-support-only',
        'superseded',
      ])
      .nullable(),
    statusAsOf: text.nullable().default(null).describe('The status was said on or before this day, month or year'),
    endOfSale: day.nullable().describe('Last day of sale; last day of the month or year where the source is coarse'),
    endOfSalePrecision: precision,
    notSoldAsOf: day
      .nullable()
      .default(null)
      .describe('On this day the source says that it is sold no more; since when is not known'),
    endOfSupport: day
      .nullable()
      .describe('Last day of support; last day of the month or year where the source is coarse'),
    endOfSupportPrecision: precision,
    note: text.nullable().default(null),
  }),
  vulnerabilities: z.array(vulnerability),
  sources: z.array(text).min(1).describe('Keys of the sources of this file'),
})

const source = z.strictObject({
  url: text,
  published: text.nullable(),
  retrieved: text.nullable(),
  licence: text.nullable(),
})

/** The form of firmware-catalog/<vendor>/<family>.yaml. `product.schema.json` is made from it. */
export const familyFile = z
  .strictObject({
    vendor: text,
    family: text,
    scheme: z.enum(versionSchemes),
    builtBy: text
      .nullable()
      .default(null)
      .describe('The maker of the hardware and firmware that is sold under this brand'),
    sources: z.record(z.string(), source),
    products: z.array(product).min(1),
  })
  .superRefine(({ sources, products }, context) => {
    for (const [index, { sources: keys, vulnerabilities, modelPattern, examples }] of products.entries()) {
      const path = ['products', index]
      if (modelPattern !== null && examples.length === 0)
        context.addIssue({ code: 'custom', message: 'a pattern needs an example', path: [...path, 'modelPattern'] })
      for (const [place, key] of keys.entries()) {
        if (!(key in sources))
          context.addIssue({ code: 'custom', message: `unknown source ${key}`, path: [...path, 'sources', place] })
      }
      for (const [place, { source: key }] of vulnerabilities.entries()) {
        if (!(key in sources)) {
          context.addIssue({
            code: 'custom',
            message: `unknown source ${key}`,
            path: [...path, 'vulnerabilities', place, 'source'],
          })
        }
      }
    }
  })

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The form of catalog.json. */
export const manifestFile = z.strictObject({
  catalogVersion: z.int().positive(),
  dateReleased: day,
  /** Version of CISA's catalog of known exploited vulnerabilities that is contained. */
  kevVersion: text,
  products: z.int().nonnegative(),
  vulnerabilities: z.int().nonnegative(),
  /** All files below in one, quick to read; made from them, never changed by hand. */
  index: z
    .strictObject({ path: z.literal('index.json'), sha256 })
    .nullable()
    .default(null),
  vendors: z.array(
    z.strictObject({
      vendor: text,
      /** How devices name the maker: lower case, punctuation as one space. */
      names: z.array(z.string().regex(/^[a-z0-9]+( [a-z0-9]+)*$/)).min(1),
      builtBy: text.nullable().default(null),
      /** Forms of model names that no other maker uses: they tell the maker where the device does not. */
      modelForms: z
        .array(z.strictObject({ pattern: z.string().regex(/^\^/), examples: z.array(text).min(1) }))
        .default([]),
      files: z
        .array(
          z.strictObject({
            path: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+\.yaml$/),
            sha256,
            products: z.int().nonnegative(),
            vulnerabilities: z.int().nonnegative(),
          }),
        )
        .min(1),
    }),
  ),
})

export type AffectedCondition = z.output<typeof affectedCondition>
export type Vulnerability = z.output<typeof vulnerability>
export type Product = z.output<typeof product>
export type Family = z.output<typeof familyFile>
export type Manifest = z.output<typeof manifestFile>

/** Every file that the manifest vouches for, the index among them. */
export function listedFiles({ index, vendors }: Manifest): { readonly path: string; readonly sha256: string }[] {
  const files = vendors.flatMap((vendor) => vendor.files.map(({ path, sha256: hash }) => ({ path, sha256: hash })))
  return index === null ? files : [...files, index]
}
