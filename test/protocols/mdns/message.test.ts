import dnsPacket from 'dns-packet'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildMdnsQuery, parseMdnsAnswer } from '../../../electron/protocols/mdns/message.ts'

const type = '_axis-video._tcp.local'
const instance = `AXIS P1375 - ACCC8E000001.${type}`
const answer = dnsPacket.encode({
  type: 'response',
  answers: [{ type: 'PTR', name: type, data: instance }],
  additionals: [
    { type: 'SRV', name: instance, data: { port: 80, target: 'axis.local' } },
    { type: 'TXT', name: instance, data: ['MacAddress=ACCC8E000001', 'macaddress=second', 'flag'] },
  ],
})

describe('multicast DNS', () => {
  it('asks one question for each type', () => {
    const { type: kind, questions } = dnsPacket.decode(buildMdnsQuery([type, '_rtsp._tcp.local']))
    expect(kind).toBe('query')
    expect(questions?.map(({ name, type: asked }) => [asked, name])).toEqual([
      ['PTR', type],
      ['PTR', '_rtsp._tcp.local'],
    ])
  })

  it('reads type, name, port and the first of two equal keys', () => {
    const [service, ...others] = parseMdnsAnswer(answer) ?? []
    expect(others).toEqual([])
    expect(service).toMatchObject({ type, name: 'AXIS P1375 - ACCC8E000001', port: 80 })
    expect([...(service?.text ?? [])]).toEqual([
      ['macaddress', 'ACCC8E000001'],
      ['flag', ''],
    ])
  })

  it('takes no question for an answer, and no pointer to something else for a service', () => {
    expect(parseMdnsAnswer(buildMdnsQuery([type]))).toBeNull()
    const foreign = dnsPacket.encode({ type: 'response', answers: [{ type: 'PTR', name: type, data: 'evil.example' }] })
    expect(parseMdnsAnswer(foreign)).toEqual([])
  })

  const header = Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  it.each([
    ['a name that points to itself', Buffer.concat([header, Buffer.from([0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 0, 0, 0])])],
    [
      'two names that point to each other',
      Buffer.concat([header, Buffer.from([0xc0, 14, 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 0, 0, 2, 0xc0, 14])]),
    ],
    ['a pointer behind the end', Buffer.concat([header, Buffer.from([0xff, 0xff])])],
    ['a label longer than the datagram', Buffer.concat([header, Buffer.from([63, 65])])],
    ['more than a datagram holds', Buffer.concat([answer, Buffer.alloc(9_000)])],
    ['nothing', Buffer.alloc(0)],
  ])('drops %s', (_, datagram) => {
    expect(parseMdnsAnswer(datagram)).toBeNull()
  })

  it('drops or reads whatever is cut or bent, and never throws', () => {
    fc.assert(
      fc.property(fc.nat(answer.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const bent = Buffer.from(answer)
        bent[at] = byte
        parseMdnsAnswer(cut ? bent.subarray(0, at) : bent)
      }),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void parseMdnsAnswer(Buffer.from(bytes))))
  })
})
