import { randomBytes } from 'node:crypto'
import { suites } from './suites.ts'

/** Oldest first. */
export const tlsVersions = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
export type TlsVersion = (typeof tlsVersions)[number]

/** As on the wire. @see RFC 8446 section 4.2.1 and D.1; RFC 6101 section 5.6.1.2 */
export const versionCodes: Readonly<Record<TlsVersion, number>> = {
  SSLv3: 0x0300,
  TLSv1: 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
  'TLSv1.3': 0x0304,
}

const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff)
/** A vector with its length in one or two bytes. */
const vector8 = (...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(content.length), content])
}
const vector16 = (...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([u16(content.length), content])
}
const extension = (type: number, content: Buffer): Buffer => Buffer.concat([u16(type), vector16(content)])

const x25519 = 0x001d
const groups = [x25519, 0x0017, 0x0018, 0x0019]
/** Old hashes and padding included: what the server would take is to be found out, not what anybody should use. */
const signatureAlgorithms = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0301, 0x0201, 0x0203,
]

/**
 * One record that offers one version alone, with the cipher suites of decades. What the server chooses is read from its first
 * answer; the handshake is not finished and no key is made.
 *
 * @see RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2, RFC 6101 section 5.6.1.2
 */
export function clientHello(version: TlsVersion): Buffer {
  const isNew = version === 'TLSv1.3'
  const offered = suites.filter(({ tls13 }) => (tls13 === true) === isNew).map(({ code }) => u16(code))
  const isOldest = version === 'SSLv3'
  const extensions = [
    extension(0x000a, vector16(...groups.map(u16))),
    extension(0x000b, vector8(Buffer.of(0))),
    ...(isNew || version === 'TLSv1.2' ? [extension(0x000d, vector16(...signatureAlgorithms.map(u16)))] : []),
    ...(isNew
      ? [
          extension(0x002b, vector8(u16(versionCodes[version]))),
          // Any 32 bytes are a public key of this curve; the secret to it is never needed.
          extension(0x0033, vector16(Buffer.concat([u16(x25519), vector16(randomBytes(32))]))),
        ]
      : [extension(0xff01, Buffer.of(0))]),
  ]
  const body = Buffer.concat([
    u16(Math.min(versionCodes[version], 0x0303)),
    randomBytes(32),
    vector8(randomBytes(32)),
    vector16(...offered),
    vector8(Buffer.of(0)),
    // SSL 3.0 knows no extensions, and its servers may stumble over them.
    ...(isOldest ? [] : [vector16(...extensions)]),
  ])
  const handshake = Buffer.concat([
    Buffer.of(1, body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff),
    body,
  ])
  return Buffer.concat([Buffer.of(22), u16(isOldest ? 0x0300 : 0x0301), vector16(handshake)])
}
