import { createSocket } from 'node:dgram'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hid } from '../../../electron/drivers/hid/driver.ts'
import { DeviceUnreachable, OutsideScope } from '../../../electron/model/errors.ts'
import { practiceBoard, readFact, strangerAt } from '../door-board.ts'

describe('the HID driver', () => {
  it('reads who a controller is, and that its discovery service answers strangers', async () => {
    const board = await practiceBoard('door-board', 'HID')
    const { firmware, mac, model } = board.state.identity
    const device = strangerAt(board.address)
    expect(await readFact(hid, device, 'identity')).toEqual({
      manufacturer: 'HID',
      model,
      firmware,
      build: '07/02/2014',
      serial: null,
      hardwareId: null,
      macs: [mac],
    })
    expect(await readFact(hid, device, 'network.services')).toEqual([
      { name: 'vendor-discovery', enabled: true, writable: false },
    ])
    const ports = await readFact(hid, device, 'network.ports')
    expect(ports.filter(({ state }) => state === 'open').map(({ service }) => service)).toEqual(['ftp', 'telnet'])
    expect(await readFact(hid, device, 'http.policy')).toBe('http-only')
    const asked = board.requests.all.filter((request) => request.interface === 'vendor')
    expect(new Set(asked.map(({ operation }) => operation))).toEqual(new Set(['discover']))
  })

  it('asks the agent where the discovery service is off, and says so of the service', async () => {
    const board = await practiceBoard('door-board', 'HID')
    board.state.settings.services['vendor-discovery'] = false
    await board.followState()
    const device = strangerAt(board.address)
    expect((await readFact(hid, device, 'identity')).manufacturer).toBe('HID')
    await expect(readFact(hid, device, 'network.services')).rejects.toBeInstanceOf(DeviceUnreachable)
  })

  it('takes nothing that is no answer for one, and asks nobody outside the scope', async () => {
    const answers = [
      '',
      'discovered',
      'discovered;090;;;',
      `discovered;090;${'x'.repeat(2_000)};;;;;;;`,
      'HTTP/1.1 200 OK',
      '<?xml version="1.0"?><!DOCTYPE x><x/>',
    ]
    const liar = createSocket('udp4')
    onTestFinished(() => void liar.close())
    await new Promise<void>((resolve) => liar.bind(4_070, '127.73.21.1', resolve))
    liar.on('message', (_datagram, { address, port }) => {
      for (const answer of answers) liar.send(answer, port, address)
    })
    const fooled = strangerAt('127.73.21.1')
    await expect(readFact(hid, fooled, 'network.services')).rejects.toBeInstanceOf(DeviceUnreachable)
    const outside = strangerAt('127.73.21.1', { endpoint: { address: '127.73.21.2', forwarded: false, ports: {} } })
    await expect(readFact(hid, outside, 'identity')).rejects.toBeInstanceOf(OutsideScope)
  })
})
