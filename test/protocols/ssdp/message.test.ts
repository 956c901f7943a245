import { describe, expect, it } from 'vitest'
import { ownPlace, parseDescription } from '../../../electron/protocols/ssdp/description.ts'
import { buildSearch, parseSsdpAnswer, ssdpGroup } from '../../../electron/protocols/ssdp/message.ts'

const answer = (...lines: readonly string[]) => Buffer.from(['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n'))

describe('searching', () => {
  it('lets devices wait only when it goes to the group', () => {
    expect(buildSearch(ssdpGroup).toString()).toBe(
      'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 1\r\nST: upnp:rootdevice\r\n\r\n',
    )
    expect(buildSearch('10.0.0.7').toString()).not.toContain('MX')
  })

  it('reads an answer and takes the first of two equal headers', () => {
    expect(
      parseSsdpAnswer(
        answer('LOCATION: http://10.0.0.7/a.xml', 'Server:Linux, UPnP/1.0', 'location: http://evil/', 'USN: uuid:1'),
      ),
    ).toEqual({ location: 'http://10.0.0.7/a.xml', server: 'Linux, UPnP/1.0', usn: 'uuid:1' })
  })

  it.each([
    ['a search', buildSearch('10.0.0.7')],
    ['an announcement', Buffer.from('NOTIFY * HTTP/1.1\r\nLOCATION: http://10.0.0.7/\r\n\r\n')],
    ['a refusal', Buffer.from('HTTP/1.1 412 Precondition Failed\r\n\r\n')],
    ['too much', answer(`X: ${'x'.repeat(5_000)}`)],
    ['junk', Buffer.from([0, 1, 2, 255])],
  ])('drops %s', (_, datagram) => {
    expect(parseSsdpAnswer(datagram)).toBeNull()
  })
})

describe('the place of a description', () => {
  it('is a port and a path of the sender itself', () => {
    expect(ownPlace('http://10.0.0.7:8080/a/b.xml?c=d', '10.0.0.7')).toEqual({ port: 8080, path: '/a/b.xml?c=d' })
    expect(ownPlace('http://[fe80::1]/a', 'fe80::1')).toEqual({ port: 80, path: '/a' })
  })

  it.each([
    'http://10.0.0.8/a.xml',
    'http://10.0.0.7@10.0.0.8/a.xml',
    'http://user:word@10.0.0.7/a.xml',
    'http://10.0.0.7.evil.example/a.xml',
    'https://10.0.0.7/a.xml',
    'file:///etc/passwd',
    'http://10.0.0.7:0/a.xml',
    '/a.xml',
    `http://10.0.0.7/${'a'.repeat(600)}`,
  ])('is nowhere for %s', (location) => {
    expect(ownPlace(location, '10.0.0.7')).toBeNull()
  })
})

describe('a description', () => {
  const text = (namespace: string) =>
    `<?xml version="1.0"?><root xmlns="${namespace}"><device><manufacturer> AXIS </manufacturer><modelName>P1375</modelName>` +
    '<serialNumber/><deviceList><device><modelName>inner</modelName></device></deviceList></device></root>'
  const right = 'urn:schemas-upnp-org:device-1-0'

  it('says maker and model of the root device; what is empty is null', () => {
    expect(parseDescription(Buffer.from(text(right)))).toEqual({
      manufacturer: 'AXIS',
      modelName: 'P1375',
      friendlyName: null,
      serialNumber: null,
    })
  })

  it.each([
    ['of another namespace', text('urn:schemas-upnp-org:service-1-0')],
    ['with a document type', `<!DOCTYPE root [<!ENTITY a SYSTEM "file:///etc/passwd">]>${text(right)}`],
    ['that is cut off', text(right).slice(0, 120)],
    ['of a web page', '<html><body>root device</body></html>'],
  ])('is none %s', (_, body) => {
    expect(parseDescription(Buffer.from(body))).toBeNull()
  })
})
