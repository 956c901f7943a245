import { z } from 'zod'
import { photoMaxBytes } from './limits.ts'

/** Of which site: a message that comes late never meets another one. */
const site = z.uuid()
const name = z.string().min(1).max(200)

/**
 * What a person has begun and not saved: kept in the encrypted file of the site, so that it outlives the window and the app, is
 * gone from the page with the lock, and never meets another site. A look at somebody else's site keeps nothing.
 */
export const draftChannels = {
  /** Every draft of the site as JSON text, by the name of its form. */
  'draft.list': { input: z.void(), output: z.record(z.string(), z.string()) },
  /** Null forgets the draft and its files. */
  'draft.keep': { input: z.object({ site, name, value: z.string().max(8_000_000).nullable() }), output: z.null() },
  /** A photo or a drawing of a draft; null forgets it. */
  'draft.keepFile': {
    input: z.object({
      site,
      name,
      id: z.uuid(),
      bytes: z
        .instanceof(Uint8Array)
        .refine((bytes) => bytes.length <= photoMaxBytes)
        .nullable(),
    }),
    output: z.null(),
  },
  'draft.file': {
    input: z.object({ site, name, id: z.uuid() }),
    output: z.object({ bytes: z.instanceof(Uint8Array).nullable() }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
