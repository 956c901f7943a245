import { constants, publicEncrypt } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { request, rtspDigest, soap } from './support.ts'

/** One Hanwha camera, and a request with a login where it asks for one. */
async function camera() {
  const site = await startPracticeSite({ devices: 12, personality: 'onvif-camera', ports: 'high', seed: 'hanwha web' })
  onTestFinished(() => site.close())
  const device = site.devices
    .map(({ address, port }) => site.device(`${address}:${port}`))
    .find(({ maker }) => maker.vendor === 'Hanwha Vision')
  if (device === undefined) throw new Error('no camera')
  Object.assign(device.faults, noFaults())
  const target = { address: device.address, port: device.ports.http }
  const ask = async (path: string, options: { password?: string; headers?: Record<string, string> } = {}) => {
    const headers = { Accept: 'application/json', ...options.headers }
    const first = await request(target, 'GET', path, { headers })
    const challenge = first.headers['www-authenticate']
    if (first.status !== 401 || challenge === undefined) return first
    const { username, password } = device.login()
    const line = rtspDigest(challenge, 'GET', path, username, options.password ?? password)
    return request(target, 'GET', path, {
      headers: { ...headers, Authorization: line.slice('Authorization: '.length) },
    })
  }
  return { device, target, ask }
}

const datePath = '/stw-cgi/system.cgi?msubmenu=date&action='

describe('the web interface of a practice Hanwha camera', () => {
  it('answers 490 to everybody who uses a locked account, right password or not', async () => {
    const { device, ask } = await camera()
    const statuses: number[] = []
    for (let count = 0; count < 5; count += 1)
      statuses.push((await ask(`${datePath}view`, { password: 'wrong' })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 490])
    expect((await ask(`${datePath}view`)).status).toBe(490)
    device.passTime(31 * 60_000)
    expect((await ask(`${datePath}view`)).status).toBe(200)
  })

  it('answers in JSON to those who ask for it and in lines to all others, refusals with HTTP 200', async () => {
    const { ask } = await camera()
    const path = '/stw-cgi/system.cgi?msubmenu=deviceinfo&action=view'
    expect(JSON.parse((await ask(path)).text).Model).toBe('QNV-C8012')
    expect((await ask(path, { headers: { Accept: '*/*' } })).text).toMatch(/^Model=QNV-C8012\r\n/)
    const absent = await ask('/stw-cgi/network.cgi?msubmenu=nosuch&action=view')
    expect([absent.status, JSON.parse(absent.text).Response]).toEqual([200, 'Fail'])
  })

  it('is given time servers without using them, by SUNAPI and by ONVIF', async () => {
    const { device, target, ask } = await camera()
    Object.assign(device.state.clock, { source: 'Manual', offsetMs: 60_000 })
    expect(JSON.parse((await ask(`${datePath}set&NTPURLList=127.0.0.9`)).text).Response).toBe('Success')
    expect(device.state.clock).toMatchObject({ source: 'Manual', offsetMs: 60_000 })
    const { username, password } = device.login()
    const body =
      '<tds:SetNTP><tds:FromDHCP>false</tds:FromDHCP><tds:NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>127.0.0.8</tt:IPv4Address></tds:NTPManual></tds:SetNTP>'
    const created = device.utc().toISOString()
    const { text } = await soap(target, body, { username, password, created })
    expect(text).toContain('SetNTPResponse')
    expect(device.state.clock).toMatchObject({ source: 'Manual', offsetMs: 60_000 })
    await ask(`${datePath}set&SyncType=NTP`)
    expect(device.state.clock).toMatchObject({ source: 'NTP', offsetMs: 0 })
  })

  it('answers nothing but the first password until it has one', async () => {
    const { device, target, ask } = await camera()
    Object.assign(device.state, { users: [] })
    device.state.settings.activated = false
    expect((await ask(`${datePath}view`)).status).toBe(403)
    const { text } = await ask('/init-cgi/pw_init.cgi?msubmenu=statuscheck&action=view&PublicKeyFormat=X509')
    const { Initialized, PublicKey: key } = JSON.parse(text)
    expect([Initialized, /^-----BEGIN PUBLIC KEY-----/.test(key)]).toEqual([false, true])
    const path = '/init-cgi/pw_init.cgi?msubmenu=setinitpassword&action=set&IsPasswordEncrypted=True'
    const give = (password: string) => {
      const sealed = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(password))
      return request(target, 'POST', path, { body: encodeURIComponent(sealed.toString('base64')) })
    }
    expect((await give('short')).status).toBe(490)
    expect((await give('First-Word_26')).status).toBe(200)
    expect(device.state.users).toMatchObject([{ username: 'admin', password: 'First-Word_26' }])
    expect((await give('Second-Word_26')).status).toBe(403)
  })
})
