import { reject } from './rejected.ts'

const longestName = 200
const safeName = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/
const windowsDevice = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|clock\$)(?:\.|$)/i

/** The name, if a file of that name lands in the folder it is unpacked to, on every system, under this very name. */
export function checkName(name: string): string {
  const parts = name.split('/')
  if (
    name.length > longestName ||
    !safeName.test(name) ||
    parts.some((part) => windowsDevice.test(part) || part.endsWith('.'))
  ) {
    reject('pack/unsafe-name', `${JSON.stringify(name.slice(0, longestName))} is no safe file name.`)
  }
  return name
}

export const mediaType = 'application/vnd.etsi.asic-e+zip'

/** Files that prove others and stand in no list themselves. */
export const controlFiles = [
  'mimetype',
  'SHA256SUMS',
  'SHA256SUMS.p7s',
  'META-INF/ASiCManifest001.xml',
  'META-INF/signature001.p7s',
] as const

/** Files that every pack lists. */
export const requiredFiles = [
  'pack.json',
  'results.json',
  'report.pdf',
  'log.ndjson',
  'signer-chain.pem',
  'SHA256SUMS.private',
] as const

/** How to check the pack with stock tools, inside every pack since `fieldseal-pack/2`. */
export const stepsFile = 'VERIFY.txt'

export const timestampName = /^timestamps\/SHA256SUMS\.p7s\.\d{3}\.tsr$/
/** A revocation list that was archived with a timestamp. */
export const archivedCrlName = /^timestamps\/signer\.\d{3}\.crl$/

/** Folders of what is added after sealing. It stands in no list, so every file of them must prove itself. */
export const isAddedLater = (name: string): boolean =>
  name.startsWith('timestamps/') || name.startsWith('countersignatures/')
