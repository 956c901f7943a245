import { connect } from 'node:net'
import snmp from 'net-snmp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { allOf, probe, probeTypes, rtsp, soap, textOf } from './support.ts'

let site: PracticeSite
let device: PracticeDevice
beforeAll(async () => {
  site = await startPracticeSite({ devices: 3, ports: 'high', seed: 'high' })
  device = site.device(`127.0.0.1:${site.devices[1]?.port}`)
})
afterAll(() => site.close())

describe('a device behind a high port', () => {
  it('announces its port in the answer to a multicast probe', async () => {
    const { answers } = await probe(probeTypes.nvt)
    const mine = answers.find(({ text }) => text.includes(device.state.identity.endpointReference))
    expect(mine?.source).toBe('127.0.0.1')
    expect(textOf(mine?.text ?? '', 'XAddrs')).toBe(`http://127.0.0.1:${device.ports.http}/onvif/device_service`)
  })

  it('names the port of its RTSP server, which answers there', async () => {
    const { username, password } = device.info()
    const token = { username, password, created: device.utc().toISOString() }
    const reply = await soap({ address: '127.0.0.1', port: device.ports.http }, '<tds:GetNetworkProtocols/>', token)
    expect(allOf(reply.text, 'Port').map(Number)).toEqual([
      device.ports.http,
      device.ports.http + 2,
      device.ports.http + 1,
    ])
    const answer = await rtsp({ address: '127.0.0.1', port: device.ports.http + 1 }, ['OPTIONS * RTSP/1.0', 'CSeq: 1'])
    expect(answer).toContain('200 OK')
  })

  it('has its SNMP agent on the same number and nothing on the ports of others', async () => {
    const agent = site.devices
      .map(({ port }) => site.device(`127.0.0.1:${port}`))
      .find(({ state }) => state.snmp !== null)
    if (agent === undefined) throw new Error('no agent')
    const session = snmp.createSession('127.0.0.1', 'public', {
      port: agent.ports.snmp,
      version: 1,
      timeout: 500,
      retries: 0,
    })
    const name = await new Promise((resolve) => {
      session.get(['1.3.6.1.2.1.1.5.0'], (error, varbinds) => resolve(error ?? String(varbinds?.[0]?.value)))
    })
    session.close()
    expect(name).toBe(agent.state.hostname.name)
    await expect(
      new Promise((resolve, reject) =>
        connect(device.ports.http + 5, '127.0.0.1', () => resolve('open')).on('error', reject),
      ),
    ).rejects.toThrow('ECONNREFUSED')
  })
})
