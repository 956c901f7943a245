import { describe, expect, it, onTestFinished } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PersonalityId } from '../../electron/practice/personalities.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { request, rtspDigest, soap } from './support.ts'

async function camera(personality: PersonalityId = 'onvif-camera'): Promise<PracticeDevice> {
  const site = await startPracticeSite({ devices: 24, personality, ports: 'high', seed: 'isapi' })
  onTestFinished(() => site.close())
  const device = site.devices
    .map(({ address, port }) => site.device(`${address}:${port}`))
    .find(({ maker }) => maker.vendor === 'HIKVISION')
  if (device === undefined) throw new Error('no camera')
  Object.assign(device.faults, noFaults())
  return device
}

const targetOf = ({ address, ports }: PracticeDevice) => ({ address, port: ports.http })

async function ask(device: PracticeDevice, method: string, path: string, body = '', password?: string) {
  const first = await request(targetOf(device), method, path, { body })
  const challenge = first.headers['www-authenticate']
  const user = device.state.webUsers?.[0]
  if (first.status !== 401 || challenge === undefined || user === undefined) return first
  const line = rtspDigest(challenge, method, path, user.username, password ?? user.password)
  const Authorization = line.slice('Authorization: '.length)
  return request(targetOf(device), method, path, { body, headers: { Authorization } })
}

describe('ISAPI of a practice Hikvision camera', () => {
  it('says with every refusal what is left, then locks the address and not the account', async () => {
    const device = await camera()
    expect((await request(targetOf(device), 'GET', '/ISAPI/System/deviceInfo')).text).toContain(
      '<retryLoginTime>7</retryLoginTime>',
    )
    for (let left = 6; left > 0; left -= 1) {
      const { status, text } = await ask(device, 'GET', '/ISAPI/System/deviceInfo', '', 'wrong')
      expect([status, /<retryLoginTime>(\d)</.exec(text)?.[1]]).toEqual([401, String(left)])
    }
    await ask(device, 'GET', '/ISAPI/System/deviceInfo', '', 'wrong')
    const locked = await ask(device, 'GET', '/ISAPI/System/deviceInfo')
    expect(locked.status).toBe(401)
    expect(locked.text).toMatch(/<lockStatus>lock<.*<unlockTime>1\d{3}</)
    device.passTime(30 * 60_000)
    expect((await ask(device, 'GET', '/ISAPI/System/deviceInfo')).status).toBe(200)
  })

  it('keeps its web accounts apart from those of ONVIF, and its video with the web ones', async () => {
    const device = await camera()
    const body = (await ask(device, 'GET', '/ISAPI/Security/users/1')).text
    const changed = body.replace('</userName>', '</userName><password>Another-1</password>')
    const before = device.state.users[0]?.password
    expect((await ask(device, 'PUT', '/ISAPI/Security/users/1', changed)).text).toContain('<statusCode>1</statusCode>')
    expect(device.state.webUsers?.[0]?.password).toBe('Another-1')
    expect(device.state.users[0]?.password).toBe(before)
    expect((await ask(device, 'PUT', '/ISAPI/Security/users/1', '<User>')).status).toBe(400)
  })

  it('says ok to a change that a fault swallows', async () => {
    const device = await camera()
    device.state.settings.services.upnp = true
    device.faults.silentlyIgnoreWrites = ['PUT /ISAPI/System/Network/UPnP']
    const body = (await ask(device, 'GET', '/ISAPI/System/Network/UPnP')).text
    const off = body.replace('<enabled>true', '<enabled>false')
    expect((await ask(device, 'PUT', '/ISAPI/System/Network/UPnP', off)).text).toContain('<statusCode>1</statusCode>')
    expect(device.state.settings.services.upnp).toBe(true)
    device.faults.silentlyIgnoreWrites = []
    await ask(device, 'PUT', '/ISAPI/System/Network/UPnP', off)
    expect(device.state.settings.services.upnp).toBe(false)
  })

  it('cuts a password off where a fault says so', async () => {
    const device = await camera()
    device.faults.passwordTruncatedTo = 8
    device.changeWebUsers((users) => users.map((user) => ({ ...user, password: 'Longer-than-8' })))
    expect(device.state.webUsers?.[0]?.password).toBe('Longer-t')
    expect((await ask(device, 'GET', '/ISAPI/System/deviceInfo', '', 'Longer-than-8')).status).toBe(401)
  })

  it('has ONVIF off on cameras that were set up without it, until it is switched on', async () => {
    const device = await camera('hikvision-camera')
    const time = () => soap(targetOf(device), '<tds:GetSystemDateAndTime/>')
    expect((await time()).status).toBe(404)
    const body = (await ask(device, 'GET', '/ISAPI/System/Network/Integrate')).text
    await ask(
      device,
      'PUT',
      '/ISAPI/System/Network/Integrate',
      body.replace('<ONVIF><enable>false', '<ONVIF><enable>true'),
    )
    expect((await time()).status).toBe(200)
  })

  it('answers nothing but the way to a first password while it has none', async () => {
    const device = await camera('hikvision-factory')
    const info = await request(targetOf(device), 'GET', '/ISAPI/System/deviceInfo')
    expect([info.status, /<subStatusCode>(\w+)</.exec(info.text)?.[1]]).toEqual([403, 'notActivated'])
    expect((await request(targetOf(device), 'GET', '/SDK/activateStatus')).text).toContain('<Activated>false<')
    const nonsense = await request(targetOf(device), 'PUT', '/ISAPI/System/activate', { body: '<ActivateInfo/>' })
    expect(nonsense.status).toBe(400)
    expect(device.state.settings.activated).toBe(false)
  })
})
