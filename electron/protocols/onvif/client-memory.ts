import type { Credential } from '../../model/secret.ts'
import type { Challenge } from '../http/challenge.ts'
import { credentialTag, LoginMemory } from '../http/login-memory.ts'
import type { DeviceClock } from './device-clock.ts'
import type { ServiceName } from './namespaces.ts'
import { defaultPaths, isPath, type ServiceAddress } from './service-address.ts'

/** Refusals of a proven login (missing rights) after which it is no longer shown. */
const mostRefusalsOfProven = 3

/** Key of the memo under which the path that a device announced for its device service may stand. */
const devicePathKey = 'onvif.path'

/** What one step of a visit knows of one ONVIF endpoint. Lives in the memo of the connection. */
export class ClientMemory {
  readonly logins: LoginMemory
  readonly services = new Map<ServiceName, ServiceAddress>()
  servicesAsked = false
  /** Hosts other than the device that its XAddrs named. Evidence; never contacted. */
  readonly foreignHosts = new Set<string>()
  /** How the device was last logged in to with success. */
  scheme: 'digest' | 'wsse' | null = null
  /** A Digest that the device offered only after it had refused a token; for the next fresh login. */
  lateChallenges: readonly Challenge[] | null = null
  clock: DeviceClock | null = null
  /** The clock that a signature was accepted with. */
  provenClock: DeviceClock | null = null
  /** False while `clock` is only a hint: then a refused signature says nothing about the password. */
  clockTrusted = false
  /** Set by an answer that speaks of a lock-out: nothing more is sent in this step. Shared with fresh logins. */
  lock: { isLocked: boolean } = { isLocked: false }
  readonly #refusals = new Map<string, number>()
  readonly #proven = new Set<string>()

  constructor(logins = new LoginMemory()) {
    this.logins = logins
  }

  /** For a fresh login: knows the clock, the paths, the scheme and the strongest offer, and nothing of any session or refusal. */
  forFreshLogin(): ClientMemory {
    const fresh = new ClientMemory(this.logins.withoutSession())
    for (const [name, address] of this.services) fresh.services.set(name, address)
    fresh.servicesAsked = this.servicesAsked
    fresh.scheme = this.scheme
    fresh.lock = this.lock
    fresh.lateChallenges = this.lateChallenges
    fresh.clock = this.clock
    fresh.provenClock = this.provenClock
    fresh.clockTrusted = this.clockTrusted
    return fresh
  }

  static of(
    memo: Map<string, unknown>,
    { address, port }: { readonly address: string; readonly port: number },
  ): ClientMemory {
    const key = `onvif.client ${address} ${port}`
    const known = memo.get(key)
    if (known instanceof ClientMemory) return known
    const fresh = new ClientMemory()
    const announced = memo.get(devicePathKey)
    if (typeof announced === 'string' && isPath(announced)) fresh.services.set('tds', { path: announced, port: null })
    memo.set(key, fresh)
    return fresh
  }

  service(name: ServiceName): ServiceAddress {
    return this.services.get(name) ?? { path: defaultPaths[name], port: null }
  }

  accepted(credential: Credential): void {
    const tag = credentialTag(credential)
    this.#proven.add(tag)
    this.#refusals.delete(tag)
  }

  refused(credential: Credential): void {
    const tag = credentialTag(credential)
    this.#refusals.set(tag, (this.#refusals.get(tag) ?? 0) + 1)
  }

  /** A login that never worked is refused once and for all; a proven one may lack the rights for an operation or two. */
  isRefused(credential: Credential): boolean {
    const tag = credentialTag(credential)
    return (this.#refusals.get(tag) ?? 0) >= (this.#proven.has(tag) ? mostRefusalsOfProven : 1)
  }
}
