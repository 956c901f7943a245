import { setTimeout as wait } from 'node:timers/promises'
import type { DeviceClass } from '../model/device.ts'
import { bannerServerOf } from './banner-endpoint.ts'
import type { DeviceState, PracticeUser, ProtocolState } from './device-state.ts'
import { type Faults, noFaults } from './faults.ts'
import { FirmwareSlot } from './firmware-slot.ts'
import { httpServerOf } from './http-endpoint.ts'
import { LoginGuard } from './login-guard.ts'
import { assertLoopback } from './loopback.ts'
import type { DigestAlgorithm, Maker } from './maker.ts'
import type { Personality, Product } from './personality.ts'
import { RequestLog } from './request-log.ts'
import { rtspServerOf } from './rtsp-endpoint.ts'
import { SnmpEndpoint } from './snmp-endpoint.ts'
import { invalidValue } from './soap.ts'
import { TcpListener } from './tcp-listener.ts'
import { UpnpEndpoint } from './upnp-endpoint.ts'
import { DiscoveryEndpoint } from './ws-discovery-endpoint.ts'

export interface DevicePorts {
  readonly http: number
  readonly rtsp: number
  readonly snmp: number
  readonly telnet: number
  readonly ftp: number
  /** Null: no port of its own for directed probes. */
  readonly discovery: number | null
  /** Null: UPnP cannot be reached behind a forwarded port. */
  readonly upnp: number | null
}

/** One device as `practice --json` prints it, with the login that works at the start. */
export interface PracticeDeviceInfo {
  readonly address: string
  /** Only when it is not 80. */
  readonly port?: number
  readonly vendor: string
  readonly model: string
  readonly firmware: string
  readonly class: DeviceClass
  readonly serial: string
  readonly username: string
  readonly password: string
}

export interface DeviceParts {
  readonly address: string
  readonly ports: DevicePorts
  readonly personality: Personality
  readonly product: Product
  readonly state: DeviceState
}

/** One simulated device: its state, its injectable faults, what it was asked, and the servers that speak for it. */
export class PracticeDevice {
  readonly address: string
  readonly ports: DevicePorts
  readonly personality: Personality
  readonly product: Product
  readonly state: DeviceState
  readonly faults: Faults = noFaults()
  readonly requests = new RequestLog()
  readonly logins: LoginGuard
  readonly discovery: DiscoveryEndpoint
  readonly firmware: FirmwareSlot
  /** How long a restart keeps the device away. */
  rebootMs = 1_000
  readonly #http: TcpListener
  readonly #rtsp: TcpListener
  readonly #banners: readonly TcpListener[]
  readonly #snmp: SnmpEndpoint
  readonly #upnp: UpnpEndpoint
  readonly #nonces = new Set<string>()
  #passedMs = 0
  #startedAt = Date.now()
  #atReboot: (() => void | Promise<void>)[] = []
  #rebooting: Promise<void> | null = null
  readonly #closing = new AbortController()

  constructor({ address, ports, personality, product, state }: DeviceParts) {
    assertLoopback(address)
    this.address = address
    this.ports = ports
    this.personality = personality
    this.product = product
    this.state = state
    this.logins = new LoginGuard(product.maker.lockout, () => Date.now() + this.#passedMs)
    this.discovery = new DiscoveryEndpoint(this)
    this.firmware = new FirmwareSlot(this)
    this.#http = new TcpListener(address, ports.http, () => httpServerOf(this))
    this.#rtsp = new TcpListener(address, ports.rtsp, () => rtspServerOf(this))
    this.#banners = [
      ...(state.telnet ? [new TcpListener(address, ports.telnet, () => bannerServerOf(this, 'telnet'))] : []),
      ...(state.ftp ? [new TcpListener(address, ports.ftp, () => bannerServerOf(this, 'ftp'))] : []),
    ]
    this.#snmp = new SnmpEndpoint(this)
    this.#upnp = new UpnpEndpoint(this)
  }

  get maker(): Maker {
    return this.product.maker
  }

  /** Realm of HTTP Digest. */
  get realm(): string {
    return this.maker.web.realm(this.state)
  }

  /** Digest of the paths besides ONVIF: every web server of the makers has it. */
  get webDigest(): readonly DigestAlgorithm[] {
    const { digest } = this.maker.authentication
    return digest.length > 0 ? digest : ['MD5']
  }

  /** Host, and port where it is not the usual one, as URLs of the device have it. */
  get authority(): string {
    return this.ports.http === 80 ? this.address : `${this.address}:${this.ports.http}`
  }

  get scopes(): readonly string[] {
    const { model, vendor } = this.state.identity
    const base = 'onvif://www.onvif.org'
    const name = model.startsWith(vendor) ? model : `${vendor} ${model}`
    return [
      ...this.personality.scopes.map((path) => `${base}/${path}`),
      `${base}/hardware/${encodeURIComponent(model)}`,
      `${base}/name/${encodeURIComponent(name)}`,
      `${base}/location/${encodeURIComponent(this.state.location)}`,
    ]
  }

  get failedLogins(): number {
    return this.logins.failures
  }

  get lockedOut(): boolean {
    return this.logins.lockedOut
  }

  /** Hundredths of a second since the last start. @see SNMPv2-MIB::sysUpTime */
  get upTimeTicks(): number {
    return Math.floor((Date.now() - this.#startedAt) / 10)
  }

  /** Time on the clock of the device. */
  utc(): Date {
    return new Date(Date.now() + this.state.clock.offsetMs)
  }

  /** Lets time pass for lock-outs, without waiting. */
  passTime(ms: number): void {
    this.#passedMs += ms
  }

  /** Where the device is, and the administrator's login that works at the moment. */
  login(): Pick<PracticeDeviceInfo, 'address' | 'port' | 'username' | 'password'> {
    const administrator = this.state.users.find(({ level }) => level === 'Administrator')
    if (administrator === undefined) throw new Error('a practice device keeps an administrator')
    const { username, password } = administrator
    return { address: this.address, ...(this.ports.http === 80 ? {} : { port: this.ports.http }), username, password }
  }

  info(): PracticeDeviceInfo {
    const { vendor, model, firmware, deviceClass, serial } = this.state.identity
    const { username, password, ...place } = this.login()
    return { ...place, vendor, model, firmware, class: deviceClass, serial, username, password }
  }

  streamUrl(channel: number): string {
    const port = this.state.protocols.find(({ name }) => name === 'RTSP')?.port ?? this.ports.rtsp
    const host = port === 554 ? this.address : `${this.address}:${port}`
    return `rtsp://${host}${this.maker.rtsp.path.replace('{channel}', String(channel))}`
  }

  delayUpTo(ms: number): number {
    return Math.floor(Math.random() * ms)
  }

  /** False when this nonce was there before. */
  takeNonce(nonce: string): boolean {
    if (this.#nonces.has(nonce)) return false
    this.#nonces.add(nonce)
    const oldest = this.#nonces.values().next().value
    if (this.#nonces.size > 500 && oldest !== undefined) this.#nonces.delete(oldest)
    return true
  }

  /** With NTP on and a server set, the clock becomes right. */
  synchronizeClock(): void {
    const { clock, ntp } = this.state
    if (clock.source !== 'NTP' || this.faults.clockNeverSyncs) return
    if (ntp.fromDhcp || ntp.servers.length > 0) clock.offsetMs = 0
  }

  changeUsers(change: (users: readonly PracticeUser[]) => readonly PracticeUser[]): void {
    const before = this.state.users
    const longest = this.faults.passwordTruncatedTo
    const after = change(before).map((user) =>
      longest === null ? user : { ...user, password: user.password.slice(0, longest) },
    )
    if (this.faults.rtspKeepsOldPassword) this.state.rtspUsers ??= before
    this.state.users = after
  }

  /** @throws {SoapFault} PortAlreadyInUse; then nothing has changed */
  async changeProtocols(given: readonly ProtocolState[]): Promise<void> {
    const left = (protocol: ProtocolState) =>
      this.faults.losesProtocolsNotNamed ? { ...protocol, enabled: false } : protocol
    const wanted = this.state.protocols.map((protocol) => {
      return given.find(({ name }) => name === protocol.name) ?? left(protocol)
    })
    const before = this.#rtsp.port
    const rtsp = wanted.find(({ name }) => name === 'RTSP')
    const move = rtsp !== undefined && rtsp.port !== before
    if (move || rtsp?.enabled !== true) await this.#rtsp.stop()
    if (rtsp !== undefined) this.#rtsp.port = rtsp.port
    try {
      if (rtsp?.enabled === true) await this.#rtsp.start()
    } catch (error) {
      this.#rtsp.port = before
      await this.#startRtsp()
      if (!(error instanceof Error && 'code' in error)) throw error
      throw invalidValue('ter:PortAlreadyInUse', 'RTSP cannot move to this port')
    }
    this.state.protocols.splice(0, this.state.protocols.length, ...wanted)
  }

  applyAtReboot(change: () => void | Promise<void>): void {
    this.#atReboot.push(change)
  }

  /** @throws the system error, for example EADDRINUSE or EACCES */
  async start(): Promise<void> {
    await this.#http.start()
    await this.#startRtsp()
    for (const banner of this.#banners) await banner.start()
    await this.#snmp.start()
    await this.#upnp.start()
    await this.discovery.start()
    this.#startedAt = Date.now()
  }

  async #startRtsp(): Promise<void> {
    if (this.state.protocols.some(({ name, enabled }) => name === 'RTSP' && enabled)) await this.#rtsp.start()
  }

  async #stop(): Promise<void> {
    const listeners = [this.#http, this.#rtsp, ...this.#banners, this.#snmp, this.#upnp, this.discovery]
    await Promise.all(listeners.map((listener) => listener.stop()))
  }

  /** Goes away for `rebootMs` and comes back; resolves when it is back, or closed for good. */
  reboot(): Promise<void> {
    this.#rebooting ??= this.#goAway().finally(() => {
      this.#rebooting = null
    })
    return this.#rebooting
  }

  async #goAway(): Promise<void> {
    await this.#stop()
    const closing = this.#closing.signal
    await wait(this.rebootMs, undefined, { signal: closing }).catch((error: unknown) => {
      if (!closing.aborted) throw error
    })
    if (closing.aborted || this.faults.neverReturns) return
    const changes = this.#atReboot
    this.#atReboot = []
    for (const change of changes) await change()
    await this.start()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#rebooting
    await this.#stop()
  }
}
