import { describe, expect, it } from 'vitest'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import {
  CredentialWithheld,
  DeviceLockedOut,
  ProtocolViolation,
  Unsupported,
  WriteRefused,
} from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { ClientMemory } from '../../../electron/protocols/onvif/client-memory.ts'
import { getDeviceInformation } from '../../../electron/protocols/onvif/information.ts'
import { ClockUnknown } from '../../../electron/protocols/onvif/login-errors.ts'
import { setHostname } from '../../../electron/protocols/onvif/network-settings.ts'
import type { OnvifCall } from '../../../electron/protocols/onvif/send-call.ts'
import { getUsers, setPassword } from '../../../electron/protocols/onvif/users.ts'
import {
  type Answer,
  admin,
  type Behaviour,
  clientOf,
  envelopeOf,
  fakeDevice,
  faultOf,
  informationXml,
} from './fake-device.ts'

const information: OnvifCall = { service: 'tds', operation: 'GetDeviceInformation' }

describe('logging in', () => {
  it('prefers Digest, never sends both, and needs one request once the login is proven', async () => {
    const device = await fakeDevice()
    const client = clientOf(device)
    await getDeviceInformation(client)
    await getUsers(client)
    expect(device.log()).toEqual(['GetDeviceInformation open', 'GetDeviceInformation digest', 'GetUsers digest'])
  })

  it('signs with a UsernameToken where no Digest is offered, and remembers that', async () => {
    const device = await fakeDevice({ takes: ['wsse'] })
    const client = clientOf(device)
    expect((await client.call(information)).login).toBe('wsse')
    await getUsers(client)
    expect(device.log()).toEqual([
      'GetDeviceInformation open',
      'GetSystemDateAndTime open',
      'GetDeviceInformation wsse',
      'GetUsers wsse',
    ])
  })

  it('signs where the offered Digest is one that nobody can answer', async () => {
    const device = await fakeDevice({
      takes: ['wsse'],
      refusal: { status: 401, challenge: true },
      digest: 'Digest realm="r", nonce="n", qop="auth-int"',
    })
    expect((await clientOf(device).call(information)).login).toBe('wsse')
  })

  it('follows a device that offers Digest for some operations only', async () => {
    const device = await fakeDevice({ takes: ['wsse'] })
    const client = clientOf(device)
    await client.call(information)
    Object.assign(device.behaviour, { takes: ['digest'] })
    expect((await client.call({ service: 'tds', operation: 'GetUsers' })).login).toBe('digest')
    expect(device.log()).not.toContain('GetUsers both')
  })

  it('shows nothing to a device that offers only Basic and takes no token', async () => {
    const device = await fakeDevice({ takes: [], refusal: { status: 401, challenge: true }, digest: 'Basic realm="r"' })
    await expect(clientOf(device).call(information)).rejects.toThrow(CredentialWithheld)
    expect(device.log()).not.toContain('GetDeviceInformation other')
  })

  it('a wrong password is shown once, by Digest or signed, and not again within the step', async () => {
    for (const takes of [['digest'], ['wsse']] as const) {
      const device = await fakeDevice({ takes })
      const client = clientOf(device, admin('wrong'))
      await expect(client.call(information)).rejects.toThrow(CredentialsRefused)
      await expect(getUsers(client)).rejects.toThrow(CredentialsRefused)
      await expect(setHostname(client, 'x')).rejects.toThrow(CredentialsRefused)
      expect(device.logins()).toBe(1)
    }
  })

  it('a proven login that lacks rights for one operation still serves the others', async () => {
    const device = await fakeDevice({ answers: { GetUsers: { status: 400, body: faultOf(['ter:NotAuthorized']) } } })
    const client = clientOf(device)
    await client.call(information)
    await expect(getUsers(client)).rejects.toThrow(CredentialsRefused)
    expect((await client.call(information)).login).toBe('digest')
  })

  it('a change goes out once, logged in, although nothing is known of the device yet', async () => {
    for (const takes of [['digest'], ['wsse']] as const) {
      const device = await fakeDevice({ takes, answers: { SetHostname: '' } })
      await setHostname(clientOf(device), 'cam-1')
      expect(device.log().filter((line) => line.startsWith('SetHostname'))).toEqual([`SetHostname ${takes[0]}`])
    }
  })

  it('asks with a login even where nobody must, when the answer shall be one to this credential', async () => {
    const device = await fakeDevice({ open: ['GetDeviceInformation', 'GetSystemDateAndTime'] })
    expect((await clientOf(device).call({ ...information, login: 'always' })).login).toBe('wsse')
    expect((await clientOf(device).call(information)).login).toBe('none')
  })
})

describe('no, said in many ways', () => {
  const refusals: [string, Behaviour['refusal']][] = [
    ['HTTP 200 and ter:NotAuthorized', { status: 200 }],
    ['HTTP 400 and ter:NotAuthorized', { status: 400 }],
    ['HTTP 401 without a challenge', { status: 401, challenge: false }],
    ['HTTP 403 and ter:NotAuthorized', { status: 403 }],
    ['HTTP 500 and ter:NotAuthorized', { status: 500 }],
    ['HTTP 400 and wsse:FailedAuthentication', { status: 400, subcode: 'wsse:FailedAuthentication' }],
    ['HTTP 500 and ter:OperationProhibited', { status: 500, subcode: 'ter:OperationProhibited' }],
    ['HTTP 400 and no subcode', { status: 400, subcode: null, reason: 'Sender not Authorized' }],
    ['HTTP 403 and a web page', { status: 403, body: '<html>Forbidden</html>' }],
    ['HTTP 401 and nothing', { status: 401, challenge: false, body: '' }],
  ]
  it.each(refusals)('%s: a login is asked for, and a right one is let in', async (_name, refusal) => {
    const device = await fakeDevice({ takes: ['wsse'], ...(refusal === undefined ? {} : { refusal }) })
    expect((await clientOf(device).call(information)).login).toBe('wsse')
    await expect(clientOf(device, admin('wrong')).call(information)).rejects.toThrow(CredentialsRefused)
    await expect(clientOf(device, null).call(information)).rejects.toThrow(CredentialsRefused)
  })

  const answered = (answer: Answer) => fakeDevice({ answers: { GetDeviceInformation: answer } })
  it.each([
    ['ter:ActionNotSupported', { status: 500, body: faultOf(['ter:ActionNotSupported'], 'Optional', 'Receiver') }],
    ['ter:UnknownAction', { status: 400, body: faultOf(['ter:UnknownAction']) }],
    ['NoSuchService', { status: 500, body: faultOf(['ter:ActionNotSupported', 'ter:NoSuchService'], 'x', 'Receiver') }],
    ['404', { status: 404, body: 'no' }],
    ['405', { status: 405, body: '' }],
  ])('%s means that the device does not offer it', async (_name, answer) => {
    await expect(clientOf(await answered(answer)).call(information)).rejects.toThrow(Unsupported)
  })

  it.each([
    ['HTTP 423', { status: 423, body: '' }],
    ['HTTP 429', { status: 429, body: 'slow down' }],
    ['HTTP 490 of Hanwha', { status: 490, body: '' }],
    ['Login has been locked', { status: 400, body: faultOf(['ter:NotAuthorized'], 'Login has been locked') }],
    [
      'the account is locked',
      { status: 401, body: '<html>Your account is temporarily locked, try again in 30 minutes</html>' },
    ],
    ['too many failed logins', { status: 200, body: faultOf([], 'Too many failed login attempts') }],
    ['one attempt left', { status: 400, body: faultOf(['ter:NotAuthorized'], 'still have 1 attempt(s)') }],
  ])('%s: a lock-out, and nothing is shown after it', async (_name, answer) => {
    const device = await answered(answer)
    const client = clientOf(device)
    await expect(client.call(information)).rejects.toThrow(DeviceLockedOut)
    const requests = device.seen.length
    await expect(getUsers(client)).rejects.toThrow(DeviceLockedOut)
    await expect(client.systemDateAndTime()).rejects.toThrow(DeviceLockedOut)
    expect(device.seen).toHaveLength(requests)
    expect(device.logins()).toBeLessThanOrEqual(1)
  })

  it('attempts that are left are passed on in words', async () => {
    const device = await fakeDevice({
      takes: ['wsse'],
      refusal: { status: 400, reason: 'Not authorized, still have 22 attempt(s)' },
    })
    await expect(clientOf(device, admin('wrong')).call(information)).rejects.toThrow(/22 logins left/)
  })

  it.each([
    ['a weak password', ['ter:OperationProhibited', 'ter:PasswordTooWeak'], 'Sender'],
    ['a bad value', ['ter:InvalidArgVal', 'ter:InvalidHostname'], 'Sender'],
    ['wrong arguments', ['ter:InvalidArgs'], 'Sender'],
    ['a limit', ['ter:Action', 'ter:TooManyUsers'], 'Receiver'],
  ])('%s is a declined change', async (_name, subcodes, code) => {
    const device = await fakeDevice({ answers: { SetHostname: { status: 400, body: faultOf(subcodes, 'no', code) } } })
    await expect(setHostname(clientOf(device), 'x')).rejects.toThrow(WriteRefused)
  })

  it('a fault of the receiver leaves open whether the change was made', async () => {
    const device = await fakeDevice({
      answers: { SetHostname: { status: 500, body: faultOf(['ter:Action'], 'failed', 'Receiver') } },
    })
    await expect(setHostname(clientOf(device), 'x')).rejects.toThrow(ProtocolViolation)
  })

  it.each([
    ['a web page', { body: '<html><body>Welcome</body></html>' }],
    ['nothing', { body: '' }],
    ['another operation', { body: envelopeOf('<d:GetUsersResponse/>') }],
    [
      'the right name in a wrong namespace',
      {
        body: envelopeOf(`<onvif:GetDeviceInformationResponse>${informationXml}</onvif:GetDeviceInformationResponse>`),
      },
    ],
    [
      'two bodies',
      { body: envelopeOf('<d:GetDeviceInformationResponse/></env:Body><env:Body><d:GetDeviceInformationResponse/>') },
    ],
    ['two answers', { body: envelopeOf('<d:GetDeviceInformationResponse/><d:GetDeviceInformationResponse/>') }],
    ['a wrong envelope', { body: '<Envelope xmlns="urn:x"><Body/></Envelope>' }],
    ['HTTP 500 and a web page', { status: 500, body: '<html>oops</html>' }],
    ['a redirect', { status: 302, body: '', headers: { Location: 'https://127.71.0.9/' } }],
  ])('%s is not what SOAP allows', async (_name, answer) => {
    await expect(clientOf(await answered(answer)).call(information)).rejects.toThrow(ProtocolViolation)
  })

  it('reads the faults of SOAP 1.1 as well', async () => {
    const body =
      '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode><faultstring>Authorization failed</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>'
    await expect(clientOf(await answered({ status: 500, body }), null).call(information)).rejects.toThrow(
      CredentialsRefused,
    )
  })

  it('no message holds a password that the device sent back', async () => {
    const device = await fakeDevice({
      answers: {
        SetUser: {
          status: 400,
          body: faultOf(
            ['ter:OperationProhibited', 'ter:PasswordTooWeak'],
            'password nEw&amp;C4nary is weak, right was better',
          ),
        },
      },
    })
    const error = await setPassword(clientOf(device, admin('right')), 'admin', Secret.of('nEw&C4nary')).catch(
      (caught: Error) => caught,
    )
    expect(error).toBeInstanceOf(WriteRefused)
    expect(String(error)).toContain('password [secret] is weak, [secret] was better')
  })
})

describe('the clock of the device', () => {
  it.each([0, 5, -20, 3_600, -200 * 86_400])(
    '%i s off: signed with device time, let in at the first try',
    async (seconds) => {
      const device = await fakeDevice({ takes: ['wsse'], clockSeconds: () => seconds, windowSeconds: 5 })
      expect((await clientOf(device).call(information)).login).toBe('wsse')
      expect(device.logins()).toBe(1)
    },
  )

  it('a clock that was set meanwhile is read again, and a call shows the login once more', async () => {
    let seconds = 0
    const device = await fakeDevice({ takes: ['wsse'], clockSeconds: () => seconds })
    const client = clientOf(device)
    await client.call(information)
    seconds = 900
    expect((await client.call(information)).login).toBe('wsse')
    expect(device.logins()).toBe(3)
  })

  it('a wrong password on a device with a steady clock is shown once', async () => {
    const device = await fakeDevice({ takes: ['wsse'], clockSeconds: () => 86_400 })
    await expect(clientOf(device, admin('wrong')).call(information)).rejects.toThrow(CredentialsRefused)
    expect(device.logins()).toBe(1)
  })

  it('a wrong password on a device with a jumping clock is shown twice and never more', async () => {
    let seconds = 0
    const device = await fakeDevice({ takes: ['wsse'], clockSeconds: () => (seconds += 600) })
    await expect(clientOf(device, admin('wrong')).call(information)).rejects.toThrow(CredentialsRefused)
    expect(device.logins()).toBe(2)
  })

  it('a device that writes its local time as UTC is let in with the corrected time', async () => {
    const device = await fakeDevice({ takes: ['wsse'], clockSeconds: () => 3, saidClockSeconds: () => 3 + 36_000 })
    expect((await clientOf(device).call(information)).login).toBe('wsse')
    expect(device.logins()).toBe(2)
  })

  it('a device that tells its time only after login is signed to with its Date header', async () => {
    const device = await fakeDevice({ takes: ['wsse'], open: [], clockSeconds: () => -4_000 })
    expect((await clientOf(device).call(information)).login).toBe('wsse')
    expect(device.logins()).toBe(1)
  })

  it('a device that tells its time only after login by Digest needs no clock', async () => {
    const device = await fakeDevice({ takes: ['digest'], open: [], clockSeconds: () => -4_000 })
    const { clock } = await clientOf(device).systemDateAndTime()
    expect(clock?.offsetMs).toBeGreaterThan(-4_003_000)
    expect(clock?.offsetMs).toBeLessThan(-3_997_000)
  })

  it('a clock that nobody tells is never called a wrong password', async () => {
    const device = await fakeDevice({ takes: ['wsse'], open: [], clockSeconds: () => 9_999, dateHeader: false })
    await expect(clientOf(device).call(information)).rejects.toThrow(ClockUnknown)
    expect(device.logins()).toBe(1)
  })

  it('a device whose time makes no sense is signed to with its Date header', async () => {
    const device = await fakeDevice({
      takes: ['wsse'],
      clockSeconds: () => 500,
      answers: {
        GetSystemDateAndTime:
          '<d:SystemDateAndTime><onvif:DateTimeType>Sundial</onvif:DateTimeType></d:SystemDateAndTime>',
      },
    })
    expect((await clientOf(device).call(information)).login).toBe('wsse')
  })

  it('tells the offset with the doubt that is left', async () => {
    const device = await fakeDevice({ clockSeconds: () => 42 })
    const { clock, reading } = await clientOf(device, null).systemDateAndTime()
    expect(clock?.uncertaintyMs).toBeGreaterThanOrEqual(500)
    expect(Math.abs((clock?.offsetMs ?? 0) - 42_000)).toBeLessThanOrEqual((clock?.uncertaintyMs ?? 0) + 1)
    expect(reading).toMatchObject({ source: 'manual', daylightSaving: false, timeZone: 'CET-1CEST,M3.5.0,M10.5.0/3' })
  })

  it('the memory of a fresh login keeps the clock and forgets the rest', async () => {
    const device = await fakeDevice({ takes: ['wsse'] })
    const memory = new ClientMemory()
    await clientOf(device, admin(), memory).call(information)
    const fresh = memory.forFreshLogin()
    expect(fresh.clock).toBe(memory.clock)
    expect(fresh.scheme).toBe('wsse')
    expect(fresh.isRefused(admin())).toBe(false)
  })
})
