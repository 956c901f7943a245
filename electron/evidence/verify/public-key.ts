import { childrenOf, type Der, expectTag, oidText, readElement, tags } from './der.ts'
import { PackRejected, reject } from './rejected.ts'

export type HashName = 'sha256' | 'sha384' | 'sha512'

/** A public key as certificates carry it: SubjectPublicKeyInfo, DER. @see RFC 5280 4.1.2.7 */
export interface PublicKey {
  readonly spki: Buffer
  readonly kind: 'ec' | 'rsa'
  /** Bits of the modulus, respectively of the field of the curve. */
  readonly bits: number
}

const curves: Readonly<Record<string, number>> = {
  '1.2.840.10045.3.1.7': 256,
  '1.3.132.0.34': 384,
  '1.3.132.0.35': 521,
}
const rsaKey = '1.2.840.113549.1.1.1'
const ecKey = '1.2.840.10045.2.1'
const smallestRsa = 2048

const ecdsa: Readonly<Record<string, HashName>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}
const rsa: Readonly<Record<string, HashName | null>> = {
  [rsaKey]: null,
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
}

/** @throws {PackRejected} `pack/signature-malformed` */
export function readPublicKey(element: Der | undefined): PublicKey {
  const [algorithm, bitString] = childrenOf(element, tags.sequence, 'public key')
  const [id, parameters] = childrenOf(algorithm, tags.sequence, 'kind of public key')
  const key = expectTag(bitString, tags.bitString, 'public key').content.subarray(1)
  const spki = (element as Der).raw
  const name = oidText(id, 'kind of public key')
  if (name === ecKey) {
    const bits = curves[oidText(parameters, 'curve')]
    if (bits === undefined)
      reject('pack/signature-malformed', 'A certificate has a key of a curve that is not accepted.')
    return { spki, kind: 'ec', bits }
  }
  if (name !== rsaKey) reject('pack/signature-malformed', 'A certificate has a key of a kind that is not accepted.')
  const [modulus] = childrenOf(readElement(key), tags.sequence, 'RSA key')
  const { content } = expectTag(modulus, tags.integer, 'RSA key')
  const digits = content[0] === 0 ? content.subarray(1) : content
  return { spki, kind: 'rsa', bits: digits.length * 8 - Math.clz32(digits[0] ?? 0) + 24 }
}

/**
 * The hash that an algorithm of signatures stands for with this key; undefined when the two are not accepted together.
 *
 * @param otherwise the hash of an RSA signature whose algorithm does not name one
 */
export function hashOf(algorithm: string, key: PublicKey, otherwise: HashName): HashName | undefined {
  if (key.kind === 'ec') return ecdsa[algorithm]
  if (key.bits < smallestRsa) return undefined
  const hash = rsa[algorithm]
  return hash === null ? otherwise : hash
}

const webNames = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const

/**
 * Whether the signature is by this key over these bytes, by the cryptography that Node and every browser have.
 *
 * @throws {PackRejected} `pack/signature-malformed` when key or signature are none
 * @see W3C Web Cryptography API
 */
export async function signatureHolds(
  { spki, kind, bits }: PublicKey,
  hash: HashName,
  bytes: Uint8Array,
  signature: Buffer,
): Promise<boolean> {
  const { subtle } = globalThis.crypto
  const named = { name: 'RSASSA-PKCS1-v1_5', hash: webNames[hash] }
  const scheme = kind === 'rsa' ? named : { name: 'ECDSA', namedCurve: `P-${bits}`, hash: webNames[hash] }
  const value = kind === 'rsa' ? signature : sideBySide(signature, Math.ceil(bits / 8))
  try {
    const key = await subtle.importKey('spki', own(spki), scheme, false, ['verify'])
    return await subtle.verify(scheme, key, own(value), own(bytes))
  } catch (cause) {
    throw new PackRejected('pack/signature-malformed', 'The key of a certificate cannot be read.', { cause })
  }
}

/** r and s of an ECDSA-Sig-Value in their full width, as the web's cryptography wants them. @see RFC 3279 2.2.3 */
function sideBySide(signature: Buffer, width: number): Buffer {
  const numbers = childrenOf(readElement(signature), tags.sequence, 'signature value')
  if (numbers.length !== 2) reject('pack/signature-malformed', 'The signature value cannot be read.')
  const wide = numbers.map((number) => {
    const { content } = expectTag(number, tags.integer, 'signature value')
    const digits = content[0] === 0 ? content.subarray(1) : content
    const isShortest = content.length > 0 && (content[0] !== 0 || (digits[0] ?? 0) >= 0x80)
    if (!isShortest || (content[0] ?? 0) >= 0x80 || digits.length > width) {
      reject('pack/signature-malformed', 'The signature value cannot be read.')
    }
    return Buffer.concat([Buffer.alloc(width - digits.length), digits])
  })
  return Buffer.concat(wide)
}

/** A copy in memory of its own: a Buffer may be a view into a larger one. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)
