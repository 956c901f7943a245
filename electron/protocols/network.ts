import type { X509Certificate } from 'node:crypto'
import dgram from 'node:dgram'
import net from 'node:net'
import tls from 'node:tls'
import {
  Cancelled,
  DeviceUnreachable,
  ExpectedError,
  IdentityChanged,
  OutsideScope,
  ProtocolViolation,
} from '../model/errors.ts'
import { type ExchangeObserver, observers } from './exchange-observer.ts'
import { OwnCards } from './own-cards.ts'
import type { ScopeGuard } from './scope.ts'
import { timeLimit } from './time-limit.ts'

/** First contact pins the certificate of a device; later contacts must show the same one. Kept by the site file. */
export interface PinStore {
  /** SHA-256 of the certificate's DER, lower-case hex, or null when this endpoint was never seen. */
  pin(address: string, port: number): string | null
  savePin(address: string, port: number, certificateSha256: string): void
}

export interface ConnectOptions {
  readonly address: string
  readonly port: number
  readonly signal: AbortSignal
  readonly timeoutMs?: number
  /** Own address that the packets must leave with; the operating system chooses unless told. */
  readonly localAddress?: string
}

/** OpenSSL keeps old versions and short keys behind this word; the TLS of Electron does not know the word and needs none. */
const oldCiphers = 'electron' in process.versions ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }

/**
 * A device may reset a connection while nobody reads from it, or after it failed: without a listener that would end the process.
 * Whoever works with the socket has listeners of their own.
 */
const nobodyListens = (): void => undefined

/**
 * The only place of the product that opens sockets towards devices. Each call asks the scope first; nothing is resolved by
 * name, so an address cannot change between the check and the packet.
 */
export class Network {
  readonly scope: ScopeGuard
  /** Null unless somebody asked to see the exchanges. */
  readonly observer: ExchangeObserver | null
  /** How long an SNMP agent that nothing is known of has to answer one of many questions; twice that for a question alone. */
  readonly snmpWaitMs: number
  /** The network cards of this computer that this network was begun with. */
  readonly cards: OwnCards
  readonly #pins: PinStore | null
  readonly #certificates = new WeakMap<tls.TLSSocket, X509Certificate>()

  constructor(
    scope: ScopeGuard,
    pins: PinStore | null = null,
    observer: ExchangeObserver | null = null,
    snmpWaitMs = 500,
    cards = new OwnCards(),
  ) {
    this.scope = scope
    this.#pins = pins
    this.observer = observer
    this.snmpWaitMs = snmpWaitMs
    this.cards = cards
  }

  /** The same network, with one more who sees what is exchanged through it. */
  observedBy(observer: ExchangeObserver): Network {
    return new Network(this.scope, this.#pins, observers(this.observer, observer), this.snmpWaitMs, this.cards)
  }

  /** The same network, for what nobody may keep: a copy of a configuration is full of secrets. */
  unobserved(): Network {
    return new Network(this.scope, this.#pins, null, this.snmpWaitMs, this.cards)
  }

  /**
   * @throws {OutsideScope} before anything is sent
   * @throws {DeviceUnreachable} on refusal, silence or no route; `cause` keeps the system error with its `code`
   */
  connectTcp({ address, port, signal, timeoutMs = 5_000, localAddress }: ConnectOptions): Promise<net.Socket> {
    this.scope.assert(address, port)
    if (signal.aborted) return Promise.reject(new Cancelled('Cancelled before connecting.'))
    return new Promise((resolve, reject) => {
      const family = net.isIPv6(address) ? 6 : 4
      const from = localAddress === undefined ? {} : { localAddress }
      const socket = net.connect({ host: address, port, noDelay: true, family, ...from })
      const settle = (error: Error | null) => {
        takeBack()
        signal.removeEventListener('abort', onAbort)
        socket.removeAllListeners('connect')
        socket.removeAllListeners('error')
        socket.on('error', nobodyListens)
        if (error === null) return resolve(socket)
        socket.destroy()
        reject(error)
      }
      const unreachable = (why: string, cause?: unknown) =>
        new DeviceUnreachable(`${address}:${port} ${why}`, cause === undefined ? {} : { cause })
      const onAbort = () => settle(new Cancelled('Cancelled while connecting.'))
      const takeBack = timeLimit(timeoutMs, () => settle(unreachable(`gave no answer in ${timeoutMs} ms`)))
      signal.addEventListener('abort', onAbort, { once: true })
      socket.once('connect', () => {
        this.cards.reached(address, socket.localAddress)
        settle(null)
      })
      socket.once('error', (error) =>
        settle(unreachable(`refused the connection or has no route (${codeOf(error)})`, error)),
      )
    })
  }

  /**
   * TLS with the certificate pinned at first contact (device certificates are self-signed: a public CA proves nothing here).
   * Old versions are allowed, so that a TLS 1.0 device is a finding and not 'unreachable'.
   *
   * @throws {IdentityChanged} when the certificate is another one; no byte of the protocol above was sent
   * @throws {ProtocolViolation} when there is none
   */
  async connectTls(options: ConnectOptions): Promise<tls.TLSSocket> {
    const { address, port, signal, timeoutMs = 5_000 } = options
    const raw = await this.connectTcp(options)
    const socket = tls.connect({ socket: raw, rejectUnauthorized: false, minVersion: 'TLSv1', ...oldCiphers })
    await new Promise<void>((resolve, reject) => {
      const settle = (error: Error | null) => {
        takeBack()
        signal.removeEventListener('abort', onAbort)
        socket.removeAllListeners('secureConnect')
        socket.removeAllListeners('error')
        socket.on('error', nobodyListens)
        if (error === null) return resolve()
        socket.destroy()
        reject(error)
      }
      const onAbort = () => settle(new Cancelled('Cancelled during the TLS handshake.'))
      const takeBack = timeLimit(timeoutMs, () =>
        settle(new DeviceUnreachable(`${address}:${port} did not finish the TLS handshake in ${timeoutMs} ms`)),
      )
      signal.addEventListener('abort', onAbort, { once: true })
      socket.once('secureConnect', () => settle(null))
      socket.once('error', (error) =>
        settle(
          new DeviceUnreachable(`${address}:${port} failed the TLS handshake (${codeOf(error)})`, { cause: error }),
        ),
      )
    })
    const certificate = socket.getPeerX509Certificate()
    if (certificate === undefined) {
      socket.destroy()
      throw new ProtocolViolation(`${address}:${port} finished the TLS handshake without a certificate.`)
    }
    this.#certificates.set(socket, certificate)
    const seen = certificate.fingerprint256.replaceAll(':', '').toLowerCase()
    const pinned = this.#pins?.pin(address, port) ?? null
    if (pinned === null) this.#pins?.savePin(address, port, seen)
    else if (pinned !== seen) {
      socket.destroy()
      throw new IdentityChanged(
        `${address}:${port} shows certificate ${seen.slice(0, 16)}…, pinned at first contact was ${pinned.slice(0, 16)}…`,
      )
    }
    return socket
  }

  /** What the device showed on this connection. Node tells it once only, so that it is kept here. */
  certificateOf(socket: tls.TLSSocket): X509Certificate | null {
    return this.#certificates.get(socket) ?? null
  }

  /**
   * Sends one datagram and says whether the host answered that nobody listens there (ICMP port unreachable). False proves
   * nothing: open, filtered and lost look the same, and Windows does not pass such answers on.
   *
   * @throws {OutsideScope} before anything is sent
   */
  refusesUdp({ address, port, signal, timeoutMs = 1_000 }: ConnectOptions, payload: Buffer): Promise<boolean> {
    this.scope.assert(address, port)
    if (signal.aborted) return Promise.reject(new Cancelled('Cancelled before sending.'))
    return new Promise((resolve, reject) => {
      const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4')
      const settle = (finish: () => void) => {
        takeBack()
        signal.removeEventListener('abort', onAbort)
        socket.removeAllListeners('error')
        socket.on('error', () => undefined)
        socket.close()
        finish()
      }
      const onAbort = () => settle(() => reject(new Cancelled('Cancelled while waiting for an answer.')))
      const takeBack = timeLimit(timeoutMs, () => settle(() => resolve(false)))
      signal.addEventListener('abort', onAbort, { once: true })
      socket.once('error', (error) => settle(() => resolve(codeOf(error) === 'ECONNREFUSED')))
      socket.once('message', () => settle(() => resolve(false)))
      // Only a connected socket is told of ICMP.
      socket.connect(port, address, () => socket.send(payload))
    })
  }

  /**
   * A UDP socket whose `send` asks the scope for each datagram. With `multicastInterface` it may also send to `multicastGroups`,
   * out of that interface only. The interface must be one of the scope's.
   *
   * @throws {OutsideScope} when the technician did not choose that interface
   * @throws {SocketRefused} when this computer does not give the socket: port taken, interface gone
   */
  async udp(options: UdpOptions = {}): Promise<ScopedUdpSocket> {
    const { multicastInterface } = options
    if (multicastInterface !== undefined && !this.scope.scope.interfaces.includes(multicastInterface)) {
      throw new OutsideScope(`${multicastInterface} is no interface that was chosen for multicast; nothing was sent.`)
    }
    const socket = dgram.createSocket({
      type: options.ipv6 === true ? 'udp6' : 'udp4',
      reuseAddr: options.port !== undefined,
    })
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject)
        socket.bind({ port: options.port ?? 0, exclusive: false }, () => {
          socket.removeListener('error', reject)
          resolve()
        })
      })
      if (multicastInterface !== undefined) {
        socket.setMulticastInterface(multicastInterface)
        socket.setMulticastTTL(1)
        for (const group of options.join ?? []) socket.addMembership(group, multicastInterface)
      }
    } catch (error) {
      socket.close()
      const where = `${multicastInterface ?? 'any interface'}, UDP port ${options.port ?? 'any'}`
      throw new SocketRefused(`This computer gives no socket on ${where} (${codeOf(error)}).`, { cause: error })
    }
    return new ScopedUdpSocket(socket, this.scope, options, this.observer)
  }
}

/** This computer, not a device, is in the way. Nothing was sent. */
export class SocketRefused extends ExpectedError {
  override readonly name = 'SocketRefused'
  readonly code = 'network/socket-refused'
  readonly remedy = 'Choose the network interface again; close other discovery tools that hold the port.'
}

export interface UdpOptions {
  readonly ipv6?: boolean
  /** Local port; default: any free one. */
  readonly port?: number
  /** Own address of the interface that multicast leaves by. */
  readonly multicastInterface?: string
  /** Groups that may be sent to by multicast. */
  readonly multicastGroups?: readonly string[]
  /** Groups to listen to. */
  readonly join?: readonly string[]
}

export class ScopedUdpSocket {
  readonly #socket: dgram.Socket
  readonly #scope: ScopeGuard
  readonly #groups: readonly string[]
  readonly #observer: ExchangeObserver | null

  constructor(socket: dgram.Socket, scope: ScopeGuard, options: UdpOptions, observer: ExchangeObserver | null = null) {
    this.#socket = socket
    this.#scope = scope
    this.#observer = observer
    this.#groups = options.multicastInterface === undefined ? [] : (options.multicastGroups ?? [])
    // ICMP errors of a datagram surface here; the silence that follows says the same.
    socket.on('error', () => undefined)
  }

  /** @throws {OutsideScope} before anything is sent */
  send(payload: Buffer, port: number, address: string): void {
    if (!this.#groups.includes(address)) this.#scope.assert(address, port)
    this.#socket.send(payload, port, address, () => undefined)
  }

  /** Datagrams of at most 64 KiB, with the source that the packet really came from. */
  onMessage(listener: (payload: Buffer, source: { readonly address: string; readonly port: number }) => void): void {
    this.#socket.on('message', (payload, { address, port }) => {
      this.#observer?.heard?.({ address, port, payload })
      listener(payload, { address, port })
    })
  }

  get localPort(): number {
    return this.#socket.address().port
  }

  close(): void {
    this.#socket.close()
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown'
