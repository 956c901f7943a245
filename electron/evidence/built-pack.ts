import type { Results } from './verify/results-shape.ts'

export interface BuiltPack {
  readonly packId: string
  readonly sequence: number
  readonly sealedAt: string
  readonly results: Results
  /** What the next pack of the site names as the one before: SHA-256 of `SHA256SUMS.p7s`, hex. */
  readonly signatureSha256: string
  /** Name and bytes in the order of the container. */
  readonly files: Readonly<Record<PackVariant, readonly (readonly [string, Buffer])[]>>
}

/** Who gets the pack. Both come out of one signature: the insurer's is the customer's without the private files. */
export type PackVariant = 'insurer' | 'customer'
