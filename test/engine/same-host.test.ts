import { afterEach, describe, expect, it } from 'vitest'
import { sameHosts } from '../../electron/engine/inventory/same-host.ts'
import { type Device, noIdentity } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'
import { changeBehindOurBack, SiteFixture } from './site-fixture.ts'

describe('a device that was named twice, as HOST and as HOST:PORT', () => {
  let site: SiteFixture
  afterEach(() => site.stop())

  it('has one row of attempts, and is locked by neither name', async () => {
    site = await SiteFixture.start({ devices: 1, personality: 'hikvision-camera', ports: 'standard' })
    const [info] = site.practice.devices
    if (info === undefined) throw new Error('no device')
    const simulated = site.practice.device(info.address)
    changeBehindOurBack(simulated, 'nobody here knows this one')
    site.session.confirmScope({
      targets: [info.address, `${info.address}:80`],
      interfaces: site.practice.interfaces,
      excluded: [],
    })
    await site.session.discover({ pace: 'fast', signal: new AbortController().signal, on: () => undefined })
    const names = site.session.devices().map(({ endpoint }) => endpoint.forwarded)
    expect(names.toSorted()).toEqual([false, true])
    // A conflict would hold both back, and nothing would be proven here.
    expect(site.session.conflicts()).toEqual([])
    // One wrong login for each name: with a row of its own for each, they would add up to a lock-out.
    for (const { id } of site.session.devices()) {
      site.session.logins.add([id], { username: 'admin', password: Secret.of(`a guess for ${id}`) })
    }
    for (let round = 0; round < 3; round += 1) await site.assess()
    expect(simulated.failedLogins).toBeGreaterThan(0)
    expect(simulated.failedLogins).toBeLessThanOrEqual(3)
    expect(simulated.lockedOut).toBe(false)
  }, 60_000)
})

describe('entries at one address', () => {
  const entry = (id: string, port: number | null, known: Partial<Device> & { serial?: string } = {}): Device => ({
    id,
    endpoint: { address: '127.0.0.9', forwarded: port !== null, ports: { http: port ?? 80 } },
    identity: { ...noIdentity, serial: known.serial ?? null },
    driver: 'onvif',
    deviceClass: 'camera',
    endpointReference: known.endpointReference ?? null,
    marks: {},
    firstSeenAt: '2026-01-01T00:00:00.000Z',
    lastSeenAt: '2026-01-01T00:00:00.000Z',
  })

  it.each<[string, Device, Device, boolean]>([
    ['the whole host and a port of it', entry('a', null), entry('b', 8080), true],
    [
      'the same with the same serial',
      entry('a', null, { serial: 'S1234567' }),
      entry('b', 8080, { serial: 'S1234567' }),
      true,
    ],
    [
      'a port that a router passes on to another device',
      entry('a', null, { serial: 'S1' }),
      entry('b', 8080, { serial: 'S2' }),
      false,
    ],
    ['two ports of a router', entry('a', 8080), entry('b', 8081), false],
    [
      'two ports of one device',
      entry('a', 80, { endpointReference: 'urn:uuid:1' }),
      entry('b', 81, { endpointReference: 'urn:uuid:1' }),
      true,
    ],
    ['a device and the one that replaced it', entry('a', null), entry('b', null), false],
  ])('%s', (_, one, two, shared) => {
    const same = sameHosts([one, two])
    expect(same(one)).toEqual(shared ? ['b'] : [])
    expect(same(two)).toEqual(shared ? ['a'] : [])
  })
})
