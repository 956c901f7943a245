import { z } from 'zod'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.iso.datetime({ offset: true })
const count = z.int().nonnegative()
const text = z.string()

export const packSchemaId = 'fieldseal-pack/1'

/** `pack.json`: what the results are about and how this pack stands among others. */
export const PackContext = z.strictObject({
  schema: z.literal(packSchemaId),
  packId: z.uuid(),
  site: text,
  siteName: text,
  customer: text.nullable(),
  contract: text.nullable(),
  practice: z.boolean(),
  visit: z.strictObject({ id: text, number: z.int().positive() }),
  /** Counts the packs of a site from 1; a gap is a pack that was not handed over. */
  sequence: z.int().positive(),
  previousPackSha256SumsP7s: hash.nullable(),
  /** Challenge of the insurer: an old pack cannot answer a new one. */
  verifierNonce: text.nullable(),
  /** Something public that did not exist before: the pack is not older than it. */
  freshness: z.strictObject({ beacon: text, fetchedAt: time }).nullable(),
  signedAtClaim: time,
  clock: z.strictObject({
    timeZone: text,
    ntpOffsetSeconds: z.number().nullable(),
    deviceClockSamples: z.array(z.strictObject({ device: text, offsetSeconds: z.number() })),
  }),
  tool: z.strictObject({ name: text, version: text, build: text.nullable() }),
  signer: z.strictObject({
    keyTier: z.enum(['hardware', 'token', 'software']),
  }),
  log: z.strictObject({
    lines: z.int().positive(),
    head: hash,
    rfc6962Root: hash,
  }),
  resultsSha256: hash,
  scope: z.strictObject({
    devicesSeen: count,
    devicesAssessed: count,
    excludedWithReason: z.array(z.strictObject({ address: text, reason: text })),
  }),
  files: z.array(
    z.strictObject({
      path: text,
      size: count,
      class: z.enum(['insurer', 'customer']),
    }),
  ),
})

export type PackContext = z.output<typeof PackContext>
