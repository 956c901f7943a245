import { once } from 'node:events'
import net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { httpProbe } from '../../electron/discovery/http.ts'
import { rtspProbe } from '../../electron/discovery/rtsp.ts'
import { snmpProbe } from '../../electron/discovery/snmp.ts'
import { tcpProbe } from '../../electron/discovery/tcp.ts'
import { wsDiscoveryProbe } from '../../electron/discovery/ws-discovery.ts'
import { reply, startRtspServer } from '../protocols/rtsp/rtsp-server.ts'
import { discover } from './discover.ts'
import { soap, startTarpit, startWebDevice, type WebDevice } from './web-device.ts'

const probes = [wsDiscoveryProbe, snmpProbe, tcpProbe, httpProbe, rtspProbe]
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
const web = async (...args: Parameters<typeof startWebDevice>): Promise<WebDevice> => {
  const device = await startWebDevice(...args)
  closers.push(() => device.close())
  return device
}
const tarpit = async (...args: Parameters<typeof startTarpit>) => {
  const started = await startTarpit(...args)
  closers.push(() => started.close())
  return started
}
const marksOf = (run: Awaited<ReturnType<typeof discover>>, address: string): Record<string, string> =>
  Object.assign({}, ...run.sightings.filter((sighting) => sighting.address === address).map(({ marks }) => marks))

describe('ports', () => {
  it('finds open ports and says nothing of an address where all are closed', async () => {
    await tarpit('127.73.3.1', 8000)
    await tarpit('127.73.3.1', 37777)
    const run = await discover([tcpProbe], ['127.73.3.0/30'])
    expect(run.sightings.map(({ address, openPorts }) => [address, openPorts])).toEqual([['127.73.3.1', [8000, 37777]]])
    expect(run.unanswered).toEqual(['127.73.3.2'])
  })

  it('has one connection at a time to a device', async () => {
    let open = 0
    let most = 0
    for (const port of [80, 443, 554, 8000, 8080]) {
      const server = net.createServer((socket) => {
        open += 1
        most = Math.max(most, open)
        socket.on('error', () => undefined)
        socket.on('close', () => {
          open -= 1
        })
        socket.resume()
      })
      server.listen(port, '127.73.3.1')
      await once(server, 'listening')
      closers.push(() => server.close())
    }
    const run = await discover([tcpProbe], ['127.73.3.1'])
    expect(run.sightings.at(-1)?.openPorts).toEqual([80, 443, 554, 8000, 8080])
    // The end of one connection and the beginning of the next may overlap in the ears of the server.
    expect(most).toBeLessThanOrEqual(2)
  })
})

describe('web pages', () => {
  it('reads server, realm and title, capped and made visible', async () => {
    await web('127.73.3.1', 80, (_, response) => {
      response.writeHead(401, {
        Server: `App-webs/${'x'.repeat(3_000)}`,
        'WWW-Authenticate': 'Digest realm="AXIS_ACCC8E000001", nonce="n"',
      })
      response.end('<html><title>\n NETWORK\u202E <b> camera</title>')
    })
    await web('127.73.3.2', 8080, (_, response) => response.end('<TITLE lang="en">Hanwha Techwin \u202E</TITLE>'))
    const run = await discover(probes, ['127.73.3.0/30'])
    expect(marksOf(run, '127.73.3.1')['http.server']).toHaveLength(512)
    expect(marksOf(run, '127.73.3.1')['http.realm']).toBe('AXIS_ACCC8E000001')
    expect(marksOf(run, '127.73.3.2')['http.title']).toBe('Hanwha Techwin [U+202E]')
  })

  it('sends no login', async () => {
    const device = await web('127.73.3.1', 80, (_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="cam"' })
      response.end()
    })
    await discover(probes, ['127.73.3.1'])
    expect(device.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /',
      'POST /onvif/device_service',
      'GET /favicon.ico',
    ])
    expect(device.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
  })
})

describe('ONVIF devices that are silent on UDP', () => {
  const time = soap('<tds:GetSystemDateAndTimeResponse xmlns:tds="http://www.onvif.org/ver10/device/wsdl"/>')
  const fault = soap(
    '<e:Fault><e:Code><e:Subcode><e:Value xmlns:ter="http://www.onvif.org/ver10/error">ter:NotAuthorized</e:Value></e:Subcode></e:Code></e:Fault>',
  )
  const onvif =
    (status: number, body: string) =>
    (...[request, response]: Parameters<Parameters<typeof startWebDevice>[2]>) => {
      const isService = request.url === '/onvif/device_service'
      response.writeHead(isService ? status : 404).end(isService ? body : '')
    }

  it.each([80, 8080, 8000, 2020, 8899])('are found by their clock on port %i', async (port) => {
    await web('127.73.3.1', port, onvif(200, time))
    const run = await discover(probes, ['127.73.3.1'])
    expect(run.sightings.find(({ marks }) => marks['onvif.path'])).toMatchObject({
      probe: 'http',
      ports: { http: port },
      marks: { 'onvif.path': '/onvif/device_service' },
    })
  })

  it.each([200, 400, 401, 403, 500])(
    'are found by a fault of ONVIF with status %i, when even the clock wants a login',
    async (status) => {
      await web('127.73.3.1', 80, onvif(status, fault))
      const run = await discover(probes, ['127.73.3.1'])
      expect(marksOf(run, '127.73.3.1')['onvif.path']).toBe('/onvif/device_service')
    },
  )

  it('are not seen in a web server that answers everything, or in another SOAP service', async () => {
    await web('127.73.3.1', 80, (_, response) => response.end('<html>GetSystemDateAndTimeResponse</html>'))
    await web('127.73.3.2', 80, (_, response) => {
      response.writeHead(500).end(soap('<e:Fault><e:Reason>method not implemented</e:Reason></e:Fault>'))
    })
    const run = await discover(probes, ['127.73.3.0/30'])
    expect(run.sightings.some(({ marks }) => 'onvif.path' in marks)).toBe(false)
  })

  it('are found behind HOST:PORT, where no other port is touched', async () => {
    const device = await web('127.73.3.1', 18_080, onvif(200, time))
    const neighbour = await tarpit('127.73.3.1', 80)
    const run = await discover(probes, ['127.73.3.1:18080', '127.73.3.1:18081'])
    expect(run.sightings.every(({ forwardedPort }) => forwardedPort === 18_080)).toBe(true)
    expect(marksOf(run, '127.73.3.1')['onvif.path']).toBe('/onvif/device_service')
    expect(run.unanswered).toEqual(['127.73.3.1:18081'])
    expect(device.requests.map(({ url }) => url)).toEqual(['/', '/onvif/device_service', '/favicon.ico'])
    expect(neighbour.connections()).toBe(0)
  })
})

describe('devices that misbehave', () => {
  it('do not keep the others from being found', async () => {
    await tarpit('127.73.3.1', 80)
    await tarpit('127.73.3.2', 80, 'SSH-2.0-dropbear\r\n')
    await web('127.73.3.3', 80, (_, response) => response.writeHead(200, { 'Content-Length': '999999999' }).write('x'))
    await web('127.73.3.4', 80, (request) => request.socket.destroy())
    await tarpit('127.73.3.5', 443, 'not TLS')
    await web('127.73.3.6', 80, (_, response) => {
      response.setHeader('Server', 'honest')
      response.end()
    })
    const run = await discover(probes, ['127.73.3.0/29'])
    expect(new Set(run.sightings.map(({ address }) => address)).size).toBe(6)
    expect(marksOf(run, '127.73.3.6')['http.server']).toBe('honest')
    expect(run.last('http').state).toBe('done')
  })
})

describe('RTSP', () => {
  it('reads the name of the server', async () => {
    const server = await startRtspServer(
      (request) => reply(request, '200 OK', ['Server: HiIpcam/V100R003']),
      '127.73.3.1',
      554,
    )
    closers.push(() => server.close())
    const run = await discover([tcpProbe, rtspProbe], ['127.73.3.1'])
    expect(run.sightings.find(({ probe }) => probe === 'rtsp')).toMatchObject({
      ports: { rtsp: 554 },
      marks: { 'rtsp.server': 'HiIpcam/V100R003' },
    })
  })
})
