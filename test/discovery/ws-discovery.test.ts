import dgram from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { wsDiscoveryProbe } from '../../electron/discovery/ws-discovery.ts'
import { Network } from '../../electron/protocols/network.ts'
import { wsDiscoveryPort } from '../../electron/protocols/ws-discovery/probe.ts'
import { probeMatches, type Spoken } from '../protocols/ws-discovery/spoken.ts'
import { discover } from './discover.ts'
import { type Asked, startWsDevice, type WsDevice } from './ws-device.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
const device = async (...args: Parameters<typeof startWsDevice>): Promise<WsDevice> => {
  const started = await startWsDevice(...args)
  closers.push(() => started.close())
  return started
}
/** Answers only a probe for this type. */
const onlyFor = (type: string | null, spoken: Spoken) => (asked: Asked) =>
  asked.type === type ? [probeMatches(asked.messageId, spoken)] : []
const always = (spoken: Spoken) => (asked: Asked) => [probeMatches(asked.messageId, spoken)]

describe('devices and the probe types that they answer', () => {
  it('finds the one that answers only video, the one that answers only Device, the one that answers only no type, and the one that answers all', async () => {
    await device('127.73.1.1', onlyFor('dn:NetworkVideoTransmitter', { reference: 'urn:uuid:1' }))
    await device('127.73.1.2', onlyFor('tds:Device', { reference: 'urn:uuid:2', types: 'tds:Device' }))
    await device('127.73.1.3', onlyFor(null, { reference: 'urn:uuid:3', types: null }))
    const eager = await device('127.73.1.4', always({ reference: 'urn:uuid:4' }))
    const { sightings, unanswered } = await discover([wsDiscoveryProbe], ['127.73.1.0/29'])
    expect(sightings.map(({ address, endpointReference }) => [address, endpointReference]).sort()).toEqual([
      ['127.73.1.1', 'urn:uuid:1'],
      ['127.73.1.2', 'urn:uuid:2'],
      ['127.73.1.3', 'urn:uuid:3'],
      ['127.73.1.4', 'urn:uuid:4'],
    ])
    expect(unanswered).toEqual(['127.73.1.5', '127.73.1.6'])
    // What answered is not asked again.
    expect(eager.asked).toHaveLength(1)
  })

  it('leaves a Windows computer out and says so', async () => {
    const computer = (asked: Asked) => [
      probeMatches(asked.messageId, { types: 'w:Device', scopes: null, xaddrs: 'http://127.73.1.1:5357/x' }).replace(
        '<d:Types>',
        '<d:Types xmlns:w="http://schemas.xmlsoap.org/ws/2006/02/devprof">',
      ),
    ]
    await device('127.73.1.1', computer)
    const run = await discover([wsDiscoveryProbe], ['127.73.1.1'])
    expect(run.sightings).toEqual([])
    expect(run.last('ws-discovery').note).toMatch(/1 computers or printers/)
  })
})

describe('answers that are not as they should be', () => {
  it('keeps an answer without RelatesTo, marked, and drops the answer to a probe of somebody else', async () => {
    await device('127.73.1.1', () => [probeMatches(null, { reference: 'urn:uuid:unrelated' })])
    await device('127.73.1.2', () => [probeMatches('urn:uuid:of-somebody-else', {})])
    const { sightings } = await discover([wsDiscoveryProbe], ['127.73.1.0/30'])
    expect(sightings.map(({ address, marks }) => [address, marks['onvif.unrelated']])).toEqual([['127.73.1.1', 'yes']])
  })

  it('keeps two devices of one datagram, one of them without XAddrs', async () => {
    await device('127.73.1.1', ({ messageId }) => [
      probeMatches(messageId, { reference: 'urn:uuid:a' }, { reference: 'urn:uuid:b', xaddrs: null }),
    ])
    const { sightings } = await discover([wsDiscoveryProbe], ['127.73.1.1'])
    expect(sightings.map(({ endpointReference, ports }) => [endpointReference, ports])).toEqual([
      ['urn:uuid:a', { http: 80 }],
      ['urn:uuid:b', {}],
    ])
  })

  it('takes path and port of a foreign or private XAddr, and the packet for where the device is', async () => {
    await device('127.73.1.1', always({ xaddrs: 'http://192.168.1.64:8000/onvif/device_service' }))
    await device(
      '127.73.1.2',
      always({
        xaddrs: 'http://127.0.0.1/onvif/other',
        scopes: '\nonvif://www.onvif.org/name/A%20B\r\n onvif://www.onvif.org/MacAddress/ACCC8E000001',
      }),
    )
    const { sightings } = await discover([wsDiscoveryProbe], ['127.73.1.0/30'])
    expect(
      sightings.map(({ address, ports, marks }) => [address, ports, marks['onvif.path'], marks['xaddr.foreign']]),
    ).toEqual([
      ['127.73.1.1', { http: 8000 }, '/onvif/device_service', '192.168.1.64'],
      ['127.73.1.2', { http: 80 }, '/onvif/other', '127.0.0.1'],
    ])
    expect(sightings[1]).toMatchObject({
      identity: { macs: ['ac:cc:8e:00:00:01'] },
      marks: { 'onvif.name': 'A B', 'oui.vendor': 'Axis Communications AB' },
    })
  })

  it('goes on after junk, truncated and hostile datagrams', async () => {
    await device('127.73.1.1', ({ messageId }) => {
      const good = probeMatches(messageId, { reference: 'urn:uuid:good' })
      return [
        Buffer.from([0, 1, 2, 255]),
        '',
        good.slice(0, good.length / 2),
        `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${good}`,
        Buffer.alloc(60_000, '<a>'),
        good,
      ]
    })
    const { sightings } = await discover([wsDiscoveryProbe], ['127.73.1.1'])
    expect(sightings.map(({ endpointReference }) => endpointReference)).toEqual(['urn:uuid:good'])
  })

  it('keeps four of ten thousand XAddrs', async () => {
    const xaddrs = Array.from({ length: 1_500 }, (_, index) => `http://127.73.1.1:${index + 1}/onvif`).join(' ')
    await device('127.73.1.1', always({ xaddrs }))
    const { sightings } = await discover([wsDiscoveryProbe], ['127.73.1.1'])
    expect(sightings).toHaveLength(1)
    expect(sightings[0]?.ports).toEqual({ http: 1 })
  })

  it('cuts a flood from one source short, says so, and still hears the others', async () => {
    let sent = 0
    await device('127.73.1.1', ({ messageId }) =>
      Array.from({ length: 200 }, () => {
        sent += 1
        return probeMatches(messageId, { reference: `urn:uuid:fake-${sent}` })
      }),
    )
    await device('127.73.1.2', always({ reference: 'urn:uuid:honest' }))
    const run = await discover([wsDiscoveryProbe], ['127.73.1.0/30'])
    const from = (address: string) => run.sightings.filter((sighting) => sighting.address === address)
    expect(from('127.73.1.1').length).toBeLessThanOrEqual(32)
    expect(from('127.73.1.2')).toHaveLength(1)
    expect(run.last('ws-discovery').note).toMatch(/Truncated: more than 32 different answers from 127\.73\.1\.1/)
    expect(sent).toBeGreaterThan(64)
  })
})

describe('multicast', () => {
  it('reaches members of the group over a real socket', async () => {
    const camera = await device('127.73.1.1', (asked) => (asked.multicast ? [probeMatches(asked.messageId, {})] : []), {
      multicast: true,
    })
    const { sightings } = await discover([wsDiscoveryProbe], ['127.73.1.1'], { interfaces: ['127.0.0.1'] })
    expect(sightings.map(({ address }) => address)).toEqual(['127.73.1.1'])
    expect(new Set(camera.asked.filter(({ multicast }) => multicast).map(({ type }) => type))).toEqual(
      new Set(['dn:NetworkVideoTransmitter', 'tds:Device', null]),
    )
    expect(camera.asked.every(({ multicast }) => multicast)).toBe(true)
  })

  it('is not used at all when no interface was chosen', async () => {
    const camera = await device('127.73.1.1', () => [])
    const opened = vi.spyOn(Network.prototype, 'udp')
    const run = await discover([wsDiscoveryProbe], ['127.73.1.1'])
    expect(opened.mock.calls.length).toBeGreaterThan(0)
    // A socket without multicast interface refuses the group: see the tests of Network.
    expect(opened.mock.calls.filter(([options]) => options?.multicastInterface !== undefined)).toEqual([])
    opened.mockRestore()
    expect(camera.asked).toHaveLength(3)
    expect(run.last('ws-discovery').note).toMatch(/No interface chosen/)
  })

  it('hears a Hello that comes while it runs', async () => {
    const camera = await device('127.73.1.1', () => [])
    const hello = probeMatches(null, { reference: 'urn:uuid:late' })
      .replaceAll('ProbeMatches', 'Hello')
      .replaceAll(/<\/?d:ProbeMatch>/g, '')
    const timer = setInterval(() => camera.hello(hello), 100)
    const { sightings } = await discover([wsDiscoveryProbe], ['127.73.1.1'], { interfaces: ['127.0.0.1'] })
    clearInterval(timer)
    expect(sightings.map(({ endpointReference }) => endpointReference)).toEqual(['urn:uuid:late'])
  })

  it('lists who answers from outside the scope and sends it nothing', async () => {
    const neighbour = await device(
      '127.73.2.1',
      (asked) => [probeMatches(asked.messageId, { reference: 'urn:uuid:far' })],
      {
        multicast: true,
      },
    )
    const { sightings, outside } = await discover([wsDiscoveryProbe], ['127.73.1.1'], { interfaces: ['127.0.0.1'] })
    expect(sightings.filter(({ endpointReference }) => endpointReference === 'urn:uuid:far')).toEqual([])
    expect(outside).toContainEqual({ address: '127.73.2.1', probe: 'ws-discovery' })
    expect(neighbour.asked.every(({ multicast }) => multicast)).toBe(true)
  })

  it('leaves excluded addresses alone', async () => {
    const spared = await device('127.73.1.2', always({}))
    const { sightings } = await discover([wsDiscoveryProbe], ['127.73.1.0/30'], { excluded: ['127.73.1.2'] })
    expect(sightings).toEqual([])
    expect(spared.asked).toEqual([])
  })

  it('goes on with directed probes when another program holds the discovery port', async () => {
    const holder = await portHolder()
    closers.push(() => holder.close())
    holder.on('message', (datagram, source) => {
      const messageId = /<a:MessageID>([^<]*)</.exec(datagram.toString())?.[1] ?? ''
      holder.send(probeMatches(messageId, {}), source.port, source.address)
    })
    const run = await discover([wsDiscoveryProbe], ['127.73.1.1'], { interfaces: ['127.0.0.1'] })
    expect(run.sightings).toHaveLength(1)
    expect(run.last('ws-discovery')).toMatchObject({ state: 'done', note: expect.stringContaining('EADDRINUSE') })
  })
})

/** Holds the discovery port for itself, as soon as the tests beside this one give it back. */
async function portHolder(): Promise<dgram.Socket> {
  for (let left = 100; ; left -= 1) {
    const holder = dgram.createSocket('udp4')
    try {
      holder.bind(wsDiscoveryPort, '127.73.1.1')
      await once(holder, 'listening')
      return holder
    } catch (error) {
      holder.close()
      if (left === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      await sleep(100)
    }
  }
}
