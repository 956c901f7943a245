import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildDhipSearch, parseDhipAnswer } from '../../../electron/protocols/dhip/message.ts'

const framed = (json: string, length = Buffer.byteLength(json)): Buffer => {
  const header = Buffer.from('2000000044484950', 'hex')
  const rest = Buffer.alloc(24)
  rest.writeUInt32LE(length, 8)
  rest.writeUInt32LE(length, 16)
  return Buffer.concat([header, rest, Buffer.from(json)])
}
const info = (deviceInfo: object, method = 'client.notifyDevInfo') =>
  JSON.stringify({ mac: '3c:ef:8c:00:00:01', method, params: { deviceInfo } })
const whole = {
  DeviceClass: 'IPC',
  DeviceType: 'IPC-HDW5831R-ZE',
  HttpPort: 80,
  IPv4Address: { IPAddress: '192.168.1.108' },
  SerialNo: '3M01',
  Vendor: 'Dahua',
  Version: '2.800.0000000.8.R,build:2020-06-05',
  Init: 1_162,
}

it('frames the search as the devices want it', () => {
  const search = buildDhipSearch()
  const json = '{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n'
  expect(search).toEqual(framed(json))
  expect(search.subarray(0, 16).toString('hex')).toBe('20000000444849500000000000000000')
})

it.each([
  [150, 'yes'],
  [1_162, 'yes'],
  [1_161, 'no'],
  [0, 'unknown'],
  [3, 'unknown'],
  [undefined, 'unknown'],
] as const)('reads who a device is; Init %s: has a password: %s', (Init, initialized) => {
  expect(parseDhipAnswer(framed(info({ ...whole, Init })))).toEqual({
    vendor: 'Dahua',
    model: 'IPC-HDW5831R-ZE',
    deviceClass: 'IPC',
    firmware: '2.800.0000000.8.R,build:2020-06-05',
    serial: '3M01',
    mac: '3c:ef:8c:00:00:01',
    ipv4: '192.168.1.108',
    httpPort: 80,
    initialized,
  })
})

it('leaves out what has another type', () => {
  const odd = framed(info({ DeviceType: 7, HttpPort: '80', IPv4Address: ['x'], Version: null }))
  expect(parseDhipAnswer(odd)).toMatchObject({ model: null, httpPort: null, ipv4: null, firmware: null })
})

it.each([
  ['our own search', buildDhipSearch()],
  ['another method', framed(info(whole, 'client.notifyEvent'))],
  ['JSON without its frame', Buffer.from(info(whole))],
  ['a length beyond the end', framed(info(whole), 60_000)],
  ['a length of four gigabytes', framed(info(whole), 0xffff_ffff)],
  ['what is cut off', framed(info(whole)).subarray(0, 100)],
  ['more than an answer', framed(info({ ...whole, DeviceType: 'x'.repeat(20_000) }))],
  ['an array', framed('[1,2,3]')],
  ['no JSON', framed('{"method":')],
])('drops %s', (_, datagram) => {
  expect(parseDhipAnswer(datagram)).toBeNull()
})

it('never throws on what is bent', () => {
  const good = framed(info(whole))
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
      const bent = Buffer.from(good)
      bent[at] = byte
      parseDhipAnswer(bent)
    }),
  )
})
