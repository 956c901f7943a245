import { z } from 'zod'
import { keyTiers } from '../../model/key-tier.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.iso.datetime({ offset: true })
const count = z.int().nonnegative()
const text = z.string()

/** What packs are written as now. Those of `fieldseal-pack/1` are read for ever. */
export const packSchemaId = 'fieldseal-pack/2'

const about = {
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
}

const keyTier = z.enum(keyTiers)

const content = {
  log: z.strictObject({
    lines: z.int().positive(),
    head: hash,
    rfc6962Root: hash,
  }),
  resultsSha256: hash,
  files: z.array(
    z.strictObject({
      path: text,
      size: count,
      class: z.enum(['insurer', 'customer']),
    }),
  ),
}

const scope = {
  devicesSeen: count,
  devicesAssessed: count,
  excludedWithReason: z.array(z.strictObject({ address: text, reason: text })),
}

const PackContext1 = z.strictObject({
  schema: z.literal('fieldseal-pack/1'),
  ...about,
  signer: z.strictObject({ keyTier }),
  ...content,
  scope: z.strictObject(scope),
})

const PackContext2 = z.strictObject({
  schema: z.literal(packSchemaId),
  ...about,
  signer: z.strictObject({
    keyTier,
    /** Whose root vouches for the signer: one of the company for all its sites, or one of this site alone. */
    authority: z.enum(['company', 'site']),
    technician: text,
    laptop: text,
    /** Who is to approve the pack. Proven by a countersignature, not by this name. */
    approver: text.nullable(),
  }),
  /** A signature that the customer drew on the screen: the word of the technician for it, not a key. */
  witness: z.strictObject({ file: text, name: text, role: text, at: time }).nullable(),
  ...content,
  scope: z.strictObject({
    ...scope,
    /** Every device that was seen in the visit, assessed or with the reason why not. */
    seen: z.array(z.strictObject({ device: text, assessed: z.boolean(), reason: text.nullable() })),
    /** Devices that earlier visits know and this one did not see. Absent in packs of before this was said. */
    notSeen: z.array(z.strictObject({ device: text, reason: text })).optional(),
  }),
})

/** `pack.json`: what the results are about and how this pack stands among others. */
export const PackContext = z.discriminatedUnion('schema', [PackContext1, PackContext2])

export type PackContext2 = z.output<typeof PackContext2>
export type PackContext = z.output<typeof PackContext>
