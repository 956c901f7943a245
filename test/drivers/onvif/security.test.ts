import { describe, expect, it, onTestFinished } from 'vitest'
import type { Connection } from '../../../electron/drivers/driver.ts'
import { movesToHttps, tlsEndpoints } from '../../../electron/drivers/onvif/web-security.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { DeviceUnreachable, ProtocolViolation, Unsupported, WriteRefused } from '../../../electron/model/errors.ts'
import type { FactKey } from '../../../electron/model/facts.ts'
import type { PersonalityId } from '../../../electron/practice/personalities.ts'
import type { PracticeDevice } from '../../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../../electron/practice/practice-site.ts'
import { rawServer, saying, webServer } from '../../protocols/http/servers.ts'
import { fakeDevice, faultOf } from '../../protocols/onvif/fake-device.ts'
import { connectionTo, login, read, write } from './connection.ts'

async function practice(
  personality: PersonalityId,
  suits: (device: PracticeDevice) => boolean = () => true,
): Promise<{ device: PracticeDevice; connection: Connection; stranger: Connection; again: () => Connection }> {
  const site = await startPracticeSite({ devices: 8, personality, seed: 'security', ports: 'high' })
  onTestFinished(() => site.close())
  const device =
    site.devices.map(({ port }) => site.device(`127.0.0.1:${port}`)).find(suits) ?? expect.fail('no such device')
  const info = device.info()
  const endpoint = {
    address: info.address,
    ports: { http: device.ports.http, https: device.ports.https, rtsp: device.ports.rtsp },
  }
  const credential = login(info.username, info.password)
  // The accounts of ONVIF are the ones that are read with.
  device.state.webUsers = null
  const again = () => connectionTo(endpoint, credential)
  return { device, connection: again(), stranger: connectionTo(endpoint), again }
}

const set = async (device: PracticeDevice, policy: PracticeDevice['state']['settings']['httpPolicy']) => {
  Object.assign(device.state.settings, { tls: { versions: ['TLSv1.2', 'TLSv1.3'] }, httpPolicy: policy })
  await device.followState()
}

/** Nobody listens there. @see IANA port 9, discard */
const closed = 9

describe('http.policy', () => {
  it('follows what the web server does', async () => {
    const { device, stranger } = await practice('onvif-camera')
    for (const policy of ['http-only', 'http-and-https', 'redirects-to-https', 'https-only'] as const) {
      await set(device, policy)
      expect(await read(stranger, 'http.policy')).toBe(policy)
    }
    expect(device.requests.all.every(({ login: shown }) => shown === 'none')).toBe(true)
  })

  it('is not known where one door is not known, and unreachable where none answers', async () => {
    const { device } = await practice('onvif-camera')
    const forwarded = connectionTo({ address: device.address, forwarded: true, ports: { http: device.ports.http } })
    await set(device, 'http-and-https')
    await expect(read(forwarded, 'http.policy')).rejects.toBeInstanceOf(Unsupported)
    await set(device, 'redirects-to-https')
    expect(await read(forwarded, 'http.policy')).toBe('redirects-to-https')
    const gone = connectionTo({ address: '127.0.0.1', ports: { http: 9, https: 9 } })
    await expect(read(gone, 'http.policy')).rejects.toBeInstanceOf(DeviceUnreachable)
  })

  it('takes only a redirect to the device itself for one, and follows none', () => {
    const to = (location: string, status = 301) => movesToHttps({ status, headers: { location } }, '192.0.2.7')
    expect([to('https://192.0.2.7/'), to('https://camera.example/'), to('https://192.0.2.7/', 200)]).toEqual([
      true,
      true,
      false,
    ])
    expect([to('https://192.0.2.8/'), to('http://192.0.2.7/x'), to('/login.html'), to('')]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

describe('tls.endpoints', () => {
  it('is read without a login, and is empty where the port is closed', async () => {
    const { device, stranger } = await practice('onvif-camera')
    const alone = connectionTo({
      address: device.address,
      forwarded: true,
      ports: { http: device.ports.http, https: device.ports.https },
    })
    await set(device, 'http-and-https')
    expect(await read(alone, 'tls.endpoints')).toMatchObject([
      { port: device.ports.https, accepted: ['TLSv1.2', 'TLSv1.3'], refused: ['SSLv3', 'TLSv1', 'TLSv1.1'] },
    ])
    await set(device, 'http-only')
    expect(await read(stranger, 'tls.endpoints')).toEqual([])
    const unknown = connectionTo({ address: device.address, forwarded: true, ports: { http: device.ports.http } })
    await expect(read(unknown, 'tls.endpoints')).rejects.toBeInstanceOf(Unsupported)
  })

  it('name a port that hung up or spoke something else, and are in trouble where nothing else is there', async () => {
    const { device } = await practice('onvif-camera')
    await set(device, 'http-and-https')
    const rude = await rawServer((socket) => socket.destroy(), device.address)
    const other = await saying('HTTP/1.1 400 Bad Request\r\n\r\n', false, device.address)
    const scope = [device.ports.https, rude.port, other.port, closed].map((port) => `${device.address}:${port}`)
    const at = (https: number) => connectionTo({ address: device.address, ports: { https } }, null, scope)
    const ports = await tlsEndpoints([rude.port, other.port, closed]).read(at(device.ports.https))
    expect(ports).toEqual([
      expect.objectContaining({ port: device.ports.https, accepted: ['TLSv1.2', 'TLSv1.3'] }),
      { port: rude.port, unread: 'malformed' },
      { port: other.port, unread: 'malformed' },
    ])
    await expect(tlsEndpoints().read(at(other.port))).rejects.toBeInstanceOf(ProtocolViolation)
  })
})

describe('logins.schemes and rtsp.security', () => {
  it('tell what each interface asks strangers for', async () => {
    const { device, stranger } = await practice('onvif-camera', ({ maker }) => maker.vendor === 'AXIS')
    const { digest, wsse } = device.maker.authentication
    const names = digest.map((name) => (name === 'MD5' ? 'digest-md5' : 'digest-sha-256'))
    const offers = await read(stranger, 'logins.schemes')
    expect(offers).toContainEqual({
      interface: 'onvif',
      encrypted: false,
      schemes: [...names, ...(wsse === null ? [] : ['ws-username-token'])],
    })
    expect(offers).toContainEqual({ interface: 'web', encrypted: false, schemes: ['form'] })
    expect(offers).toContainEqual({ interface: 'rtsp', encrypted: false, schemes: ['digest-md5'] })
    expect(await read(stranger, 'rtsp.security')).toEqual({
      withoutLogin: 'guarded',
      schemes: ['digest-md5'],
      encrypted: null,
    })
    device.faults.rtspOpenWithoutLogin = true
    expect(await read(stranger, 'rtsp.security')).toMatchObject({ withoutLogin: 'open', schemes: ['none'] })
    expect([device.failedLogins, device.requests.all.some(({ username }) => username !== null)]).toEqual([0, false])
  })

  it('name the weaker scheme too, and the open door', async () => {
    const { device, stranger } = await practice('onvif-camera', ({ maker }) => maker.rtsp.basicRealm !== null)
    const { schemes } = await read(stranger, 'rtsp.security')
    expect(schemes).toEqual(['digest-md5', 'basic'])
    device.faults.openWithoutLogin = true
    const [onvif] = await read(stranger, 'logins.schemes')
    expect(onvif).toEqual({ interface: 'onvif', encrypted: false, schemes: ['none'] })
  })

  it('name a web port that gave no answer, or one that nobody can read, and leave a closed one out', async () => {
    const { device } = await practice('onvif-camera', ({ maker }) => maker.vendor === 'AXIS')
    const rude = await rawServer((socket) => socket.destroy(), device.address)
    const other = await saying('220 FTP server ready\r\n', false, device.address)
    const web = async (https: number) => {
      const ports = { http: device.ports.http, rtsp: device.ports.rtsp, https }
      return (await read(connectionTo({ address: device.address, ports }), 'logins.schemes')).filter(
        (offer) => offer.interface === 'web',
      )
    }
    const form = { interface: 'web', encrypted: false, schemes: ['form'] }
    const unread = { interface: 'web', encrypted: true, schemes: [], unread: 'unreachable' }
    expect(await web(rude.port)).toEqual([form, unread])
    expect(await web(other.port)).toEqual([form, unread])
    expect(await web(closed)).toEqual([form])
  })
})

describe('settings over ONVIF', () => {
  it('are read: addressing, services, backup', async () => {
    const { device, connection } = await practice('onvif-camera')
    device.state.settings.services.ddns = true
    const net = device.address.replace(/\d+$/, '')
    expect(await read(connection, 'network.addressing')).toEqual({
      gateways: [`${net}254`],
      dnsFromDhcp: false,
      dnsServers: [`${net}253`],
    })
    expect(await read(connection, 'network.services')).toEqual([
      { name: 'ws-discovery', enabled: true, writable: true },
      { name: 'ddns', enabled: true, writable: true },
    ])
    expect(await read(connection, 'system.backup')).toEqual(
      device.product.current ? { offered: true, via: 'ONVIF GetSystemUris' } : { offered: false, via: null },
    )
  })

  it('are written one by one, and others are not touched', async () => {
    const { device, connection } = await practice('onvif-camera')
    device.state.settings.services.ddns = true
    await write(connection, 'network.services', [{ name: 'ddns', enabled: false, writable: true }])
    expect([device.state.settings.services.ddns, device.state.discoverable]).toEqual([false, true])
    await write(connection, 'network.services', [{ name: 'ws-discovery', enabled: false, writable: true }])
    expect(device.state.discoverable).toBe(false)
    const telnet = [{ name: 'telnet', enabled: false, writable: true } as const]
    await expect(write(connection, 'network.services', telnet)).rejects.toBeInstanceOf(WriteRefused)
  })

  it('name the address filter, and change it only so that this computer stays inside', async () => {
    const { device, connection, again } = await practice('onvif-camera', ({ state }) => state.settings.filter !== null)
    device.state.settings.filter = { enabled: false, policy: 'allow', entries: [] }
    expect(await read(connection, 'network.filter')).toEqual({ enabled: false, entriesAre: 'allowed', entries: [] })
    const wanted = { enabled: true, entriesAre: 'allowed', entries: ['127.0.0.0/8', '192.0.2.7/32'] } as const
    await write(connection, 'network.filter', wanted)
    expect(await read(again(), 'network.filter')).toEqual(wanted)
    for (const entries of [['192.0.2.0/24'], [], ['nonsense'], ['127.0.0.0/99']]) {
      const wrong = { enabled: true, entriesAre: 'allowed', entries } as const
      await expect(write(again(), 'network.filter', wrong)).rejects.toBeInstanceOf(WriteRefused)
    }
    const banned = { enabled: true, entriesAre: 'denied', entries: ['127.0.0.1'] } as const
    await expect(write(again(), 'network.filter', banned)).rejects.toThrow('would shut out this computer')
    expect(await read(again(), 'network.filter')).toEqual(wanted)
    expect(device.state.settings.filter?.policy).toBe('allow')
    await write(again(), 'network.filter', { enabled: false, entriesAre: 'allowed', entries: [] })
    expect(device.state.settings.filter?.enabled).toBe(false)
  })

  it('tell of 802.1X by the service that knows, and of nothing where there is none', async () => {
    const { device, again } = await practice('onvif-camera')
    device.state.settings.dot1x = { enabled: true, method: 'EAP-PEAP/MSCHAPv2' }
    expect(await read(again(), 'network.8021x')).toEqual({ enabled: true, method: 'EAP-PEAP/MSCHAPv2' })
    device.state.settings.dot1x = { enabled: false, method: null }
    expect(await read(again(), 'network.8021x')).toEqual({ enabled: false, method: null })
    device.state.settings.dot1x = null
    await expect(read(again(), 'network.8021x')).rejects.toBeInstanceOf(Unsupported)
  })

  it('tell what a recorder records, and where to', async () => {
    const { device, connection } = await practice('network-recorder')
    const channels = await read(connection, 'recording.channels')
    expect(channels).toHaveLength(device.state.channels)
    expect(channels[0]).toEqual({ channel: 'Channel 1', recording: true, retentionDays: 30 })
    expect(channels.at(-1)?.recording).toBe(false)
    expect(await read(connection, 'storage.units')).toEqual([
      { name: 'share-1', kind: 'share', state: 'unknown', capacityBytes: null, encrypted: null },
    ])
  })

  it('tell of the doors of a controller and their state, and move none', async () => {
    const { device, connection } = await practice('door-controller', ({ product }) => product.onvif !== false)
    const [first] = device.state.doors
    Object.assign(first ?? expect.fail(), { mode: 'Unlocked', alarm: 'DoorForcedOpen' })
    const doors = await read(connection, 'access.doors')
    expect(doors).toHaveLength(device.state.doors.length)
    expect(doors[0]).toEqual({ token: 'door-1', name: 'Door 1', state: 'unlocked', alarm: true })
    expect(doors.slice(1).every(({ state, alarm }) => state === 'locked' && alarm === false)).toBe(true)
    expect(device.requests.all.map(({ operation }) => operation)).not.toContainEqual(
      expect.stringMatching(/^(Access|Lock|Unlock)Door$/),
    )
  })
})

describe('the first password', () => {
  const scopes = (...words: string[]) =>
    words
      .map(
        (word) =>
          `<d:Scopes><onvif:ScopeDef>Fixed</onvif:ScopeDef><onvif:ScopeItem>onvif://www.onvif.org/${word}</onvif:ScopeItem></d:Scopes>`,
      )
      .join('')

  it('is missing where a Profile Q device says so to a stranger', async () => {
    const { address, port } = await fakeDevice({
      open: ['GetScopes'],
      answers: { GetScopes: scopes('type/audio', 'Profile/Q/FactoryDefault') },
    })
    const stranger = connectionTo({ address, ports: { http: port } })
    expect(await read(stranger, 'activation')).toMatchObject({ state: 'factory' })
  })

  it('is there where the device says so to those who are logged in, and unknown where it says nothing', async () => {
    const users = { admin: { password: 'secret-1', level: 'Administrator' } }
    const { address, port } = await fakeDevice({ users, answers: { GetScopes: scopes('Profile/Q/Operational') } })
    const known = connectionTo({ address, ports: { http: port } }, login('admin', 'secret-1'))
    expect(await read(known, 'activation')).toMatchObject({ state: 'activated' })
    await expect(read(connectionTo({ address, ports: { http: port } }), 'activation')).rejects.toBeInstanceOf(
      CredentialsRefused,
    )
    const other = await fakeDevice({ open: ['GetScopes'], answers: { GetScopes: scopes('Profile/T') } })
    const silent = connectionTo({ address: other.address, ports: { http: other.port } })
    await expect(read(silent, 'activation')).rejects.toBeInstanceOf(Unsupported)
  })
})

describe('bad answers', () => {
  const facts: readonly FactKey[] = [
    'network.addressing',
    'network.filter',
    'system.backup',
    'storage.units',
    'activation',
    'network.services',
  ]
  const door = ({ address, port }: { address: string; port: number }) =>
    connectionTo({ address, ports: { http: port } })
  const soap = (inner: string) =>
    `HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: ${Buffer.byteLength(inner)}\r\nConnection: close\r\n\r\n${inner}`

  it.each([
    ['a DOCTYPE', soap('<!DOCTYPE x><x/>')],
    ['another namespace', soap('<Envelope xmlns="urn:x"><Body/></Envelope>')],
    ['half an answer', 'HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: 900\r\n\r\n<s:Env'],
    ['no HTTP', 'hello\r\n\r\n'],
    ['a web page', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>'],
    ['a redirect', 'HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n'],
  ])('with %s end as a typed error', async (_name, bytes) => {
    const stranger = door(await saying(bytes))
    for (const fact of facts) {
      const end = await read(stranger, fact).then(
        () => 'value',
        (error: unknown) => error,
      )
      const isTyped = end instanceof ProtocolViolation || end instanceof DeviceUnreachable || end instanceof Unsupported
      expect([fact, isTyped]).toEqual([fact, true])
    }
  })

  it('that ask for a login for ever end as refused', async () => {
    const { address, port, seen } = await webServer((_seen, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Digest realm="x", nonce="n", qop="auth", algorithm=MD5' })
      response.end()
    })
    for (const fact of facts) {
      const known = connectionTo({ address, ports: { http: port } }, login('admin', 'secret-1'))
      await expect(read(known, fact)).rejects.toBeInstanceOf(CredentialsRefused)
    }
    expect(seen.length).toBeLessThan(60)
  })

  it('in a list of doors that has no end are given up', async () => {
    const tdc = 'http://www.onvif.org/ver10/doorcontrol/wsdl'
    const services = (address: string, port: number) =>
      `<d:Service><d:Namespace>${tdc}</d:Namespace><d:XAddr>http://${address}:${port}/onvif/doors</d:XAddr></d:Service>`
    let next = 0
    const { address, port } = await webServer((seen, response) => {
      const isDoors = seen.url === '/onvif/doors'
      next += isDoors ? 1 : 0
      const inner = isDoors
        ? `<p:GetDoorInfoListResponse xmlns:p="${tdc}"><p:NextStartReference>${next}</p:NextStartReference><p:DoorInfo token="d${next}"/></p:GetDoorInfoListResponse>`
        : `<d:GetServicesResponse xmlns:d="http://www.onvif.org/ver10/device/wsdl">${services(address, port)}</d:GetServicesResponse>`
      response.setHeader('Content-Type', 'application/soap+xml')
      response.end(
        `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${inner}</e:Body></e:Envelope>`,
      )
    })
    await expect(read(connectionTo({ address, ports: { http: port } }), 'access.doors')).rejects.toThrow('has no end')
    expect(next).toBeLessThan(100)
  })

  it('are not hidden: a device without the operation is unsupported', async () => {
    const no = { status: 500, body: faultOf(['ter:ActionNotSupported'], 'No', 'Receiver') }
    const { address, port } = await fakeDevice({
      open: ['GetIPAddressFilter', 'GetDiscoveryMode'],
      answers: { GetIPAddressFilter: no, GetDiscoveryMode: no },
    })
    await expect(read(connectionTo({ address, ports: { http: port } }), 'network.filter')).rejects.toBeInstanceOf(
      Unsupported,
    )
  })
})
