import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BerReader,
  decodeInteger,
  decodeOid,
  encodeInteger,
  encodeOid,
  NotBer,
  tag,
} from '../../../electron/protocols/snmp/ber.ts'
import { makerOfSysObjectId } from '../../../electron/protocols/snmp/enterprise-numbers.ts'
import { decodeMessage, encodeDiscovery, encodeRead } from '../../../electron/protocols/snmp/message.ts'
import { decodeValue, macOf, octets, valueText } from '../../../electron/protocols/snmp/value.ts'
import { answerTo, readQuestion } from './agent-bytes.ts'

const question = encodeRead('get', { version: 'v2c', community: 'public' }, 77, [
  '1.3.6.1.2.1.1.1.0',
  '1.3.6.1.2.1.1.2.0',
])
const answer = answerTo(question, [
  { oid: '1.3.6.1.2.1.1.1.0', tag: tag.octetString, content: Buffer.from('AXIS\0') },
  { oid: '1.3.6.1.2.1.1.2.0', tag: tag.oid, content: encodeOid('1.3.6.1.4.1.368.1').subarray(2) },
  { oid: '1.3.6.1.2.1.1.3.0', tag: tag.timeTicks, content: Buffer.from([0, 0xff, 0xff, 0xff, 0xff]) },
])

describe('the codec', () => {
  it('keeps integers and object identifiers as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
        expect(new BerReader(encodeInteger(value)).integer()).toBe(value)
      }),
    )
    const arcs = fc.array(fc.nat(0xffff_ffff), { minLength: 1, maxLength: 100 })
    fc.assert(
      fc.property(arcs, (rest) => {
        const oid = `1.3.${rest.join('.')}`
        expect(decodeOid(new BerReader(encodeOid(oid)).expect(tag.oid))).toBe(oid)
      }),
    )
  })

  it('writes a question byte for byte as RFC 3416 has it', () => {
    const short = encodeRead('get', { version: 'v2c', community: 'public' }, 77, ['1.3.6.1.2.1.1.1.0'])
    expect(short.toString('hex')).toBe(
      '302602010104067075626c6963a01902014d020100020100300e300c06082b060102010101000500',
    )
    expect(readQuestion(question)).toMatchObject({ version: 1, requestId: 77, community: Buffer.from('public') })
  })

  it('reads an answer', () => {
    const message = decodeMessage(answer)
    expect(message).toMatchObject({ version: 'v2c', community: 'public', requestId: 77, errorStatus: 0 })
    expect(message?.varbinds.map(({ value }) => valueText(value))).toEqual(['AXIS', '1.3.6.1.4.1.368.1', '4294967295'])
  })

  it.each([
    ['an indefinite length', Buffer.from([0x30, 0x80, 0, 0])],
    ['a length of four gigabytes', Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff])],
    ['two hundred nested sequences', Buffer.concat(Array.from({ length: 200 }, () => Buffer.from([0x30, 0x80])))],
    ['an empty datagram', Buffer.alloc(0)],
  ])('drops %s', (_, datagram) => {
    expect(decodeMessage(datagram)).toBeNull()
  })

  it('drops or reads every mutation of an answer and of a report, and never fails', () => {
    const report = encodeDiscovery(5)
    const mutated = fc
      .tuple(
        fc.constantFrom(answer, report),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 5 }),
        fc.nat(200),
      )
      .map(([base, changes, cut]) => {
        const copy = Buffer.from(base)
        for (const [index, byte] of changes) if (index < copy.length) copy[index] = byte
        return cut < copy.length && cut % 3 === 0 ? copy.subarray(0, cut) : copy
      })
    fc.assert(
      fc.property(mutated, (datagram) => {
        decodeMessage(datagram)
      }),
      { numRuns: 3_000 },
    )
  })

  it('refuses arcs and integers that no 32 bits hold', () => {
    expect(() => decodeOid(Buffer.from([0x2b, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]))).toThrow(NotBer)
    expect(() => decodeOid(Buffer.alloc(200, 1))).toThrow(NotBer)
    expect(() => decodeInteger(Buffer.alloc(9, 1), 4, true)).toThrow(NotBer)
    expect(decodeInteger(Buffer.alloc(8, 0xff), 8, false)).toBe(2n ** 64n - 1n)
  })
})

describe('values', () => {
  it('strips NULs, bounds long ones and shows binary as hexadecimal', () => {
    expect(valueText(octets(Buffer.from('Bosch\0\0')))).toBe('Bosch')
    const huge = octets(Buffer.alloc(65_000, 0x41))
    expect(huge.kind === 'octets' && huge.bytes.length).toBe(1_024)
    expect(valueText(huge)).toHaveLength(512)
    expect(valueText(octets(Buffer.from([1, 2, 0xff])))).toBe('0x0102ff')
    expect(valueText(octets(Buffer.alloc(0)))).toBeNull()
  })

  it('reads Latin-1 of old devices, and takes invalid UTF-8 for nothing else', () => {
    expect(valueText(octets(Buffer.from('Kamera Süd, Eingang', 'latin1')))).toBe('Kamera Süd, Eingang')
    expect(valueText(octets(Buffer.from('<img src=x onerror=1>\u202E')))).toBe('<img src=x onerror=1>[U+202E]')
  })

  it('reads a MAC address from bytes and from text, and none from padding', () => {
    expect(macOf(octets(Buffer.from('accc8e123456', 'hex')))).toBe('ac:cc:8e:12:34:56')
    expect(macOf(octets(Buffer.from('AC-CC-8E-12-34-56')))).toBe('ac:cc:8e:12:34:56')
    expect(macOf(octets(Buffer.alloc(6)))).toBeNull()
    expect(macOf(decodeValue(tag.integer, Buffer.from([1])))).toBeNull()
  })
})

describe('makerOfSysObjectId', () => {
  it.each([
    ['1.3.6.1.4.1.368.1.1', null, 'Axis'],
    ['.1.3.6.1.4.1.23465', null, 'Vivotek'],
    ['1.3.6.1.4.1.1004849.3.2.10', 'DH-NVR4108HS-8P-4KS2', 'Dahua'],
    ['1.3.6.1.4.1.50001', 'Hikvision company products', 'Hikvision'],
    ['1.3.6.1.4.1.50001', 'something of Scildon', null],
    ['1.3.6.1.4.1.8072.3.2.10', 'Linux', null],
    ['1.3.6.1.4.1.25506.1', null, null],
    ['1.3.6.1.4.1.3680', null, null],
    [null, null, null],
  ])('%s with %j is %s', (oid, sysDescr, maker) => {
    expect(makerOfSysObjectId(oid, sysDescr)).toBe(maker)
  })
})
