import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  Cancelled,
  DeviceUnreachable,
  IdentityChanged,
  OutsideScope,
  ProtocolViolation,
} from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { httpRequest } from '../../../electron/protocols/http/http-request.ts'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'
import { selfSigned } from './self-signed.ts'
import { networkOf, rawServer, readDigest, rightDigest, saying, webServer } from './servers.ts'

const signal = AbortSignal.timeout(120_000)
/** Short, so that a device that stalls is done with soon. */
const hasty = { connectMs: 1_000, headersMs: 400, wholeMs: 900, bodyBytes: 64 * 1024 }
const get = (server: { address: string; port: number }, more: object = {}) =>
  httpRequest(networkOf(), {
    method: 'GET',
    path: '/',
    address: server.address,
    port: server.port,
    signal,
    limits: hasty,
    ...more,
  })

describe('an answer', () => {
  it('comes with its status, its headers in lower case and its bytes', async () => {
    const server = await webServer((_seen, response) => {
      response.writeHead(418, { 'X-One': '1', Date: 'Tue, 01 Sep 2026 10:00:00 GMT' })
      response.end(Buffer.from([0, 255, 10]))
    })
    const answer = await get(server)
    expect(answer).toMatchObject({ status: 418, login: 'none', shown: 0 })
    expect(answer.headers['x-one']).toBe('1')
    expect(answer.body).toEqual(Buffer.from([0, 255, 10]))
  })

  it('goes to the address that was asked for, names it as Host, and sends the body as it is', async () => {
    const server = await webServer((_seen, response) => response.end())
    await get(server, {
      method: 'POST',
      path: '/a/../b?c=%20',
      body: 'grüße',
      headers: { 'Content-Type': 'text/plain' },
    })
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/b?c=%20', body: 'grüße' })
    expect(server.seen[0]?.headers).toMatchObject({
      host: `${server.address}:${server.port}`,
      'content-type': 'text/plain',
      connection: 'close',
    })
  })

  it('signs the path that stands on the wire', async () => {
    const server = await webServer((seen, response) => {
      const right =
        rightDigest(seen.headers.authorization, 'GET', 'a', 'b') &&
        readDigest(seen.headers.authorization).get('uri') === seen.url
      response.writeHead(right ? 200 : 401, { 'WWW-Authenticate': 'Digest realm="r", nonce="n"' })
      response.end()
    })
    const answer = await get(server, { path: '/a/../b?c=%20', credential: { username: 'a', password: Secret.of('b') } })
    expect(answer.status).toBe(200)
  })

  it.each([301, 302, 307, 308])('H25 %i is reported with its location and never followed', async (status) => {
    const other = await webServer((_seen, response) => response.end())
    const server = await webServer((_seen, response) => {
      response.writeHead(status, { Location: `http://${other.address}:${other.port}/` })
      response.end()
    })
    const answer = await get(server)
    expect(answer.status).toBe(status)
    expect(answer.headers.location).toContain(other.address)
    expect(other.seen).toEqual([])
  })

  it('ignores the proxy of the environment', async () => {
    const proxy = await webServer((_seen, response) => response.end('proxied'))
    process.env.http_proxy = `http://${proxy.address}:${proxy.port}`
    onTestFinished(() => {
      delete process.env.http_proxy
    })
    const server = await webServer((_seen, response) => response.end('direct'))
    expect((await get(server)).body.toString()).toBe('direct')
    expect(proxy.seen).toEqual([])
  })
})

describe('a device that is slow, gone or full of bytes', () => {
  it.each([
    ['H04 accepts and never speaks', () => rawServer(() => undefined)],
    ['H03 never ends its status line', () => rawServer((socket) => void drip(socket, 'HTTP/1.1 200 OK'))],
    ['H03 drips headers', () => saying('HTTP/1.1 200 OK\r\nA: b\r\n', true)],
    [
      'H02 drips its body',
      () =>
        rawServer((socket) => void drip(socket, 'x'.repeat(9999), 'HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n')),
    ],
    ['H14 cuts its body off', () => saying('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf')],
    ['H14 cuts a chunk off', () => saying('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf')],
    ['resets the connection', () => rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()))],
    ['closes without a word', () => rawServer((socket) => socket.once('data', () => socket.end()))],
    ['H09 says 100 Continue now and then', () => saying('HTTP/1.1 100 Continue\r\n\r\n', true)],
  ])('%s: unreachable', async (_name, start) => {
    await expect(get(await start())).rejects.toThrow(DeviceUnreachable)
  })

  it('H14 sends a request that failed only once', async () => {
    const server = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    await expect(get(server, { method: 'POST', body: 'password' })).rejects.toThrow(DeviceUnreachable)
    expect(server.connections()).toBe(1)
  })

  it.each([
    [
      'H01 a body beyond the limit',
      () => saying(`HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n${'x'.repeat(70_000)}`),
    ],
    ['H01 chunks without end', () => rawServer((socket) => socket.once('data', () => flood(socket)))],
    ['H05 a gzip bomb', () => saying(body('gzip', gzipSync(Buffer.alloc(8 * 1024 * 1024))))],
    ['H05 stacked encodings', () => saying(body('gzip, gzip', gzipSync(gzipSync('x'))))],
    ['H05 an encoding nobody knows', () => saying(body('exi', Buffer.from('x')))],
    ['H05 gzip that is none', () => saying(body('gzip', Buffer.from('x')))],
    ['H06 a header of 20 KiB', () => saying(`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`)],
    ['H06 ten thousand cookies', () => saying(`HTTP/1.1 200 OK\r\n${'Set-Cookie: a=b\r\n'.repeat(10_000)}\r\n`)],
    [
      'H07 Content-Length and chunks',
      () => saying('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
    ],
    ['H07 two lengths', () => saying('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc')],
    ['H07 a negative length', () => saying('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc')],
    [
      'H07 a chunk beyond all numbers',
      () => saying('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc'),
    ],
    ['H08 a banner of SSH', () => rawServer((socket) => socket.write('SSH-2.0-dropbear_2019.78\r\n'))],
    [
      'H08 a TLS alert',
      () => rawServer((socket) => socket.once('data', () => socket.end(Buffer.from('15030100020246', 'hex')))),
    ],
    ['H08 noise', () => saying(Buffer.from(Array.from({ length: 256 }, (_value, index) => index)))],
    ['H09 interim answers without end', () => saying('HTTP/1.1 100 Continue\r\n\r\n'.repeat(500), true)],
    [
      'H10 an upgrade nobody asked for',
      () => saying('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n', true),
    ],
    ['H10 HTTP/2', () => saying(Buffer.from('000012040000000000000300000064', 'hex'), true)],
  ])('%s: not what the protocol allows', async (_name, start) => {
    await expect(get(await start())).rejects.toThrow(ProtocolViolation)
  })

  it('H13 bytes after an answer are never the next answer', async () => {
    const smuggled = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil'
    const server = await rawServer((socket, index) =>
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n${index}.${smuggled}`)),
    )
    expect([(await get(server)).body.toString(), (await get(server)).body.toString()]).toEqual(['0.', '1.'])
  })

  it('unpacks one honest gzip', async () => {
    const server = await saying(body('gzip', gzipSync('hello')))
    expect((await get(server)).body.toString()).toBe('hello')
  })

  it('says cancelled when the technician cancels', async () => {
    const server = await rawServer(() => undefined)
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    await expect(get(server, { signal: stop.signal, limits: {} })).rejects.toThrow(Cancelled)
  })
})

describe('what never happens', () => {
  it('no packet leaves towards an address outside the scope', async () => {
    const server = await webServer((_seen, response) => response.end())
    const outside = httpRequest(networkOf('127.72.0.0/16'), {
      method: 'GET',
      path: '/',
      address: server.address,
      port: server.port,
      signal,
    })
    await expect(outside).rejects.toThrow(OutsideScope)
    expect(server.seen).toEqual([])
  })

  it.each(['', 'x', '/a b', '/a\r\nX: y', '/ü', 'http://127.71.0.9/'])('the path %j is not sent', async (path) => {
    const server = await webServer((_seen, response) => response.end())
    await expect(get(server, { path })).rejects.toThrow(ProtocolViolation)
    expect(server.seen).toEqual([])
  })

  it('no error holds the password or the request', async () => {
    const password = 'cAnArY-81'
    const server = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const error = await get(server, {
      method: 'POST',
      body: password,
      credential: { username: 'u', password: Secret.of(password) },
    }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(DeviceUnreachable)
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(password)
  })

  it('H32 no byte of HTTP goes to a device whose certificate changed; Basic goes only inside its TLS', async () => {
    const { key, cert } = await selfSigned()
    let requests = 0
    const server = createTlsServer({ key, cert }, (request, response) => {
      requests += 1
      const right = request.headers.authorization === `Basic ${Buffer.from('a:b').toString('base64')}`
      response.writeHead(right ? 200 : 401, { 'WWW-Authenticate': 'Basic realm="r"' })
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.71.0.5', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const pins = new Map<string, string>()
    const network = new Network(new ScopeGuard({ targets: ['127.71.0.0/16'], interfaces: [], excluded: [] }), {
      pin: (address, at) => pins.get(`${address}:${at}`) ?? null,
      savePin: (address, at, sha256) => void pins.set(`${address}:${at}`, sha256),
    })
    const ask = () =>
      httpRequest(network, {
        method: 'GET',
        path: '/',
        address: '127.71.0.5',
        port,
        https: true,
        basic: 'inside-tls',
        signal,
        credential: { username: 'a', password: Secret.of('b') },
      })
    expect(await ask()).toMatchObject({ status: 200, login: 'basic', shown: 1 })
    expect(requests).toBe(2)
    pins.set(`127.71.0.5:${port}`, 'ab'.repeat(32))
    await expect(ask()).rejects.toThrow(IdentityChanged)
    expect(requests).toBe(2)
  })
})

const body = (encoding: string, bytes: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n`),
    bytes,
  ])

async function drip(socket: import('node:net').Socket, text: string, head = ''): Promise<void> {
  socket.write(head)
  for (const letter of text) {
    if (socket.destroyed) return
    socket.write(letter)
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
}

function flood(socket: import('node:net').Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
  const more = () => {
    while (!socket.destroyed && socket.write(`1000\r\n${'x'.repeat(4096)}\r\n`));
  }
  socket.on('drain', more)
  more()
}
