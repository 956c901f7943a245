import { serviceNames } from '../model/security-facts.ts'

/** Shortest passphrase of a site that is accepted, in characters. The page says it before main refuses it. */
export const passphraseMinLength = 12
/** Largest photo or document that goes with an attestation, and how many of them go with one. */
export const photoMaxBytes = 30 * 1024 * 1024
export const photosMax = 12
/** Every service that the record of a site may name, without the schema that judges it: a page has no use for that. */
export const knownServices = serviceNames
