import { once } from 'node:events'
import type http from 'node:http'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { probes } from '../../electron/discovery/index.ts'
import { discover, type Run } from './discover.ts'
import { startUdpDevice } from './udp-device.ts'
import { soap, startWebDevice, type WebDevice } from './web-device.ts'

/** One way to answer everything wrongly: datagrams and streams by `bytes`, the web by `page`. */
interface Wrong {
  readonly name: string
  readonly bytes: (question: Buffer, turn: number) => Buffer
  readonly page: (request: http.IncomingMessage, response: http.ServerResponse, turn: number) => void
}

const text = (status: number, type: string, body: string | Buffer, headers: http.OutgoingHttpHeaders = {}) =>
  ((_, response) => {
    response.writeHead(status, { 'Content-Type': type, ...headers })
    response.end(body)
  }) satisfies Wrong['page']

const foreign =
  '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><ProbeMatches xmlns="urn:somebody-else"><ProbeMatch/></ProbeMatches></e:Body></e:Envelope>'
const entity = '<!DOCTYPE r [<!ENTITY a "SN-STOLEN">]><ProbeMatch><DeviceSN>&a;</DeviceSN></ProbeMatch>'
const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

const wrongs: readonly Wrong[] = [
  {
    name: 'answers that are cut off',
    bytes: (question) => question.subarray(0, Math.ceil(question.length / 2)),
    page: (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': 500 })
      response.write('<html><head><tit', () => response.destroy())
    },
  },
  {
    name: 'answers without end',
    bytes: () => Buffer.alloc(60_000, 0x30),
    page: text(200, 'text/html', Buffer.alloc(3 * 1024 * 1024, 0x41)),
  },
  { name: 'a foreign namespace', bytes: () => Buffer.from(foreign), page: text(200, 'application/soap+xml', foreign) },
  { name: 'XML with a document type', bytes: () => Buffer.from(entity), page: text(200, 'text/xml', entity) },
  {
    name: 'a refusal for ever',
    bytes: () => Buffer.from('RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest nonce="x"\r\n\r\n'),
    page: text(401, 'text/plain', '', { 'WWW-Authenticate': 'Digest realm="r", nonce="0123456789", qop="auth"' }),
  },
  {
    name: 'a redirect to another host',
    bytes: () => Buffer.from('HTTP/1.1 302 Found\r\nLOCATION: http://127.73.40.9/d.xml\r\n\r\n'),
    page: text(302, 'text/plain', '', { Location: 'http://127.73.40.9/' }),
  },
  { name: 'pictures', bytes: () => picture, page: text(200, 'image/png', picture) },
  { name: 'its own question', bytes: (question) => question, page: (request, response) => request.pipe(response) },
  {
    name: 'another name with each answer',
    bytes: (_, turn) => Buffer.from(`discovered;090;00:06:8E:00:00:${10 + turn};door;10.9.9.9;1;EH${turn};1.0;2013;`),
    page: (request, response, turn) => text(200, 'text/html', '', { Server: `Other/${turn}` })(request, response),
  },
]

const wrongAddress = '127.73.40.1'
const goodAddress = '127.73.40.2'
/** Whoever a wrong device names is in the scope as well: it must not be asked because of that. */
const scope = [wrongAddress, goodAddress, '127.73.40.9']

/** Where each probe asks. A new probe needs its line here, and a door of the wrong device to ask at. */
const doors: Readonly<Record<string, readonly string[] | 'sends nothing'>> = {
  'ws-discovery': ['udp 3702'],
  snmp: ['udp 161'],
  tcp: ['tcp 80', 'tcp 37777'],
  sadp: ['udp 37020'],
  'hid-4070': ['udp 4070'],
  http: ['web 80', 'tcp 443'],
  rtsp: ['tcp 554'],
  greeting: ['tcp 21', 'tcp 22', 'tcp 23'],
  mdns: ['udp 5353'],
  ssdp: ['udp 1900'],
  dhip: ['udp 37810'],
  neighbours: 'sends nothing',
}
const groups: Readonly<Record<number, string>> = { 37020: '239.255.255.250' }

/** A device that is wrong by every door, and the doors where it was asked. */
async function startWrongDevice(wrong: Wrong): Promise<{ readonly asked: Set<string>; close: () => void }> {
  const asked = new Set<string>()
  const closers: (() => void)[] = []
  let turn = 0
  const ports = (kind: string) =>
    Object.values(doors)
      .flatMap((places) => (places === 'sends nothing' ? [] : places))
      .filter((place) => place.startsWith(`${kind} `))
      .map((place) => Number(place.split(' ')[1]))
  for (const port of ports('udp')) {
    const group = groups[port]
    const answer = (question: Buffer) => {
      // What other devices of this computer tell the group is no question.
      if (group !== undefined && !question.includes('<Probe>')) return []
      asked.add(`udp ${port}`)
      turn += 1
      return [wrong.bytes(question, turn)]
    }
    const device = await startUdpDevice(wrongAddress, port, answer, group === undefined ? {} : { group, toGroup: true })
    closers.push(() => device.close())
  }
  for (const port of ports('tcp').filter((port) => port !== 80)) {
    const sockets = new Set<net.Socket>()
    const server = net.createServer((socket) => {
      asked.add(`tcp ${port}`)
      sockets.add(socket)
      socket.on('error', () => undefined)
      turn += 1
      if (port < 24) socket.write(wrong.bytes(Buffer.from('220'), turn))
      socket.on('data', (question: Buffer) => socket.end(wrong.bytes(question, turn)))
    })
    server.listen(port, wrongAddress)
    await once(server, 'listening')
    closers.push(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
  }
  const web = await startWebDevice(wrongAddress, 80, (request, response) => {
    asked.add('web 80').add('tcp 80')
    turn += 1
    wrong.page(request, response, turn)
  })
  closers.push(() => web.close())
  return {
    asked,
    close() {
      for (const close of closers) close()
    },
  }
}

it('is told of every probe where it asks', () => {
  expect(Object.keys(doors).sort()).toEqual(probes.map(({ name }) => name).sort())
})

describe.each(wrongs)('a device with $name', (wrong) => {
  let run: Run
  let device: Awaited<ReturnType<typeof startWrongDevice>>
  let good: WebDevice
  let named: WebDevice
  beforeAll(async () => {
    device = await startWrongDevice(wrong)
    good = await startWebDevice(goodAddress, 80, (_, response) => {
      response.end(soap('<t:GetSystemDateAndTimeResponse xmlns:t="http://www.onvif.org/ver10/device/wsdl"/>'))
    })
    // It listens where no probe looks by itself, so that who comes was sent by the wrong device.
    named = await startWebDevice('127.73.40.9', 81, (_, response) => response.end())
    run = await discover(probes, scope, { interfaces: ['127.0.0.1'], listenMs: 400 })
  }, 60_000)
  afterAll(() => {
    for (const each of [device, good, named]) each.close()
  })

  it.each(probes.map(({ name }) => name))('is no trouble for the probe %s', (name) => {
    expect(run.last(name)).toMatchObject({ state: 'done' })
    const places = doors[name]
    if (places === undefined || places === 'sends nothing') return
    expect(places.filter((place) => !device.asked.has(place))).toEqual([])
  })

  it('is no device of a maker whose words it did not say, and the others are found', () => {
    const wrongOnes = run.sightings.filter(({ address }) => address === wrongAddress)
    // A greeting is quoted as it came; nothing else is taken out of such an answer.
    expect(JSON.stringify(wrongOnes.map(({ identity }) => identity))).not.toContain('SN-STOLEN')
    expect(wrongOnes.filter(({ identity }) => (identity.serial ?? null) !== null)).toEqual([])
    if (!wrong.name.startsWith('another name'))
      expect(wrongOnes.filter(({ identity }) => (identity.model ?? null) !== null)).toEqual([])
    expect(run.sightings.filter(({ marks }) => 'onvif.path' in marks).map(({ address }) => address)).toEqual([
      goodAddress,
    ])
    expect(named.requests).toEqual([])
  })
})
