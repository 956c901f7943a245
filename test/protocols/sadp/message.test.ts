import { expect, it } from 'vitest'
import { buildInquiry, parseSadpAnswer } from '../../../electron/protocols/sadp/message.ts'

const uuid = '13A888A9-F1B1-4020-AE9F-05607682D23B'
const answer = (inner = '', types = 'inquiry') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ProbeMatch><Uuid>${uuid}</Uuid><Types>${types}</Types>` +
  '<DeviceDescription>DS-2CD2142FWD-I</DeviceDescription><DeviceSN>DS-2CD2142FWD-I20160525AAWR1</DeviceSN>' +
  '<SoftwareVersion>V5.5.3build 171025</SoftwareVersion><MAC>44-19-b6-00-00-01</MAC><IPv4Address>192.0.0.64</IPv4Address>' +
  `<HttpPort>80</HttpPort><Activated>false</Activated>${inner}</ProbeMatch>`

it('asks nothing but who is there', () => {
  expect(buildInquiry(uuid).payload.toString()).toBe(
    `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>${uuid}</Uuid><Types>inquiry</Types></Probe>`,
  )
  expect(buildInquiry().uuid).toMatch(/^[0-9A-F-]{36}$/)
})

it('reads who a device is, and that it has no password yet', () => {
  expect(parseSadpAnswer(Buffer.from(answer()))).toEqual({
    uuid,
    model: 'DS-2CD2142FWD-I',
    serial: 'DS-2CD2142FWD-I20160525AAWR1',
    software: 'V5.5.3build 171025',
    mac: '44-19-b6-00-00-01',
    ipv4: '192.0.0.64',
    httpPort: 80,
    activated: false,
  })
  const old = answer().replace('<Activated>false</Activated>', '').replace('>80<', '>99999<')
  expect(parseSadpAnswer(Buffer.from(old))).toMatchObject({ activated: null, httpPort: null })
})

it.each([
  ['an inquiry', buildInquiry().payload],
  ['an answer to another kind of question', Buffer.from(answer('', 'update'))],
  ['a document type', Buffer.from(`<!DOCTYPE a [<!ENTITY x "y">]>${answer()}`)],
  ['another namespace', Buffer.from(answer().replace('<ProbeMatch>', '<ProbeMatch xmlns="urn:other">'))],
  ['a ProbeMatch of WS-Discovery', Buffer.from('<d:ProbeMatch xmlns:d="urn:d"><d:Uuid>1</d:Uuid></d:ProbeMatch>')],
  ['what is cut off', Buffer.from(answer().slice(0, 200))],
  ['more than an answer', Buffer.from(answer(`<X>${'x'.repeat(20_000)}</X>`))],
  ['junk', Buffer.from([255, 254, 0, 1])],
])('drops %s', (_, datagram) => {
  expect(parseSadpAnswer(datagram)).toBeNull()
})
