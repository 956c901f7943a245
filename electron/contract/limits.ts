/** Shortest passphrase of a site that is accepted, in characters. The page says it before main refuses it. */
export const passphraseMinLength = 12
