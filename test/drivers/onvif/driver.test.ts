import dgram from 'node:dgram'
import net from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PasswordNotJudged } from '../../../electron/drivers/driver.ts'
import { driverFor, drivers } from '../../../electron/drivers/index.ts'
import { defaultLoginsFor } from '../../../electron/drivers/onvif/default-logins.ts'
import { onvif } from '../../../electron/drivers/onvif/driver.ts'
import { onvifLogin, passwordTransport, safeAlphabet } from '../../../electron/drivers/onvif/onvif-login.ts'
import { foreignHosts } from '../../../electron/drivers/onvif/open-client.ts'
import { rtspLogin } from '../../../electron/drivers/onvif/rtsp-login.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import {
  DeviceLockedOut,
  DeviceUnreachable,
  ProtocolViolation,
  Unsupported,
  WriteRefused,
} from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { webServer } from '../../protocols/http/servers.ts'
import { fakeDevice, faultOf } from '../../protocols/onvif/fake-device.ts'
import { connectionTo, login, practiceCamera, read, write } from './connection.ts'

describe('facts of a practice camera', () => {
  it('are what the camera is', async () => {
    const { device, connection } = await practiceCamera()
    const { state } = device
    expect(await read(connection, 'identity')).toMatchObject({
      manufacturer: state.identity.vendor,
      model: state.identity.model,
      firmware: state.identity.firmware,
      serial: state.identity.serial,
    })
    expect((await read(connection, 'accounts')).map(({ username }) => username).sort()).toEqual(
      state.users.map(({ username }) => username).sort(),
    )
    expect((await read(connection, 'network.protocols')).map(({ name }) => name)).toContain('HTTP')
    expect((await read(connection, 'network.interfaces'))[0]?.mac).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/)
    expect(await read(connection, 'discovery.mode')).toMatch(/iscoverable$/)
    expect((await read(connection, 'network.hostname')).name).not.toBe('')
  })

  it('are refused to a stranger, except the clock and the host name', async () => {
    const { stranger } = await practiceCamera()
    for (const fact of [
      'identity',
      'accounts',
      'time.ntp',
      'network.protocols',
      'network.interfaces',
      'discovery.mode',
    ] as const) {
      await expect(read(stranger, fact)).rejects.toThrow(CredentialsRefused)
    }
    expect((await read(stranger, 'time.clock')).uncertaintySeconds).toBeGreaterThanOrEqual(0.5)
  })

  it('an empty list of users is malformed and never "nobody"', async () => {
    const { device, connection } = await practiceCamera()
    device.faults.usersEmptyOk = true
    await expect(read(connection, 'accounts')).rejects.toThrow(ProtocolViolation)
  })

  it('a device that falls silent is unreachable, one that answers noise is malformed', async () => {
    const { device, connection } = await practiceCamera()
    device.faults.malformedXml = ['GetHostname']
    await expect(read(connection, 'network.hostname')).rejects.toThrow(ProtocolViolation)
    await device.close()
    await expect(read(connection, 'network.hostname')).rejects.toThrow(DeviceUnreachable)
  })

  it('a redirect is not followed, and no login goes along', async () => {
    const other = await webServer((_seen, response) => response.end())
    const { device, connection } = await practiceCamera()
    device.faults.foreignRedirect = `http://${other.address}:${other.port}/onvif/device_service`
    await expect(read(connection, 'identity')).rejects.toThrow(ProtocolViolation)
    expect(other.seen).toEqual([])
  })
})

describe('writes to a practice camera', () => {
  it('NTP: servers and mode, with the time zone kept', async () => {
    const { device, connection } = await practiceCamera()
    const zone = (await read(connection, 'time.clock')).timeZone
    await write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['127.0.0.9', 'ntp.example'] })
    expect(await read(connection, 'time.ntp')).toEqual({
      source: 'ntp',
      fromDhcp: false,
      servers: ['127.0.0.9', 'ntp.example'],
    })
    expect((await read(connection, 'time.clock')).timeZone).toBe(zone)
    expect(device.state.users).not.toEqual([])
  })

  it('NTP and back again leaves what was found', async () => {
    const { connection } = await practiceCamera()
    const asFound = await read(connection, 'time.ntp')
    await write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['127.0.0.9'] })
    await write(connection, 'time.ntp', asFound)
    expect(await read(connection, 'time.ntp')).toEqual(asFound)
  })

  it('the clock, set by hand, is right to two seconds', async () => {
    const { connection } = await practiceCamera()
    const asFound = await read(connection, 'time.clock')
    await write(connection, 'time.clock', { ...asFound, offsetSeconds: 0, uncertaintySeconds: 0 })
    const asLeft = await read(connection, 'time.clock')
    expect(Math.abs(asLeft.offsetSeconds)).toBeLessThan(2)
    expect(asLeft.timeZone).toBe(asFound.timeZone)
  })

  it('a protocol that the request does not name would be lost: the whole list goes out', async () => {
    const { device, connection } = await practiceCamera()
    device.faults.losesProtocolsNotNamed = true
    const asFound = await read(connection, 'network.protocols')
    await write(
      connection,
      'network.protocols',
      asFound.filter(({ name }) => name === 'HTTP'),
    )
    expect(await read(connection, 'network.protocols')).toEqual(asFound)
  })

  it('the protocol that we are connected over is never switched off', async () => {
    const { connection } = await practiceCamera()
    const asFound = await read(connection, 'network.protocols')
    await expect(
      write(
        connection,
        'network.protocols',
        asFound.map((protocol) => ({ ...protocol, enabled: false })),
      ),
    ).rejects.toThrow(WriteRefused)
    expect(await read(connection, 'network.protocols')).toEqual(asFound)
  })

  it('discovery mode and host name', async () => {
    const { connection } = await practiceCamera()
    await write(connection, 'discovery.mode', 'nonDiscoverable')
    expect(await read(connection, 'discovery.mode')).toBe('nonDiscoverable')
    await write(connection, 'network.hostname', { name: 'gate-3', fromDhcp: false })
    expect((await read(connection, 'network.hostname')).name).toBe('gate-3')
  })

  it('a device that says ok and does nothing shows the old value when read again', async () => {
    const { device, connection } = await practiceCamera()
    device.faults.silentlyIgnoreWrites = ['*']
    const asFound = await read(connection, 'time.ntp')
    await write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['127.0.0.9'] })
    expect(await read(connection, 'time.ntp')).toEqual(asFound)
  })

  it('a device that loses IPv4 servers shows that it did', async () => {
    const { device, connection } = await practiceCamera()
    device.faults.dropsIpv4Ntp = true
    await write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['127.0.0.9', 'ntp.example'] })
    expect((await read(connection, 'time.ntp')).servers).toEqual(['ntp.example'])
  })
})

describe('writing time to a device that is hard to please', () => {
  const zones: string[] = []
  const device = () =>
    fakeDevice({
      answers: {
        GetNTP: '<d:NTPInformation><onvif:FromDHCP>false</onvif:FromDHCP></d:NTPInformation>',
        SetNTP: '',
        SetSystemDateAndTime: ({ body }) => {
          const zone = /<tt:TZ>([^<]*)</.exec(body)?.[1] ?? ''
          zones.push(zone)
          return zone === 'UTC0' ? '' : { status: 400, body: faultOf(['ter:InvalidArgVal', 'ter:InvalidTimeZone']) }
        },
      },
    })

  it('tries its own time zone and then UTC', async () => {
    const { address, port } = await device()
    const connection = connectionTo({ address, ports: { http: port } }, login('admin', 'right'))
    await write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['10.0.0.1'] })
    expect(zones).toEqual(['CET-1CEST,M3.5.0,M10.5.0/3', 'UTC0'])
  })

  it('towards NTP the servers go first, back to manual time the mode goes first', async () => {
    const fake = await device()
    const connection = connectionTo({ address: fake.address, ports: { http: fake.port } }, login('admin', 'right'))
    const writes = () =>
      fake
        .log()
        .filter((line) => line.startsWith('Set'))
        .map((line) => line.split(' ')[0])
    await write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['10.0.0.1'] })
    expect(writes()[0]).toBe('SetNTP')
    fake.seen.length = 0
    await write(connection, 'time.ntp', { source: 'manual', fromDhcp: true, servers: ['10.0.0.1'] })
    expect(writes().at(-1)).toBe('SetNTP')
    expect(fake.seen.at(-1)?.body).not.toContain('NTPManual')
  })

  it('a time without UTC is malformed', async () => {
    const { address, port } = await fakeDevice({
      answers: {
        GetSystemDateAndTime:
          '<d:SystemDateAndTime><onvif:DateTimeType>NTP</onvif:DateTimeType><onvif:DaylightSavings>false</onvif:DaylightSavings></d:SystemDateAndTime>',
      },
    })
    await expect(read(connectionTo({ address, ports: { http: port } }), 'time.clock')).rejects.toThrow(
      ProtocolViolation,
    )
  })
})

describe('the ONVIF login', () => {
  it('accepts the right password, refuses a wrong one, and shows each once', async () => {
    const { device, credential, stranger } = await practiceCamera()
    expect(await onvifLogin.authenticate(stranger, credential)).toBe('accepted')
    expect(await onvifLogin.authenticate(stranger, login(credential.username, 'wrong'))).toBe('refused')
    const judged = device.requests.all.filter(({ outcome }) => outcome === 'refused' || outcome === 'locked')
    expect(judged.filter(({ login: kind }) => kind !== 'none')).toHaveLength(1)
  })

  it.each([200, 400, 401, 403, 500] as const)('a refusal as HTTP %i is a refusal', async (status) => {
    const { device, credential, stranger } = await practiceCamera()
    for (const subcode of ['NotAuthorized', 'FailedAuthentication', 'OperationProhibited', null]) {
      device.faults.notAuthorizedAs = { status, subcode }
      const fresh = connectionTo(stranger.endpoint)
      expect(await onvifLogin.withoutLogin(fresh)).toBe('guarded')
      expect(await onvifLogin.authenticate(fresh, credential)).toBe('accepted')
    }
  })

  it('says open for a device that answers anybody, and accepts nothing unseen there', async () => {
    const { device, stranger, credential } = await practiceCamera()
    device.faults.openWithoutLogin = true
    expect(await onvifLogin.withoutLogin(stranger)).toBe('open')
    expect(await onvifLogin.authenticate(stranger, credential)).toBe('accepted')
  })

  it('a device that lets any password in is caught by a random one', async () => {
    const { device, stranger, credential } = await practiceCamera()
    device.faults.acceptAnyPassword = true
    expect(await onvifLogin.withoutLogin(stranger)).toBe('guarded')
    expect(await onvifLogin.authenticate(stranger, login(credential.username, 'xq81-random'))).toBe('accepted')
  })

  it('an empty list of users for strangers is no open door', async () => {
    const fake = await fakeDevice({ open: ['GetUsers', 'GetSystemDateAndTime'], answers: { GetUsers: '' } })
    expect(await onvifLogin.withoutLogin(connectionTo({ address: fake.address, ports: { http: fake.port } }))).toBe(
      'guarded',
    )
  })

  it('a list of users for strangers is an open door although the rest is guarded', async () => {
    const fake = await fakeDevice({ open: ['GetUsers', 'GetSystemDateAndTime'] })
    expect(await onvifLogin.withoutLogin(connectionTo({ address: fake.address, ports: { http: fake.port } }))).toBe(
      'open',
    )
  })

  it('a clock that nobody tells makes no wrong password', async () => {
    const fake = await fakeDevice({ takes: ['wsse'], open: [], clockSeconds: () => 9_999, dateHeader: false })
    const connection = connectionTo({ address: fake.address, ports: { http: fake.port } })
    await expect(onvifLogin.authenticate(connection, login('admin', 'right'))).rejects.toThrow(PasswordNotJudged)
  })

  it('speaks of a lock-out when the device does, and stops', async () => {
    const { device, credential, stranger } = await practiceCamera()
    const wrong = login(credential.username, 'wrong')
    let locked = 0
    for (let attempt = 0; attempt < 12 && locked === 0; attempt += 1) {
      try {
        expect(await onvifLogin.authenticate(connectionTo(stranger.endpoint), wrong)).toBe('refused')
      } catch (error) {
        expect(error).toBeInstanceOf(DeviceLockedOut)
        locked += 1
      }
    }
    expect(locked).toBe(1)
    expect(device.state.users).not.toEqual([])
  })

  it('sets a password that works, with the level kept, and the old one is refused', async () => {
    const { device, credential, connection, again } = await practiceCamera()
    const level = device.state.users.find(({ username }) => username === credential.username)?.level
    const password = Secret.of(`a</Password>&"'`)
    await onvifLogin.setPassword?.(connection, credential, credential.username, password)
    expect(device.state.users.find(({ username }) => username === credential.username)?.level).toBe(level)
    expect(await onvifLogin.authenticate(again(), { username: credential.username, password })).toBe('accepted')
    expect(await onvifLogin.authenticate(again(), credential)).toBe('refused')
  })

  it('sends nothing that the device says it would cut off', async () => {
    const fake = await fakeDevice({
      answers: {
        SetUser: '',
        GetServiceCapabilities: '<d:Capabilities><d:Security MaxPasswordLength="8"/></d:Capabilities>',
      },
    })
    const connection = connectionTo({ address: fake.address, ports: { http: fake.port } })
    await expect(
      onvifLogin.setPassword?.(connection, login('admin', 'right'), 'admin', Secret.of('ninechars')),
    ).rejects.toThrow(WriteRefused)
    expect(fake.log().some((line) => line.startsWith('SetUser'))).toBe(false)
    await onvifLogin.setPassword?.(connection, login('admin', 'right'), 'admin', Secret.of('eight888'))
    expect(fake.log().filter((line) => line.startsWith('SetUser'))).toEqual(['SetUser digest'])
  })

  it('says how a new password would travel', async () => {
    const { connection } = await practiceCamera()
    expect(await passwordTransport(connection)).toBe('clear')
    expect(await passwordTransport(connectionTo({ address: '127.71.0.9', ports: { http: 80, https: 443 } }))).toBe(
      'tls',
    )
  })

  it('makes passwords of letters that every interface takes', () => {
    expect(safeAlphabet).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(new Set(safeAlphabet).size).toBe(safeAlphabet.length)
    expect(onvifLogin.passwordRules?.maxLength).toBe(16)
  })
})

describe('the RTSP login', () => {
  it('accepts, refuses and tells guarded from open', async () => {
    const { device, credential, connection } = await practiceCamera()
    expect(await rtspLogin.withoutLogin(connection)).toBe('guarded')
    expect(await rtspLogin.authenticate(connection, credential)).toBe('accepted')
    expect(await rtspLogin.authenticate(connection, login(credential.username, 'wrong'))).toBe('refused')
    device.faults.rtspOpenWithoutLogin = true
    expect(await rtspLogin.withoutLogin(connection)).toBe('open')
    await expect(rtspLogin.authenticate(connection, credential)).rejects.toThrow(Unsupported)
  })

  it('keeps its old password where the device keeps two lists', async () => {
    const { device, credential, connection } = await practiceCamera()
    device.faults.rtspKeepsOldPassword = true
    const password = Secret.of('n3w-pAssword')
    await onvifLogin.setPassword?.(connection, credential, credential.username, password)
    expect(await rtspLogin.authenticate(connection, credential)).toBe('accepted')
    expect(await rtspLogin.authenticate(connection, { username: credential.username, password })).toBe('refused')
  })

  it('asks a foreign stream address of nobody but the device', async () => {
    const { device, connection } = await practiceCamera()
    device.faults.foreignXAddr = '127.71.200.1'
    expect(await rtspLogin.withoutLogin(connection)).toBe('guarded')
    expect(foreignHosts(connection)).toEqual(['127.71.200.1'])
  })
})

describe('ports', () => {
  const address = '127.71.99.7'
  const listen = async (port: number) => {
    const server = net.createServer((socket) => socket.end())
    await new Promise<void>((resolve) => server.listen(port, address, resolve))
    onTestFinished(() => void server.close())
  }

  it('are open, closed or silent as they answer', async () => {
    await listen(23)
    const socket = dgram.createSocket('udp4').on('message', (message, { port, address: source }) => {
      if (message.toString().startsWith('M-SEARCH')) socket.send('HTTP/1.1 200 OK\r\n\r\n', port, source)
    })
    await new Promise<void>((resolve) => socket.bind(1_900, address, resolve))
    onTestFinished(() => void socket.close())
    expect(await read(connectionTo({ address }), 'network.ports')).toEqual([
      { service: 'ftp', port: 21, transport: 'tcp', state: 'closed' },
      { service: 'ssh', port: 22, transport: 'tcp', state: 'closed' },
      { service: 'telnet', port: 23, transport: 'tcp', state: 'open' },
      { service: 'upnp', port: 1_900, transport: 'udp', state: 'open' },
    ])
  })

  it('a UDP port that swallows the search is silent', async () => {
    const socket = dgram.createSocket('udp4')
    await new Promise<void>((resolve) => socket.bind(1_900, '127.71.99.8', resolve))
    onTestFinished(() => void socket.close())
    const ports = await read(connectionTo({ address: '127.71.99.8' }), 'network.ports')
    expect(ports.at(-1)).toMatchObject({ service: 'upnp', state: 'silent' })
  })

  it('of a forwarded device belong to somebody else', async () => {
    await expect(
      read(connectionTo({ address, forwarded: true, ports: { http: 8_080 } }), 'network.ports'),
    ).rejects.toThrow(Unsupported)
  })
})

describe('default logins', () => {
  const of = (manufacturer: string | null, model: string | null = null, marks: Record<string, string> = {}) =>
    defaultLoginsFor({ identity: { manufacturer, model }, marks }).map(
      ({ username, password }) => `${username}/${password}`,
    )

  it('are those of the maker, two at most, each with its source', () => {
    expect(of('HIKVISION')).toEqual(['admin/12345'])
    expect(of('Hanwha Vision')).toEqual(['admin/4321', 'admin/1111111'])
    expect(of(null, 'AXIS Q6045-E')).toEqual(['root/pass'])
    expect(of(null, null, { 'onvif.scopes': 'onvif://www.onvif.org/name/Dahua%20IPC' })).toEqual(['admin/admin'])
    expect(
      defaultLoginsFor({ identity: { manufacturer: 'Bosch', model: null }, marks: {} }).every(
        ({ source }) => source.length > 10,
      ),
    ).toBe(true)
  })

  it('are none where the maker is not known, or only named by something that no device said', () => {
    expect(of(null)).toEqual([])
    expect(of('ACME Optics')).toEqual([])
    expect(of(null, null, { 'note.text': 'Axis of evil' })).toEqual([])
  })
})

describe('choosing a driver', () => {
  it('gives devices that speak ONVIF to the ONVIF driver, others that have an agent to SNMP, and the rest to nobody', () => {
    const of = (marks: Record<string, string>, ports = {}) => driverFor({ marks, ports })?.id ?? null
    expect(of({ 'onvif.scopes': 'x', 'snmp.sysDescr': 'y' })).toBe('onvif')
    expect(of({ 'onvif.path': '/onvif/device_service' })).toBe('onvif')
    expect(of({ 'snmp.sysDescr': 'y' })).toBe('snmp')
    expect(of({ 'onvif.types': '', 'http.server': 'nginx' })).toBeNull()
  })

  it('asks every device for its SNMP communities', () => {
    expect(drivers.every(({ supports }) => supports.some(({ fact }) => fact === 'snmp.communities'))).toBe(true)
    expect(drivers.find(({ id }) => id === 'onvif')?.logins).toBe(onvif.logins)
  })
})

describe('a device service at a path of its own', () => {
  it('is found where the device announced it', async () => {
    const fake = await fakeDevice()
    const connection = connectionTo({ address: fake.address, ports: { http: fake.port } }, login('admin', 'right'))
    connection.memo.set('onvif.path', '/cgi-bin/onvif?service=device')
    await read(connection, 'accounts')
    expect(new Set(fake.seen.map(({ url }) => url))).toEqual(new Set(['/cgi-bin/onvif?service=device']))
  })
})
