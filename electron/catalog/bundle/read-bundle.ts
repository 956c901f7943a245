import { createHash } from 'node:crypto'
import { type BundleManifest, bundleLimits, bundleMagic, bundleManifest } from './bundle-manifest.ts'
import { type CatalogKey, isSignedBy } from './catalog-key.ts'
import { refuse } from './problems.ts'

/** What stands in front of the files, with a signature that holds. */
export interface BundleHead {
  readonly manifest: BundleManifest
  readonly signedBy: CatalogKey
  /** Bytes up to the first file. */
  readonly headBytes: number
}

/** A bundle whose signature, sizes and hashes hold. Whether the product understands the files is `openBundle`'s question. */
export interface Bundle extends BundleHead {
  readonly files: ReadonlyMap<string, Buffer>
}

/**
 * Reads a bundle: three lines (form; key id and signature in base64; manifest as JSON on one line), then the files of the
 * manifest back to back and nothing else. Not one byte of the manifest is looked into before its signature holds, nothing
 * is ever unpacked, and no name in it becomes a path on the disk.
 *
 * @throws {BundleRefused}
 */
export function readBundle(bytes: Buffer, keys: readonly CatalogKey[]): Bundle {
  if (bytes.length > bundleLimits.bundleBytes) {
    refuse('catalog/bundle-too-large', `The file is larger than ${megabytes(bundleLimits.bundleBytes)}.`)
  }
  const head = readBundleHead(bytes, keys)
  return { ...head, files: readFiles(bytes.subarray(head.headBytes), head.manifest) }
}

/** The lines in front of the files. Their signature holds; what follows them is not looked at. @throws {BundleRefused} */
export function readBundleHead(bytes: Buffer, keys: readonly CatalogKey[]): BundleHead {
  checkMagic(bytes)
  const signatureAt = bundleMagic.length
  const manifestAt = lineEnd(bytes, signatureAt, 128, 'catalog/bundle-unreadable') + 1
  const line = /^([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)$/.exec(bytes.toString('latin1', signatureAt, manifestAt - 1))
  if (line === null) return refuse('catalog/bundle-unreadable', 'The file has no signature where a catalog has it.')
  const end = lineEnd(bytes, manifestAt, bundleLimits.manifestBytes, 'catalog/bundle-too-large')
  const signed = bytes.subarray(manifestAt, end)
  const signedBy = checkSignature(signed, line[1] ?? '', line[2] ?? '', keys)
  const manifest = parseManifest(signed)
  if (manifest.keyId !== signedBy.id) {
    refuse('catalog/bundle-wrongly-signed', `The catalog names the key ${manifest.keyId}; ${signedBy.id} signed it.`)
  }
  return { manifest, signedBy, headBytes: end + 1 }
}

function checkMagic(bytes: Buffer): void {
  const start = bytes.toString('latin1', 0, bundleMagic.length)
  if (start === bundleMagic) return
  if (bundleMagic.startsWith(start)) refuse('catalog/bundle-truncated', 'The file ends in its first line.')
  if (/^fieldseal-catalog \d/.test(start)) {
    refuse('catalog/bundle-unusable', 'The catalog is of a newer form than this Fieldseal reads.')
  }
  refuse('catalog/bundle-unreadable', 'The file is no firmware catalog of Fieldseal.')
}

/** Where the line feed is that ends the line. A line that goes on for longer than `most` bytes is refused unread. */
function lineEnd(
  bytes: Buffer,
  from: number,
  most: number,
  tooLong: 'catalog/bundle-too-large' | 'catalog/bundle-unreadable',
): number {
  const at = bytes.subarray(from, from + most).indexOf(0x0a)
  if (at >= 0) return from + at
  if (bytes.length - from >= most) refuse(tooLong, `A line of the file is longer than ${most} bytes.`)
  return refuse('catalog/bundle-truncated', 'The file ends before its list of contents does.')
}

function checkSignature(signed: Buffer, keyId: string, base64: string, keys: readonly CatalogKey[]): CatalogKey {
  const key = keys.find(({ id }) => id === keyId)
  if (key === undefined) {
    return refuse(
      'catalog/bundle-unknown-key',
      `The catalog is signed with the key ${keyId}, which is not trusted here.`,
    )
  }
  const signature = Buffer.from(base64, 'base64')
  // Base64 has spare bits in its last digit: only the one true spelling is taken.
  if (signature.toString('base64') !== base64 || !isSignedBy(key, signed, signature)) {
    refuse(
      'catalog/bundle-wrongly-signed',
      'The signature does not fit: the catalog was changed, or is from somebody else.',
    )
  }
  return key
}

function parseManifest(signed: Buffer): BundleManifest {
  try {
    return bundleManifest.parse(JSON.parse(signed.toString('utf8')))
  } catch (cause) {
    return refuse(
      'catalog/bundle-unusable',
      'The list of contents of the catalog is not one this Fieldseal reads.',
      cause,
    )
  }
}

function readFiles(body: Buffer, { files }: BundleManifest): ReadonlyMap<string, Buffer> {
  const declared = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const largest = Math.max(...files.map(({ sizeBytes }) => sizeBytes))
  if (declared > bundleLimits.bundleBytes || largest > bundleLimits.fileBytes) {
    refuse('catalog/bundle-too-large', `The catalog claims to hold ${megabytes(declared)}.`)
  }
  if (body.length < declared)
    refuse('catalog/bundle-truncated', `${declared - body.length} bytes are missing at the end.`)
  if (body.length > declared)
    refuse('catalog/bundle-altered', `${body.length - declared} bytes too many are at the end.`)
  const read = new Map<string, Buffer>()
  let at = 0
  for (const { path, sizeBytes, sha256 } of files) {
    if (read.has(path)) refuse('catalog/bundle-altered', `"${path}" is in the catalog twice.`)
    const file = body.subarray(at, at + sizeBytes)
    if (createHash('sha256').update(file).digest('hex') !== sha256) {
      refuse('catalog/bundle-altered', `"${path}" is not the file that was released.`)
    }
    read.set(path, file)
    at += sizeBytes
  }
  return read
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MiB`
