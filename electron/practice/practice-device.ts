import { setTimeout as wait } from 'node:timers/promises'
import type { DeviceClass } from '../model/device.ts'
import { Cable } from './cable.ts'
import { DeviceServers } from './device-servers.ts'
import type { DeviceState, PracticeUser, ProtocolState } from './device-state.ts'
import { type Faults, noFaults } from './faults.ts'
import { FirmwareSlot } from './firmware-slot.ts'
import { Keystore } from './keystore.ts'
import { LoginGuard } from './login-guard.ts'
import { assertLoopback } from './loopback.ts'
import type { DigestAlgorithm, Maker } from './maker.ts'
import type { Personality, Product } from './personality.ts'
import { RequestLog } from './request-log.ts'
import { invalidValue } from './soap.ts'
import { trueTime } from './true-time.ts'
import type { UdpServer } from './udp-server.ts'
import { DiscoveryEndpoint } from './ws-discovery-endpoint.ts'

export interface DevicePorts {
  readonly http: number
  readonly https: number
  readonly rtsp: number
  readonly snmp: number
  readonly telnet: number
  readonly ftp: number
  readonly ssh: number
  /** Null: behind a forwarded port. No port of its own for directed probes, and none for UPnP, Bonjour and servers of the maker. */
  readonly discovery: number | null
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

type UserChange = (users: readonly PracticeUser[]) => readonly PracticeUser[]

/** A device that nobody has given a password has no users. */
function forgetUsers(state: DeviceState): void {
  state.users = []
  if (state.webUsers !== null) state.webUsers = []
}

/** One simulated device: its state, its injectable faults, what it was asked, and the servers that speak for it. */
export class PracticeDevice {
  readonly address: string
  readonly ports: DevicePorts
  readonly personality: Personality
  readonly product: Product
  readonly state: DeviceState
  readonly faults: Faults = noFaults()
  readonly cable = new Cable()
  readonly requests = new RequestLog()
  readonly logins: LoginGuard
  readonly discovery: DiscoveryEndpoint
  readonly firmware: FirmwareSlot
  readonly keystore: Keystore
  /** How long a restart keeps the device away. */
  rebootMs = 1_000
  readonly #servers: DeviceServers
  readonly #nonces = new Set<string>()
  #passedMs = 0
  #startedAt = trueTime()
  #atReboot: (() => void | Promise<void>)[] = []
  #waitsForReboot = false
  #rebooting: Promise<void> | null = null
  readonly #closing = new AbortController()

  constructor({ address, ports, personality, product, state }: DeviceParts) {
    assertLoopback(address)
    this.address = address
    this.ports = ports
    this.personality = personality
    this.product = product
    this.state = state
    this.logins = new LoginGuard(product.maker.lockout, () => trueTime() + this.#passedMs)
    this.discovery = new DiscoveryEndpoint(this)
    this.firmware = new FirmwareSlot(this)
    this.keystore = new Keystore(this)
    if (!state.settings.activated) forgetUsers(state)
    this.#servers = new DeviceServers(this)
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

  /** The same behind TLS. */
  get secureAuthority(): string {
    const port = this.state.protocols.find(({ name }) => name === 'HTTPS')?.port ?? this.ports.https
    return port === 443 ? this.address : `${this.address}:${port}`
  }

  /** What URLs of the device begin with when nobody knows how it was reached. */
  get origin(): string {
    return this.state.settings.httpPolicy === 'https-only'
      ? `https://${this.secureAuthority}`
      : `http://${this.authority}`
  }

  /** Whether ONVIF is answered at the moment: not on every product, and switched off on some until somebody wants it. */
  get speaksOnvif(): boolean {
    const { activated, services } = this.state.settings
    if (this.product.onvif === false || services.onvif === false) return false
    return activated || this.maker.unactivated?.onvif !== 'off'
  }

  /** Those that a multicast group may be listened to for. */
  get udpServers(): readonly UdpServer[] {
    return this.#servers.udp
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

  /** Nothing that is heard now is answered, and nobody is told so. */
  get mute(): boolean {
    return this.faults.silence || this.cable.out
  }

  get failedLogins(): number {
    return this.logins.failures
  }

  get lockedOut(): boolean {
    return this.logins.lockedOut
  }

  /** Hundredths of a second since the last start. @see SNMPv2-MIB::sysUpTime */
  get upTimeTicks(): number {
    return Math.floor((trueTime() - this.#startedAt) / 10)
  }

  /** Time on the clock of the device. */
  utc(): Date {
    return new Date(trueTime() + this.state.clock.offsetMs)
  }

  /** Lets time pass for lock-outs, without waiting. */
  passTime(ms: number): void {
    this.#passedMs += ms
  }

  /** Where the device is, and the administrator's login that works at the moment. */
  login(): Pick<PracticeDeviceInfo, 'address' | 'port' | 'username' | 'password'> {
    const users = [...this.state.users, ...(this.state.webUsers ?? [])]
    const administrator = users.find(({ level }) => level === 'Administrator')
    if (administrator === undefined && this.state.settings.activated) {
      throw new Error('a practice device keeps an administrator')
    }
    // Nobody gave it a password yet: there is no login that works.
    const { username, password } = administrator ?? { username: this.maker.administrator, password: '' }
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

  changeUsers(change: UserChange): void {
    const before = this.state.users
    if (this.faults.rtspKeepsOldPassword) this.state.rtspUsers ??= before
    this.state.users = this.#stored(change(before), before)
  }

  /** The accounts of the maker's interface, which are those of ONVIF on products that keep one list. */
  changeWebUsers(change: UserChange): void {
    const before = this.state.webUsers
    if (before === null) {
      this.changeUsers(change)
      return
    }
    if (this.faults.rtspKeepsOldPassword && this.maker.rtsp.accounts === 'web') this.state.rtspUsers ??= before
    this.state.webUsers = this.#stored(change(before), before)
  }

  /** Gives the first password, as the activation of the maker does. Its ONVIF users stay as they are where they are apart. */
  activate(username: string, password: string): void {
    this.state.settings.activated = true
    this.changeWebUsers(() => [{ username, password, level: 'Administrator', fixed: true }])
  }

  /** Passwords that are stored anew may be shortened; those that stay as they were stay whole. */
  #stored(users: readonly PracticeUser[], before: readonly PracticeUser[]): PracticeUser[] {
    const longest = this.faults.passwordTruncatedTo
    const isOld = ({ username, password }: PracticeUser) =>
      before.some((user) => user.username === username && user.password === password)
    return users.map((user) =>
      longest === null || isOld(user) ? user : { ...user, password: user.password.slice(0, longest) },
    )
  }

  /**
   * Lets the servers follow the state: listeners start, stop and move. Answers of the device do this by themselves; whoever changes
   * the state from outside calls it.
   *
   * @throws the system error, for example EADDRINUSE
   */
  async followState(): Promise<void> {
    if (this.#waitsForReboot) return
    const { followsAfterMs } = this.faults
    if (followsAfterMs === 0) await this.#servers.follow()
    else this.#followLater(followsAfterMs)
  }

  #followLater(ms: number): void {
    const { signal } = this.#closing
    wait(ms, undefined, { signal, ref: false })
      .then(() => this.#servers.follow())
      .catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
  }

  /** @throws {SoapFault} PortAlreadyInUse; then nothing has changed */
  async changeProtocols(given: readonly ProtocolState[]): Promise<void> {
    const left = (protocol: ProtocolState) =>
      this.faults.losesProtocolsNotNamed ? { ...protocol, enabled: false } : protocol
    const wanted = this.state.protocols.map((protocol) => {
      return given.find(({ name }) => name === protocol.name) ?? left(protocol)
    })
    const { protocols } = this.state
    const before = protocols.map((protocol) => ({ ...protocol }))
    protocols.splice(0, protocols.length, ...wanted)
    try {
      await this.followState()
    } catch (error) {
      protocols.splice(0, protocols.length, ...before)
      await this.followState()
      if (!(error instanceof Error && 'code' in error)) throw error
      throw invalidValue('ter:PortAlreadyInUse', 'The protocol cannot move to this port')
    }
  }

  applyAtReboot(change: () => void | Promise<void>): void {
    this.#atReboot.push(change)
  }

  /** From now on the servers go on as they are, whatever the state says, until the next restart. */
  waitForReboot(): void {
    this.#waitsForReboot = true
  }

  /** @throws the system error, for example EADDRINUSE or EACCES */
  async start(): Promise<void> {
    this.#waitsForReboot = false
    await this.#servers.start()
    this.#startedAt = trueTime()
  }

  /** Goes away for `rebootMs` and comes back; resolves when it is back, or closed for good. */
  reboot(): Promise<void> {
    this.#rebooting ??= this.#goAway().finally(() => {
      this.#rebooting = null
    })
    return this.#rebooting
  }

  async #goAway(): Promise<void> {
    await this.#servers.stop()
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
    this.cable.plugIn()
    this.#closing.abort()
    await this.#rebooting
    await this.#servers.stop()
  }
}
