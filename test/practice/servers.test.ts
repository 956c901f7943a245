import { createSocket } from 'node:dgram'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { decode, encode } from 'dns-packet'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { allOf, request, soap, textOf } from './support.ts'

const sites: PracticeSite[] = []
let device: PracticeDevice

beforeEach(async () => {
  const site = await startPracticeSite({ devices: 1, seed: 'servers' })
  sites.push(site)
  const { address, port } = site.devices[0] ?? expect.fail()
  device = site.device(`${address}:${port ?? 80}`)
})
afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()))
})
afterAll(() => https.globalAgent.destroy())

const plain = () => ({ address: device.address, port: device.ports.http })
const securePort = () => device.state.protocols.find(({ name }) => name === 'HTTPS')?.port ?? expect.fail()

/** Ends when the other side does, or with the error that says why there is none. */
function greetingAt(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, device.address)
    socket.once('data', (data) => {
      resolve(data.toString('latin1'))
      socket.destroy()
    })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

function handshake(version: tls.SecureVersion): Promise<string> {
  return new Promise((resolve) => {
    const socket = tls.connect({
      host: device.address,
      port: securePort(),
      rejectUnauthorized: false,
      minVersion: version,
      maxVersion: version,
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    socket.once('secureConnect', () => {
      resolve(`${socket.getProtocol()}`)
      socket.destroy()
    })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

function secureGet(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    https
      .get({ host: device.address, port: securePort(), path, rejectUnauthorized: false, agent: false }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      .on('error', reject)
  })
}

const withTls = async (
  settings: NonNullable<PracticeDevice['state']['settings']['tls']>,
  policy: PracticeDevice['state']['settings']['httpPolicy'] = 'http-and-https',
) => {
  device.state.settings.tls = settings
  device.state.settings.httpPolicy = policy
  await device.followState()
}

describe('TLS of a device', () => {
  it('is not there on a product without it', async () => {
    Object.assign(device.state.settings, { tls: null, httpPolicy: 'http-only' })
    await device.followState()
    device.state.settings.httpPolicy = 'http-and-https'
    await device.followState()
    expect(device.state.settings.httpPolicy).toBe('http-only')
    expect(await handshake('TLSv1.2')).toBe('ECONNREFUSED')
  })

  it('speaks the versions of its settings and no other, and follows when they change', async () => {
    await withTls({ versions: ['TLSv1'] })
    expect(await handshake('TLSv1')).toBe('TLSv1')
    expect(await handshake('TLSv1.2')).toMatch(/PROTOCOL|ECONNRESET/)
    await withTls({ versions: ['TLSv1.2', 'TLSv1.3'] })
    expect(await handshake('TLSv1')).toMatch(/PROTOCOL|ECONNRESET/)
    expect(await handshake('TLSv1.2')).toBe('TLSv1.2')
    expect(await handshake('TLSv1.3')).toBe('TLSv1.3')
  })

  it('shows a certificate of its own making, with the key and the dates of its settings', async () => {
    await withTls({
      versions: ['TLSv1.2'],
      certificate: { keyBits: 1_024, hash: 'sha1', validFrom: '2015-02-03', validTo: '2051-02-03' },
    })
    const socket = tls.connect({
      host: device.address,
      port: securePort(),
      rejectUnauthorized: false,
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
    const certificate = socket.getPeerX509Certificate() ?? expect.fail()
    socket.destroy()
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.subject).toContain(device.maker.vendor)
    expect(certificate.subjectAltName).toBe(`IP Address:${device.address}`)
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1_024)
    expect([certificate.validFromDate, certificate.validToDate].map((at) => at.toISOString().slice(0, 10))).toEqual([
      '2015-02-03',
      '2051-02-03',
    ])
  })

  it('answers ONVIF there with addresses that stay there', async () => {
    await withTls({ versions: ['TLSv1.2'] })
    const body =
      '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:d="http://www.onvif.org/ver10/device/wsdl"><e:Body><d:GetServices><d:IncludeCapability>false</d:IncludeCapability></d:GetServices></e:Body></e:Envelope>'
    const text = await new Promise<string>((resolve, reject) => {
      const sent = https.request(
        {
          host: device.address,
          port: securePort(),
          path: '/onvif/device_service',
          method: 'POST',
          rejectUnauthorized: false,
          agent: false,
          headers: { 'Content-Type': 'application/soap+xml' },
        },
        (answer) => {
          let all = ''
          answer.setEncoding('utf8').on('data', (part: string) => {
            all += part
          })
          answer.on('end', () => resolve(all))
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
    expect(allOf(text, 'XAddr').every((xaddr) => xaddr.startsWith(`https://${device.secureAuthority}/`))).toBe(true)
  })
})

describe('the policy of the web server', () => {
  it('sends browsers to HTTPS and lets ONVIF stay', async () => {
    await withTls({ versions: ['TLSv1.2'] }, 'redirects-to-https')
    const answer = await request(plain(), 'GET', '/page?x=1')
    expect([answer.status, answer.headers.location]).toEqual([301, `https://${device.secureAuthority}/page?x=1`])
    expect((await soap(plain(), '<tds:GetSystemDateAndTime/>')).status).toBe(200)
    expect(await secureGet('/')).toBe(200)
  })

  it('closes plain HTTP when only HTTPS is left, and opens it again', async () => {
    await withTls({ versions: ['TLSv1.2'] }, 'https-only')
    await expect(request(plain(), 'GET', '/')).rejects.toThrow('ECONNREFUSED')
    expect(await secureGet('/')).toBe(200)
    await withTls({ versions: ['TLSv1.2'] }, 'http-only')
    expect((await request(plain(), 'GET', '/')).status).toBe(200)
    expect(await handshake('TLSv1.2')).toBe('ECONNREFUSED')
  })

  it('moves with ONVIF: the answer to the request that closes HTTP still leaves over HTTP', async () => {
    await withTls({ versions: ['TLSv1.2'] })
    const { username, password } = device.info()
    const protocol = (name: string, enabled: boolean, port: number) =>
      `<tds:NetworkProtocols><tt:Name>${name}</tt:Name><tt:Enabled>${enabled}</tt:Enabled><tt:Port>${port}</tt:Port></tds:NetworkProtocols>`
    const set = `<tds:SetNetworkProtocols>${protocol('HTTP', false, device.ports.http)}${protocol('HTTPS', true, securePort())}</tds:SetNetworkProtocols>`
    const token = { username, password, created: device.utc().toISOString() }
    expect((await soap(plain(), set, token)).status).toBe(200)
    expect(device.state.settings.httpPolicy).toBe('https-only')
    await expect(request(plain(), 'GET', '/')).rejects.toThrow('ECONNREFUSED')
  })

  it('lets an answer that is on its way go out before the server is gone', async () => {
    await withTls({ versions: ['TLSv1.2'] })
    device.faults.slowDripMs = 2
    const agent = new http.Agent({ keepAlive: true })
    const slow = new Promise<string>((resolve, reject) => {
      http
        .get({ host: device.address, port: device.ports.http, path: '/', agent }, (answer) => {
          device.state.settings.httpPolicy = 'https-only'
          device.followState().catch(reject)
          let all = ''
          answer.on('data', (part: Buffer) => {
            all += part.toString('latin1')
          })
          answer.on('end', () => resolve(all))
        })
        .on('error', reject)
    })
    expect(await slow).toMatch(/<\/html>$/)
    agent.destroy()
  })
})

describe('services', () => {
  it('listen while they are on', async () => {
    const { services } = device.state.settings
    const banners = { telnet: /login: $/, ftp: /^220 /, ssh: /^SSH-2\.0-/ } as const
    for (const name of ['telnet', 'ftp', 'ssh'] as const) {
      services[name] = true
      await device.followState()
      expect(await greetingAt(device.ports[name])).toMatch(banners[name])
      services[name] = false
      await device.followState()
      expect(await greetingAt(device.ports[name])).toBe('ECONNREFUSED')
    }
  })

  it('tell of themselves over Bonjour and UPnP while these are on', async () => {
    if (device.ports.discovery === null) return
    const { services } = device.state.settings
    Object.assign(services, { upnp: true, bonjour: true })
    await device.followState()
    const question = encode({
      type: 'query',
      id: 7,
      questions: [{ name: '_http._tcp.local', type: 'PTR' }],
    })
    const named = decode((await asked(question, 5_353, '224.0.0.251')) ?? expect.fail())
    expect(named.answers?.[0]).toMatchObject({
      type: 'PTR',
      data: expect.stringContaining(device.state.identity.model),
    })
    const search = Buffer.from('M-SEARCH * HTTP/1.1\r\nMAN: "ssdp:discover"\r\nST: upnp:rootdevice\r\n\r\n')
    const found = (await asked(search, 1_900, '239.255.255.250'))?.toString() ?? ''
    expect(found).toContain(`LOCATION: http://${device.authority}/rootDesc.xml`)
    const description = await request(plain(), 'GET', '/rootDesc.xml')
    expect(textOf(description.text, 'modelName')).toBe(device.state.identity.model)
    Object.assign(services, { upnp: false, bonjour: false })
    await device.followState()
    expect(await asked(question, 5_353, device.address)).toBeNull()
    expect(await asked(search, 1_900, '239.255.255.250')).toBeNull()
    expect((await request(plain(), 'GET', '/rootDesc.xml')).status).toBe(404)
  })

  it('follow the versions of SNMP that the settings of the maker allow', async () => {
    device.state.settings.snmp = { v1: false, v2c: true, v3: false, readCommunity: 'plant', writeCommunity: null }
    await device.followState()
    const get = (version: number) =>
      Buffer.from(
        `30270201${version.toString(16).padStart(2, '0')}0405706c616e74a01b02010102010002010030103` +
          '00e06082b060102010105000500',
        'hex',
      )
    expect(await asked(get(1), device.ports.snmp, device.address)).not.toBeNull()
    expect(await asked(get(0), device.ports.snmp, device.address)).toBeNull()
    Object.assign(device.state.settings.snmp, { v2c: false })
    await device.followState()
    expect(device.state.snmp).toBeNull()
  })

  it('has no ONVIF while the maker keeps it off', async () => {
    device.state.settings.services.onvif = false
    expect((await soap(plain(), '<tds:GetSystemDateAndTime/>')).status).toBe(404)
    device.state.settings.services.onvif = true
    expect((await soap(plain(), '<tds:GetSystemDateAndTime/>')).status).toBe(200)
  })
})

describe('a device out of its box', () => {
  const boxed = () => {
    Object.assign(device.state.settings, { activated: false })
    device.state.users = []
    device.state.webUsers = null
  }
  const token = (username: string, password: string) => ({ username, password, created: device.utc().toISOString() })

  it('lets nobody in, with whatever login, and works as ever once it has its first password', async () => {
    boxed()
    device.state.settings.services.onvif = true
    expect(device.info().password).toBe('')
    const { administrator } = device.maker
    const ask = async (password: string) => {
      const reply = await soap(plain(), '<tds:GetDeviceInformation/>', token(administrator, password))
      return reply.status
    }
    expect(await ask('')).not.toBe(200)
    expect(await ask('first-Pass1')).not.toBe(200)
    device.activate(administrator, 'first-Pass1')
    expect(await ask('first-Pass1')).toBe(200)
    expect(device.info()).toMatchObject({ username: administrator, password: 'first-Pass1' })
  })

  it('answers no path of the maker besides those that lead to a password', async () => {
    boxed()
    const paths = (device.maker.api ?? []).filter(({ unactivated }) => unactivated !== true)
    const shut = paths.flatMap(({ path }) => (typeof path === 'string' ? [path] : []))
    expect(shut.length).toBeGreaterThan(0)
    const expected = device.maker.unactivated?.web?.status ?? 401
    for (const path of shut.slice(0, 8)) {
      const { status } = await request(plain(), 'GET', path)
      expect([path, [expected, 404].includes(status)]).toEqual([path, true])
    }
  })
})

/** The first answer of the device to one datagram, or null when none comes. */
function asked(bytes: Buffer, port: number, address: string): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const settle = (answer: Buffer | null) => {
      clearTimeout(timer)
      socket.close()
      resolve(answer)
    }
    const timer = setTimeout(() => settle(null), 300)
    // Other practice sites of this computer hear the group too.
    socket.on('message', (answer, source) => source.address === device.address && settle(answer))
    socket.bind({ address: '127.0.0.1', port: 0 }, () => {
      socket.setMulticastInterface('127.0.0.1')
      socket.send(bytes, port, address)
    })
  })
}
