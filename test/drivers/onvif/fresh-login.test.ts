import { describe, expect, it, onTestFinished } from 'vitest'
import { LoginWorthRepeating, PasswordNotJudged } from '../../../electron/drivers/driver.ts'
import { onvifLogin } from '../../../electron/drivers/onvif/onvif-login.ts'
import { startPracticeSite } from '../../../electron/practice/practice-site.ts'
import { webServer } from '../../protocols/http/servers.ts'
import { type Behaviour, fakeDevice, faultOf } from '../../protocols/onvif/fake-device.ts'
import { connectionTo, login } from './connection.ts'

const right = login('admin', 'right')
const wrong = login('admin', 'wrong')
const clockOpen = ['GetSystemDateAndTime']

async function fake(behaviour: Behaviour) {
  const device = await fakeDevice({ open: clockOpen, ...behaviour })
  return { device, connection: connectionTo({ address: device.address, ports: { http: device.port } }) }
}

describe('a fresh login', () => {
  it.each([
    ['Digest and tokens', { takes: ['digest', 'wsse'] }],
    ['Digest', { takes: ['digest'] }],
    ['tokens', { takes: ['wsse'] }],
    ['Digest, and tells anybody who it is', { takes: ['digest'], open: [...clockOpen, 'GetDeviceInformation'] }],
    [
      'Digest, and guards nothing but its users',
      { takes: ['digest'], open: [...clockOpen, 'GetDeviceInformation'], answers: { GetNetworkProtocols: '' } },
    ],
    ['both, and tells anybody who it is', { open: [...clockOpen, 'GetDeviceInformation'] }],
    ['tokens, and tells anybody who it is', { takes: ['wsse'], open: [...clockOpen, 'GetDeviceInformation'] }],
  ] satisfies [string, Behaviour][])('shows a login once to a device that takes %s', async (_name, behaviour) => {
    for (const [credential, answer] of [
      [right, 'accepted'],
      [wrong, 'refused'],
    ] as const) {
      const { device, connection } = await fake({
        ...behaviour,
        answers: { GetNetworkProtocols: '<d:NetworkProtocols/>' },
      })
      expect(await onvifLogin.authenticate(connection, credential)).toBe(answer)
      expect(device.logins()).toBe(1)
      // Also when the step knows the device already.
      expect(await onvifLogin.authenticate(connection, wrong)).toBe('refused')
      expect(device.logins()).toBe(2)
    }
  })

  it('is shown at most twice to a device that calls every nonce stale', async () => {
    const { device, connection } = await fake({
      takes: ['digest'],
      digest: 'Digest realm="r", nonce="n", qop="auth", stale=true',
    })
    expect(await onvifLogin.authenticate(connection, wrong)).toBe('refused')
    expect(device.log().filter((line) => line.endsWith('digest'))).toHaveLength(2)
    expect(device.logins()).toBe(2)
  })

  it('is shown once to a device that is open to strangers, refuses every login and calls every nonce stale', async () => {
    const shown: string[] = []
    const server = await webServer((seen, response) => {
      const isToken = seen.body.includes('UsernameToken>')
      const isDigest = seen.headers.authorization !== undefined
      if (isToken || isDigest) {
        shown.push(isToken ? 'wsse' : 'digest')
        response.writeHead(401, {
          'WWW-Authenticate': `Digest realm="a", nonce="${shown.length}", qop="auth", stale=true`,
        })
        return response.end()
      }
      const operation = /<\w+:Body[^>]*><(?:\w+:)?(\w+)/.exec(seen.body)?.[1] ?? ''
      response.writeHead(operation === 'GetSystemDateAndTime' ? 400 : 200)
      response.end(
        `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:d="http://www.onvif.org/ver10/device/wsdl"><s:Body><d:${operation}Response/></s:Body></s:Envelope>`,
      )
    })
    const connection = connectionTo({ address: server.address, ports: { http: server.port } })
    await onvifLogin.authenticate(connection, wrong).catch((error: unknown) => {
      // It tells its time in no better way than by a header: nothing is known about the password.
      expect(error).toBeInstanceOf(PasswordNotJudged)
    })
    expect(shown).toEqual(['wsse'])
  })

  it('signed with a clock that was set meanwhile is shown once, and let in at the next attempt', async () => {
    let seconds = 0
    const { device, connection } = await fake({ takes: ['wsse'], clockSeconds: () => seconds })
    expect(await onvifLogin.authenticate(connection, right)).toBe('accepted')
    seconds = 900
    await expect(onvifLogin.authenticate(connection, right)).rejects.toThrow(LoginWorthRepeating)
    expect(device.logins()).toBe(2)
    expect(await onvifLogin.authenticate(connection, right)).toBe('accepted')
    expect(device.logins()).toBe(3)
  })

  it('is shown once per attempt to a device whose clock jumps at every question', async () => {
    let seconds = 0
    const { device, connection } = await fake({ takes: ['wsse'], clockSeconds: () => (seconds += 600) })
    for (const attempt of [1, 2, 3]) {
      await expect(onvifLogin.authenticate(connection, wrong)).rejects.toThrow(LoginWorthRepeating)
      expect(device.logins()).toBe(attempt)
    }
  })

  it('towards a device that writes local time as UTC: let in at the second attempt, a wrong password refused there', async () => {
    for (const [credential, answer] of [
      [right, 'accepted'],
      [wrong, 'refused'],
    ] as const) {
      const { device, connection } = await fake({
        takes: ['wsse'],
        clockSeconds: () => 3,
        saidClockSeconds: () => 3 + 36_000,
      })
      await expect(onvifLogin.authenticate(connection, credential)).rejects.toThrow(LoginWorthRepeating)
      expect(await onvifLogin.authenticate(connection, credential)).toBe(answer)
      expect(device.logins()).toBe(2)
    }
  })

  it('a right password after a wrong one is let in, although the Date header is another clock than the one that counts', async () => {
    const { device, connection } = await fake({ takes: ['wsse'], clockSeconds: () => 36_000, dateHeader: 'ours' })
    await expect(onvifLogin.authenticate(connection, wrong)).rejects.toThrow(LoginWorthRepeating)
    expect(await onvifLogin.authenticate(connection, wrong)).toBe('refused')
    expect(await onvifLogin.authenticate(connection, right)).toBe('accepted')
    // From here on the clock is proven, and a refusal is one of the password.
    expect(await onvifLogin.authenticate(connection, wrong)).toBe('refused')
    expect(await onvifLogin.authenticate(connection, right)).toBe('accepted')
    expect(device.logins()).toBe(5)
  })

  it('goes by Digest at the next attempt where Digest was offered only after a refused token', async () => {
    const { device, connection } = await fake({ takes: ['digest'], refusal: { status: 400, challenge: false } })
    Object.assign(device.behaviour, {
      answers: undefined,
      refusal: {
        get status() {
          return device.logins() > 0 ? 401 : 400
        },
        get challenge() {
          return device.log().at(-1)?.endsWith('wsse')
        },
      },
    })
    await expect(onvifLogin.authenticate(connection, right)).rejects.toThrow(LoginWorthRepeating)
    expect(await onvifLogin.authenticate(connection, right)).toBe('accepted')
    expect(device.log().filter((line) => !line.endsWith('open'))).toEqual([
      'GetDeviceInformation wsse',
      'GetDeviceInformation digest',
    ])
  })

  it('goes past operations that the device does not have or gets wrong', async () => {
    const { device, connection } = await fake({
      open: [...clockOpen, 'GetDeviceInformation', 'GetNetworkProtocols'],
      answers: {
        GetDeviceInformation: { status: 500, body: faultOf(['ter:ActionNotSupported']) },
        GetNetworkProtocols: { body: '<html/>' },
      },
    })
    expect(await onvifLogin.authenticate(connection, right)).toBe('accepted')
    expect(device.log().at(-1)).toBe('GetUsers digest')
  })

  it.each(['Hanwha Vision', 'Dahua'])(
    'counts as one at a camera of %s, guarded or open to strangers',
    async (vendor) => {
      const site = await startPracticeSite({
        devices: 12,
        personality: 'onvif-camera',
        ports: 'high',
        seed: 'fresh login',
      })
      onTestFinished(() => site.close())
      const info = site.devices.find(({ address, port }) => site.device(`${address}:${port}`).maker.vendor === vendor)
      if (info === undefined) throw new Error(`no camera of ${vendor}`)
      const device = site.device(`${info.address}:${info.port}`)
      const failed = () => device.requests.all.filter((one) => one.login !== 'none' && one.outcome === 'refused').length
      for (const [index, isOpen] of [false, true].entries()) {
        device.faults.openWithoutLogin = isOpen
        const connection = connectionTo({ address: info.address, ports: { http: device.ports.http } })
        const answer = await onvifLogin
          .authenticate(connection, login(info.username, 'wrong'))
          .catch((error: unknown) => error)
        // A clock that two sources tell differently leaves the verdict to the next attempt.
        if (answer !== 'refused') expect(answer).toBeInstanceOf(LoginWorthRepeating)
        expect(failed()).toBe(index + 1)
      }
    },
  )
})
