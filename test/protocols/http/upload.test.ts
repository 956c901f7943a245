import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DeviceUnreachable, OutsideScope, ProtocolViolation } from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { LoginMemory } from '../../../electron/protocols/http/login-memory.ts'
import {
  type HttpUpload,
  httpUpload,
  proveUploadLogin,
  uploadChallenges,
} from '../../../electron/protocols/http/upload.ts'
import { networkOf, rawServer, rightDigest } from './servers.ts'

const credential = { username: 'admin', password: Secret.of('right horse') }
const signal = AbortSignal.timeout(60_000)
const challenge = 'Digest realm="r", qop="auth", algorithm=SHA-256, nonce="n1"'
let lastHost = 0

/** A body of which it is known how much was taken out. */
function bodyOf(sizeBytes: number) {
  const piece = Buffer.alloc(64 * 1024, 1)
  const taken = { bytes: 0, opened: 0 }
  const open = () => {
    taken.opened += 1
    return Readable.from(
      (function* () {
        for (let left = sizeBytes; left > 0; ) {
          const next = piece.subarray(0, Math.min(left, piece.length))
          left -= next.length
          taken.bytes += next.length
          yield next
        }
      })(),
      { objectMode: false },
    )
  }
  return { body: { sizeBytes, open }, taken }
}

/** A web server that decides by itself whether it wants a body. */
async function uploadServer(
  handle: (request: http.IncomingMessage, response: http.ServerResponse) => void,
): Promise<{ address: string; port: number }> {
  const server = http.createServer(handle)
  server.on('checkContinue', handle)
  lastHost += 1
  const address = `127.71.200.${lastHost}`
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address, port: (server.address() as AddressInfo).port }
}

const upload = (place: { address: string; port: number }, more: Partial<HttpUpload> & Pick<HttpUpload, 'body'>) =>
  httpUpload(networkOf(), {
    method: 'POST',
    https: false,
    path: '/up?x=1',
    headers: { 'Content-Type': 'application/octet-stream' },
    credential: null,
    memory: new LoginMemory(),
    signal,
    ...place,
    ...more,
  })

async function count(request: http.IncomingMessage): Promise<number> {
  let bytes = 0
  for await (const piece of request) bytes += (piece as Buffer).length
  return bytes
}

describe('a long body', () => {
  it('arrives whole, with its length, and tells how far it is', async () => {
    const seen: { length: string | undefined; bytes: number }[] = []
    const place = await uploadServer((request, response) => {
      response.writeContinue()
      void count(request).then((bytes) => {
        seen.push({ length: request.headers['content-length'], bytes })
        response.end('done')
      })
    })
    const { body } = bodyOf(3_000_001)
    const progress: number[] = []
    const answer = await upload(place, { body, onSent: (bytes) => progress.push(bytes) })
    expect(answer).toMatchObject({ status: 200, sentBytes: 3_000_001, login: 'none' })
    expect(answer.body.toString()).toBe('done')
    expect(seen).toEqual([{ length: '3000001', bytes: 3_000_001 }])
    expect(progress.at(-1)).toBe(3_000_001)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  })

  it('is taken from its source only as fast as the device takes it', async () => {
    const total = 256 * 1024 * 1024
    let request: http.IncomingMessage | null = null
    let started: () => void = () => undefined
    const reading = new Promise<void>((resolve) => {
      started = resolve
    })
    const place = await uploadServer((incoming, response) => {
      request = incoming
      incoming.pause()
      response.writeContinue()
      started()
      incoming.on('end', () => response.end())
    })
    const { body, taken } = bodyOf(total)
    const answer = upload(place, { body })
    await reading
    // Until the line is full: then nothing more is taken, however long it lasts.
    let before = -1
    for (; before !== taken.bytes; ) {
      before = taken.bytes
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    expect(taken.bytes).toBeGreaterThan(0)
    expect(taken.bytes).toBeLessThan(24 * 1024 * 1024)
    ;(request as http.IncomingMessage | null)?.resume()
    expect(await answer).toMatchObject({ status: 200, sentBytes: total })
  }, 60_000)

  it('does not leave before the device said that it wants it', async () => {
    const place = await uploadServer((_request, response) => {
      response.writeHead(401, { 'WWW-Authenticate': challenge })
      response.end()
    })
    const { body, taken } = bodyOf(500_000)
    const answer = await upload(place, { body })
    expect(answer).toMatchObject({ status: 401, sentBytes: 0, shown: 0 })
    expect(answer.challenges.map(({ scheme }) => scheme)).toEqual(['digest'])
    expect(taken.opened).toBe(0)
  })

  it('goes to a device that does not know the question', async () => {
    const place = await rawServer((socket) => {
      let bytes = 0
      let head = ''
      socket.on('data', (piece) => {
        if (!head.includes('\r\n\r\n')) head += piece.toString('latin1')
        bytes += piece.length
        const length = head.indexOf('\r\n\r\n') + 4 + 300_000
        if (bytes >= length) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      })
    })
    const { body } = bodyOf(300_000)
    const answer = await upload(place, { body, limits: { continueMs: 100 } })
    expect(answer).toMatchObject({ status: 200, sentBytes: 300_000 })
  })

  it('ends where the device had enough, and the answer counts', async () => {
    const place = await uploadServer((request, response) => {
      response.writeContinue()
      request.once('data', () => {
        response.writeHead(415, { Connection: 'close' })
        response.end('no')
        request.resume()
      })
    })
    const { body, taken } = bodyOf(200 * 1024 * 1024)
    const answer = await upload(place, { body })
    expect(answer.status).toBe(415)
    expect(taken.bytes).toBeLessThan(200 * 1024 * 1024)
  })

  it('that the device stops taking is given up, with how far it came', async () => {
    const place = await uploadServer((request, response) => {
      request.pause()
      response.writeContinue()
    })
    const { body } = bodyOf(64 * 1024 * 1024)
    const sending = upload(place, { body, limits: { stallMs: 300 } })
    await expect(sending).rejects.toThrow(DeviceUnreachable)
    await expect(sending).rejects.toThrow(/of 67108864 bytes were sent/)
  })

  it('of which the line drops is unreachable, with how far it came', async () => {
    const place = await uploadServer((request, response) => {
      response.writeContinue()
      request.once('data', () => request.socket.destroy())
    })
    const { body } = bodyOf(64 * 1024 * 1024)
    await expect(upload(place, { body })).rejects.toThrow(/bytes were sent/)
  })

  it('whose source fails is cut off before its end', async () => {
    let ended: (bytes: number) => void = () => undefined
    const arrived = new Promise<number>((resolve) => {
      ended = resolve
    })
    const place = await uploadServer((request, response) => {
      let bytes = 0
      response.writeContinue()
      request.on('data', (piece: Buffer) => {
        bytes += piece.length
      })
      request.on('error', () => undefined)
      request.on('close', () => ended(bytes))
    })
    const body = {
      sizeBytes: 400_000,
      open: () =>
        Readable.from(
          (function* () {
            yield Buffer.alloc(100_000)
            throw new ProtocolViolation('altered')
          })(),
          { objectMode: false },
        ),
    }
    await expect(upload(place, { body })).rejects.toThrow('altered')
    expect(await arrived).toBeLessThan(400_000)
  })

  it('goes nowhere outside the scope', async () => {
    const { body, taken } = bodyOf(10)
    await expect(upload({ address: '127.72.0.1', port: 80 }, { body })).rejects.toThrow(OutsideScope)
    expect(taken.opened).toBe(0)
  })
})

describe('the login of an upload', () => {
  const guarded = (seen: string[]) => (request: http.IncomingMessage, response: http.ServerResponse) => {
    const { authorization } = request.headers
    seen.push(`${request.method} ${authorization === undefined ? 'none' : 'digest'}`)
    if (!rightDigest(authorization, request.method ?? '', 'admin', 'right horse')) {
      response.writeHead(401, { 'WWW-Authenticate': challenge })
      return void response.end()
    }
    if (request.method === 'HEAD') return void response.writeHead(405).end()
    response.writeContinue()
    void count(request).then((bytes) => response.end(String(bytes)))
  }

  it('is found out without body, proven without body, and shown at once with the body', async () => {
    const seen: string[] = []
    const place = { ...(await uploadServer(guarded(seen))), https: false, path: '/up?x=1', signal }
    const challenges = await uploadChallenges(networkOf(), place)
    const memory = new LoginMemory()
    expect(await proveUploadLogin(networkOf(), place, { credential, challenges, memory })).toBe('accepted')
    const { body } = bodyOf(100_000)
    const answer = await upload(place, { body, credential, memory })
    expect(answer).toMatchObject({ status: 200, login: 'digest', shown: 1 })
    expect(answer.body.toString()).toBe('100000')
    expect(seen).toEqual(['HEAD none', 'HEAD digest', 'POST digest'])
  })

  it('that is wrong is shown once, and no byte of the body follows', async () => {
    const seen: string[] = []
    const place = { ...(await uploadServer(guarded(seen))), https: false, path: '/up?x=1', signal }
    const challenges = await uploadChallenges(networkOf(), place)
    const wrong = { username: 'admin', password: Secret.of('wrong') }
    const memory = new LoginMemory()
    expect(await proveUploadLogin(networkOf(), place, { credential: wrong, challenges, memory })).toBe('refused')
    expect(memory.proven(wrong)).toBeNull()
    expect(seen).toEqual(['HEAD none', 'HEAD digest'])
  })

  it('is withheld where the device wants it readable', async () => {
    const place = {
      ...(await uploadServer((_request, response) => {
        response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="r"' })
        response.end()
      })),
      https: false,
      path: '/up',
      signal,
    }
    const challenges = await uploadChallenges(networkOf(), place)
    const login = { credential, challenges, memory: new LoginMemory() }
    await expect(proveUploadLogin(networkOf(), place, login)).rejects.toMatchObject({
      code: 'device/credential-withheld',
    })
  })
})
