import { BerReader, encode, encodeInteger, encodeOid, tag } from '../../../electron/protocols/snmp/ber.ts'

/** A v1 or v2c question taken apart, without the product's decoder of answers. */
export function readQuestion(datagram: Buffer): {
  version: number
  community: Buffer
  requestId: number
  oids: Buffer[]
} {
  const message = new BerReader(new BerReader(datagram).expect(tag.sequence))
  const version = message.integer()
  const community = message.expect(tag.octetString)
  const question = new BerReader(message.next().content)
  const requestId = question.integer()
  question.integer()
  question.integer()
  const list = new BerReader(question.expect(tag.sequence))
  const oids: Buffer[] = []
  while (!list.done) oids.push(new BerReader(list.expect(tag.sequence)).expect(tag.oid))
  return { version, community, requestId, oids }
}

/** An answer with these objects. */
export function answerTo(
  question: Buffer,
  objects: readonly { readonly oid: string; readonly tag: number; readonly content: Buffer }[],
  change: { requestId?: number; community?: string; version?: number; errorStatus?: number } = {},
): Buffer {
  const asked = readQuestion(question)
  const varbinds = objects.map((object) =>
    encode(tag.sequence, encodeOid(object.oid), encode(object.tag, object.content)),
  )
  return encode(
    tag.sequence,
    encodeInteger(change.version ?? asked.version),
    encode(tag.octetString, change.community === undefined ? asked.community : Buffer.from(change.community)),
    encode(
      0xa2,
      encodeInteger(change.requestId ?? asked.requestId),
      encodeInteger(change.errorStatus ?? 0),
      encodeInteger(0),
      encode(tag.sequence, ...varbinds),
    ),
  )
}
