import http from 'node:http'
import https from 'node:https'
import { Cancelled, ExpectedError } from '../../model/errors.ts'

/** A service of the Internet was asked for that the technician did not enter. Nothing was sent. */
export class ServiceNotAllowed extends ExpectedError {
  override readonly name = 'ServiceNotAllowed'
  readonly code = 'internet/not-allowed'
  readonly remedy = 'Enter the address of the service first, as http:// or https:// with its host.'
}

/** A service of the Internet gave no usable answer. Nothing is lost: ask it later. */
export class ServiceUnreachable extends ExpectedError {
  override readonly name = 'ServiceUnreachable'
  readonly code = 'internet/unreachable'
  readonly remedy = 'Connect this computer to the Internet and try again. What waits keeps waiting.'
}

const limits = { wholeMs: 20_000, answerBytes: 256 * 1024 } as const

/**
 * The services of the Internet that may be asked: exactly the addresses that the technician entered. This list and the scope
 * of a visit know nothing of each other: a device is never reached this way, and a service never through the scope.
 */
export class AllowedServices {
  readonly #urls: ReadonlySet<string>

  /** @throws {ServiceNotAllowed} when one is no http(s) address, or carries a user name */
  constructor(urls: readonly string[]) {
    this.#urls = new Set(urls.map((url) => parseService(url).href))
  }

  /** @throws {ServiceNotAllowed} before anything is sent */
  assert(url: string): URL {
    const parsed = parseService(url)
    if (this.#urls.has(parsed.href)) return parsed
    throw new ServiceNotAllowed(`${parsed.host} is not among the services that were entered; nothing was sent.`)
  }
}

function parseService(text: string): URL {
  const url = URL.parse(text)
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.hash !== ''
  ) {
    throw new ServiceNotAllowed(`"${text.slice(0, 200)}" is no address of a service.`)
  }
  return url
}

export interface ServiceRequest {
  readonly url: string
  readonly contentType: string
  /** The media type that the answer must have. */
  readonly accept: string
  readonly body: Uint8Array
  readonly signal: AbortSignal
}

/**
 * Posts to an allowed service and hands back the body of its answer. Follows no redirect, sends no login and no cookie, and
 * reads at most 256 KiB in at most 20 seconds.
 *
 * @throws {ServiceNotAllowed} before anything is sent @throws {ServiceUnreachable} @throws {Cancelled}
 */
export function postToService(allowed: AllowedServices, request: ServiceRequest): Promise<Buffer> {
  const url = allowed.assert(request.url)
  if (request.signal.aborted) return Promise.reject(new Cancelled('Cancelled before the request.'))
  return new Promise((resolve, reject) => {
    const unusable = (why: string, cause?: unknown) =>
      new ServiceUnreachable(`${url.host} ${why}.`, cause === undefined ? {} : { cause })
    const client = url.protocol === 'https:' ? https : http
    const sent = client.request(url, {
      method: 'POST',
      agent: false,
      headers: {
        'Content-Type': request.contentType,
        'Content-Length': request.body.length,
        Accept: request.accept,
        'User-Agent': 'Fieldseal',
        Connection: 'close',
      },
    })
    let settled = false
    const settle = (error: Error | null, body?: Buffer) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      request.signal.removeEventListener('abort', onAbort)
      if (error === null && body !== undefined) return resolve(body)
      sent.destroy()
      reject(error)
    }
    const onAbort = () => settle(new Cancelled('Cancelled during the request.'))
    const timer = setTimeout(
      () => settle(unusable(`gave no answer in ${limits.wholeMs / 1000} seconds`)),
      limits.wholeMs,
    )
    request.signal.addEventListener('abort', onAbort, { once: true })
    sent.on('error', (error: NodeJS.ErrnoException) =>
      settle(unusable(`could not be reached (${error.code ?? 'no answer'})`, error)),
    )
    sent.once('response', (answer) => {
      const type = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
      if (answer.statusCode !== 200) return settle(unusable(`answered with HTTP status ${answer.statusCode}`))
      if (type !== request.accept) return settle(unusable('answered with something else than what was asked for'))
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        chunks.push(chunk)
        if (size > limits.answerBytes) settle(unusable('sent far more than an answer'))
      })
      answer.once('error', (error) => settle(unusable('broke off its answer', error)))
      answer.once('end', () =>
        answer.complete ? settle(null, Buffer.concat(chunks)) : settle(unusable('broke off its answer')),
      )
    })
    sent.end(request.body)
  })
}
