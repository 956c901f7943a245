import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDiscoveryAnswer } from '../../../electron/protocols/ws-discovery/answer.ts'
import { buildProbe, probeTypes } from '../../../electron/protocols/ws-discovery/probe.ts'
import { readLoosely } from '../../../electron/protocols/xml/read-loosely.ts'
import { probeMatches, type Spoken } from './spoken.ts'

const sender = '127.73.7.9'
const parse = (text: string) => parseDiscoveryAnswer(Buffer.from(text), sender)
const one = (spoken: Spoken) => parse(probeMatches('urn:uuid:1', spoken))?.devices[0]

describe('parseDiscoveryAnswer', () => {
  it('reads reference, types, scopes and doors', () => {
    expect(
      one({
        reference: 'urn:uuid:aa',
        types: 'dn:NetworkVideoTransmitter tds:Device',
        scopes: 'onvif://www.onvif.org/name/Front%20door onvif://www.onvif.org/Profile/Streaming',
        xaddrs: `http://${sender}:8080/onvif/device_service`,
      }),
    ).toEqual({
      endpointReference: 'urn:uuid:aa',
      types: ['dn:NetworkVideoTransmitter', 'tds:Device'],
      scopes: ['onvif://www.onvif.org/name/Front%20door', 'onvif://www.onvif.org/Profile/Streaming'],
      doors: [{ https: false, port: 8080, path: '/onvif/device_service' }],
      foreignHosts: [],
    })
  })

  it('reads several ProbeMatch of one datagram, and one without XAddrs', () => {
    const answer = parse(
      probeMatches('urn:uuid:1', { reference: 'urn:uuid:aa' }, { reference: 'urn:uuid:bb', xaddrs: null }),
    )
    expect(answer?.devices.map(({ endpointReference, doors }) => [endpointReference, doors.length])).toEqual([
      ['urn:uuid:aa', 1],
      ['urn:uuid:bb', 0],
    ])
  })

  it('reads scopes that are broken over lines', () => {
    expect(one({ scopes: '\n onvif://www.onvif.org/a\r\n\tonvif://www.onvif.org/b\n' })?.scopes).toEqual([
      'onvif://www.onvif.org/a',
      'onvif://www.onvif.org/b',
    ])
  })

  it('goes by namespaces: any prefix will do, and a Windows computer is no ONVIF device', () => {
    const text = probeMatches('urn:uuid:1', { types: 'x:NetworkVideoTransmitter y:Device z:Device q:Own' })
      .replaceAll('d:', 'wsd:')
      .replaceAll(':d=', ':wsd=')
      .replace(
        '<wsd:Types>',
        '<wsd:Types xmlns:x="http://www.onvif.org/ver10/network/wsdl" xmlns:y="http://www.onvif.org/ver10/device/wsdl"' +
          ' xmlns:z="http://schemas.xmlsoap.org/ws/2006/02/devprof" xmlns:q="urn:own">',
      )
    expect(parse(text)?.devices[0]?.types).toEqual([
      'dn:NetworkVideoTransmitter',
      'tds:Device',
      'wsdp:Device',
      '{urn:own}Own',
    ])
  })

  it('reads Hello and Bye, and that an answer names no probe', () => {
    const hello = probeMatches(null, {})
      .replaceAll('ProbeMatches', 'Hello')
      .replaceAll(/<\/?d:ProbeMatch>/g, '')
    expect(parse(hello)).toMatchObject({
      kind: 'hello',
      relatesTo: null,
      devices: [{ endpointReference: 'urn:uuid:1' }],
    })
    expect(parse(hello.replaceAll('Hello', 'Bye'))?.kind).toBe('bye')
  })

  it('takes the sender for the truth: an XAddr gives a door, its foreign host is only noted', () => {
    const device = one({
      xaddrs: `http://169.254.169.254/latest http://127.0.0.1:81/x https://${sender}/onvif/s file:///etc/passwd http://u:p@${sender}/a`,
    })
    expect(device?.doors).toEqual([
      { https: true, port: 443, path: '/onvif/s' },
      { https: false, port: 80, path: '/latest' },
      { https: false, port: 81, path: '/x' },
    ])
    expect(device?.foreignHosts).toEqual(['169.254.169.254', '127.0.0.1'])
  })

  it('keeps four of ten thousand XAddrs, and bounds everything else', () => {
    const many = (text: (index: number) => string) =>
      Array.from({ length: 10_000 }, (_, index) => text(index)).join(' ')
    const device = one({
      xaddrs: many((index) => `http://${sender}:${1 + (index % 60_000)}/x`),
      scopes: `${many((index) => `onvif://www.onvif.org/s/${index}`)}`,
      types: many((index) => `dn:T${index}`),
      reference: `urn:uuid:${'9'.repeat(5_000)}`,
    })
    expect(device?.doors).toHaveLength(4)
    expect(device?.scopes).toHaveLength(64)
    expect(device?.types).toHaveLength(16)
    expect(device?.endpointReference).toHaveLength(512)
  })

  it('makes hostile text visible', () => {
    expect(one({ scopes: 'onvif://www.onvif.org/name/\u202Egnp.exe' })?.scopes[0]).toContain('[U+202E]')
  })

  it.each([
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${probeMatches('urn:uuid:1', {})}`],
    ['an entity bomb in lower case', `<!doctype x>${probeMatches('urn:uuid:1', {})}`],
    ['two hundred levels', `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`],
    ['sixty thousand bytes of elements', `<a>${'<b/>'.repeat(15_000)}</a>`],
    ['our own probe', buildProbe(null).payload.toString()],
    ['another protocol', 'NOTIFY * HTTP/1.1\r\nNT: upnp:rootdevice\r\n\r\n'],
    ['half an answer', probeMatches('urn:uuid:1', {}).slice(0, 300)],
    ['nothing', ''],
    ['prototype names', '<__proto__><constructor/></__proto__>'],
  ])('ignores %s', (_, text) => {
    expect(parse(text)).toBeNull()
  })

  it('takes any bytes without failing', () => {
    const whole = Buffer.from(probeMatches('urn:uuid:1', { scopes: 'onvif://www.onvif.org/a' }))
    const mutated = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const copy = Buffer.from(whole)
        for (const [index, byte] of changes) copy[index] = byte
        return copy
      })
    const cut = fc.nat(whole.length).map((end) => whole.subarray(0, end))
    fc.assert(
      fc.property(fc.oneof(mutated, cut, fc.uint8Array({ maxLength: 300 }).map(Buffer.from)), (bytes) => {
        const answer = parseDiscoveryAnswer(bytes, sender)
        expect(answer === null || Array.isArray(answer.devices)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('buildProbe', () => {
  it('asks in one line, for the three types in their namespaces, each under its own name', () => {
    const probes = probeTypes.map((type) => buildProbe(type))
    const types = probes.map(({ payload }) => {
      expect(payload.toString()).not.toContain('\n')
      expect(readLoosely(payload)?.name).toBe('Envelope')
      return /<d:Types>(.*)<\/d:Types>/.exec(payload.toString())?.[1]
    })
    expect(types).toEqual(['dn:NetworkVideoTransmitter', 'tds:Device', undefined])
    expect(new Set(probes.map(({ messageId }) => messageId)).size).toBe(3)
  })
})
