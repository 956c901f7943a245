import { createHash } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import { onTestFinished } from 'vitest'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'

export const networkOf = (...targets: string[]): Network =>
  new Network(
    new ScopeGuard({ targets: targets.length > 0 ? targets : ['127.71.0.0/16'], interfaces: [], excluded: [] }),
  )

let lastHost = 10
/** An address of its own per server, as devices have. */
const freshAddress = () => {
  lastHost += 1
  return `127.71.${Math.floor(lastHost / 200)}.${1 + (lastHost % 200)}`
}

/** A server that speaks bytes. Ends with the test. */
export async function rawServer(
  onConnection: (socket: net.Socket, index: number) => void,
  address = freshAddress(),
): Promise<{ address: string; port: number; connections: () => number }> {
  const sockets = new Set<net.Socket>()
  let count = 0
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    onConnection(socket, count)
    count += 1
  })
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { address, port: (server.address() as AddressInfo).port, connections: () => count }
}

/** Sends `text` once a request has come in, then closes unless told to stay open. */
export const saying = (text: string | Buffer, stay = false, address = freshAddress()) =>
  rawServer((socket) => {
    socket.once('data', () => (stay ? socket.write(text) : socket.end(text)))
  }, address)

export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** A web server of Node. Keeps every request it saw. */
export async function webServer(
  answer: (seen: Seen, response: http.ServerResponse, index: number) => void,
): Promise<{ address: string; port: number; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const one = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    seen.push(one)
    answer(one, response, seen.length - 1)
  })
  const address = freshAddress()
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address, port: (server.address() as AddressInfo).port, seen }
}

/** The parameters of an `Authorization: Digest` header, as a server reads them. */
export function readDigest(header: string | undefined): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [, name = '', quoted, plain] of (header ?? '').matchAll(/(\w+\*?)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)) {
    fields.set(name, quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'))
  }
  return fields
}

/** What RFC 7616 says the answer must be, computed from the header alone: an implementation apart from the client's. */
export function rightDigest(header: string | undefined, method: string, username: string, password: string): boolean {
  const field = readDigest(header)
  const algorithm = (field.get('algorithm') ?? 'MD5').toUpperCase()
  const hashName = algorithm.startsWith('SHA-256')
    ? 'sha256'
    : algorithm.startsWith('SHA-512-256')
      ? 'sha512-256'
      : 'md5'
  const h = (text: string) => createHash(hashName).update(text).digest('hex')
  const basic = h(`${username}:${field.get('realm')}:${password}`)
  const a1 = algorithm.endsWith('-SESS') ? h(`${basic}:${field.get('nonce')}:${field.get('cnonce')}`) : basic
  const a2 = h(`${method}:${field.get('uri')}`)
  const expected =
    field.get('qop') === undefined
      ? h(`${a1}:${field.get('nonce')}:${a2}`)
      : h(`${a1}:${field.get('nonce')}:${field.get('nc')}:${field.get('cnonce')}:${field.get('qop')}:${a2}`)
  return field.get('username') === username && field.get('response') === expected
}
