import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { Cancelled, DeviceUnreachable, type ExpectedError } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { Network } from '../network.ts'
import { type Challenge, type DigestSession, parseChallenges } from './digest.ts'
import { headersOf, inflate, readBody, translate, valuesOf } from './exchange.ts'
import { guardedAgent } from './guarded-agent.ts'
import { type HttpAnswer, httpRequest, targetOf } from './http-request.ts'
import { type HttpLimits, usualLimits } from './limits.ts'
import { LoginMemory } from './login-memory.ts'

/** What an upload may cost at most. There is no bound on the whole: a large file on a slow line takes its time. */
export interface UploadLimits extends HttpLimits {
  /** How long the device may leave the question unanswered whether it wants the body. */
  readonly continueMs: number
  /** How long the device may take no byte. */
  readonly stallMs: number
  /** From the last byte of the body to the answer: devices check and write a firmware before they answer. */
  readonly answerMs: number
}

const uploadLimits: UploadLimits = {
  ...usualLimits,
  continueMs: 1_500,
  stallMs: 60_000,
  answerMs: 15 * 60_000,
}

export interface HttpUpload {
  readonly method: 'POST' | 'PUT'
  readonly address: string
  readonly port: number
  readonly https: boolean
  /** Path and query, beginning with `/`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: {
    readonly sizeBytes: number
    /** Called at most once, when the device wants the body: `sizeBytes` bytes, no more and no less. */
    open(): Readable
  }
  /** Shown only where it was accepted before (`memory`), or in answer to `answering`. */
  readonly credential: Credential | null
  readonly answering?: readonly Challenge[]
  readonly memory: LoginMemory
  readonly signal: AbortSignal
  /** Told how many bytes of the body are on their way. */
  readonly onSent?: (bytes: number) => void
  readonly limits?: Partial<UploadLimits>
}

export interface UploadAnswer extends HttpAnswer {
  /** Bytes of the body that were handed to the line. 0: the device said no before it saw any of it. */
  readonly sentBytes: number
}

/**
 * One request with a long body, sent as fast as the device takes it and never held in memory. The device is asked first whether
 * it wants the body (`Expect: 100-continue`), so that a refusal comes before the first byte; one that does not answer the
 * question gets the body, with the login that was proven before. No redirect, no repetition.
 *
 * @throws {OutsideScope} {IdentityChanged} before anything is sent
 * @throws {DeviceUnreachable} on silence, and when the connection ends before the answer: the device may have acted
 * @throws {ExpectedError} what the source of the body throws; the request is then cut off before its end
 * @see RFC 9110, sections 10.1.1 and 15.2.1
 */
export async function httpUpload(network: Network, request: HttpUpload): Promise<UploadAnswer> {
  const { address, port, memory, credential } = request
  network.scope.assert(address, port)
  if (request.signal.aborted) throw new Cancelled('Cancelled before the upload.')
  const session = sessionOf(request)
  const authorization =
    session === null || credential === null
      ? null
      : session.authorize({ method: request.method, uri: targetOf(request.path), credential })
  const { message, sentBytes, body } = await new Upload(network, request, authorization).run()
  const status = message.statusCode ?? 0
  if (status < 400 && session !== null && credential !== null) memory.keepProven(credential, session)
  if (status === 401) memory.forget()
  return {
    status,
    headers: headersOf(message.rawHeaders),
    body,
    challenges: status === 401 ? parseChallenges(valuesOf(message.rawHeaders, 'www-authenticate')) : [],
    login: authorization === null ? 'none' : 'digest',
    shown: authorization === null ? 0 : 1,
    isLoginRefused: status === 401 && session !== null && request.answering !== undefined,
    sentBytes,
  }
}

/** Null when the device offers no Digest: no other login is ever given to an upload. */
function sessionOf({ credential, answering, memory }: HttpUpload): DigestSession | null {
  if (credential === null) return null
  return answering === undefined ? memory.proven(credential) : memory.sessionFor(answering)
}

export interface UploadDoor {
  readonly address: string
  readonly port: number
  readonly https: boolean
  readonly path: string
  readonly signal: AbortSignal
}

/** What the device asks of a stranger at that path, found out without body and without login. Empty: it asks nothing. */
export async function uploadChallenges(network: Network, door: UploadDoor): Promise<readonly Challenge[]> {
  return (await httpRequest(network, { method: 'HEAD', ...door })).challenges
}

/**
 * Shows a login at that path once, without a body, in answer to `challenges`. Accepted logins are kept in `memory`, for the
 * upload that follows.
 *
 * @throws {CredentialWithheld} when the device wants the password readable
 */
export async function proveUploadLogin(
  network: Network,
  door: UploadDoor,
  login: {
    readonly credential: Credential
    readonly challenges: readonly Challenge[]
    readonly memory: LoginMemory
  },
): Promise<'accepted' | 'refused'> {
  const { credential, challenges, memory } = login
  const session = memory.sessionFor(challenges)
  const { status } =
    session === null
      ? await httpRequest(network, { method: 'HEAD', ...door, credential, answering: challenges })
      : await httpRequest(network, {
          method: 'HEAD',
          ...door,
          headers: { Authorization: session.authorize({ method: 'HEAD', uri: targetOf(door.path), credential }) },
          memory: new LoginMemory(),
        })
  if (status === 401) return 'refused'
  // Whatever it thinks of a request without body: the door that asked for a login was opened.
  if (session !== null) memory.keepProven(credential, session)
  return 'accepted'
}

interface Ended {
  readonly message: http.IncomingMessage
  readonly body: Buffer
  readonly sentBytes: number
}

class Upload {
  readonly #network: Network
  readonly #request: HttpUpload
  readonly #authorization: string | null
  readonly #limits: UploadLimits
  readonly #name: string
  readonly #stop = new AbortController()
  #reason: ExpectedError | null = null
  /** Of this computer: the file cannot be read. */
  #sourceError: Error | null = null
  #sent = 0

  constructor(network: Network, request: HttpUpload, authorization: string | null) {
    this.#network = network
    this.#request = request
    this.#authorization = authorization
    this.#limits = { ...uploadLimits, ...request.limits }
    this.#name = `${request.address}:${request.port}`
  }

  async run(): Promise<Ended> {
    const { signal } = this.#request
    const onAbort = () => this.#end(new Cancelled('Cancelled during the upload.'))
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await this.#exchange()
    } catch (error) {
      throw this.#reason ?? this.#sourceError ?? this.#cut(translate(error, this.#name))
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  async #exchange(): Promise<Ended> {
    const outgoing = this.#start()
    try {
      const conversation = new Conversation(outgoing)
      const wanted = await this.#wants(conversation)
      const early = wanted ? await this.#send(outgoing, conversation) : null
      const message = early ?? (await this.#within(this.#limits.answerMs, conversation.answer, 'gave no answer'))
      const raw = await this.#within(
        this.#limits.wholeMs,
        readBody(message, this.#name, this.#limits.bodyBytes, (error) => this.#end(error)),
        'did not finish its answer',
      )
      const encoding = headersOf(message.rawHeaders)['content-encoding']
      return {
        message,
        sentBytes: this.#sent,
        body: await inflate(raw, encoding, this.#name, this.#limits.bodyBytes),
      }
    } finally {
      outgoing.destroy()
    }
  }

  #start(): http.ClientRequest {
    const { address, port, https: secure, method, path, headers, body } = this.#request
    const { connectMs: connectTimeoutMs, headerBytes: maxHeaderSize } = this.#limits
    const signal = this.#stop.signal
    return (secure ? https : http).request({
      host: address,
      port,
      method,
      path: targetOf(path),
      maxHeaderSize,
      signal,
      agent: guardedAgent(this.#network, secure, { address, port, signal, connectTimeoutMs }),
      headers: {
        Accept: '*/*',
        'Accept-Encoding': 'identity',
        'User-Agent': 'Fieldseal',
        ...headers,
        'Content-Length': body.sizeBytes,
        Expect: '100-continue',
        ...(this.#authorization === null ? {} : { Authorization: this.#authorization }),
      },
    })
  }

  /** Whether the body is to be sent: the device said so, or said nothing to the question. */
  async #wants({ connected, goAhead, answer }: Conversation): Promise<boolean> {
    await Promise.race([connected, answer])
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<true>((resolve) => {
      timer = setTimeout(() => resolve(true), this.#limits.continueMs)
    })
    try {
      return await Promise.race([goAhead, silence, answer.then(() => false as const)])
    } finally {
      clearTimeout(timer)
    }
  }

  /** Sends the body as the device takes it. Gives the answer of a device that had enough before the end. */
  async #send(outgoing: http.ClientRequest, { answer }: Conversation): Promise<http.IncomingMessage | null> {
    const { body, onSent } = this.#request
    const source = body.open()
    source.once('error', (error) => {
      this.#sourceError = error
    })
    let early: http.IncomingMessage | null = null
    answer.then(
      (message) => {
        early = message
      },
      () => undefined,
    )
    try {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        if (early !== null) return early
        if (!outgoing.write(chunk)) await this.#within(this.#limits.stallMs, drained(outgoing, answer), 'took no more')
        this.#sent += chunk.length
        onSent?.(this.#sent)
      }
    } finally {
      source.destroy()
    }
    outgoing.end()
    return early
  }

  async #within<T>(ms: number, work: Promise<T>, what: string): Promise<T> {
    const seconds = Math.round(ms / 1_000)
    const timer = setTimeout(
      () => this.#end(new DeviceUnreachable(`${this.#name} ${what} for ${seconds} s (${this.#progress()})`)),
      ms,
    )
    try {
      return await work
    } finally {
      clearTimeout(timer)
    }
  }

  /** The first reason counts; what the sockets report afterwards is its echo. */
  #end(error: ExpectedError): void {
    this.#reason ??= error
    this.#stop.abort()
  }

  #progress(): string {
    return `${this.#sent} of ${this.#request.body.sizeBytes} bytes were sent`
  }

  #cut(error: unknown): unknown {
    if (!(error instanceof DeviceUnreachable) || this.#sent === 0) return error
    return new DeviceUnreachable(`${error.message}; ${this.#progress()}`, { cause: error })
  }
}

/** The moments of one request that are waited for. A failure ends all of them. */
class Conversation {
  readonly connected: Promise<void>
  readonly goAhead: Promise<true>
  readonly answer: Promise<http.IncomingMessage>

  constructor(outgoing: http.ClientRequest) {
    const failed = new Promise<never>((_resolve, reject) => {
      outgoing.once('error', reject)
      outgoing.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
    })
    const until = <T>(event: string) =>
      Promise.race([new Promise<T>((resolve) => outgoing.once(event, resolve)), failed])
    this.connected = until<unknown>('socket').then(() => undefined)
    this.goAhead = until<unknown>('continue').then(() => true as const)
    this.answer = until<http.IncomingMessage>('response')
    // Whoever waits hears of the failure; nobody needs to hear of it twice.
    for (const moment of [this.connected, this.goAhead, this.answer]) moment.catch(() => undefined)
    outgoing.on('error', () => undefined)
  }
}

async function drained(outgoing: http.ClientRequest, answer: Promise<unknown>): Promise<void> {
  let done: () => void = () => undefined
  const drain = new Promise<void>((resolve) => {
    done = resolve
    outgoing.once('drain', done)
  })
  try {
    await Promise.race([drain, answer])
  } finally {
    outgoing.removeListener('drain', done)
  }
}
