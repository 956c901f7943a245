import dnsPacket from 'dns-packet'
import { afterEach, describe, expect, it } from 'vitest'
import { dhipProbe } from '../../electron/discovery/dhip.ts'
import { hidProbe } from '../../electron/discovery/hid-4070.ts'
import { mdnsProbe } from '../../electron/discovery/mdns.ts'
import { parseNeighbours } from '../../electron/discovery/neighbours.ts'
import { defineProbe } from '../../electron/discovery/probe.ts'
import { sadpProbe } from '../../electron/discovery/sadp.ts'
import { ssdpProbe } from '../../electron/discovery/ssdp.ts'
import { discover } from './discover.ts'
import { startUdpDevice } from './udp-device.ts'
import { startWebDevice } from './web-device.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
const udp = async (...args: Parameters<typeof startUdpDevice>) => {
  const device = await startUdpDevice(...args)
  closers.push(() => device.close())
  return device
}
/** Probes that others follow, which heard these addresses. */
const heard = (...addresses: readonly string[]) =>
  ['ws-discovery', 'snmp', 'tcp', 'rtsp'].map((name) =>
    defineProbe({
      name,
      async run({ sight }) {
        if (name === 'tcp') for (const address of addresses) sight({ address, openPorts: [37_777] })
        return undefined
      },
    }),
  )
const interfaces = ['127.0.0.1']

describe('SADP', () => {
  const group = '239.255.255.250'
  const answer = (question: Buffer, change: Readonly<Record<string, string>> = {}) => {
    const uuid = /<Uuid>([^<]+)</.exec(question.toString())?.[1] ?? ''
    const values = {
      DeviceDescription: 'DS-2CD2142FWD-I',
      MAC: '44-19-b6-00-00-01',
      IPv4Address: '192.0.0.64',
      ...change,
    }
    const inner = Object.entries(values).map(([name, value]) => `<${name}>${value}</${name}>`)
    return `<ProbeMatch><Uuid>${change.Uuid ?? uuid}</Uuid><Types>inquiry</Types>${inner.join('')}</ProbeMatch>`
  }

  it('hears what is answered to the group, with the packet for where the device is', async () => {
    await udp('127.73.20.1', 37_020, (question) => [answer(question)], { group, toGroup: true })
    const { sightings } = await discover([sadpProbe], ['127.73.20.1'], { interfaces })
    expect(sightings).toHaveLength(1)
    expect(sightings[0]).toMatchObject({
      address: '127.73.20.1',
      identity: { model: 'DS-2CD2142FWD-I', macs: ['44:19:b6:00:00:01'] },
      marks: { 'xaddr.foreign': '192.0.0.64', 'sadp.model': 'DS-2CD2142FWD-I' },
    })
  })

  it('goes on after hostile answers and shows a device that changes what it is', async () => {
    await udp(
      '127.73.20.1',
      37_020,
      (question) => [
        '<!DOCTYPE a>',
        answer(question).slice(0, 80),
        answer(question, { Uuid: 'SOMEBODY-ELSE' }),
        Buffer.alloc(60_000, '<a>'),
        answer(question),
        answer(question, { DeviceDescription: 'DS-OTHER', MAC: '44-19-b6-00-00-02' }),
      ],
      { group, toGroup: true },
    )
    const run = await discover([sadpProbe], ['127.73.20.1'], { interfaces })
    expect(run.sightings.map(({ identity }) => identity.model)).toEqual(['DS-2CD2142FWD-I', 'DS-OTHER'])
    expect(run.last('sadp').state).toBe('done')
  })

  it('asks nobody when no interface was chosen, and sends nothing back to strangers', async () => {
    const device = await udp('127.73.20.1', 37_020, (question) => [answer(question)], { group, toGroup: true })
    expect((await discover([sadpProbe], ['127.73.20.1'])).sightings).toEqual([])
    expect(device.heard).toEqual([])
    const run = await discover([sadpProbe], ['127.73.20.9'], { interfaces })
    expect(run.sightings).toEqual([])
    expect(run.outside).toContainEqual({ address: '127.73.20.1', probe: 'sadp' })
    expect(device.heard.every(({ multicast }) => multicast)).toBe(true)
  })
})

describe('DHDiscover', () => {
  const group = '239.255.255.251'
  const answer = (model: string) => {
    const info = { DeviceClass: 'NVR', DeviceType: model, Vendor: 'Dahua', Version: '3.216,build:2018-11-01', Init: 1 }
    const body = Buffer.from(JSON.stringify({ method: 'client.notifyDevInfo', params: { deviceInfo: info } }))
    const header = Buffer.alloc(32)
    Buffer.from('2000000044484950', 'hex').copy(header)
    header.writeUInt32LE(body.length, 16)
    header.writeUInt32LE(body.length, 24)
    return Buffer.concat([header, body])
  }
  const seen = {
    identity: { model: 'NVR5216', firmware: '3.216', build: '2018-11-01' },
    deviceClass: 'nvr',
    marks: { 'dhip.initialized': 'no' },
  }

  it('reaches the own group of the maker', async () => {
    await udp('127.73.21.1', 37_810, (_, multicast) => (multicast ? [answer('NVR5216')] : []), { group })
    const { sightings } = await discover([...heard(), dhipProbe], ['127.73.21.1'], { interfaces })
    expect(sightings).toMatchObject([{ address: '127.73.21.1', ...seen }])
  })

  it('asks one by one those alone that gave a sign of the maker, and goes on after junk', async () => {
    const device = await udp('127.73.21.1', 37_810, () => ['{}', answer('x').subarray(0, 60), answer('NVR5216')])
    const silent = await udp('127.73.21.2', 37_810, () => [])
    const { sightings } = await discover([...heard('127.73.21.1'), dhipProbe], ['127.73.21.0/29'])
    expect(sightings.filter(({ probe }) => probe === 'dhip')).toMatchObject([{ address: '127.73.21.1', ...seen }])
    expect(device.heard).toHaveLength(1)
    expect(silent.heard).toEqual([])
  })
})

it('finds HID controllers one by one, whatever stands between the semicolons of others', async () => {
  await udp('127.73.22.1', 4070, () => ['discovered;090;00:06:8E:00:00:01;door;10.9.9.9;1;EH400;3.5.1.1483;2013;'])
  await udp('127.73.22.2', 4070, () => ['discovered;', ';'.repeat(900), Buffer.from([0, 255])])
  const run = await discover([hidProbe], ['127.73.22.0/29'])
  expect(run.sightings).toMatchObject([
    {
      address: '127.73.22.1',
      deviceClass: 'door-controller',
      identity: { manufacturer: 'HID', model: 'EH400', firmware: '3.5.1.1483', macs: ['00:06:8e:00:00:01'] },
      marks: { 'xaddr.foreign': '10.9.9.9' },
    },
  ])
  expect(run.unanswered).toHaveLength(5)
})

describe('multicast DNS', () => {
  const group = '224.0.0.251'
  const type = '_axis-nvr._tcp.local'
  const answer = dnsPacket.encode({
    type: 'response',
    answers: [
      { type: 'PTR', name: type, data: `AXIS S1116.${type}` },
      { type: 'PTR', name: '_ipp._tcp.local', data: 'printer._ipp._tcp.local' },
    ],
    additionals: [{ type: 'TXT', name: `AXIS S1116.${type}`, data: ['macaddress=ACCC8E000001'] }],
  })

  it('hears services of recorders by multicast and one by one, and nothing of printers', async () => {
    const seen = { deviceClass: 'nvr', identity: { macs: ['ac:cc:8e:00:00:01'] }, marks: { 'mdns.name': 'AXIS S1116' } }
    await udp('127.73.23.1', 5353, (_, multicast) => (multicast ? [answer] : []), { group })
    const grouped = await discover([...heard(), mdnsProbe], ['127.73.23.1'], { interfaces })
    expect(grouped.sightings).toMatchObject([{ address: '127.73.23.1', ...seen }])
    await udp('127.73.23.2', 5353, () => [answer])
    const asked = await discover([...heard('127.73.23.2'), mdnsProbe], ['127.73.23.2'])
    expect(asked.sightings.filter(({ probe }) => probe === 'mdns')).toMatchObject([{ address: '127.73.23.2', ...seen }])
  })

  it('goes on after names that run in circles', async () => {
    const circle = Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 0, 0, 0])
    await udp('127.73.23.3', 5353, () => [circle, answer.subarray(0, 30), answer])
    const { sightings } = await discover([...heard('127.73.23.3'), mdnsProbe], ['127.73.23.3'])
    expect(sightings.filter(({ probe }) => probe === 'mdns')).toHaveLength(1)
  })
})

describe('UPnP', () => {
  const search = (location: string) => [`HTTP/1.1 200 OK\r\nLOCATION: ${location}\r\nSERVER: Linux, UPnP/1.0\r\n\r\n`]
  const description =
    '<root xmlns="urn:schemas-upnp-org:device-1-0"><device><manufacturer>HIKVISION</manufacturer>' +
    '<modelName>DS-7604NI</modelName><serialNumber>12345678</serialNumber></device></root>'
  const described = (run: Awaited<ReturnType<typeof discover>>) =>
    run.sightings.find(({ marks }) => marks['ssdp.model'] !== undefined)

  it('reads the description from the device itself, without believing its serial number', async () => {
    await udp('127.73.24.1', 1900, () => search('http://127.73.24.1:8089/d.xml'))
    const page = await startWebDevice('127.73.24.1', 8089, (_, response) => response.end(description))
    closers.push(() => page.close())
    const sighting = described(await discover([...heard('127.73.24.1'), ssdpProbe], ['127.73.24.1']))
    expect(sighting).toMatchObject({
      identity: { manufacturer: 'HIKVISION', model: 'DS-7604NI' },
      marks: { 'ssdp.serial': '12345678' },
    })
    expect(sighting?.identity.serial).toBeUndefined()
    expect(page.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/d.xml', undefined]])
  })

  it('never goes where the answer or a redirect points, not even inside the scope', async () => {
    const other = await startWebDevice('127.73.24.2', 80, (_, response) => response.end(description))
    const redirecting = await startWebDevice('127.73.24.3', 80, (_, response) => {
      response.writeHead(302, { Location: 'http://127.73.24.2/d.xml' }).end(description)
    })
    closers.push(
      () => other.close(),
      () => redirecting.close(),
    )
    await udp('127.73.24.1', 1900, () => search('http://127.73.24.2/d.xml'))
    await udp('127.73.24.3', 1900, () => search('http://127.73.24.3/d.xml'))
    const run = await discover([...heard('127.73.24.1', '127.73.24.3'), ssdpProbe], ['127.73.24.0/29'])
    expect(run.sightings.find(({ marks }) => marks['ssdp.server'] !== undefined)?.marks['xaddr.foreign']).toBe(
      '127.73.24.2',
    )
    expect(other.requests).toEqual([])
    expect(redirecting.requests).toHaveLength(1)
    expect(described(run)).toBeUndefined()
  })

  it.each([
    ['cut off', description.slice(0, 90)],
    ['with a document type', `<!DOCTYPE root>${description}`],
    ['of another namespace', description.replace('device-1-0', 'device-9-9')],
    ['without end', 'x'.repeat(300_000)],
  ])('leaves out a description %s', async (_, body) => {
    await udp('127.73.24.1', 1900, () => search('http://127.73.24.1/d.xml'))
    const page = await startWebDevice('127.73.24.1', 80, (_request, response) => response.end(body))
    closers.push(() => page.close())
    const run = await discover([...heard('127.73.24.1'), ssdpProbe], ['127.73.24.1'])
    expect(page.requests).toHaveLength(1)
    expect(described(run)).toBeUndefined()
    expect(run.last('ssdp').state).toBe('done')
  })
})

it('believes no MAC address that stands for several addresses, and no entry that is not complete', () => {
  const table = [
    'IP address       HW type     Flags       HW address            Mask     Device',
    '10.0.0.1         0x1         0x2         ac:cc:8e:00:00:01     *        eth0',
    '10.0.0.2         0x1         0x0         00:00:00:00:00:00     *        eth0',
    '10.0.0.3         0x1         0x2         00:11:22:33:44:55     *        eth0',
    '10.0.0.4         0x1         0x2         00:11:22:33:44:55     *        eth0',
    'nonsense',
    '',
  ].join('\n')
  expect([...parseNeighbours(table)]).toEqual([['10.0.0.1', 'ac:cc:8e:00:00:01']])
})
