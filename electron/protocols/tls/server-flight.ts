import { ProtocolViolation } from '../../model/errors.ts'
import { type TlsVersion, tlsVersions, versionCodes } from './client-hello.ts'

/** What a server says first. */
export type ServerFlight =
  | {
      readonly kind: 'hello'
      readonly version: TlsVersion | null
      readonly suite: number
      readonly certificate: Buffer | null
    }
  /** @see RFC 8446 section 6 */
  | { readonly kind: 'alert'; readonly description: number }

const largestRecord = 16_384 + 2_048
const largestHandshake = 64 * 1024
const alertRecord = 21
const handshakeRecord = 22
const serverHelloMessage = 2
const certificateMessage = 11
const helloDoneMessage = 14

/**
 * The first answer in `bytes`, or null while some of it is still to come. The certificate is there where the server sends it
 * readable (up to TLS 1.2); with `complete` the answer is taken as it is.
 *
 * @throws {ProtocolViolation} when it is no TLS, or larger than any honest answer
 * @see RFC 8446 sections 5.1 and 4.1.3, RFC 5246 section 7.4.2
 */
export function readServerFlight(bytes: Buffer, complete = false): ServerFlight | null {
  const records = readRecords(bytes)
  const alert = records.find(({ type }) => type === alertRecord)
  const messages = readMessages(
    Buffer.concat(records.filter(({ type }) => type === handshakeRecord).map(({ content }) => content)),
  )
  const hello = messages.find(({ type }) => type === serverHelloMessage)
  if (hello === undefined) {
    return alert === undefined ? null : { kind: 'alert', description: alert.content[1] ?? 0 }
  }
  const { version, suite } = readServerHello(hello.content)
  if (version === 'TLSv1.3') return { kind: 'hello', version, suite, certificate: null }
  const certificate = messages.find(({ type }) => type === certificateMessage)
  if (certificate !== undefined)
    return { kind: 'hello', version, suite, certificate: firstCertificate(certificate.content) }
  const isOver = complete || alert !== undefined || messages.some(({ type }) => type === helloDoneMessage)
  return isOver ? { kind: 'hello', version, suite, certificate: null } : null
}

interface Piece {
  readonly type: number
  readonly content: Buffer
}

/** Whole records only; the rest waits. */
function readRecords(bytes: Buffer): readonly Piece[] {
  const records: Piece[] = []
  for (let at = 0; at < bytes.length; ) {
    const type = bytes[at] ?? 0
    // 3 is the first byte of every version that was ever spoken.
    const isTls = type >= 20 && type <= 24 && (bytes[at + 1] ?? 3) === 3
    if (!isTls) {
      if (records.length > 0) break
      throw new ProtocolViolation('The port is open and speaks something else than TLS.')
    }
    if (at + 5 > bytes.length) break
    const length = bytes.readUInt16BE(at + 3)
    if (length > largestRecord)
      throw new ProtocolViolation('The TLS answer has a record that is longer than TLS allows.')
    if (at + 5 + length > bytes.length) break
    records.push({ type, content: bytes.subarray(at + 5, at + 5 + length) })
    at += 5 + length
  }
  return records
}

function readMessages(bytes: Buffer): readonly Piece[] {
  const messages: Piece[] = []
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = bytes.readUIntBE(at + 1, 3)
    if (length > largestHandshake) throw new ProtocolViolation('The TLS answer is longer than any honest one.')
    if (at + 4 + length > bytes.length) break
    messages.push({ type: bytes[at] ?? 0, content: bytes.subarray(at + 4, at + 4 + length) })
    at += 4 + length
  }
  return messages
}

const supportedVersions = 0x002b

function readServerHello(hello: Buffer): { readonly version: TlsVersion | null; readonly suite: number } {
  const session = hello[34] ?? 0
  const after = 35 + session
  if (session > 32 || hello.length < after + 3) throw new ProtocolViolation('The TLS answer of the device is cut off.')
  const legacy = hello.readUInt16BE(0)
  const chosen = extensionOf(hello, after + 3, supportedVersions)
  const code = chosen?.length === 2 ? chosen.readUInt16BE(0) : legacy
  return {
    version: tlsVersions.find((version) => versionCodes[version] === code) ?? null,
    suite: hello.readUInt16BE(after),
  }
}

function extensionOf(hello: Buffer, start: number, wanted: number): Buffer | null {
  if (hello.length < start + 2) return null
  const end = Math.min(hello.length, start + 2 + hello.readUInt16BE(start))
  for (let at = start + 2; at + 4 <= end; ) {
    const length = hello.readUInt16BE(at + 2)
    if (hello.readUInt16BE(at) === wanted && at + 4 + length <= end) return hello.subarray(at + 4, at + 4 + length)
    at += 4 + length
  }
  return null
}

function firstCertificate(content: Buffer): Buffer | null {
  if (content.length < 6) return null
  const length = content.readUIntBE(3, 3)
  return length === 0 || content.length < 6 + length ? null : Buffer.from(content.subarray(6, 6 + length))
}
