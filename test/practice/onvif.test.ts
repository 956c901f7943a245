import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import DigestClient from 'digest-fetch'
import { Cam } from 'onvif'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { hikvision } from '../../electron/practice/vendors/hikvision/maker.ts'
import { allOf, type HttpReply, soap, textOf } from './support.ts'

let site: PracticeSite
beforeAll(async () => {
  site = await startPracticeSite({ devices: 40, seed: 'onvif' })
})
afterAll(() => site.close())

const target = (device: PracticeDevice) => ({ address: device.address, port: device.ports.http })
const login = (device: PracticeDevice) => {
  const { username, password } = device.info()
  return { username, password, created: device.utc().toISOString() }
}
const all = () => site.devices.map(({ address, port }) => site.device(`${address}:${port ?? 80}`))
const ofMaker = (vendor: string, deviceClass = 'camera'): PracticeDevice =>
  all().find(({ state }) => state.identity.vendor === vendor && state.identity.deviceClass === deviceClass) ??
  expect.fail(`no ${vendor}`)
const call = (device: PracticeDevice, body: string): Promise<HttpReply> => soap(target(device), body, login(device))

interface OnvifCam {
  getDeviceInformation(done: (error: Error | null, info: Record<string, unknown>) => void): void
  setNTP(options: object, done: (error: Error | null, nothing: undefined) => void): void
  getNTP(done: (error: Error | null, ntp: { NTPManual?: { IPv4Address?: string } }) => void): void
  getStreamUri(options: object, done: (error: Error | null, answer: { uri?: string }) => void): void
}
const promised = <T>(work: (done: (error: Error | null, value: T) => void) => void): Promise<T> =>
  new Promise((resolve, reject) =>
    work((error, value) => (error === null || error === undefined ? resolve(value) : reject(error))),
  )
/** The typings of the package lack callbacks that it does call. */
const connect = (device: PracticeDevice, password = device.info().password): Promise<OnvifCam> =>
  new Promise((resolve, reject) => {
    const { username } = device.info()
    const cam = new Cam(
      { hostname: device.address, port: device.ports.http, username, password, timeout: 5_000 },
      (error: Error | null) =>
        error === null || error === undefined ? resolve(cam as unknown as OnvifCam) : reject(error),
    )
  })

describe('the onvif package, which knows nothing of this product', () => {
  it.each(['HIKVISION', 'AXIS', 'Dahua', 'Hanwha Vision', 'Bosch', 'VIVOTEK', 'UNIVIEW'])(
    'logs in to a %s camera, sets NTP and reads it back',
    async (vendor) => {
      const device = ofMaker(vendor)
      Object.assign(device.faults, { silentlyIgnoreWrites: [], dropsIpv4Ntp: false, loginForClock: false })
      const cam = await connect(device)
      const info = await promised<Record<string, unknown>>((done) => cam.getDeviceInformation(done))
      expect(info.manufacturer).toBe(vendor)
      expect(info.model).toBe(device.state.identity.model)
      await promised<undefined>((done) =>
        cam.setNTP({ fromDHCP: false, type: 'IPv4', ipv4Address: '127.0.0.123' }, done),
      )
      const ntp = await promised<{ NTPManual?: { IPv4Address?: string } }>((done) => cam.getNTP(done))
      expect(ntp.NTPManual?.IPv4Address).toBe('127.0.0.123')
      expect(device.state.ntp.servers).toEqual([{ type: 'IPv4', value: '127.0.0.123' }])
      const stream = await promised<{ uri?: string }>((done) => cam.getStreamUri({ protocol: 'RTSP' }, done))
      expect(stream.uri).toContain(`rtsp://${device.address}`)
    },
  )

  it('is turned away with a wrong password', async () => {
    const cam = await connect(ofMaker('VIVOTEK'), 'wrong')
    await expect(promised((done) => cam.getDeviceInformation(done))).rejects.toThrow('Sender not Authorized')
  })
})

describe('HTTP Digest', () => {
  it.each(['Bosch', 'HIKVISION'])(
    'of a %s camera lets digest-fetch in with the right password only',
    async (vendor) => {
      const device = ofMaker(vendor)
      const { username, password } = device.info()
      const envelope =
        '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><GetDeviceInformation xmlns="http://www.onvif.org/ver10/device/wsdl"/></e:Body></e:Envelope>'
      const ask = async (offered: string) => {
        const client = new DigestClient(username, offered, { algorithm: 'MD5' })
        const url = `http://${device.address}:${device.ports.http}/onvif/device_service`
        return client.fetch(url, {
          method: 'POST',
          body: envelope,
          headers: { 'Content-Type': 'application/soap+xml' },
        })
      }
      const failures = device.failedLogins
      const right = await ask(password)
      expect(right.status).toBe(200)
      expect(await right.text()).toContain(device.state.identity.serial)
      expect(device.failedLogins).toBe(failures)
      expect((await ask('wrong')).status).toBe(401)
      expect(device.failedLogins).toBe(failures + 1)
    },
  )

  it.skipIf(!existsSync('/usr/bin/curl'))('lets curl in by SHA-256', async () => {
    const device = ofMaker('Bosch')
    const { username, password } = device.info()
    const url = `http://${device.address}:${device.ports.http}/onvif/device_service`
    const body =
      '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><GetNTP xmlns="http://www.onvif.org/ver10/device/wsdl"/></e:Body></e:Envelope>'
    const flags = [
      '-sv',
      '--digest',
      '-u',
      `${username}:${password}`,
      '-H',
      'Content-Type: application/soap+xml',
      '-d',
      body,
      url,
    ]
    const { stdout, stderr } = await promisify(execFile)('/usr/bin/curl', flags)
    expect(stdout).toContain('GetNTPResponse')
    expect(stderr).toMatch(/> Authorization: Digest .*algorithm=SHA-256/)
  })

  it('is offered with SHA-256 before MD5 in two challenges', async () => {
    const reply = await soap(target(ofMaker('AXIS')), '<tds:GetUsers/>')
    expect(reply.status).toBe(401)
    expect(reply.headers['www-authenticate']).toMatch(/algorithm=SHA-256.*algorithm=MD5/)
  })
})

describe('access classes', () => {
  it('leave the clock, host name and services open and close the rest', async () => {
    const device = ofMaker('Dahua')
    Object.assign(device.faults, { loginForClock: false })
    for (const open of ['GetSystemDateAndTime', 'GetHostname', 'GetServiceCapabilities', 'GetCapabilities']) {
      expect((await soap(target(device), `<tds:${open}/>`)).status).toBe(200)
    }
    for (const closed of ['GetDeviceInformation', 'GetUsers', 'GetNTP', 'GetNetworkProtocols', 'GetScopes']) {
      const reply = await soap(target(device), `<tds:${closed}/>`)
      expect(reply.status).toBe(400)
      expect(allOf(reply.text, 'Value')).toEqual(['s:Sender', 'ter:NotAuthorized'])
    }
  })

  it('let a user read and an administrator write', async () => {
    const device = ofMaker('Dahua')
    await call(
      device,
      '<tds:CreateUsers><tds:User><tt:Username>guest</tt:Username><tt:Password>Guest-2026</tt:Password><tt:UserLevel>User</tt:UserLevel></tds:User></tds:CreateUsers>',
    )
    const guest = { username: 'guest', password: 'Guest-2026', created: device.utc().toISOString() }
    expect((await soap(target(device), '<tds:GetNTP/>', guest)).status).toBe(200)
    const write = '<tds:SetHostname><tds:Name>taken-over</tds:Name></tds:SetHostname>'
    expect(textOf((await soap(target(device), write, guest)).text, 'Text')).toBe('Sender not Authorized')
    expect(device.state.hostname.name).not.toBe('taken-over')
    expect((await soap(target(device), '<tds:GetUsers/>', guest)).status).toBe(400)
    expect((await call(device, write)).status).toBe(200)
    expect(device.state.hostname.name).toBe('taken-over')
  })
})

describe('UsernameToken', () => {
  it('outside the window of the device clock is refused without counting as a wrong password', async () => {
    const device = ofMaker('HIKVISION')
    const failures = device.failedLogins
    const { username, password } = device.info()
    const late = new Date(device.utc().getTime() - 6_000).toISOString()
    expect((await soap(target(device), '<tds:GetNTP/>', { username, password, created: late })).status).toBe(400)
    const right = { username, password, created: device.utc().toISOString() }
    expect((await soap(target(device), '<tds:GetNTP/>', right)).status).toBe(200)
    expect(device.failedLogins).toBe(failures)
  })

  it('works once where replays are rejected', async () => {
    const device = ofMaker('AXIS')
    const once = { ...login(device), nonce: Buffer.from('0123456789abcdef') }
    expect((await soap(target(device), '<tds:GetNTP/>', once)).status).toBe(200)
    expect((await soap(target(device), '<tds:GetNTP/>', once)).status).toBe(400)
  })

  it('with the password in clear is refused and shows in the log', async () => {
    const device = ofMaker('UNIVIEW')
    device.requests.clear()
    expect((await soap(target(device), '<tds:GetNTP/>', { ...login(device), clear: true })).status).toBe(401)
    expect(device.requests.of('GetNTP')[0]).toMatchObject({ login: 'clear', outcome: 'refused' })
    expect(JSON.stringify(device.requests.all)).not.toContain(device.info().password)
  })
})

describe('faults of the protocol', () => {
  const faultOf = async (device: PracticeDevice, body: string) => {
    const reply = await call(device, body)
    const [, ...subcodes] = allOf(reply.text, 'Value')
    return `${reply.status} ${subcodes.join(' ')}`
  }
  it('name what was wrong', async () => {
    const device = ofMaker('HIKVISION')
    const ntp = (inner: string) => `<tds:SetNTP>${inner}</tds:SetNTP>`
    const host = (inner: string) => `<tds:NTPManual>${inner}</tds:NTPManual>`
    const no = '<tds:FromDHCP>false</tds:FromDHCP>'
    const address = (text: string) => host(`<tt:Type>IPv4</tt:Type><tt:IPv4Address>${text}</tt:IPv4Address>`)
    expect(await faultOf(device, ntp(address('127.0.0.1') + no))).toBe('400 ter:InvalidArgs')
    expect(await faultOf(device, ntp(no + address('127.0.0.300')))).toBe('400 ter:InvalidArgVal ter:InvalidIPv4Address')
    expect(await faultOf(device, ntp(no + host('<tt:Type>DNS</tt:Type><tt:DNSname>a..b</tt:DNSname>')))).toBe(
      '400 ter:InvalidArgVal ter:InvalidDnsName',
    )
    expect(await faultOf(device, ntp(no + host('<tds:Type>DNS</tds:Type>')))).toBe('400 ter:InvalidArgs')
    expect(await faultOf(device, '<tds:GetDot11Status/>')).toBe('500 ter:ActionNotSupported')
    expect(await faultOf(device, '<x:Nonsense xmlns:x="urn:x"/>')).toBe('400 ter:UnknownAction')
    device.state.ntp.servers = []
    const mode =
      '<tds:SetSystemDateAndTime><tds:DateTimeType>NTP</tds:DateTimeType><tds:DaylightSavings>false</tds:DaylightSavings></tds:SetSystemDateAndTime>'
    expect(await faultOf(device, mode)).toBe('400 ter:InvalidArgVal ter:NtpServerUndefined')
  })

  it('tell broken XML from a wrong envelope and a wrong method', async () => {
    const device = ofMaker('HIKVISION')
    expect(textOf((await soap(target(device), '<tds:GetNTP>')).text, 'Text')).toBe('Well-formed Error')
    expect(
      (await soap(target(device), '<tds:GetNTP/>', null, { headers: { 'Content-Type': 'text/plain' } })).status,
    ).toBe(415)
    expect((await soap(target(device), '<tds:GetNTP/>', null, { path: '/onvif/nowhere' })).status).toBe(404)
  })
})

describe('time', () => {
  it('becomes right when NTP is set and switched on, and not before', async () => {
    const device = ofMaker('Hanwha Vision')
    Object.assign(device.faults, { silentlyIgnoreWrites: [], dropsIpv4Ntp: false, loginForClock: false })
    Object.assign(device.state.clock, { source: 'Manual', offsetMs: -90 * 60_000 })
    await call(
      device,
      '<tds:SetNTP><tds:FromDHCP>false</tds:FromDHCP><tds:NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>127.0.0.9</tt:IPv4Address></tds:NTPManual></tds:SetNTP>',
    )
    expect(device.state.clock.offsetMs).toBe(-90 * 60_000)
    await call(
      device,
      '<tds:SetSystemDateAndTime><tds:DateTimeType>NTP</tds:DateTimeType><tds:DaylightSavings>true</tds:DaylightSavings><tds:TimeZone><tt:TZ>CET-1CEST,M3.5.0,M10.5.0/3</tt:TZ></tds:TimeZone></tds:SetSystemDateAndTime>',
    )
    const reply = await soap(target(device), '<tds:GetSystemDateAndTime/>')
    const utc = reply.text.slice(reply.text.indexOf('UTCDateTime'), reply.text.indexOf('LocalDateTime'))
    const [year, month, day, hour, minute, second] = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second'].map((name) =>
      Number(textOf(utc, name)),
    )
    const shown = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second)
    expect(Math.abs(shown - Date.now())).toBeLessThan(5_000)
    expect(textOf(reply.text, 'DateTimeType')).toBe('NTP')
    expect(reply.text.indexOf('Time>')).toBeLessThan(reply.text.indexOf('Date>'))
  })
})

describe('users', () => {
  const change = (username: string, password: string) =>
    `<tds:SetUser><tds:User><tt:Username>${username}</tt:Username><tt:Password>${password}</tt:Password><tt:UserLevel>Administrator</tt:UserLevel></tds:User></tds:SetUser>`

  it('get a new password for real: the old one fails and the new one works', async () => {
    const device = ofMaker('UNIVIEW')
    Object.assign(device.faults, { rtspKeepsOldPassword: false })
    const before = login(device)
    expect((await call(device, change(before.username, 'N3w &amp; &lt;long&gt; &#x27;one'))).status).toBe(200)
    const fresh = () => device.utc().toISOString()
    expect((await soap(target(device), '<tds:GetUsers/>', { ...before, created: fresh() })).status).toBe(403)
    const after = { username: before.username, password: "N3w & <long> 'one", created: fresh() }
    expect((await soap(target(device), '<tds:GetUsers/>', after)).status).toBe(200)
    expect(device.info().password).toBe("N3w & <long> 'one")
  })

  it('are refused with the fault that fits', async () => {
    const device = ofMaker('UNIVIEW', 'camera')
    const faultOf = async (body: string) => allOf((await call(device, body)).text, 'Value').at(-1)
    const { username } = device.info()
    const user = (name: string, password: string, level = 'User') =>
      `<tds:User><tt:Username>${name}</tt:Username><tt:Password>${password}</tt:Password><tt:UserLevel>${level}</tt:UserLevel></tds:User>`
    expect(await faultOf(change(username, 'x'.repeat(21)))).toBe('ter:PasswordTooLong')
    expect(await faultOf(change(username, 'short'))).toBe('ter:PasswordTooWeak')
    expect(await faultOf(change('nobody', 'long enough'))).toBe('ter:UsernameMissing')
    expect(await faultOf(`<tds:CreateUsers>${user(username, 'long enough')}</tds:CreateUsers>`)).toBe(
      'ter:UsernameClash',
    )
    expect(await faultOf(`<tds:CreateUsers>${user('a', 'long enough', 'Anonymous')}</tds:CreateUsers>`)).toBe(
      'ter:AnonymousNotAllowed',
    )
    expect(await faultOf(`<tds:DeleteUsers><tds:Username>${username}</tds:Username></tds:DeleteUsers>`)).toBe(
      'ter:FixedUser',
    )
  })
})

describe('lock-out', () => {
  const wrong = (device: PracticeDevice) =>
    soap(target(device), '<tds:GetUsers/>', { ...login(device), password: 'wrong' })
  let device: PracticeDevice
  beforeEach(() => {
    device = ofMaker('Hanwha Vision', 'nvr')
    device.passTime(31 * 60_000)
  })

  it('comes after as many wrong logins as the maker allows, says so, and ends after its time', async () => {
    const failures = device.failedLogins
    for (let count = 1; count <= 4; count += 1) expect((await wrong(device)).status).toBe(401)
    expect(device.lockedOut).toBe(false)
    const fifth = await wrong(device)
    expect(fifth.status).toBe(490)
    expect(textOf(fifth.text, 'Text')).toMatch(/locked.*1800 s/)
    expect(device.failedLogins).toBe(failures + 5)
    expect((await call(device, '<tds:GetUsers/>')).status).toBe(490)
    expect(device.lockedOut).toBe(true)
    device.passTime(30 * 60_000)
    expect(device.lockedOut).toBe(false)
    expect((await call(device, '<tds:GetUsers/>')).status).toBe(200)
  })

  it('does not come when a right login lies between', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let count = 1; count <= 4; count += 1) await wrong(device)
      expect((await call(device, '<tds:GetUsers/>')).status).toBe(200)
    }
    expect(device.lockedOut).toBe(false)
  })

  it('meets the source address, not the account, where the maker counts like that', async () => {
    const camera = ofMaker('HIKVISION', 'nvr')
    for (let count = 1; count <= (hikvision.lockout?.failures ?? 0); count += 1) {
      await soap(target(camera), '<tds:GetUsers/>', { ...login(camera), username: `user${count}` })
    }
    expect((await call(camera, '<tds:GetUsers/>')).status).toBe(401)
    expect(camera.requests.all.at(-1)).toMatchObject({ outcome: 'locked' })
  })
})

describe('door controllers', () => {
  it('list their doors and access points page by page', async () => {
    const device = ofMaker('AXIS', 'door-controller')
    const list = (inner: string) =>
      soap(
        target(device),
        `<a:GetAccessPointInfoList xmlns:a="http://www.onvif.org/ver10/accesscontrol/wsdl">${inner}</a:GetAccessPointInfoList>`,
        login(device),
        { path: '/onvif/accesscontrol_service' },
      )
    const first = await list('<a:Limit>1</a:Limit>')
    expect(textOf(first.text, 'NextStartReference')).toBe('1')
    expect(allOf(first.text, 'Name')).toEqual(['Door 1 entry'])
    expect(allOf((await list('<a:StartReference>1</a:StartReference>')).text, 'Name')[0]).toBe('Door 1 exit')
    const doors = await soap(
      target(device),
      '<d:GetDoorInfoList xmlns:d="http://www.onvif.org/ver10/doorcontrol/wsdl"/>',
      login(device),
      { path: '/onvif/doorcontrol_service' },
    )
    expect(allOf(doors.text, 'Name')).toHaveLength(device.state.doors.length)
  })
})
