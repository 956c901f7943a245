import type { RecordedExchange } from '../../model/recording.ts'
import { der, integer, oid as oidOf, sequence } from '../der.ts'

const requests = { get: 0xa0, getNext: 0xa1, response: 0xa2 } as const
const absent = { noSuchObject: 0x80, endOfMibView: 0x82 } as const
const noSuchName = 2

interface Question {
  readonly version: 'v1' | 'v2c'
  readonly community: string
  readonly kind: 'get' | 'getNext'
  readonly id: Buffer
  readonly oids: readonly string[]
}

/** Answers SNMP version 1 and 2c out of what the recorded agent told. Everything else is met with silence. @see RFC 3416 */
export class SnmpReplay {
  /** Objects by community and version, in the order of the tree. */
  readonly #views = new Map<string, Map<string, string>>()

  constructor(exchanges: readonly RecordedExchange[]) {
    for (const { over, request, answer } of exchanges) {
      if (over !== 'SNMP' || answer?.body == null) continue
      const [, version = '', ...community] = request.line.split(' ')
      const name = `${version} ${community.join(' ')}`
      const view = this.#views.get(name) ?? new Map<string, string>()
      for (const [oid, value] of Object.entries(JSON.parse(answer.body) as Record<string, string>))
        if (value !== 'none') view.set(oid, value)
      this.#views.set(name, view)
    }
  }

  get speaks(): boolean {
    return this.#views.size > 0
  }

  /** Null: silence. */
  answer(datagram: Buffer): Buffer | null {
    const question = questionOf(datagram)
    const view = question === null ? undefined : this.#views.get(`${question.version} ${question.community}`)
    if (question === null || view === undefined) return null
    const found = question.oids.map((asked) => {
      const name = question.kind === 'get' ? asked : nextOf(asked, view)
      return { name: name ?? asked, value: name === null ? undefined : view.get(name) }
    })
    const missing = found.findIndex(({ value }) => value === undefined)
    const isOld = question.version === 'v1' && missing !== -1
    const bindings = found.map(({ name, value }) =>
      sequence(oidOf(name), isOld ? der(0x05) : encodedValue(value, question.kind)),
    )
    return sequence(
      integer(Buffer.of(question.version === 'v1' ? 0 : 1)),
      der(0x04, Buffer.from(question.community, 'utf8')),
      der(
        requests.response,
        der(0x02, question.id),
        integer(Buffer.of(isOld ? noSuchName : 0)),
        integer(Buffer.of(isOld ? missing + 1 : 0)),
        sequence(...bindings),
      ),
    )
  }
}

function nextOf(asked: string, view: ReadonlyMap<string, string>): string | null {
  const later = [...view.keys()].filter((name) => compare(name, asked) > 0)
  return later.sort(compare)[0] ?? null
}

function compare(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)]
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    if (a[index] !== b[index]) return (a[index] ?? 0) - (b[index] ?? 0)
  }
  return a.length - b.length
}

function encodedValue(told: string | undefined, kind: 'get' | 'getNext'): Buffer {
  if (told === undefined) return der(kind === 'get' ? absent.noSuchObject : absent.endOfMibView)
  const cut = told.indexOf(' ')
  const text = told.slice(cut + 1)
  switch (told.slice(0, cut)) {
    case 'number':
      return der(...numberOf(BigInt(text)))
    case 'oid':
      return oidOf(text)
    case 'address':
      return der(0x40, Buffer.from(text.split('.').map(Number)))
    default:
      return der(0x04, text.startsWith('hex:') ? Buffer.from(text.slice(4), 'hex') : Buffer.from(text, 'latin1'))
  }
}

/** Integer32 where it fits, else Counter64. */
function numberOf(value: bigint): readonly [number, Buffer] {
  const bytes = Buffer.alloc(9)
  bytes.writeBigInt64BE(BigInt.asIntN(64, value), 1)
  if (value < 0n) bytes[0] = 0xff
  let start = 0
  while (start < 8 && bytes[start] === ((bytes[start + 1] ?? 0) & 0x80 ? 0xff : 0x00)) start += 1
  return [bytes.length - start <= 4 ? 0x02 : 0x46, bytes.subarray(start)]
}

interface Element {
  readonly tag: number
  readonly content: Buffer
  readonly rest: Buffer
}

/** Null where it is no element, or not all of one. */
function elementOf(bytes: Buffer): Element | null {
  const [tag, first] = bytes
  if (tag === undefined || first === undefined) return null
  const more = first < 0x80 ? 0 : first & 0x7f
  if (more > 2 || bytes.length < 2 + more) return null
  const length = more === 0 ? first : bytes.readUIntBE(2, more)
  const end = 2 + more + length
  return bytes.length < end ? null : { tag, content: bytes.subarray(2 + more, end), rest: bytes.subarray(end) }
}

function elementsOf(bytes: Buffer): readonly Element[] | null {
  const found: Element[] = []
  for (let rest = bytes; rest.length > 0; ) {
    const element = elementOf(rest)
    if (element === null) return null
    found.push(element)
    rest = element.rest
  }
  return found
}

function questionOf(datagram: Buffer): Question | null {
  const [version, community, pdu] = elementsOf(elementOf(datagram)?.content ?? Buffer.alloc(0)) ?? []
  const kind = pdu?.tag === requests.get ? 'get' : pdu?.tag === requests.getNext ? 'getNext' : null
  const number = version?.content[0]
  if (community === undefined || pdu === undefined || kind === null || (number !== 0 && number !== 1)) return null
  const [id, , , bindings] = elementsOf(pdu.content) ?? []
  const rows = bindings === undefined ? null : elementsOf(bindings.content)
  if (id === undefined || rows === null) return null
  const oids = rows.map((row) => dotted(elementOf(row.content)?.content ?? Buffer.alloc(0)))
  return {
    version: number === 0 ? 'v1' : 'v2c',
    community: community.content.toString('utf8'),
    kind,
    id: id.content,
    oids,
  }
}

function dotted(bytes: Buffer): string {
  const arcs: number[] = []
  let arc = 0
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - Math.min(2, Math.floor(arc / 40)) * 40)
    else arcs.push(arc)
    arc = 0
  }
  return arcs.join('.')
}
