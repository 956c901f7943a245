import dgram from 'node:dgram'
import { once } from 'node:events'
import net from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { probes } from '../../electron/discovery/index.ts'
import { probeMatches } from '../protocols/ws-discovery/spoken.ts'
import { discover } from './discover.ts'
import { startWebDevice } from './web-device.ts'
import { startWsDevice } from './ws-device.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Listens on everything that discovery would ask, and counts what comes. */
async function trap(address: string): Promise<() => number> {
  let touched = 0
  for (const port of [21, 22, 23, 80, 443, 554, 2020, 8000, 8080, 8899, 37_777]) {
    const server = net.createServer((socket) => {
      touched += 1
      socket.destroy()
    })
    server.listen(port, address)
    await once(server, 'listening')
    closers.push(() => server.close())
  }
  for (const port of [161, 3702]) {
    const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true })
    socket.on('message', () => {
      touched += 1
    })
    socket.bind(port, address)
    await once(socket, 'listening')
    closers.push(() => socket.close())
  }
  return () => touched
}

it('sends nothing to whom a device names: not to its XAddrs, not after its redirects', async () => {
  const foreign = '127.73.5.77'
  const touched = await trap(foreign)
  const device = await startWsDevice('127.73.4.1', ({ messageId }) => [
    probeMatches(messageId, {
      xaddrs: `http://${foreign}/onvif/device_service https://${foreign}/onvif/device_service http://[::1]/x`,
    }),
  ])
  const page = await startWebDevice('127.73.4.1', 80, (_, response) => {
    response.writeHead(302, { Location: `http://${foreign}/login.html` }).end()
  })
  closers.push(
    () => device.close(),
    () => page.close(),
  )
  const { sightings } = await discover(probes, ['127.73.4.0/30'], { interfaces: ['127.0.0.1'] })
  expect(sightings.find(({ probe }) => probe === 'ws-discovery')?.marks['xaddr.foreign']).toBe(`${foreign} [::1]`)
  expect(sightings.find(({ probe }) => probe === 'http')?.marks).toMatchObject({
    'http.location': `http://${foreign}/login.html`,
    'xaddr.foreign': foreign,
  })
  expect(page.requests.length).toBeGreaterThan(0)
  expect(sightings.every(({ address }) => address === '127.73.4.1')).toBe(true)
  expect(touched()).toBe(0)
})

it('sends nothing to an excluded address and nothing to the neighbours of a forwarded port', async () => {
  const excluded = await trap('127.73.4.2')
  const forwarded = await trap('127.73.4.9')
  await discover(probes, ['127.73.4.0/30', '127.73.4.9:9999'], { excluded: ['127.73.4.2'] })
  expect(excluded()).toBe(0)
  expect(forwarded()).toBe(0)
})
