import os, { type NetworkInterfaceInfo } from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeviceLockedOut, DeviceUnreachable, type Problem } from '../../electron/model/errors.ts'
import { CardGate, NoOwnNetwork, ownTrouble } from '../../electron/protocols/card-gate.ts'
import { cardsText, OwnCards } from '../../electron/protocols/own-cards.ts'

type Cards = Readonly<Record<string, readonly string[]>>

const info = (cidr: string, mac: string): NetworkInterfaceInfo => {
  const isIpv6 = cidr.includes(':')
  const common = { address: cidr.split('/')[0] ?? '', netmask: '', mac, internal: /^(127|::1)/.test(cidr), cidr }
  return isIpv6 ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' }
}

const loopback = { lo: ['127.0.0.1/8', '::1/128'] }
const wired = { ethernet: ['192.168.7.9/24', 'fe80::9/64'] }
const wireless = { wifi: ['172.20.10.2/28'] }

describe('the network cards of this computer', () => {
  let cards: Cards
  let macs: Readonly<Record<string, string>>
  beforeEach(() => {
    cards = { ...loopback, ...wired, ...wireless }
    macs = {}
    vi.spyOn(os, 'networkInterfaces').mockImplementation(() =>
      Object.fromEntries(
        Object.entries(cards).map(([name, cidrs]) => [name, cidrs.map((cidr) => info(cidr, macs[name] ?? ''))]),
      ),
    )
  })
  afterEach(() => vi.restoreAllMocks())

  const camera = '192.168.7.20'
  const beyond = '10.1.2.3'
  const goneTo = (own: OwnCards, address: string) => {
    const gone = own.gone(address)
    return gone === null ? null : cardsText(gone)
  }

  it('lead to a device while the one in whose network it is has an address there', () => {
    const own = new OwnCards()
    expect(own.gone(camera)).toBeNull()
    cards = { ...loopback, ...wireless }
    expect(goneTo(own, camera)).toBe('ethernet (192.168.7.9)')
    cards = { ...loopback, ...wireless, ethernet: ['169.254.3.4/16'] }
    expect(goneTo(own, camera)).toBe('ethernet (192.168.7.9)')
    cards = { ...loopback, ...wireless, ethernet: ['192.168.7.55/24'] }
    expect(own.gone(camera)).toBeNull()
  })

  it('are not taken one for the other: a network of the same numbers behind another card is another network', () => {
    const own = new OwnCards()
    cards = { ...loopback, wifi: ['192.168.7.9/24'] }
    expect(goneTo(own, camera)).toBe('ethernet (192.168.7.9)')
  })

  it('are known again under another name by their hardware address', () => {
    macs = { ethernet: 'aa:bb:cc:00:00:01', 'ethernet 2': 'aa:bb:cc:00:00:01' }
    const own = new OwnCards()
    cards = { ...loopback, 'ethernet 2': ['192.168.7.9/24'] }
    expect(own.gone(camera)).toBeNull()
  })

  it('are gone only where all by which the device can be reached are', () => {
    cards = { ...loopback, ...wired, wifi: ['192.168.7.10/24'] }
    const own = new OwnCards()
    cards = { ...loopback, wifi: ['192.168.7.10/24'] }
    expect(own.gone(camera)).toBeNull()
    cards = loopback
    expect(goneTo(own, camera)).toBe('ethernet (192.168.7.9), wifi (192.168.7.10)')
  })

  it('are told of a device behind a gateway by a connection that came about', () => {
    const own = new OwnCards()
    own.reached(beyond, '192.168.7.9')
    cards = { ...loopback, ...wireless }
    expect(goneTo(own, beyond)).toBe('ethernet (192.168.7.9)')
    cards = { ...loopback, ...wireless, ethernet: ['192.168.9.9/24'] }
    expect(own.gone(beyond)).toBeNull()
  })

  it('are not guessed of a device behind a gateway: only without any of them there is surely no way', () => {
    const own = new OwnCards()
    cards = { ...loopback, ...wireless }
    expect(own.gone(beyond)).toBeNull()
    cards = loopback
    expect(goneTo(own, beyond)).toBe('ethernet (192.168.7.9), wifi (172.20.10.2)')
    cards = { ...loopback, ethernet: ['169.254.3.4/16'] }
    expect(own.gone(beyond)).not.toBeNull()
  })

  it('lead to a whole range where they are in it all, and are not guessed where they are in a part of it', () => {
    const own = new OwnCards()
    cards = { ...loopback, ...wireless }
    expect(goneTo(own, '192.168.7.0/24')).toBe('ethernet (192.168.7.9)')
    expect(own.gone('192.168.0.0/16')).toBeNull()
    cards = loopback
    expect(own.gone('192.168.0.0/16')).not.toBeNull()
  })

  it('say nothing of what was not there when work began', () => {
    cards = loopback
    const own = new OwnCards()
    expect(own.gone(camera)).toBeNull()
    expect(own.gone('127.77.0.3')).toBeNull()
  })

  it('explain the silence of a device, and nothing else that it met', () => {
    const own = new OwnCards()
    const since = performance.now()
    const silence = new DeviceUnreachable(`${camera}:80 gave no answer in 5000 ms`)
    expect(ownTrouble(silence, camera, own, since)).toBe(silence)
    cards = loopback
    const told = ownTrouble(silence, camera, own, since)
    expect(told).toBeInstanceOf(NoOwnNetwork)
    expect(told.message).toContain('no network on ethernet')
    expect(told.message).toContain(silence.message)
    // What is kept goes into packs, some of which hold no address of this computer.
    expect(told.message).not.toContain('192.168.7.9')
    const locked = new DeviceLockedOut('locked')
    expect(ownTrouble(locked, camera, own, since)).toBe(locked)
  })

  it('explain it also when they are back, and not what was asked after that', () => {
    const own = new OwnCards()
    const silence = new DeviceUnreachable('no answer')
    const before = performance.now()
    cards = loopback
    expect(own.gone(camera)).not.toBeNull()
    cards = { ...loopback, ...wired }
    expect(ownTrouble(silence, camera, own, before)).toBeInstanceOf(NoOwnNetwork)
    expect(ownTrouble(silence, camera, own, performance.now() + 1)).toBe(silence)
  })

  it('hold work back until one is there again, and say why once for all that wait', async () => {
    const said: (Problem | null)[] = []
    const gate = new CardGate(new OwnCards(), (waiting) => void said.push(waiting))
    const { signal } = new AbortController()
    await gate.passed([camera], signal)
    expect(said).toEqual([])
    cards = { ...loopback, ...wireless }
    let passed = 0
    const waiting = [camera, '192.168.7.21'].map((address) => gate.passed([address], signal).then(() => (passed += 1)))
    await gate.passed([camera, '172.20.10.5'], signal)
    expect(passed).toBe(0)
    expect(said).toMatchObject([{ code: 'computer/waits-for-network', message: /ethernet \(192\.168\.7\.9\)/ }])
    cards = { ...loopback, ...wired }
    await Promise.all(waiting)
    expect(said.slice(1)).toEqual([null])
  })

  it('are looked after while a device is in hand: a loss is said at once, and known afterwards', async () => {
    const own = new OwnCards()
    const said: (string | null)[] = []
    let told = () => {}
    const isSaid = () => new Promise<void>((resolve) => (told = resolve))
    const gate = new CardGate(own, (waiting) => {
      said.push(waiting?.code ?? null)
      told()
    })
    const since = performance.now()
    await gate.during(camera, async () => {
      const lost = isSaid()
      cards = loopback
      await lost
      const back = isSaid()
      cards = { ...loopback, ...wired }
      await back
    })
    expect(said).toEqual(['computer/waits-for-network', null])
    expect(own.gone(camera)).toBeNull()
    expect(own.gone(camera, since)).not.toBeNull()
  })

  it('are looked after no longer than that', async () => {
    const said: (string | null)[] = []
    const gate = new CardGate(new OwnCards(), (waiting) => void said.push(waiting?.code ?? null))
    const { signal } = new AbortController()
    cards = loopback
    let passed = 0
    const waiting = gate.passed([camera], signal).then(() => (passed += 1))
    await gate.during(camera, async () => undefined)
    expect(said).toEqual(['computer/waits-for-network'])
    expect(passed).toBe(0)
    cards = { ...loopback, ...wired }
    await waiting
    expect(said).toEqual(['computer/waits-for-network', null])
  })

  it('hold nothing back that was cancelled', async () => {
    const said: (Problem | null)[] = []
    const gate = new CardGate(new OwnCards(), (waiting) => void said.push(waiting))
    const controller = new AbortController()
    cards = loopback
    const waiting = gate.passed([camera], controller.signal)
    controller.abort()
    await waiting
    await gate.passed([camera], controller.signal)
    expect(said.map((one) => one?.code ?? null)).toEqual(['computer/waits-for-network', null])
  })
})
