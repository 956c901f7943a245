import dnsPacket, { type Answer } from 'dns-packet'

export const mdnsPort = 5353
export const mdnsGroup = '224.0.0.251'

/** Larger is no answer of a device: DNS over UDP ends at 9,000 bytes on jumbo frames. */
const largestDatagram = 9_000
const mostRecords = 64

/** One service that a device announces. Texts are raw: whoever shows them caps them. */
export interface MdnsService {
  /** `_axis-video._tcp.local` */
  readonly type: string
  /** First label of its own name: what a person called it. */
  readonly name: string
  readonly port: number | null
  /** `key=value` strings of its TXT record, keys in lower case. */
  readonly text: ReadonlyMap<string, string>
}

/**
 * One question for each service type. Sent from any port but 5353, so that the answers come back to it alone.
 *
 * @see RFC 6762, sections 5.1 and 6.7; RFC 6763, section 4
 */
export function buildMdnsQuery(types: readonly string[]): Buffer {
  return dnsPacket.encode({
    type: 'query',
    id: 0,
    flags: 0,
    questions: types.map((name) => ({ type: 'PTR', name, class: 'IN' })),
  })
}

/**
 * The services that one datagram announces, or null for anything that is no DNS answer: a question, junk, a name that points to
 * itself or forward. Compression pointers lead only backwards, so no name is without end.
 *
 * @see RFC 1035, section 4.1.4; RFC 6763, sections 4 to 6
 */
export function parseMdnsAnswer(datagram: Buffer): readonly MdnsService[] | null {
  const records = recordsOf(datagram)
  if (records === null) return null
  const ports = new Map<string, number>()
  const texts = new Map<string, ReadonlyMap<string, string>>()
  for (const record of records) {
    if (record.type === 'SRV') ports.set(key(record.name), record.data.port ?? 0)
    if (record.type === 'TXT') texts.set(key(record.name), pairsOf(record.data))
  }
  return records.flatMap((record) => {
    if (record.type !== 'PTR' || typeof record.data !== 'string') return []
    const instance = record.data
    if (!key(instance).endsWith(`.${key(record.name)}`)) return []
    const port = ports.get(key(instance)) ?? 0
    return [
      {
        type: record.name.replace(/\.$/, ''),
        name: instance.slice(0, -record.name.length - 1),
        port: port === 0 ? null : port,
        text: texts.get(key(instance)) ?? new Map<string, string>(),
      },
    ]
  })
}

const key = (name: string): string => name.replace(/\.$/, '').toLowerCase()

function recordsOf(datagram: Buffer): readonly Answer[] | null {
  if (datagram.length > largestDatagram) return null
  try {
    const { type, answers = [], additionals = [] } = dnsPacket.decode(datagram)
    return type === 'response' ? [...answers, ...additionals].slice(0, mostRecords) : null
  } catch {
    // The decoder throws plain errors on all that is no DNS. Strangers may send anything to this port.
    return null
  }
}

/** @see RFC 6763, section 6.4: without `=` the key stands alone; the first of two equal keys counts */
function pairsOf(data: unknown): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  for (const part of Array.isArray(data) ? data : [data]) {
    const text = Buffer.isBuffer(part) ? part.toString('utf8') : String(part ?? '')
    const [name = '', ...value] = text.split('=')
    if (name !== '' && !pairs.has(name.toLowerCase())) pairs.set(name.toLowerCase(), value.join('='))
  }
  return pairs
}
