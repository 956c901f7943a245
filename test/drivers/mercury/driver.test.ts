import { describe, expect, it } from 'vitest'
import { mercury } from '../../../electron/drivers/mercury/driver.ts'
import { fromAgent } from '../../../electron/drivers/mercury/identity.ts'
import { DeviceUnreachable, ProtocolViolation } from '../../../electron/model/errors.ts'
import type { SnmpReader } from '../../../electron/protocols/snmp/reader.ts'
import { octets } from '../../../electron/protocols/snmp/value.ts'
import { practiceBoard, readFact, strangerAt } from '../door-board.ts'

const agentSaying = (sysDescr: string, sysName = 'LP4502'): SnmpReader => ({
  get: async (oids) => new Map(oids.map((oid, place) => [oid, octets(Buffer.from(place === 0 ? sysDescr : sysName))])),
  walk: async () => [],
})

describe('the Mercury driver', () => {
  it('reads board, firmware and build from the agent', async () => {
    const board = await practiceBoard('door-board', 'Mercury Security')
    const { firmware, mac, model } = board.state.identity
    expect(await readFact(mercury, strangerAt(board.address), 'identity')).toEqual({
      manufacturer: 'Mercury Security',
      model,
      firmware,
      build: '0615',
      serial: null,
      hardwareId: null,
      macs: [mac],
    })
    expect(await readFact(mercury, strangerAt(board.address), 'snmp.communities')).toMatchObject({ agentSeen: true })
  })

  it('reads the hardware address from the certificate where the agent is off', async () => {
    const board = await practiceBoard('door-board', 'Mercury Security')
    board.state.settings.snmp = { v1: false, v2c: false, v3: false, readCommunity: '', writeCommunity: null }
    await board.followState()
    const identity = await readFact(mercury, strangerAt(board.address), 'identity')
    expect([identity.manufacturer, identity.model, identity.macs]).toEqual([
      'Mercury Security',
      null,
      [board.state.identity.mac],
    ])
  })

  it('tells whether the web module is on, its old TLS and its short key, and tries no login', async () => {
    const board = await practiceBoard('door-board', 'Mercury Security')
    const device = strangerAt(board.address)
    const web = (enabled: boolean) => [{ name: 'web-admin', enabled, writable: false }]
    expect(await readFact(mercury, device, 'network.services')).toEqual(web(true))
    expect(await readFact(mercury, device, 'tls.endpoints')).toMatchObject([
      { accepted: ['TLSv1', 'TLSv1.1', 'TLSv1.2'], refused: ['SSLv3', 'TLSv1.3'], certificate: { keyBits: 1_024 } },
    ])
    board.state.settings.services['web-admin'] = false
    await board.followState()
    expect(await readFact(mercury, device, 'network.services')).toEqual(web(false))
    await expect(readFact(mercury, device, 'http.policy')).rejects.toBeInstanceOf(DeviceUnreachable)
    expect(board.requests.all.filter(({ login }) => login !== 'none' && login !== 'community')).toEqual([])
    expect(board.failedLogins).toBe(0)
  })

  it.each([
    [
      'LNL-3300 Intelligent Controller Firmware Version 1.27.1 Build 573',
      'LNL-3300 Intelligent Controller',
      '1.27.1',
      '573',
    ],
    ['EP-1502 Configuration Manager', 'EP-1502', null, null],
    ['Firmware Version 1.302', 'LP4502', '1.302', null],
  ])('understands "%s"', async (text, model, firmware, build) => {
    expect(await fromAgent(agentSaying(text))).toMatchObject({ model, firmware, build })
  })

  it('does not take another agent for a board', async () => {
    await expect(fromAgent(agentSaying('Linux door 2.6'))).rejects.toBeInstanceOf(ProtocolViolation)
  })
})
