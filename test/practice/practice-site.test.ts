import { afterEach, describe, expect, it } from 'vitest'
import { NotLoopback } from '../../electron/practice/errors.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { highGround, standardGround } from '../../electron/practice/ground.ts'
import { type PracticeOptions, type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { request, soap, textOf } from './support.ts'

const sites: PracticeSite[] = []
const start = async (options: PracticeOptions): Promise<PracticeSite> => {
  const site = await startPracticeSite(options)
  sites.push(site)
  return site
}
afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()))
})

/** What must not depend on where the site found room. */
const withoutPlace = (site: PracticeSite) => site.devices.map(({ address: _, port: __, ...rest }) => rest)

describe('a practice site', () => {
  it('makes the same devices from the same seed and others from another', async () => {
    const first = await start({ devices: 12, seed: 'a' })
    const again = await start({ devices: 12, seed: 'a' })
    const other = await start({ devices: 12, seed: 'b' })
    expect(withoutPlace(again)).toEqual(withoutPlace(first))
    expect(withoutPlace(other)).not.toEqual(withoutPlace(first))
    const faultsOf = (site: PracticeSite) =>
      site.devices.map(({ address, port }) => site.device(`${address}:${port ?? 80}`).faults)
    expect(faultsOf(again)).toEqual(faultsOf(first))
  })

  it('finds room beside another site and gives its room back when it closes', async () => {
    const first = await start({ devices: 2, network: '127.113', ports: 'standard' })
    await expect(startPracticeSite({ devices: 2, network: '127.113', ports: 'standard' })).rejects.toMatchObject({
      code: 'practice/no-room',
    })
    await first.close()
    const second = await start({ devices: 2, network: '127.113', ports: 'standard' })
    expect(second.scope).toEqual(['127.113.0.0/30'])
    expect((await request({ address: '127.113.0.2' }, 'GET', '/')).status).toBe(200)
  })

  it('goes to high ports when the usual ones are not to be had', async () => {
    await start({ devices: 1, network: '127.114', ports: 'standard' })
    const second = await start({ devices: 1, network: '127.114', ports: 'auto' })
    expect(second.devices[0]).toMatchObject({ address: '127.0.0.1', port: expect.any(Number) })
  })

  it('refuses every network but loopback before it opens anything', async () => {
    for (const network of ['10.0', '192.168', '126.255', '0.0', '224.0']) {
      await expect(startPracticeSite({ devices: 1, network, ports: 'standard' })).rejects.toBeInstanceOf(NotLoopback)
    }
  })

  it('closes when its signal is aborted', async () => {
    const controller = new AbortController()
    const site = await start({ devices: 1, signal: controller.signal })
    const target = site.devices[0] ?? expect.fail()
    expect((await request(target, 'GET', '/')).status).toBe(200)
    controller.abort()
    await site.close()
    await expect(request(target, 'GET', '/')).rejects.toThrow('ECONNREFUSED')
  })

  it('puts every device behind a port of 127.0.0.1 when asked for high ports', async () => {
    const site = await start({ devices: 3, ports: 'high' })
    const [first, second] = site.devices
    expect(new Set(site.devices.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']))
    expect(site.scope).toEqual(site.devices.map(({ port }) => `127.0.0.1:${port}`))
    expect((second?.port ?? 0) - (first?.port ?? 0)).toBe(10)
    const reply = await soap(second ?? expect.fail(), '<tds:GetCapabilities/>')
    expect(textOf(reply.text, 'XAddr')).toBe(`http://127.0.0.1:${second?.port}/onvif/device_service`)
  })

  it('has cameras, recorders and door controllers, most with public passwords and some well kept', async () => {
    const { devices } = await start({ devices: 60 })
    expect(new Set(devices.map((device) => device.class))).toEqual(new Set(['camera', 'nvr', 'door-controller']))
    const defaults = [
      'root pass',
      'admin 12345',
      'admin admin',
      'admin 4321',
      'service service',
      'admin 123456',
      'admin password',
    ]
    const known = devices.filter(({ username, password }) => defaults.includes(`${username} ${password}`))
    expect(known.length).toBeGreaterThan(30)
    expect(known.length).toBeLessThan(56)
  })

  it('keeps one device in ten without a fault, and tells the logins that are no default of the maker', async () => {
    const site = await start({ devices: 20 })
    for (const index of [4, 14]) {
      const info = site.devices[index] ?? expect.fail()
      const { state, faults } = site.device(`${info.address}:${info.port ?? 80}`)
      expect(state).toMatchObject({
        snmp: null,
        settings: { services: { telnet: false, ftp: false, upnp: false } },
        clock: { offsetMs: 0, source: 'NTP' },
      })
      expect(state.ntp.servers.map(({ value }) => value)).toEqual(site.settings.ntpServers)
      expect(faults).toEqual(noFaults())
      expect(site.knownLogins).toContainEqual(
        expect.objectContaining({ address: info.address, password: info.password }),
      )
    }
    expect(site.knownLogins.length).toBeLessThan(12)
    expect(site.knownLogins.every(({ password }) => password.length >= 10)).toBe(true)
  })

  it('names a scope that is just wide enough', () => {
    const scopeOf = (devices: number) => standardGround(devices, '127.77').scope[0]
    expect([1, 2, 5, 6, 7, 200, 254, 255, 600].map(scopeOf)).toEqual(
      ['30', '30', '29', '29', '28', '24', '24', '23', '22'].map((prefix) => `127.77.0.0/${prefix}`),
    )
    expect(standardGround(255, '127.77').places.at(-1)?.address).toBe('127.77.1.1')
    expect(highGround(2, 20_000).places.map(({ ports }) => ports.rtsp)).toEqual([20_001, 20_011])
  })

  it('carries 200 devices in little memory', async () => {
    const before = process.memoryUsage().rss
    const began = performance.now()
    const site = await start({ devices: 200 })
    const upAfter = Math.round(performance.now() - began)
    const replies = await Promise.all(site.devices.map((target) => request(target, 'GET', '/')))
    // Those that wait for their first password answer as their maker has it.
    const isNew = ({ address }: { address: string }) => !site.device(address).state.settings.activated
    const refused = site.devices.filter((_, index) => replies[index]?.status !== 200)
    expect(refused.filter((device) => !isNew(device))).toEqual([])
    const grown = Math.round((process.memoryUsage().rss - before) / 2 ** 20)
    process.stdout.write(`200 practice devices: up in ${upAfter} ms, ${grown} MiB\n`)
    expect(grown).toBeLessThan(300)
  })
})
