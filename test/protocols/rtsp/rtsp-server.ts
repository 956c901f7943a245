import { createHash } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'

export interface RtspServer {
  readonly address: string
  readonly port: number
  /** Whole requests as they came. */
  readonly requests: string[]
  close(): void
}

/** A server on loopback that answers each request with what `answer` returns, byte for byte. */
export async function startRtspServer(
  answer: (request: string, count: number, write: (text: string) => void) => string | Buffer | null,
  address = '127.73.8.1',
  port = 0,
): Promise<RtspServer> {
  const requests: string[] = []
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      for (let end = received.indexOf('\r\n\r\n'); end !== -1; end = received.indexOf('\r\n\r\n')) {
        const request = received.slice(0, end)
        received = received.slice(end + 4)
        requests.push(request)
        const text = answer(request, requests.length, (late) => socket.write(late))
        if (text === null) socket.destroy()
        else socket.write(text)
      }
    })
  })
  server.listen(port, address)
  await once(server, 'listening')
  return {
    address,
    port: (server.address() as net.AddressInfo).port,
    requests,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const headerIn = (request: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(request)?.[1]?.trim() ?? ''

export const reply = (request: string, status: string, headers: readonly string[] = [], body = ''): string =>
  [`RTSP/1.0 ${status}`, `CSeq: ${headerIn(request, 'CSeq')}`, ...headers, '', body].join('\r\n')

/** Worked out here anew, so that the client is not held against itself. @see RFC 2617, section 3.2.2 */
export function isRightDigest(
  request: string,
  account: { readonly username: string; readonly password: string },
): boolean {
  const authorization = headerIn(request, 'Authorization')
  if (!authorization.startsWith('Digest ')) return false
  const param = (name: string) => new RegExp(`[ ,]${name}="?([^",]*)"?`).exec(authorization)?.[1] ?? ''
  const hash = (...parts: string[]) => createHash('md5').update(parts.join(':')).digest('hex')
  const [method = '', url = ''] = request.split(' ')
  const ha1 = hash(account.username, param('realm'), account.password)
  const ha2 = hash(method, url)
  const expected =
    param('qop') === ''
      ? hash(ha1, param('nonce'), ha2)
      : hash(ha1, param('nonce'), param('nc'), param('cnonce'), 'auth', ha2)
  return param('username') === account.username && param('uri') === url && param('response') === expected
}
