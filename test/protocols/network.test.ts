import { spawn } from 'node:child_process'
import dgram from 'node:dgram'
import { once } from 'node:events'
import net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Cancelled, DeviceUnreachable, OutsideScope } from '../../electron/model/errors.ts'
import { Network, SocketRefused } from '../../electron/protocols/network.ts'
import { tcpPortState } from '../../electron/protocols/port-state.ts'
import { ScopeGuard } from '../../electron/protocols/scope.ts'

const signal = new AbortController().signal
const networkOf = (targets: string[], interfaces: string[] = []) =>
  new Network(new ScopeGuard({ targets, interfaces, excluded: [] }))
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Counts connections; with `speak` false it accepts and never says anything. */
async function trap(address: string): Promise<{ port: number; connections: () => number }> {
  let connections = 0
  const server = net.createServer((socket) => {
    connections += 1
    socket.on('error', () => undefined)
    closers.push(() => socket.destroy())
  })
  server.listen(0, address)
  await once(server, 'listening')
  closers.push(() => server.close())
  return { port: (server.address() as net.AddressInfo).port, connections: () => connections }
}

describe('Network', () => {
  it('refuses an address outside the scope before a socket is opened', async () => {
    const { port, connections } = await trap('127.73.9.2')
    const network = networkOf(['127.73.9.1'])
    expect(() => network.connectTcp({ address: '127.73.9.2', port, signal })).toThrow(OutsideScope)
    await expect(network.connectTls({ address: '127.73.9.2', port, signal })).rejects.toThrow(OutsideScope)
    expect(connections()).toBe(0)
  })

  it('refuses a datagram outside the scope and sends the next one inside', async () => {
    const inside = dgram.createSocket('udp4')
    const outside = dgram.createSocket('udp4')
    inside.bind(0, '127.73.9.1')
    outside.bind(0, '127.73.9.2')
    await Promise.all([once(inside, 'listening'), once(outside, 'listening')])
    closers.push(
      () => inside.close(),
      () => outside.close(),
    )
    let strays = 0
    outside.on('message', () => {
      strays += 1
    })
    const udp = await networkOf(['127.73.9.1']).udp()
    closers.push(() => udp.close())
    expect(() => udp.send(Buffer.from('x'), outside.address().port, '127.73.9.2')).toThrow(OutsideScope)
    expect(() => udp.send(Buffer.from('x'), 3702, '239.255.255.250')).toThrow(OutsideScope)
    const arrived = once(inside, 'message')
    udp.send(Buffer.from('hello'), inside.address().port, '127.73.9.1')
    expect(String((await arrived)[0])).toBe('hello')
    expect(strays).toBe(0)
  })

  it('multicasts out of a chosen interface only', async () => {
    const network = networkOf(['127.73.9.1'])
    await expect(network.udp({ multicastInterface: '127.0.0.1' })).rejects.toThrow(OutsideScope)
  })

  it('hears what answered while the computer stood still, although the time to wait was over', async () => {
    const { port } = await trap('127.73.9.1')
    const connected = networkOf(['127.73.9.1']).connectTcp({ address: '127.73.9.1', port, signal, timeoutMs: 40 })
    const until = performance.now() + 120
    while (performance.now() < until);
    const socket = await connected
    expect(socket.remotePort).toBe(port)
    socket.destroy()
  })

  it('says in words that another program holds the port, and that the group cannot be joined', async () => {
    const network = networkOf(['127.73.9.1'], ['127.0.0.1'])
    const holder = dgram.createSocket('udp4')
    holder.bind(0)
    await once(holder, 'listening')
    closers.push(() => holder.close())
    await expect(network.udp({ port: holder.address().port })).rejects.toThrow(SocketRefused)
    const join = network.udp({ multicastInterface: '127.0.0.1', join: ['127.0.0.5'] })
    await expect(join).rejects.toThrow(SocketRefused)
  })

  it('gives up on a host that accepts and never finishes the TLS handshake', async () => {
    const { port } = await trap('127.73.9.1')
    const network = networkOf(['127.73.9.1'])
    await expect(network.connectTls({ address: '127.73.9.1', port, signal, timeoutMs: 100 })).rejects.toThrow(
      DeviceUnreachable,
    )
  })

  it('ends at once when it is cancelled', async () => {
    const { port } = await trap('127.73.9.1')
    const controller = new AbortController()
    const network = networkOf(['127.73.9.1'])
    const handshake = network.connectTls({ address: '127.73.9.1', port, signal: controller.signal })
    setTimeout(() => controller.abort(), 20)
    await expect(handshake).rejects.toThrow(Cancelled)
    await expect(network.connectTcp({ address: '127.73.9.1', port, signal: controller.signal })).rejects.toThrow(
      Cancelled,
    )
  })
})

describe('a connection that nobody reads from', () => {
  it('may be reset by the device, and nothing else ends', async () => {
    const server = net.createServer((socket) => setTimeout(() => socket.resetAndDestroy(), 20))
    server.listen(0, '127.73.9.1')
    await once(server, 'listening')
    closers.push(() => server.close())
    const { port } = server.address() as net.AddressInfo
    const socket = await networkOf(['127.73.9.1']).connectTcp({ address: '127.73.9.1', port, signal })
    socket.resume()
    // Only its end is waited for: an error that nobody hears would end this process.
    await new Promise<void>((resolve) => socket.once('close', () => resolve()))
    expect(socket.errored).toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('tcpPortState', () => {
  it('tells open from closed', async () => {
    const { port } = await trap('127.73.9.1')
    const network = networkOf(['127.73.9.1'])
    expect(await tcpPortState(network, { address: '127.73.9.1', port, signal })).toBe('open')
    expect(await tcpPortState(network, { address: '127.73.9.1', port: 1, signal })).toBe('closed')
  })

  it('takes a full backlog for silence, never for closed', async () => {
    // A listener that is stopped and whose queue is full drops further SYNs.
    const child = spawn(process.execPath, [
      '-e',
      `const s=require('net').createServer();s.listen({port:0,host:'127.73.9.3',backlog:1},()=>process.stdout.write(String(s.address().port)))`,
    ])
    closers.push(() => child.kill('SIGKILL'))
    const [line] = await once(child.stdout, 'data')
    const port = Number(String(line).trim())
    const network = networkOf(['127.73.9.3'])
    child.kill('SIGSTOP')
    const states = await Promise.all(
      Array.from({ length: 8 }, () => tcpPortState(network, { address: '127.73.9.3', port, signal, timeoutMs: 400 })),
    )
    expect(states).toContain('silent')
    expect(states).not.toContain('closed')
  })
})
