import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import tls from 'node:tls'
import { inspect } from 'node:util'
import axios from 'axios'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DeviceUnreachable, type ExpectedError, ProtocolViolation } from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { translate } from '../../../electron/protocols/http/exchange.ts'
import { httpRequest } from '../../../electron/protocols/http/http-request.ts'
import { LoginMemory } from '../../../electron/protocols/http/login-memory.ts'
import { selfSigned } from './self-signed.ts'
import { networkOf, rawServer } from './servers.ts'

const canary = 'cAnArY-4711'
const signal = AbortSignal.timeout(60_000)
const challenge =
  'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm="r", nonce="n", qop="auth"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

/** Everything that can be reached from an error, also what does not show by itself. */
function reachable(error: unknown): string {
  const seen = new Set<unknown>()
  const walk = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return String(value)
    if (seen.has(value)) return ''
    seen.add(value)
    if (Buffer.isBuffer(value)) return value.toString('latin1')
    const keys = Reflect.ownKeys(value)
    return keys.map((key) => `${String(key)}=${walk((value as Record<PropertyKey, unknown>)[key])}`).join('\n')
  }
  return `${walk(error)}\n${inspect(error, { depth: 10, showHidden: true })}`
}

/** A change of password, logged in by Digest; gives what it ends with. */
async function failureOf(server: { address: string; port: number }, https: boolean): Promise<Error> {
  const failure = await httpRequest(networkOf(), {
    method: 'POST',
    path: '/',
    https,
    signal,
    address: server.address,
    port: server.port,
    headers: { 'X-Trace': canary },
    body: `<Password>${canary}</Password>`,
    credential: { username: 'canary-user', password: Secret.of(canary) },
    memory: new LoginMemory(),
    limits: { connectMs: 1_000, headersMs: 400, wholeMs: 900, bodyBytes: 4_096 },
  }).catch((error: unknown) => error)
  if (!(failure instanceof Error)) throw new Error('the request went well')
  return failure
}

type Trouble = (socket: net.Socket, raw: net.Socket) => void

/** Challenges the first request and makes `trouble` of the second. */
const asking = (trouble: Trouble) => {
  let requests = 0
  return (socket: net.Socket, raw: net.Socket) => {
    let text = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (!text.includes('</Password>')) return
      text = ''
      requests += 1
      if (requests === 1) socket.end(challenge)
      else trouble(socket, raw)
    })
  }
}

const plainServer = (trouble: Trouble) => {
  const answer = asking(trouble)
  return rawServer((socket) => answer(socket, socket))
}

/** TLS on a plain socket that the test can write broken records to. */
async function tlsServer(trouble: Trouble): Promise<{ address: string; port: number }> {
  const context = tls.createSecureContext(await selfSigned())
  const answer = asking(trouble)
  const sockets = new Set<net.Socket>()
  const server = net.createServer((raw) => {
    sockets.add(raw)
    raw.on('error', () => undefined)
    const secure = new tls.TLSSocket(raw, { isServer: true, secureContext: context })
    answer(secure, raw)
  })
  server.listen(0, '127.71.0.6')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { address: '127.71.0.6', port: (server.address() as AddressInfo).port }
}

/** Application data that no key fits. */
const brokenRecord = Buffer.concat([Buffer.from('1703030040', 'hex'), Buffer.alloc(64, 7)])
const half = 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf'
const later = (work: () => void) => void setTimeout(work, 30)

describe('an error of an exchange', () => {
  const troubles: [string, boolean, new (...args: never[]) => ExpectedError, Trouble][] = [
    ['a broken TLS record instead of an answer', true, DeviceUnreachable, (_socket, raw) => raw.write(brokenRecord)],
    [
      'a broken TLS record in the middle of the answer',
      true,
      DeviceUnreachable,
      (socket, raw) => socket.write(half, () => later(() => raw.write(brokenRecord))),
    ],
    ['a reset', false, DeviceUnreachable, (socket) => socket.resetAndDestroy()],
    ['a reset inside TLS', true, DeviceUnreachable, (_socket, raw) => raw.resetAndDestroy()],
    [
      'a reset in the middle of the answer',
      false,
      DeviceUnreachable,
      (socket) => socket.write(half, () => later(() => socket.resetAndDestroy())),
    ],
    [
      'an answer that is too large',
      false,
      ProtocolViolation,
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n${'x'.repeat(9_999)}`),
    ],
    ['silence', false, DeviceUnreachable, () => undefined],
    ['silence in the middle of the answer', true, DeviceUnreachable, (socket) => socket.write(half)],
    ['no HTTP', false, ProtocolViolation, (socket) => socket.write('SSH-2.0-x\r\n')],
    [
      'a gzip that is none',
      false,
      ProtocolViolation,
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx'),
    ],
  ]
  it.each(troubles)(
    '%s: is expected, and holds neither the login nor the body',
    async (_name, secure, kind, trouble) => {
      const server = await (secure ? tlsServer : plainServer)(trouble)
      const error = await failureOf(server, secure)
      expect(error).toBeInstanceOf(kind)
      expect(reachable(error)).not.toMatch(/cAnArY|canary-user|Digest username|Authorization/)
    },
  )

  it('a closed port is told by the code of its cause', async () => {
    const server = await plainServer(() => undefined)
    const closed = net.createServer().listen(0, server.address)
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    await once(closed, 'close')
    const error = await failureOf({ address: server.address, port }, false)
    expect(error).toBeInstanceOf(DeviceUnreachable)
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' })
    expect(reachable(error)).not.toContain(canary)
  })

  const axiosError = (code: string | undefined) =>
    new axios.AxiosError(canary, code, { data: canary } as never, { body: canary })
  it.each([
    'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ECONNREFUSED',
    'ENOBUFS',
    'ERR_STREAM_DESTROYED',
    'ERR_NETWORK',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('of code %s is an unreachable device with that code', (code) => {
    const error = translate(axiosError(code), 'camera')
    expect(error).toBeInstanceOf(DeviceUnreachable)
    expect(error.cause).toMatchObject({ code })
    expect(reachable(error)).not.toContain(canary)
  })

  it.each(['Z_DATA_ERROR', 'ERR_BUFFER_TOO_LARGE', 'HPE_INVALID_CONSTANT', 'ERR_BAD_RESPONSE'])(
    'of code %s is an answer that the protocol does not allow',
    (code) => {
      const error = translate(axiosError(code), 'camera')
      expect(error).toBeInstanceOf(ProtocolViolation)
      expect(reachable(error)).not.toContain(canary)
    },
  )

  it.each([
    axiosError('ERR_INVALID_CHAR'),
    axiosError(undefined),
    Object.assign(new TypeError(canary), { config: canary }),
    canary,
    null,
    undefined,
  ])('that is a bug stays one, without the request', (bug) => {
    const error = translate(bug, 'camera')
    expect(Object.getPrototypeOf(error)).toBe(Error.prototype)
    expect(reachable(error)).not.toContain(canary)
  })
})
