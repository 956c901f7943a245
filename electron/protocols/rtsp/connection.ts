import type { Socket } from 'node:net'
import { Cancelled, DeviceUnreachable } from '../../model/errors.ts'
import type { ExchangeObserver } from '../exchange-observer.ts'
import type { Network } from '../network.ts'
import { headerOf, parseRtsp, type RtspMessage } from './message.ts'

export interface RtspTarget {
  readonly address: string
  readonly port: number
  readonly signal: AbortSignal
  /** For connecting, and again for each answer as a whole, so that no drip of bytes keeps it open. Default 5 s. */
  readonly timeoutMs?: number
}

/** One TCP connection that asks one question at a time. Always `close()` it. */
export class RtspConnection {
  readonly #socket: Socket
  readonly #target: RtspTarget
  readonly #observer: ExchangeObserver | null
  #sequence = 0
  #received = Buffer.alloc(0)

  constructor(socket: Socket, target: RtspTarget, observer: ExchangeObserver | null = null) {
    this.#socket = socket
    this.#observer = observer
    this.#target = target
    // Trouble between two questions shows when the next one is asked.
    socket.on('error', () => undefined)
  }

  static async open(network: Network, target: RtspTarget): Promise<RtspConnection> {
    const { address, port, signal, timeoutMs = 5_000 } = target
    const socket = await network.connectTcp({ address, port, signal, timeoutMs })
    return new RtspConnection(socket, target, network.observer)
  }

  /** Whether another question may follow on this connection. */
  get usable(): boolean {
    return !this.#socket.destroyed && !this.#socket.readableEnded
  }

  /**
   * @throws {DeviceUnreachable} on silence, a closed connection or too slow an answer
   * @throws {ProtocolViolation} on anything that is not RTSP
   */
  async ask(method: string, url: string, headers: readonly string[] = []): Promise<RtspMessage> {
    this.#sequence += 1
    const lines = [`${method} ${url} RTSP/1.0`, `CSeq: ${this.#sequence}`, 'User-Agent: Fieldseal', ...headers]
    const at = new Date().toISOString()
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    const answer = await this.#nextAnswer(this.#sequence).catch((error: unknown) => {
      this.#tell(`${method} ${url}`, headers, null, at)
      throw error
    })
    this.#tell(`${method} ${url}`, headers, answer, at)
    if (headerOf(answer, 'connection')?.toLowerCase() === 'close') this.close()
    return answer
  }

  close(): void {
    this.#socket.destroy()
  }

  #tell(line: string, headers: readonly string[], answer: RtspMessage | null, at: string): void {
    const { address, port } = this.#target
    const pairs = headers.map((text) => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 2)] as const)
    this.#observer?.exchanged({
      over: 'RTSP',
      address,
      port,
      request: { line, headers: pairs, body: Buffer.alloc(0) },
      answer:
        answer === null
          ? null
          : {
              line: String(answer.status),
              headers: answer.headers.map(({ name, value }) => [name, value] as const),
              body: answer.body,
            },
      at,
    })
  }

  #nextAnswer(sequence: number): Promise<RtspMessage> {
    const { address, port, signal, timeoutMs = 5_000 } = this.#target
    const socket = this.#socket
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        socket.off('data', onData)
        socket.off('close', onClose)
        socket.pause()
        end()
      }
      const fail = (error: unknown) =>
        settle(() => {
          socket.destroy()
          reject(error)
        })
      const take = () => {
        // An answer to an earlier question is dropped, so the loop goes on until ours is there.
        for (let parsed = parseRtsp(this.#received); parsed !== null; parsed = parseRtsp(this.#received)) {
          const { message, length } = parsed
          this.#received = this.#received.subarray(length)
          const number = headerOf(message, 'cseq')
          if (number === null || Number(number) === sequence) return settle(() => resolve(message))
        }
      }
      const onData = (chunk: Buffer) => {
        this.#received = Buffer.concat([this.#received, chunk])
        try {
          take()
        } catch (error) {
          fail(error)
        }
      }
      const onClose = () =>
        fail(new DeviceUnreachable(`${address}:${port} closed the RTSP connection without an answer`))
      const onAbort = () => fail(new Cancelled('Cancelled while waiting for an RTSP answer.'))
      const timer = setTimeout(
        () => fail(new DeviceUnreachable(`${address}:${port} gave no complete RTSP answer in ${timeoutMs} ms`)),
        timeoutMs,
      )
      if (signal.aborted) return onAbort()
      if (socket.destroyed) return onClose()
      signal.addEventListener('abort', onAbort, { once: true })
      socket.on('data', onData)
      socket.on('close', onClose)
      socket.resume()
    })
  }
}
