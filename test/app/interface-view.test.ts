import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { interfaceViews } from '../../electron/app/views/interface-view.ts'
import { InterfaceView } from '../../electron/contract/discovery-shapes.ts'

const card = (address: string, prefix: number, internal = false): NetworkInterfaceInfo => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal,
  cidr: `${address}/${prefix}`,
})

const suggested = (name: string, address: string) =>
  interfaceViews({ [name]: [card(address, 24)] }, false)[0]?.suggested

describe('network cards', () => {
  it('name their network, not their address', () => {
    const [view] = interfaceViews({ eth0: [card('10.40.12.9', 23)] }, false)
    expect(InterfaceView.parse(view)).toMatchObject({ name: 'eth0', address: '10.40.12.9', cidr: '10.40.12.0/23' })
  })

  it.each([
    ['Ethernet 2', '10.40.12.9', true],
    ['eth0', '192.168.1.4', true],
    ['en5', '169.254.10.1', true],
    ['eth0', '203.0.113.9', false],
    ['wlan0', '192.168.1.4', false],
    ['Wi-Fi', '192.168.1.4', false],
    ['wg0', '10.8.0.2', false],
    ['utun3', '10.8.0.2', false],
    ['docker0', '172.17.0.1', false],
    ['vEthernet (WSL)', '172.29.0.1', false],
  ])('%s with %s: suggested %s', (name, address, expected) => {
    expect(suggested(name, address)).toBe(expected)
  })

  it('with a private address on a cable come first, and a card without hardware address has none', () => {
    const views = interfaceViews({ wg0: [card('10.8.0.2', 24)], eth0: [card('192.168.1.4', 24)] }, false)
    expect(views.map(({ name, kind, mac }) => [name, kind, mac])).toEqual([
      ['eth0', 'wired-private', null],
      ['wg0', 'tunnel', null],
    ])
  })

  it('show loopback for a practice site and for nothing else', () => {
    const interfaces = { lo: [card('127.0.0.1', 8, true)], eth0: [card('10.0.0.2', 24)] }
    expect(interfaceViews(interfaces, true).map(({ name }) => name)).toEqual(['lo'])
    expect(interfaceViews(interfaces, false).map(({ name }) => name)).toEqual(['eth0'])
  })
})
