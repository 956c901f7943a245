import { BerReader, decodeOid, encode, encodeInteger, encodeOid, NotBer, tag } from './ber.ts'
import { decodeValue, type SnmpValue } from './value.ts'

export const pdu = { get: 0xa0, getNext: 0xa1, response: 0xa2, report: 0xa8 } as const

export interface Varbind {
  readonly oid: string
  readonly value: SnmpValue
}

/** @see RFC 3411, snmpEngineID; RFC 3414, section 4 (discovery) */
export interface SnmpEngine {
  readonly engineIdHex: string
  /** IANA number of the maker, from the first four bytes; null in an engine id of the old fixed kind that has none. */
  readonly enterprise: number | null
  readonly boots: number
  readonly timeSeconds: number
  /** The MAC address in an engine id of format 3, else null. */
  readonly mac: string | null
}

export type SnmpMessage =
  | {
      readonly version: 'v1' | 'v2c'
      readonly community: string
      readonly pduType: number
      readonly requestId: number
      readonly errorStatus: number
      readonly varbinds: readonly Varbind[]
    }
  | {
      readonly version: 'v3'
      readonly messageId: number
      readonly authenticated: boolean
      readonly encrypted: boolean
      readonly engine: SnmpEngine
      /** Null when the PDU is encrypted. */
      readonly pduType: number | null
      readonly varbinds: readonly Varbind[]
    }

/** A question that reads. This room knows no other: nothing here can write to a device. */
export function encodeRead(
  kind: 'get' | 'getNext',
  login: { readonly version: 'v1' | 'v2c'; readonly community: string },
  requestId: number,
  oids: readonly string[],
): Buffer {
  const varbinds = oids.map((oid) => encode(tag.sequence, encodeOid(oid), encode(tag.null)))
  return encode(
    tag.sequence,
    encodeInteger(login.version === 'v1' ? 0 : 1),
    encode(tag.octetString, Buffer.from(login.community, 'utf8')),
    encode(pdu[kind], encodeInteger(requestId), encodeInteger(0), encodeInteger(0), encode(tag.sequence, ...varbinds)),
  )
}

/**
 * A v3 message without user and engine: an agent answers with a report that names its engine, whatever its users are.
 *
 * @see RFC 3414, section 4
 */
export function encodeDiscovery(messageId: number): Buffer {
  const empty = encode(tag.octetString)
  const security = encode(tag.sequence, empty, encodeInteger(0), encodeInteger(0), empty, empty, empty)
  const reportable = 0x04
  const userSecurityModel = 3
  return encode(
    tag.sequence,
    encodeInteger(3),
    encode(
      tag.sequence,
      encodeInteger(messageId),
      encodeInteger(65_507),
      encode(tag.octetString, Buffer.from([reportable])),
      encodeInteger(userSecurityModel),
    ),
    encode(tag.octetString, security),
    encode(
      tag.sequence,
      empty,
      empty,
      encode(pdu.get, encodeInteger(messageId), encodeInteger(0), encodeInteger(0), encode(tag.sequence)),
    ),
  )
}

/** What an agent sent, or null when it is not SNMP. Never throws: this is the edge where junk ends. */
export function decodeMessage(datagram: Buffer): SnmpMessage | null {
  try {
    const reader = new BerReader(new BerReader(datagram).expect(tag.sequence))
    const version = reader.integer()
    if (version === 3) return decodeV3(reader)
    if (version !== 0 && version !== 1) return null
    const community = reader.expect(tag.octetString).toString('utf8')
    const { tag: pduType, content } = reader.next()
    return { version: version === 0 ? 'v1' : 'v2c', community, pduType, ...decodePdu(content) }
  } catch (error) {
    if (error instanceof NotBer) return null
    throw error
  }
}

function decodeV3(reader: BerReader): SnmpMessage {
  const header = new BerReader(reader.expect(tag.sequence))
  const messageId = header.integer()
  header.integer()
  const flags = header.expect(tag.octetString)[0] ?? 0
  const security = new BerReader(new BerReader(reader.expect(tag.octetString)).expect(tag.sequence))
  const engine = engineOf(security.expect(tag.octetString), security.integer(), security.integer())
  const encrypted = (flags & 0x02) !== 0
  const base = { version: 'v3', messageId, authenticated: (flags & 0x01) !== 0, encrypted, engine } as const
  if (encrypted) return { ...base, pduType: null, varbinds: [] }
  const scoped = new BerReader(reader.expect(tag.sequence))
  scoped.expect(tag.octetString)
  scoped.expect(tag.octetString)
  const { tag: pduType, content } = scoped.next()
  return { ...base, pduType, varbinds: decodePdu(content).varbinds }
}

/** More objects than any question of ours holds. */
const mostVarbinds = 64

function decodePdu(content: Buffer): { requestId: number; errorStatus: number; varbinds: Varbind[] } {
  const reader = new BerReader(content)
  const requestId = reader.integer()
  const errorStatus = reader.integer()
  reader.integer()
  const list = new BerReader(reader.expect(tag.sequence))
  const varbinds: Varbind[] = []
  while (!list.done) {
    if (varbinds.length >= mostVarbinds) throw new NotBer('too many objects')
    const pair = new BerReader(list.expect(tag.sequence))
    const oid = decodeOid(pair.expect(tag.oid))
    const { tag: valueTag, content: value } = pair.next()
    varbinds.push({ oid, value: decodeValue(valueTag, value) })
  }
  return { requestId, errorStatus, varbinds }
}

function engineOf(id: Buffer, boots: number, timeSeconds: number): SnmpEngine {
  // RFC 3411 allows 5 to 32 bytes; the first bit says that a format byte follows the enterprise number.
  if (id.length > 32) throw new NotBer('engine id size')
  const macFormat = 3
  const isNew = ((id[0] ?? 0) & 0x80) !== 0
  return {
    engineIdHex: id.toString('hex'),
    enterprise: id.length >= 5 ? id.readUInt32BE(0) & 0x7fff_ffff : null,
    boots,
    timeSeconds,
    mac:
      isNew && id[4] === macFormat && id.length === 11
        ? (id.subarray(5).toString('hex').match(/../g) ?? []).join(':')
        : null,
  }
}
