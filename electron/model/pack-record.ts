/** What the site remembers of a pack that it sealed: enough to say later whether a file is that pack. */
export interface PackRecord {
  readonly packId: string
  /** 1 for the first pack of the site; never used twice. */
  readonly sequence: number
  readonly visitId: string
  readonly variant: 'insurer' | 'customer'
  /** Where it was written then. */
  readonly path: string
  /** Where the root certificate that proves it was written, PEM. */
  readonly rootPath: string
  /** SHA-256 of the signature file `SHA256SUMS.p7s`, lower-case hex. */
  readonly signatureSha256: string
  /** SHA-256 of the root certificate's DER, lower-case hex. */
  readonly rootFingerprint: string
  readonly sealedAt: string
  readonly sizeBytes: number
  /** Where copies for other readers under the same signature were written. */
  readonly copies?: readonly string[]
  /**
   * Absent once the pack was written. `writing`: its number is taken, and whether a file of it came to be is not known yet;
   * `lost`: none did, and the number stays taken; `abandoned`: writing failed, nothing of it was left, the number is free again.
   */
  readonly unfinished?: 'writing' | 'lost' | 'abandoned'
  /** Timestamps that it was given since. Absent or short: it waits for them. */
  readonly stamps?: readonly { readonly authority: string; readonly time: string }[]
}
