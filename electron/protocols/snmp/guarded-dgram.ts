import { EventEmitter } from 'node:events'
import type { ScopedUdpSocket } from '../network.ts'
import { decodeMessage, pdu, type SnmpMessage } from './message.ts'

/**
 * What net-snmp takes for `node:dgram`: a socket that asks the scope for each datagram and lets through only what may be an
 * answer of the one agent that was asked: its address and port, version 3, and, unless it is a report, authenticated and
 * encrypted. net-snmp itself would take a plain answer to a protected question.
 */
export class GuardedDgram extends EventEmitter {
  readonly #udp: ScopedUdpSocket

  constructor(
    udp: ScopedUdpSocket,
    agent: { readonly address: string; readonly port: number },
    onReport: (report: Extract<SnmpMessage, { version: 'v3' }>) => void,
  ) {
    super()
    this.#udp = udp
    // An 'error' without a listener would end the process.
    this.on('error', () => undefined)
    udp.onMessage((datagram, source) => {
      if (source.address !== agent.address || source.port !== agent.port) return
      const message = decodeMessage(datagram)
      if (message?.version !== 'v3') return
      if (message.pduType === pdu.report) onReport(message)
      else if (!message.authenticated || !message.encrypted) return
      try {
        this.emit('message', datagram)
      } catch {
        // net-snmp throws on some malformed answers. The question then ends by its deadline, as with silence.
      }
    })
  }

  send(
    buffer: Buffer,
    offset: number,
    length: number,
    port: number,
    address: string,
    done: (error: Error | null, bytes?: number) => void,
  ): void {
    try {
      this.#udp.send(Buffer.from(buffer.subarray(offset, offset + length)), port, address)
    } catch (error) {
      done(error as Error)
      return
    }
    done(null, length)
  }

  close(): void {
    this.#udp.close()
    this.emit('close')
  }

  /** The process is kept alive by the deadline of the question, not by the socket. */
  ref(): void {}
  unref(): void {}
}
