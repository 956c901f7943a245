import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  Cancelled,
  CredentialWithheld,
  DeviceUnreachable,
  ExpectedError,
  OutsideScope,
  ProtocolViolation,
} from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { Network } from '../../../electron/protocols/network.ts'
import { rtspDescribe, rtspOptions } from '../../../electron/protocols/rtsp/client.ts'
import { parseRtsp } from '../../../electron/protocols/rtsp/message.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'
import { isRightDigest, type RtspServer, reply, startRtspServer } from './rtsp-server.ts'

const network = new Network(new ScopeGuard({ targets: ['127.73.8.0/24'], interfaces: [], excluded: [] }))
const signal = new AbortController().signal
const account = { username: 'admin', password: 'p:a"ss' }
const credential = { username: account.username, password: Secret.of(account.password) }
let server: RtspServer | null = null
afterEach(() => server?.close())

const serve = async (answer: Parameters<typeof startRtspServer>[0]) => {
  server = await startRtspServer(answer)
  return { address: server.address, port: server.port, signal, timeoutMs: 400 }
}
const digest = (extra = '') => `WWW-Authenticate: Digest realm="cam", nonce="n1"${extra}`
const guarded = (request: string) =>
  isRightDigest(request, account)
    ? reply(request, '200 OK', ['Content-Type: application/sdp', 'Content-Length: 5'], 'v=0\r\n')
    : reply(request, '401 Unauthorized', [digest()])

describe('rtspOptions', () => {
  it('reads server name and methods', async () => {
    const target = await serve((request) =>
      reply(request, '200 OK', ['Server: Dahua Rtsp Server\u0007', 'Public: OPTIONS, DESCRIBE,setup']),
    )
    expect(await rtspOptions(network, target)).toMatchObject({
      status: 200,
      server: 'Dahua Rtsp Server␇',
      methods: ['OPTIONS', 'DESCRIBE', 'SETUP'],
      loggedIn: false,
    })
  })

  it('takes a refusal as an answer, as of old Axis', async () => {
    const target = await serve((request) => reply(request, '501 Not Implemented', ['Allow: DESCRIBE, PLAY']))
    expect(await rtspOptions(network, target)).toMatchObject({ status: 501, methods: ['DESCRIBE', 'PLAY'] })
  })

  it('refuses another address before connecting', async () => {
    await expect(rtspOptions(network, { address: '127.74.8.1', port: 554, signal })).rejects.toThrow(OutsideScope)
  })

  it.each([
    ['another protocol', 'SSH-2.0-dropbear\r\n', ProtocolViolation],
    ['endless headers', `RTSP/1.0 200 OK\r\nX: ${'x'.repeat(40_000)}`, ProtocolViolation],
    ['an endless body', 'RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n', ProtocolViolation],
    ['a negative length', 'RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n', ProtocolViolation],
    ['half an answer', 'RTSP/1.0 200 OK\r\nServer: x', DeviceUnreachable],
    ['a body that never ends', 'RTSP/1.0 200 OK\r\nContent-Length: 10\r\n\r\nabc', DeviceUnreachable],
    ['the answer to another question', 'RTSP/1.0 200 OK\r\nCSeq: 99\r\n\r\n', DeviceUnreachable],
    ['nothing', '', DeviceUnreachable],
  ])('ends with a typed error on %s', async (_, answer, error) => {
    const target = await serve(() => answer)
    await expect(rtspOptions(network, target)).rejects.toThrow(error)
  })

  it('ends when the device drips bytes for ever', async () => {
    let drip: NodeJS.Timeout | undefined
    const target = await serve((_request, _count, write) => {
      drip = setInterval(() => write('X: y\r\n'), 20)
      return 'RTSP/1.0 200 OK\r\n'
    })
    await expect(rtspOptions(network, target)).rejects.toThrow(/no complete RTSP answer/)
    clearInterval(drip)
  })

  it('ends when the device hangs up, and when it is cancelled', async () => {
    const target = await serve(() => null)
    await expect(rtspOptions(network, target)).rejects.toThrow(DeviceUnreachable)
    server?.close()
    const silent = await serve(() => '')
    const controller = new AbortController()
    const asked = rtspOptions(network, { ...silent, signal: controller.signal })
    setTimeout(() => controller.abort(), 30)
    await expect(asked).rejects.toThrow(Cancelled)
  })
})

describe('rtspDescribe', () => {
  it('logs in with Digest, once, and only after it was asked to', async () => {
    const target = await serve(guarded)
    const answer = await rtspDescribe(network, { ...target, path: '/stream?channel=1', credential })
    expect(answer).toMatchObject({ status: 200, loggedIn: true })
    expect(server?.requests.map((request) => request.includes('Authorization'))).toEqual([false, true])
  })

  it('answers a qop challenge of RFC 7616', async () => {
    const target = await serve((request) =>
      isRightDigest(request, account) ? reply(request, '200 OK') : reply(request, '401 No', [digest(', qop="auth"')]),
    )
    expect((await rtspDescribe(network, { ...target, path: '/', credential })).status).toBe(200)
  })

  it('shows video that is open to everyone as an answer without login', async () => {
    const target = await serve((request) => reply(request, '200 OK'))
    expect(await rtspDescribe(network, { ...target, path: '/', credential })).toMatchObject({
      status: 200,
      loggedIn: false,
    })
    expect(server?.requests.join()).not.toContain('Authorization')
  })

  it('does not try a second time after a refusal', async () => {
    const target = await serve((request) => reply(request, '401 Unauthorized', [digest()]))
    const answer = await rtspDescribe(network, { ...target, path: '/', credential })
    expect(answer).toMatchObject({ status: 401, loggedIn: true })
    expect(server?.requests).toHaveLength(2)
  })

  it('answers once more when the nonce, not the password, was too old', async () => {
    const target = await serve((request, count) =>
      count < 3
        ? reply(request, '401 Unauthorized', [
            `WWW-Authenticate: Digest realm="cam", nonce="n${count}", stale=${count === 2}`,
          ])
        : guarded(request),
    )
    expect(await rtspDescribe(network, { ...target, path: '/', credential })).toMatchObject({ status: 200 })
    expect(server?.requests).toHaveLength(3)
  })

  it('goes on over a new connection when the device hangs up after its challenge', async () => {
    const target = await serve((request) =>
      isRightDigest(request, account)
        ? reply(request, '200 OK')
        : reply(request, '401 Unauthorized', [digest(), 'Connection: close']),
    )
    expect((await rtspDescribe(network, { ...target, path: '/', credential })).status).toBe(200)
  })

  it('never sends a password readable', async () => {
    const target = await serve((request) => reply(request, '401 Unauthorized', ['WWW-Authenticate: Basic realm="/"']))
    await expect(rtspDescribe(network, { ...target, path: '/', credential })).rejects.toThrow(CredentialWithheld)
    expect(server?.requests.join()).not.toContain('Authorization')
  })

  it('sends nothing for a path that would smuggle a header or a host', async () => {
    const target = await serve(guarded)
    for (const path of ['/a\r\nAuthorization: x', 'rtsp://127.73.8.2/x', '//127.73.8.2/x', '/a b', '']) {
      await expect(rtspDescribe(network, { ...target, path, credential: null })).rejects.toThrow(ProtocolViolation)
    }
    expect(server?.requests).toEqual([])
  })
})

describe('parseRtsp', () => {
  it('takes any bytes as an answer, as unfinished or as a violation, and never fails otherwise', () => {
    const whole = Buffer.from('RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc')
    const mutated = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const copy = Buffer.from(whole)
        for (const [index, byte] of changes) copy[index] = byte
        return copy
      })
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 }).map(Buffer.from)), (bytes) => {
        try {
          parseRtsp(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(ExpectedError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
