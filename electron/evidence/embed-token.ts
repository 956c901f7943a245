import { type Der, readElement, readElements, tags } from './verify/der.ts'

/** @see RFC 3161 A, ETSI EN 319 122-1 5.3: id-aa-signatureTimeStampToken */
const attributeType = Buffer.from('060b2a864886f70d010910020e', 'hex')

/**
 * A CMS signature with a timestamp of it inside (CAdES-T). Nothing else of it changes, byte by byte: the signature and what
 * it signs stay where they are, only the lengths around them grow.
 *
 * @param signature ContentInfo of one signer without unsigned attributes, DER.
 * @param token TimeStampToken over the value of the signature, DER.
 */
export function embedToken(signature: Buffer, token: Buffer): Buffer {
  const attribute = element(tags.sequence, Buffer.concat([attributeType, element(tags.set, token)]))
  const unsigned = element(tags.context(1), attribute)
  // ContentInfo, [0], SignedData, SET of signers, the signer: each is the last member of the one before.
  return appendTo(readElement(signature), 4, unsigned)
}

function appendTo(outer: Der, depth: number, more: Buffer): Buffer {
  if (depth === 0) return element(outer.tag, Buffer.concat([outer.content, more]))
  const children = readElements(outer.content)
  const last = children.at(-1)
  if (last === undefined) throw new Error('a CMS signature has no empty parts')
  const kept = outer.content.subarray(0, outer.content.length - last.raw.length)
  return element(outer.tag, Buffer.concat([kept, appendTo(last, depth - 1, more)]))
}

function element(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const digits = Buffer.alloc(4)
  digits.writeUInt32BE(length)
  const shortest = digits.subarray(digits.findIndex((byte) => byte !== 0))
  return Buffer.concat([Buffer.of(tag, 0x80 | shortest.length), shortest, content])
}
