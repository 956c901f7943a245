import { createSocket } from 'node:dgram'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { SiteFixture } from './site-fixture.ts'

/** An address outside every scope of this test, on this computer: whoever knocks there is counted. */
const trapAddress = `127.250.${process.pid % 250}.9`
const trapPorts = [80, 443, 554]

describe('an address outside the scope', () => {
  let site: SiteFixture
  let knocks: string[]
  let servers: Server[]
  const datagrams = createSocket({ type: 'udp4', reuseAddr: true })
  beforeAll(async () => {
    knocks = []
    servers = await Promise.all(trapPorts.map((port) => trap(port, knocks)))
    datagrams.on('message', () => knocks.push('udp'))
    await new Promise<void>((resolve) => datagrams.bind(3_702, trapAddress, resolve))
    site = await SiteFixture.start({ devices: 3, personality: 'onvif-camera', ports: 'standard' })
    for (const { address } of site.practice.devices)
      site.practice.device(address).state.discovery = foreign(site, address)
    await site.discover()
  }, 30_000)
  afterAll(async () => {
    await site.stop()
    for (const server of servers) server.close()
    datagrams.close()
  })

  const devices = (): Device[] => site.session.devices()

  it('gets no packet when devices announce it as their own', () => {
    expect(devices()).toHaveLength(3)
    expect(devices().map(({ endpoint }) => endpoint.address)).not.toContain(trapAddress)
    expect(knocks).toEqual([])
  })

  it('gets no packet when devices name it in GetServices and GetCapabilities', async () => {
    for (const { address } of site.practice.devices) site.practice.device(address).faults.foreignXAddr = trapAddress
    await site.assess()
    const errors = site.session.findings().asLeft.filter(({ outcome }) => outcome === 'error')
    expect(errors.map(({ item, observed }) => `${item}: ${observed}`)).toEqual([])
    expect(knocks).toEqual([])
  })

  it('gets no packet when devices redirect there, and the redirect is no pass', async () => {
    for (const { address } of site.practice.devices) {
      site.practice.device(address).faults.foreignRedirect = `http://${trapAddress}/onvif/device_service`
    }
    await site.assess()
    expect(knocks).toEqual([])
    for (const device of devices()) expect(site.outcome(device, 'TIM-01')).not.toBe('pass')
  })

  it('is refused before any packet when somebody asks for it by hand', async () => {
    site.session.confirmScope({
      targets: [site.practice.scope[0] ?? ''],
      interfaces: [],
      excluded: [devices()[0]?.endpoint.address ?? ''],
    })
    const [excluded] = devices()
    if (excluded === undefined) throw new Error('no device')
    const simulated = site.simulated(excluded)
    simulated.requests.clear()
    await site.assess([excluded.id])
    expect(simulated.requests.all).toEqual([])
    const [finding] = site.session.findings(excluded.id).asLeft
    expect(finding).toMatchObject({ outcome: 'error', problem: { code: 'scope/outside' } })
  })
})

const foreign = (site: SiteFixture, address: string) => ({
  ...site.practice.device(address).state.discovery,
  directedOnly: false,
  foreignHost: trapAddress,
})

function trap(port: number, knocks: string[]): Promise<Server> {
  const server = createServer((socket) => {
    knocks.push(`tcp ${port}`)
    socket.destroy()
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, trapAddress, () => resolve(server))
  })
}
