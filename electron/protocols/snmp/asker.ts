import { randomInt } from 'node:crypto'
import { Cancelled } from '../../model/errors.ts'
import type { ExchangeObserver } from '../exchange-observer.ts'
import type { Network, ScopedUdpSocket } from '../network.ts'
import { decodeMessage, encodeDiscovery, encodeRead, pdu, type SnmpEngine, type SnmpMessage } from './message.ts'
import { SharedPatience } from './patience.ts'
import type { SnmpValue } from './value.ts'

export interface CommunityLogin {
  readonly version: 'v1' | 'v2c'
  readonly community: string
}

export interface AskOptions {
  readonly signal: AbortSignal
  /** Wait for each attempt. Default 1 s. */
  readonly timeoutMs?: number | SharedPatience
  /** Datagrams at most. Default 2, because UDP loses some. */
  readonly attempts?: number
  /** Waited for before each datagram but the first, where somebody counts them. */
  readonly beforeRepeat?: () => Promise<void>
}

/** Objects by OID as asked. `errorStatus` is not 0 when the agent declined; an answer at all proves the community. */
export interface SnmpAnswer {
  readonly errorStatus: number
  readonly values: ReadonlyMap<string, SnmpValue>
}

interface Pending {
  readonly source: string
  readonly take: (message: SnmpMessage) => boolean
}

/**
 * Asks many agents over one UDP socket: v1, v2c and the v3 engine report. An answer counts only from the address and port
 * that was asked, with our own number in it; anything else is dropped.
 */
export class SnmpAsker {
  readonly #socket: ScopedUdpSocket
  readonly #observer: ExchangeObserver | null
  readonly #pending = new Map<number, Pending>()

  constructor(socket: ScopedUdpSocket, observer: ExchangeObserver | null = null) {
    this.#socket = socket
    this.#observer = observer
    socket.onMessage((datagram, source) => {
      const message = decodeMessage(datagram)
      if (message === null) return
      const id = message.version === 'v3' ? message.messageId : message.requestId
      const pending = this.#pending.get(id)
      if (pending === undefined || pending.source !== sourceKey(source.address, source.port)) return
      if (pending.take(message)) this.#pending.delete(id)
    })
  }

  static async open(network: Network, options: { readonly ipv6?: boolean } = {}): Promise<SnmpAsker> {
    return new SnmpAsker(await network.udp(options), network.observer)
  }

  /** Null is silence: no agent, another community, a filter. They cannot be told apart. */
  get(
    address: string,
    port: number,
    login: CommunityLogin,
    oids: readonly string[],
    options: AskOptions,
  ): Promise<SnmpAnswer | null> {
    return this.#read('get', address, port, login, oids, options)
  }

  /** The object after each one asked. The keys of the answer are the OIDs that the agent named. */
  getNext(
    address: string,
    port: number,
    login: CommunityLogin,
    oids: readonly string[],
    options: AskOptions,
  ): Promise<SnmpAnswer | null> {
    return this.#read('getNext', address, port, login, oids, options)
  }

  /**
   * Engine of the agent as its unauthenticated report tells it, or null on silence. A hint, no proof: anybody can write it.
   *
   * @see RFC 3414, section 4; SNMP-FRAMEWORK-MIB::snmpEngineID
   */
  engine(address: string, port: number, options: AskOptions): Promise<SnmpEngine | null> {
    return this.#ask(address, port, options, encodeDiscovery, (message) => {
      if (message.version !== 'v3' || message.pduType !== pdu.report) return undefined
      return message.engine
    })
  }

  close(): void {
    this.#socket.close()
  }

  async #read(
    kind: 'get' | 'getNext',
    address: string,
    port: number,
    login: CommunityLogin,
    oids: readonly string[],
    options: AskOptions,
  ): Promise<SnmpAnswer | null> {
    const encode = (id: number) => encodeRead(kind, login, id, oids)
    const at = new Date().toISOString()
    const answer = await this.#ask(address, port, options, encode, (message) => {
      if (message.version !== login.version || message.pduType !== pdu.response) return undefined
      if (message.community !== login.community) return undefined
      const asked = (oid: string) => kind === 'getNext' || oids.includes(oid)
      const values = message.errorStatus === 0 ? message.varbinds.filter(({ oid }) => asked(oid)) : []
      return { errorStatus: message.errorStatus, values: new Map(values.map(({ oid, value }) => [oid, value])) }
    })
    const headers = [['community', login.community]] as const
    const body = (text: string) => Buffer.from(text, 'utf8')
    this.#observer?.exchanged({
      over: 'SNMP',
      address,
      port,
      request: { line: `${kind} ${login.version}`, headers, body: body(oids.join('\n')) },
      answer:
        answer === null
          ? null
          : { line: String(answer.errorStatus), headers: [], body: body(JSON.stringify(shownValues(answer), null, 1)) },
      at,
    })
    return answer
  }

  async #ask<T>(
    address: string,
    port: number,
    { signal, timeoutMs = 1_000, attempts = 2, beforeRepeat = async () => undefined }: AskOptions,
    encode: (id: number) => Buffer,
    read: (message: SnmpMessage) => T | undefined,
  ): Promise<T | null> {
    if (signal.aborted) throw new Cancelled('Cancelled before asking over SNMP.')
    const id = this.#freshId()
    const datagram = encode(id)
    const patience = timeoutMs instanceof SharedPatience ? timeoutMs : new SharedPatience(timeoutMs)
    return new Promise<T | null>((resolve, reject) => {
      let left = attempts
      let stopWaiting = () => {}
      let settled = false
      const settle = (end: () => void) => {
        if (settled) return
        settled = true
        stopWaiting()
        signal.removeEventListener('abort', onAbort)
        this.#pending.delete(id)
        end()
      }
      const onAbort = () => settle(() => reject(new Cancelled('Cancelled while waiting for an SNMP answer.')))
      const repeat = () => {
        if (left === 0 || patience.isOver) return settle(() => resolve(null))
        beforeRepeat().then(send, (error: unknown) => settle(() => reject(error)))
      }
      const send = () => {
        // It may be answered while the repetition waits for its turn.
        if (settled) return
        left -= 1
        try {
          this.#socket.send(datagram, port, address)
        } catch (error) {
          return settle(() => reject(error))
        }
        stopWaiting = patience.wait(repeat)
      }
      this.#pending.set(id, {
        source: sourceKey(address, port),
        take: (message) => {
          const answer = read(message)
          if (answer === undefined) return false
          settle(() => resolve(answer))
          return true
        },
      })
      signal.addEventListener('abort', onAbort, { once: true })
      send()
    })
  }

  #freshId(): number {
    for (;;) {
      // Random, so that an answer cannot be forged without seeing the question.
      const id = randomInt(1, 0x7fff_ffff)
      if (!this.#pending.has(id)) return id
    }
  }
}

/** Kinds and values as text; octets that are no text as `hex:`. */
const shownValues = ({ values }: SnmpAnswer): Record<string, string> =>
  Object.fromEntries([...values].map(([oid, value]) => [oid, shownValue(value)]))

function shownValue(value: SnmpValue): string {
  switch (value.kind) {
    case 'octets':
      return /[^\x20-\x7e\r\n\t]/.test(value.bytes.toString('latin1'))
        ? `octets hex:${value.bytes.toString('hex')}`
        : `octets ${value.bytes.toString('latin1')}`
    case 'number':
      return `number ${value.value}`
    case 'oid':
      return `oid ${value.oid}`
    case 'address':
      return `address ${value.address}`
    default:
      return 'none'
  }
}

const sourceKey = (address: string, port: number): string => `${address}#${port}`
