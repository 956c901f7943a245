import { describe, expect, it, onTestFinished } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { request, rtspDigest } from './support.ts'

/** One Axis camera of AXIS OS 12, and a request with its login where it asks for one. */
async function camera() {
  const site = await startPracticeSite({ devices: 24, personality: 'onvif-camera', ports: 'high', seed: 'axis web' })
  onTestFinished(() => site.close())
  const device = site.devices
    .map(({ address, port }) => site.device(`${address}:${port}`))
    .find(({ maker, state }) => maker.vendor === 'AXIS' && state.identity.firmware.startsWith('12.'))
  if (device === undefined) throw new Error('no camera')
  Object.assign(device.faults, noFaults())
  return {
    device,
    ask: (method: string, path: string, body = '', type = 'text/plain') => ask(device, method, path, body, type),
  }
}

async function ask(device: PracticeDevice, method: string, path: string, body: string, type: string) {
  const target = { address: device.address, port: device.ports.http }
  const options = { body, headers: { 'Content-Type': type } }
  const first = await request(target, method, path, options)
  const challenge = first.headers['www-authenticate']
    ?.split(/,\s*(?=Digest)/)
    .find((offer) => /algorithm=MD5/.test(offer))
  if (first.status !== 401 || challenge === undefined) return first
  const { username, password } = device.login()
  const line = rtspDigest(challenge, method, path, username, password)
  const Authorization = line.slice('Authorization: '.length)
  return request(target, method, path, { ...options, headers: { ...options.headers, Authorization } })
}

const json = (method: string, params = {}) => JSON.stringify({ apiVersion: '1.0', method, params })

describe('the web interface of a practice Axis camera', () => {
  it('says errors with HTTP 200', async () => {
    const { ask: send } = await camera()
    const unknown = await send('POST', '/axis-cgi/ntp.cgi', json('noSuch'), 'application/json')
    expect([unknown.status, JSON.parse(unknown.text).error.code]).toEqual([200, 4000])
    const wrongType = await send('POST', '/axis-cgi/ntp.cgi', json('getNTPInfo'))
    expect([wrongType.status, JSON.parse(wrongType.text).error.code]).toEqual([200, 2000])
    const user = await send('POST', '/axis-cgi/pwdgrp.cgi', 'action=update&user=nobody&pwd=x')
    expect([user.status, user.text]).toEqual([200, 'Error: account nobody does not exist.\n'])
  })

  it('loses root. after a group that it does not have', async () => {
    const { ask: send } = await camera()
    const { text } = await send(
      'GET',
      '/axis-cgi/param.cgi?action=list&group=root.No.Such,root.Brand.ProdNbr,root.Brand.Brand',
    )
    expect(text.split('\n')).toEqual([
      "# Error: Error -1 getting param in group 'root.No.Such'",
      'Brand.ProdNbr=P3265-V',
      'root.Brand.Brand=AXIS',
      '',
    ])
  })

  it('asks for its first account before all else, and for a login afterwards', async () => {
    const { device, ask: send } = await camera()
    Object.assign(device.state, { users: [], webUsers: [] })
    device.state.settings.activated = false
    const ready = () => send('POST', '/axis-cgi/systemready.cgi', json('systemready'), 'application/json')
    expect(JSON.parse((await ready()).text).data.needsetup).toBe('yes')
    expect((await send('GET', '/axis-cgi/param.cgi?action=list&group=root.Brand')).status).toBe(401)
    const viewer = 'action=add&user=root&pwd=Some-Word&grp=users&sgrp=viewer'
    expect((await send('POST', '/axis-cgi/pwdgrp.cgi', viewer)).text).toMatch(/^Error: /)
    const first = 'action=add&user=root&pwd=Some-Word&grp=root&sgrp=admin:operator:viewer:ptz&comment='
    expect((await send('POST', '/axis-cgi/pwdgrp.cgi', first)).text).toBe('Created account root.\n')
    expect(JSON.parse((await ready()).text).data.needsetup).toBe('no')
    expect(
      (
        await request({ address: device.address, port: device.ports.http }, 'POST', '/axis-cgi/pwdgrp.cgi', {
          body: first,
        })
      ).status,
    ).toBe(401)
  })

  it('keeps its accounts apart from those of ONVIF', async () => {
    const { device, ask: send } = await camera()
    const before = device.state.users.map(({ password }) => password)
    const { username } = device.login()
    const { text } = await send('POST', '/axis-cgi/pwdgrp.cgi', `action=update&user=${username}&pwd=Another-Word`)
    expect(text).toBe(`Modified account ${username}.\n`)
    expect(device.state.users.map(({ password }) => password)).toEqual(before)
    expect(device.state.webUsers?.[0]?.password).toBe('Another-Word')
  })

  it('takes a change that a fault swallows with the usual OK', async () => {
    const { device, ask: send } = await camera()
    device.faults.silentlyIgnoreWrites = ['param.cgi']
    device.state.settings.services.ssh = true
    const { text } = await send('GET', '/axis-cgi/param.cgi?action=update&root.Network.SSH.Enabled=no')
    expect([text, device.state.settings.services.ssh]).toEqual(['OK\n', true])
  })
})
