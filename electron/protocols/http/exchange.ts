import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { Cancelled, DeviceUnreachable, ExpectedError, ProtocolViolation } from '../../model/errors.ts'
import type { ObservedMessage } from '../exchange-observer.ts'
import type { Network } from '../network.ts'
import { guardedAgent } from './guarded-agent.ts'
import type { HttpLimits } from './limits.ts'

/** One request and one answer: no login, no redirect, no second try. */
export interface Exchange {
  readonly method: string
  readonly address: string
  readonly port: number
  readonly https: boolean
  /** Path and query as they go on the wire. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
  readonly signal: AbortSignal
  readonly limits: HttpLimits
}

export interface RawAnswer {
  readonly status: number
  /** Names in lower case; of a repeated header the values joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Values of each `WWW-Authenticate` header, one by one. */
  readonly authenticate: readonly string[]
  readonly body: Buffer
}

/** Interim answers (1xx) that are waited through before the device counts as stuck. */
const mostInterimAnswers = 16

/**
 * @throws {OutsideScope} before anything is sent
 * @throws {IdentityChanged} before the first byte of HTTP
 * @throws {DeviceUnreachable} on silence, and when the connection ends before the answer does: the device may have acted
 * @throws {ProtocolViolation} on anything that is not HTTP, and on answers beyond the limits
 */
export async function exchange(network: Network, request: Exchange): Promise<RawAnswer> {
  const { address, port, limits, signal } = request
  const name = `${address}:${port}`
  network.scope.assert(address, port)
  // Large, and asked for by the first request only: it is no part of the start of the program.
  const { default: axios } = await import('axios')
  if (signal.aborted) throw new Cancelled('Cancelled before the request.')
  const at = new Date().toISOString()

  // The first reason that ends the exchange is the one that counts; what the sockets report afterwards is its echo.
  const stop = new AbortController()
  let reason: ExpectedError | null = null
  const end = (error: ExpectedError) => {
    reason ??= error
    stop.abort()
  }
  const onAbort = () => end(new Cancelled('Cancelled during the request.'))
  signal.addEventListener('abort', onAbort, { once: true })
  const headersTimer = setTimeout(
    () => end(new DeviceUnreachable(`${name} sent no complete answer header in ${limits.headersMs} ms`)),
    Math.min(limits.headersMs, limits.wholeMs),
  )
  const wholeTimer = setTimeout(
    () => end(new DeviceUnreachable(`${name} did not finish its answer in ${limits.wholeMs} ms`)),
    limits.wholeMs,
  )
  try {
    const response = await axios.request<Readable>({
      url: `${request.https ? 'https' : 'http'}://${address.includes(':') ? `[${address}]` : address}:${port}${request.target}`,
      method: request.method,
      headers: {
        Accept: '*/*',
        'Accept-Encoding': 'identity',
        'User-Agent': 'Fieldseal',
        ...request.headers,
      },
      data: request.body ?? undefined,
      transformRequest: [],
      transformResponse: [],
      responseType: 'stream',
      validateStatus: null,
      proxy: false,
      maxRedirects: 0,
      decompress: false,
      insecureHTTPParser: false,
      signal: stop.signal,
      httpAgent: guardedAgent(network, false, {
        address,
        port,
        signal: stop.signal,
        connectTimeoutMs: limits.connectMs,
      }),
      httpsAgent: guardedAgent(network, true, {
        address,
        port,
        signal: stop.signal,
        connectTimeoutMs: limits.connectMs,
      }),
      transport: {
        request: (options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) =>
          watched(request, options, onResponse, end),
      },
    })
    clearTimeout(headersTimer)
    const message = response.data as http.IncomingMessage
    const raw = await readBody(message, name, limits.bodyBytes, end)
    const headers = headersOf(message.rawHeaders)
    const body = await inflate(raw, headers['content-encoding'], name, limits.bodyBytes)
    tell(network, request, at, { line: String(response.status), headers: pairsOf(message.rawHeaders), body })
    return {
      status: response.status,
      headers,
      authenticate: valuesOf(message.rawHeaders, 'www-authenticate'),
      body,
    }
  } catch (error) {
    tell(network, request, at, null)
    throw reason ?? translate(error, name)
  } finally {
    clearTimeout(headersTimer)
    clearTimeout(wholeTimer)
    signal.removeEventListener('abort', onAbort)
  }
}

function tell(network: Network, request: Exchange, at: string, answer: ObservedMessage | null): void {
  const { address, port, method, target, headers, body } = request
  network.observer?.exchanged({
    over: request.https ? 'HTTPS' : 'HTTP',
    address,
    port,
    request: { line: `${method} ${target}`, headers: Object.entries(headers), body: body ?? Buffer.alloc(0) },
    answer,
    at,
  })
}

/** The request of Node, with the limits that axios cannot set. */
function watched(
  { https: secure, limits, address, port }: Exchange,
  options: https.RequestOptions,
  onResponse: (response: http.IncomingMessage) => void,
  end: (error: ExpectedError) => void,
): http.ClientRequest {
  const request = (secure ? https : http).request({ ...options, maxHeaderSize: limits.headerBytes }, onResponse)
  let interim = 0
  request.on('information', () => {
    interim += 1
    if (interim > mostInterimAnswers)
      end(new ProtocolViolation(`${address}:${port} sends interim answers without end.`))
  })
  // Garbage after the headers shows only here: the body itself merely ends early.
  request.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code?.startsWith('HPE_') === true) end(notHttp(`${address}:${port}`, error.code))
  })
  request.on('upgrade', (_response, socket) => {
    socket.destroy()
    end(new ProtocolViolation(`${address}:${port} changes to a protocol that nobody asked for.`))
  })
  return request
}

/**
 * The whole body, of at most `cap` bytes; `end` is called with the trouble before the rest is read.
 * @throws {ProtocolViolation} when it is larger
 * @throws {DeviceUnreachable} when it ends too early
 */
export async function readBody(
  message: http.IncomingMessage,
  name: string,
  cap: number,
  end: (error: ExpectedError) => void,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > cap) {
      end(tooLarge(name, cap))
      throw tooLarge(name, cap)
    }
    chunks.push(chunk)
  }
  if (!message.complete) throw new DeviceUnreachable(`${name} closed the connection in the middle of its answer`)
  return Buffer.concat(chunks)
}

const gunzip = promisify(zlib.gunzip)
const inflateRaw = promisify(zlib.inflate)

/**
 * The body without its content coding, of at most `cap` bytes: a small answer may unpack to any size.
 * @throws {ProtocolViolation} when it is larger, cannot be unpacked, or comes in a coding other than gzip and deflate
 */
export async function inflate(body: Buffer, encoding: string | undefined, name: string, cap: number): Promise<Buffer> {
  const coding = encoding?.trim().toLowerCase() ?? ''
  if (coding === '' || coding === 'identity' || body.length === 0) return body
  try {
    if (coding === 'gzip' || coding === 'x-gzip') return await gunzip(body, { maxOutputLength: cap })
    if (coding === 'deflate') return await inflateRaw(body, { maxOutputLength: cap })
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name, cap)
    throw new ProtocolViolation(`${name} sent a compressed answer that cannot be unpacked.`, { cause: bareError(code) })
  }
  throw new ProtocolViolation(`${name} sent an answer in an encoding that was not asked for.`)
}

const tooLarge = (name: string, cap: number) =>
  new ProtocolViolation(`${name} sent an answer larger than ${cap} bytes; the rest was not read.`)

/**
 * What went wrong on the line, as an expected error. Errors of Node and axios may hold the request with its login and its body:
 * only their code comes through, also of a bug.
 */
export function translate(error: unknown, name: string): Error {
  if (error instanceof ExpectedError) return error
  const { cause, code, name: kind } = Object(error) as { cause?: unknown; code?: unknown; name?: unknown }
  if (cause instanceof ExpectedError) return cause
  if (typeof code !== 'string' || code === '')
    return new Error(`The request to ${name} failed (${typeof kind === 'string' ? kind : typeof error}).`)
  if (code.startsWith('HPE_')) return notHttp(name, code)
  if (/^(Z_|ERR_BUFFER_TOO_LARGE$|ERR_BAD_RESPONSE$)/.test(code))
    return new ProtocolViolation(`${name} sent an answer that cannot be read (${code}).`, { cause: bareError(code) })
  // Our own mistake, seen before anything was sent.
  if (/^ERR_(INVALID|HTTP|UNESCAPED|BAD_OPTION|BAD_REQUEST|MISSING|OUT_OF_RANGE|METHOD|INTERNAL|ASSERTION)/.test(code))
    return Object.assign(new Error(`The request to ${name} could not be made (${code}).`), { code })
  return new DeviceUnreachable(`${name} closed the connection before its answer ended (${code})`, {
    cause: bareError(code),
  })
}

/** An error that carries its code and nothing else. */
const bareError = (code: string): Error => Object.assign(new Error(code), { code })

const notHttp = (name: string, code: string) => new ProtocolViolation(`${name} does not speak HTTP here (${code}).`)

/** By name in lower case; values of one name joined by `, `. `rawHeaders` is as Node gives it: name, value, name, value. */
export function headersOf(rawHeaders: readonly string[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = Object.create(null)
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    const value = rawHeaders[index + 1] ?? ''
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return headers
}

const pairsOf = (rawHeaders: readonly string[]): (readonly [string, string])[] =>
  rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []))

/** Every value of one header, each by itself. `name` in lower case. */
export const valuesOf = (rawHeaders: readonly string[], name: string): readonly string[] =>
  rawHeaders.filter((_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
