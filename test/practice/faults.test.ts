import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { allOf, type HttpReply, device as onvifDevice, request, rtsp, rtspDigest, soap, textOf } from './support.ts'

let site: PracticeSite
let device: PracticeDevice
beforeEach(async () => {
  site = await startPracticeSite({ devices: 1, personality: 'onvif-camera' })
  const [info] = site.devices
  device = site.device(`${info?.address}:${info?.port ?? 80}`)
  device.rebootMs = 50
  // One list of accounts for everything: what makers do besides is in their own tests.
  device.state.webUsers = null
})
afterEach(() => site.close())

const target = () => ({ address: device.address, port: device.ports.http })
const call = (body: string, password = device.info().password): Promise<HttpReply> =>
  soap(target(), body, { username: device.info().username, password, created: device.utc().toISOString() })
const hostname = (name: string) => `<tds:SetHostname><tds:Name>${name}</tds:Name></tds:SetHostname>`
const readHostname = async () => textOf((await call('<tds:GetHostname/>')).text, 'Name')
const setPassword = (password: string) =>
  `<tds:SetUser><tds:User><tt:Username>${device.info().username}</tt:Username><tt:Password>${password}</tt:Password><tt:UserLevel>Administrator</tt:UserLevel></tds:User></tds:SetUser>`
const protocol = (name: string, enabled: boolean, port: number) =>
  `<tds:NetworkProtocols><tt:Name>${name}</tt:Name><tt:Enabled>${enabled}</tt:Enabled><tt:Port>${port}</tt:Port></tds:NetworkProtocols>`
const setProtocols = (inner: string) => call(`<tds:SetNetworkProtocols>${inner}</tds:SetNetworkProtocols>`)
const rtspAt = () => ({ address: device.address, port: device.ports.rtsp })
const describeStream = async (password: string): Promise<string> => {
  const url = device.streamUrl(1)
  const first = await rtsp(rtspAt(), [`DESCRIBE ${url} RTSP/1.0`, 'CSeq: 1'])
  const answer = rtspDigest(first, 'DESCRIBE', url, device.info().username, password)
  return (await rtsp(rtspAt(), [`DESCRIBE ${url} RTSP/1.0`, 'CSeq: 2', answer])).split('\r\n')[0] ?? ''
}

describe('writes', () => {
  it('are ignored in silence when asked to be', async () => {
    const before = await readHostname()
    device.faults.silentlyIgnoreWrites = ['SetHostname']
    expect((await call(hostname('changed'))).status).toBe(200)
    expect(await readHostname()).toBe(before)
  })

  it('are applied although the answer is lost', async () => {
    device.faults.answerLostAfterWrite = ['SetUser']
    const old = device.info().password
    await expect(call(setPassword('fresh-password'))).rejects.toThrow('socket hang up')
    expect((await call('<tds:GetUsers/>', old)).status).toBe(400)
    expect((await call('<tds:GetUsers/>', 'fresh-password')).status).toBe(200)
    expect(device.requests.of('SetUser')).toMatchObject([{ outcome: 'dropped', login: 'wsse' }])
  })

  it('can meet a restart, after or before they are applied', async () => {
    device.faults.rebootDuringWrite = ['SetHostname']
    await expect(call(hostname('after'))).rejects.toThrow('socket hang up')
    await device.reboot()
    expect(await readHostname()).toBe('after')
    Object.assign(device.faults, noFaults(), { rebootBeforeWrite: ['*'] })
    await expect(call(hostname('before'))).rejects.toThrow('socket hang up')
    await device.reboot()
    expect(await readHostname()).toBe('after')
  })

  it('can wait for a restart to take effect', async () => {
    device.faults.appliesOnReboot = ['SetHostname']
    const before = await readHostname()
    expect((await call(hostname('later'))).status).toBe(200)
    expect(await readHostname()).toBe(before)
    await device.reboot()
    expect(await readHostname()).toBe('later')
  })

  it('lose what they should keep: IPv4 servers of NTP, protocols that were not named, the end of a password', async () => {
    Object.assign(device.faults, { dropsIpv4Ntp: true, losesProtocolsNotNamed: true, passwordTruncatedTo: 8 })
    await call(
      '<tds:SetNTP><tds:FromDHCP>false</tds:FromDHCP><tds:NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>127.0.0.9</tt:IPv4Address></tds:NTPManual><tds:NTPManual><tt:Type>DNS</tt:Type><tt:DNSname>ntp.example</tt:DNSname></tds:NTPManual></tds:SetNTP>',
    )
    expect(device.state.ntp.servers).toEqual([{ type: 'DNS', value: 'ntp.example' }])
    await setProtocols(protocol('HTTP', true, device.ports.http))
    expect(device.state.protocols.find(({ name }) => name === 'RTSP')?.enabled).toBe(false)
    await call(setPassword('longer-than-8'))
    expect(device.info().password).toBe('longer-t')
  })
})

describe('a restart', () => {
  it('takes the device away and brings it back', async () => {
    device.rebootMs = 100
    expect(textOf((await call('<tds:SystemReboot/>')).text, 'Message')).toBe('Rebooting')
    await expect
      .poll(() => request(target(), 'GET', '/').catch((error: Error) => error.message))
      .toContain('ECONNREFUSED')
    await device.reboot()
    expect((await request(target(), 'GET', '/')).status).toBe(200)
  })
})

describe('answers', () => {
  it('can be no XML, cut off, or somewhere else', async () => {
    device.faults.malformedXml = ['GetHostname']
    expect((await call('<tds:GetHostname/>')).text).toMatch(/<tt:FromDHCP>false<tt:FromDHCP>/)
    device.faults.malformedXml = []
    device.faults.truncatedBody = ['*']
    await expect(call('<tds:GetHostname/>')).rejects.toThrow('aborted')
    Object.assign(device.faults, noFaults(), { foreignRedirect: 'http://127.99.0.1/onvif/device_service' })
    const moved = await call('<tds:GetHostname/>')
    expect([moved.status, moved.headers.location]).toEqual([302, 'http://127.99.0.1/onvif/device_service'])
    Object.assign(device.faults, noFaults(), { foreignXAddr: '127.99.0.1' })
    expect(textOf((await call('<tds:GetCapabilities/>')).text, 'XAddr')).toBe('http://127.99.0.1/onvif/device_service')
  })

  it('can be slow or never come', async () => {
    device.faults.slowDripMs = 2
    const dripping = request(target(), 'GET', '/', { timeoutMs: 20_000 })
    const first = await Promise.race([dripping, call('<tds:Nonsense/>').then(() => 'other')])
    expect(first).not.toBe('other')
    Object.assign(device.faults, noFaults(), { silence: true })
    await expect(request(target(), 'GET', '/', { timeoutMs: 100 })).rejects.toThrow('timeout')
  }, 30_000)

  it('are given up when the client hangs up, and the device lives on', async () => {
    const body = `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:t="${onvifDevice}"><e:Body><t:GetHostname/></e:Body></e:Envelope>`
    const head = `POST /onvif/device_service HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n`
    for (const faults of [{ delayMs: 60 }, { slowDripMs: 20 }, { truncatedBody: ['*'], delayMs: 60 }]) {
      Object.assign(device.faults, noFaults(), faults)
      await hangUpAfter(30, head + body)
    }
    await hangUpAfter(30, head)
    await new Promise((resolve) => setTimeout(resolve, 150))
    Object.assign(device.faults, noFaults())
    expect((await call('<tds:GetHostname/>')).status).toBe(200)
  })

  it.each([
    [200, null],
    [400, 'ter:NotAuthorized'],
    [401, null],
    [403, 'ter:OperationProhibited'],
    [500, 'wsse:FailedAuthentication'],
  ] as const)('refuse a login with HTTP %i and subcode %s when told so', async (status, subcode) => {
    device.faults.notAuthorizedAs = { status, subcode }
    const reply = await soap(target(), '<tds:GetUsers/>')
    expect(reply.status).toBe(status)
    expect(allOf(reply.text, 'Value').slice(1)).toEqual(subcode === null ? [] : [subcode])
  })
})

describe('logins', () => {
  it('can be wanted even for the clock, or be worth nothing', async () => {
    device.faults.loginForClock = true
    expect((await soap(target(), '<tds:GetSystemDateAndTime/>')).status).toBe(401)
    expect((await call('<tds:GetSystemDateAndTime/>')).status).toBe(200)
    Object.assign(device.faults, noFaults(), { acceptAnyPassword: true })
    expect((await call('<tds:GetUsers/>', 'anything')).status).toBe(200)
    expect((await soap(target(), '<tds:GetUsers/>')).status).toBe(401)
    device.faults.openWithoutLogin = true
    device.faults.usersEmptyOk = true
    const users = await soap(target(), '<tds:GetUsers/>')
    expect([users.status, allOf(users.text, 'Username')]).toEqual([200, []])
  })
})

describe('RTSP', () => {
  it('wants a login, and follows the password of the device', async () => {
    const old = device.info().password
    expect(await rtsp(rtspAt(), ['OPTIONS * RTSP/1.0', 'CSeq: 7'])).toMatch(
      /^RTSP\/1\.0 200 OK\r\nCSeq: 7\r\n(.*\r\n)*Public: .*DESCRIBE/,
    )
    expect(await rtsp(rtspAt(), [`DESCRIBE ${device.streamUrl(1)} RTSP/1.0`, 'CSeq: 1'])).toMatch(
      /^RTSP\/1\.0 401 .*\r\n(.*\r\n)*WWW-Authenticate: Digest realm="Hikvision"/,
    )
    expect(await describeStream(old)).toBe('RTSP/1.0 200 OK')
    await call(setPassword('fresh-password'))
    expect(await describeStream(old)).toBe('RTSP/1.0 401 Unauthorized')
    expect(await describeStream('fresh-password')).toBe('RTSP/1.0 200 OK')
    expect(device.failedLogins).toBe(1)
  })

  it('can stay behind with the old password, or need none', async () => {
    device.faults.rtspKeepsOldPassword = true
    const old = device.info().password
    await call(setPassword('fresh-password'))
    expect(await describeStream(old)).toBe('RTSP/1.0 200 OK')
    expect(await describeStream('fresh-password')).toBe('RTSP/1.0 401 Unauthorized')
    device.faults.rtspOpenWithoutLogin = true
    expect(await rtsp(rtspAt(), [`DESCRIBE ${device.streamUrl(1)} RTSP/1.0`, 'CSeq: 1'])).toContain(
      'm=video 0 RTP/AVP 96',
    )
  })

  it('really closes and opens when the protocol is switched off and on', async () => {
    await setProtocols(protocol('RTSP', false, device.ports.rtsp))
    await expect(rtsp(rtspAt(), ['OPTIONS * RTSP/1.0', 'CSeq: 1'])).rejects.toThrow('ECONNREFUSED')
    await setProtocols(protocol('RTSP', true, device.ports.rtsp))
    expect(await rtsp(rtspAt(), ['OPTIONS * RTSP/1.0', 'CSeq: 1'])).toContain('200 OK')
  })

  it('stays up when HTTP cannot go and when its new port is taken', async () => {
    expect(allOf((await setProtocols(protocol('HTTP', false, device.ports.http))).text, 'Value').at(-1)).toBe(
      'ter:LastProtocol',
    )
    device.state.settings.tls = null
    expect(allOf((await setProtocols(protocol('HTTPS', true, 443))).text, 'Value').at(-1)).toBe('ter:EnablingTlsFailed')
    const taken = await setProtocols(protocol('RTSP', true, device.ports.http))
    expect(allOf(taken.text, 'Value').at(-1)).toBe('ter:PortAlreadyInUse')
    expect(await rtsp(rtspAt(), ['OPTIONS * RTSP/1.0', 'CSeq: 1'])).toContain('200 OK')
  })
})

describe('telnet, FTP and UPnP', () => {
  it('answer where they were left open', async () => {
    const others = await startPracticeSite({ devices: 30 })
    try {
      const found = others.devices.map(({ address, port }) => others.device(`${address}:${port ?? 80}`))
      const having = (service: 'telnet' | 'ftp' | 'upnp') =>
        found.find(({ state }) => state.settings.services[service] === true) ?? expect.fail()
      const [telnet, ftp, upnp] = [having('telnet'), having('ftp'), having('upnp')]
      const closed = found.find(({ state }) => state.settings.services.telnet === false) ?? expect.fail()
      expect(await greeting(telnet.address, telnet.ports.telnet)).toMatch(/login: $/)
      expect(await greeting(ftp.address, ftp.ports.ftp)).toMatch(/^220 .+\r\n$/)
      await expect(greeting(closed.address, closed.ports.telnet)).rejects.toThrow('ECONNREFUSED')
      if (upnp.ports.discovery !== null) expect(await search(upnp.address, 1900)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    } finally {
      await others.close()
    }
  })
})

async function hangUpAfter(ms: number, text: string): Promise<void> {
  const socket = connect(device.ports.http, device.address, () => socket.write(text))
  await new Promise((resolve) => setTimeout(resolve, ms))
  socket.resetAndDestroy()
}

function search(address: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('message', (datagram) => {
      socket.close()
      resolve(datagram.toString('latin1'))
    })
    socket.send('M-SEARCH * HTTP/1.1\r\nMAN: "ssdp:discover"\r\nST: ssdp:all\r\n\r\n', port, address)
  })
}

function greeting(address: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, address)
    socket.once('error', reject)
    socket.once('data', (text) => {
      socket.destroy()
      resolve(text.toString('latin1'))
    })
  })
}
