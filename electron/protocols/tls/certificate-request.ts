import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { ProtocolViolation } from '../../model/errors.ts'

const largest = 16 * 1_024
/** @see RFC 8017 appendix C; RFC 5758 */
const hashes: Readonly<Record<string, string>> = {
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
}

/**
 * The public key that a request asks a certificate for, after its signature showed that the asker holds the private half.
 *
 * @throws {ProtocolViolation} when it is no request, or nobody with that key signed it
 * @see RFC 2986 section 4
 */
export function requestedKey(request: Buffer): KeyObject {
  if (request.length > largest) throw broken()
  const whole = need(request, 0, 0x30)
  const info = need(request, whole.start, 0x30)
  const algorithm = need(request, info.end, 0x30)
  const signature = need(request, algorithm.end, 0x03)
  const version = need(request, info.start, 0x02)
  const subject = need(request, version.end, 0x30)
  const key = need(request, subject.end, 0x30)
  const identifier = need(request, algorithm.start, 0x06)
  const hash = hashes[request.subarray(identifier.start, identifier.end).toString('hex')]
  if (hash === undefined)
    throw new ProtocolViolation('The request of the device is signed in a way that proves nothing.')
  try {
    const publicKey = createPublicKey({ key: request.subarray(subject.end, key.end), format: 'der', type: 'spki' })
    const signed = request.subarray(whole.start, info.end)
    if (verify(hash, signed, publicKey, request.subarray(signature.start + 1, signature.end))) return publicKey
  } catch (error) {
    throw new ProtocolViolation('The request of the device holds a key that cannot be read.', { cause: error })
  }
  throw new ProtocolViolation('The request of the device is not signed with the key that it asks for.')
}

interface Span {
  readonly start: number
  readonly end: number
}

function need(der: Buffer, at: number, tag: number): Span {
  const first = der[at + 1] ?? 0
  const long = first > 127 ? first - 128 : 0
  if (der[at] !== tag || long > 3 || at + 2 + long > der.length) throw broken()
  const length = long === 0 ? first : der.readUIntBE(at + 2, long)
  const start = at + 2 + long
  if (start + length > der.length) throw broken()
  return { start, end: start + length }
}

const broken = () => new ProtocolViolation('The device gave something else than a request for a certificate.')
