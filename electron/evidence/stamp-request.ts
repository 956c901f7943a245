import { createHash, randomBytes } from 'node:crypto'
import * as asn1 from 'asn1js'
import { oids } from './verify/oids.ts'

/** One question to a timestamp authority. */
export interface StampRequest {
  /** TimeStampReq, DER: what is posted as `application/timestamp-query`. */
  readonly der: Buffer
  /** Content of the INTEGER: the reply must repeat it, so that an old reply cannot pass for a new one. */
  readonly nonce: Buffer
}

const digestIds = { sha256: oids.sha256, sha512: '2.16.840.1.101.3.4.2.3' } as const

/**
 * Asks for a timestamp over these bytes, with a fresh nonce and the certificates of the authority in the reply.
 *
 * @see RFC 3161 2.4.1
 */
export function stampRequest(bytes: Uint8Array, digestName: keyof typeof digestIds = 'sha256'): StampRequest {
  const digest = createHash(digestName).update(bytes).digest()
  const nonce = randomBytes(16)
  // Positive, and in the shortest form that DER allows.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40
  const request = new asn1.Sequence({
    value: [
      new asn1.Integer({ value: 1 }),
      new asn1.Sequence({
        value: [
          new asn1.Sequence({
            value: [new asn1.ObjectIdentifier({ value: digestIds[digestName] }), new asn1.Null()],
          }),
          new asn1.OctetString({ valueHex: new Uint8Array(digest).buffer }),
        ],
      }),
      new asn1.Integer({ valueHex: new Uint8Array(nonce).buffer }),
      new asn1.Boolean({ value: true }),
    ],
  })
  return { der: Buffer.from(request.toBER()), nonce }
}
