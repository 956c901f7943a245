/**
 * How well a signing key is kept from whoever holds the laptop, best first: in a chip, on a token, bound to the key store of the
 * operating system on one computer, in an encrypted file. Goes into every pack, so that a reader can weigh it.
 */
export const keyTiers = ['hardware', 'token', 'os-store', 'software'] as const
export type KeyTier = (typeof keyTiers)[number]

/** The tier for people, as the end of a sentence: `the key is kept ...`. */
export const keyTierWords: Readonly<Record<KeyTier, string>> = {
  hardware: 'in the hardware of the computer',
  token: 'on a token',
  'os-store': 'in the key store of the computer',
  software: 'in software',
}
