import type { KeyTier } from '../model/key-tier.ts'

/**
 * Whoever can sign a pack. The key itself stays behind `sign`: in the vault, in a token, in the computer's own chip.
 * ECDSA P-256 with SHA-256 is what all of them can do and all verifiers accept.
 */
export interface Signer {
  /** X.509, DER. */
  readonly certificate: Uint8Array
  /** Issuing authorities from the signer's upwards, DER, without the root: a reader has the root from elsewhere. */
  readonly chain: readonly Uint8Array[]
  readonly keyTier: KeyTier
  /** The DER form (ECDSA-Sig-Value) of the signature over the SHA-256 of `bytes`. Tokens answer r and s side by side: convert. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
