import { describe, expect, it, onTestFinished } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PersonalityId } from '../../electron/practice/personalities.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { request, rtspDigest } from './support.ts'

async function camera(personality: PersonalityId = 'onvif-camera'): Promise<PracticeDevice> {
  const site = await startPracticeSite({ devices: 24, personality, ports: 'high', seed: 'cgi' })
  onTestFinished(() => site.close())
  const device = site.devices
    .map(({ address, port }) => site.device(`${address}:${port}`))
    .find(({ maker }) => maker.vendor === 'Dahua')
  if (device === undefined) throw new Error('no camera')
  Object.assign(device.faults, noFaults())
  return device
}

const targetOf = ({ address, ports }: PracticeDevice) => ({ address, port: ports.http })

async function get(device: PracticeDevice, query: string) {
  const path = `/cgi-bin/${query}`
  const first = await request(targetOf(device), 'GET', path)
  const challenge = first.headers['www-authenticate']
  const user = device.state.webUsers?.[0]
  if (first.status !== 401 || challenge === undefined || user === undefined) return first
  const Authorization = rtspDigest(challenge, 'GET', path, user.username, user.password).slice('Authorization: '.length)
  return request(targetOf(device), 'GET', path, { headers: { Authorization } })
}

const post = async (device: PracticeDevice, path: string, body: object) =>
  JSON.parse((await request(targetOf(device), 'POST', path, { body: JSON.stringify(body) })).text)

const login = {
  method: 'global.login',
  params: { userName: 'admin', password: '', clientType: 'Web3.0' },
  id: 1,
  session: 0,
}

describe('the web interface of a practice Dahua camera', () => {
  it('answers 400 and never 404 to what it does not have', async () => {
    const device = await camera()
    for (const path of [
      'nothing.cgi?action=x',
      'magicBox.cgi?action=noSuch',
      'configManager.cgi?action=getConfig&name=No',
    ]) {
      const { status, text } = await get(device, path)
      expect([status, text], path).toEqual([400, 'Error\r\nBad Request!\r\n'])
    }
    expect((await request(targetOf(device), 'GET', '/ISAPI/System/deviceInfo')).status).toBe(400)
  })

  it('changes single values of a table, and none that it does not have', async () => {
    const device = await camera()
    device.state.settings.services.upnp = true
    const set = (change: string) => get(device, `configManager.cgi?action=setConfig&${change}`)
    expect((await set('UPnP.Enable=false')).text).toBe('OK\r\n')
    expect(device.state.settings.services.upnp).toBe(false)
    expect((await set('UPnP.NoSuch=false')).text).toBe('Error\r\n')
    expect((await set('UPnP.Enable=maybe')).text).toBe('Error\r\n')
    expect((await get(device, 'configManager.cgi?action=getConfig&name=UPnP')).text).toContain(
      'table.UPnP.MapTable[0].OuterPort=8080\r\n',
    )
  })

  it('keeps passwords out of the log of what it was asked', async () => {
    const device = await camera()
    const old = device.state.webUsers?.[0]?.password ?? ''
    const change = `userManager.cgi?action=modifyPassword&name=admin&pwd=Fresh-Word_1&pwdOld=${old}`
    expect((await get(device, change)).text).toBe('OK\r\n')
    expect(device.state.webUsers?.[0]?.password).toBe('Fresh-Word_1')
    expect(JSON.stringify(device.requests.all)).not.toContain('Fresh-Word_1')
    expect(device.requests.all.at(-1)?.operation).toContain('pwd=***')
  })

  it('challenges a login by RPC, and tells a device that nobody initialised by its code', async () => {
    const device = await camera('dahua-camera')
    const challenge = await post(device, '/RPC2_Login', login)
    expect(challenge).toMatchObject({
      result: false,
      error: { code: 268632079 },
      params: { encryption: 'Default', realm: device.realm },
    })
    const second = { ...login, params: { ...login.params, password: 'F'.repeat(32) }, session: challenge.session }
    expect(await post(device, '/RPC2_Login', second)).toMatchObject({ result: false })
    expect(device.failedLogins).toBe(1)
    const stranger = { method: 'configManager.getConfig', params: { name: 'NTP' }, id: 2, session: challenge.session }
    expect(await post(device, '/RPC2', stranger)).toMatchObject({ result: false })
    expect((await request(targetOf(device), 'GET', '/cgi-bin/magicBox.cgi?action=getSerialNo')).status).toBe(400)
    expect(await post(await camera('dahua-factory'), '/RPC2_Login', login)).toMatchObject({
      error: { code: 268632086 },
    })
  })
})
