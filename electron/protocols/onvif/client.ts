import {
  CredentialsRefused,
  CredentialWithheld,
  DeviceLockedOut,
  type ExpectedError,
  ProtocolViolation,
  Unsupported,
} from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { chooseDigest } from '../http/digest.ts'
import type { HttpAnswer } from '../http/http-request.ts'
import type { LoginMemory } from '../http/login-memory.ts'
import type { ClientMemory } from './client-memory.ts'
import { correctedByZone, DeviceClock, readSystemDateAndTime, type SystemDateAndTime, timed } from './device-clock.ts'
import type { SoapFault } from './envelope.ts'
import { attemptsLeft, type RefusalKind, refusalError } from './faults.ts'
import {
  aboutCall,
  type How,
  type OnvifCall,
  type OnvifClientOptions,
  type OnvifTarget,
  sendCall,
  type Try,
} from './send-call.ts'
import type { XmlElement } from './xml-read.ts'

export interface OnvifAnswer {
  readonly element: XmlElement
  /** How the answered request was logged in. */
  readonly login: 'none' | 'digest' | 'wsse'
}

/** Logins per call. The second is only for a clock that was wrong, or a nonce that had run out. */
const mostAttempts = 2

/**
 * Calls operations of one device's ONVIF services. Signs with the device's own time, prefers HTTP Digest to WS-UsernameToken,
 * never sends both, and shows a credential that the device refused no second time within a step.
 *
 * @see ONVIF Core, Authentication; OASIS WSS UsernameToken Profile 1.0
 */
export class OnvifClient {
  readonly target: OnvifTarget
  readonly memory: ClientMemory
  readonly #options: OnvifClientOptions
  readonly #logins: LoginMemory

  constructor(options: OnvifClientOptions) {
    this.#options = options
    this.target = options.target
    this.memory = options.memory
    this.#logins = options.memory.logins
  }

  get hasCredential(): boolean {
    return this.#options.credential !== null
  }

  /**
   * @throws {CredentialsRefused} {DeviceLockedOut} {Unsupported} {WriteRefused} {ProtocolViolation} {DeviceUnreachable}
   * @throws {CredentialWithheld} when the device wants the password in a way that it must not be given
   */
  async call(call: OnvifCall): Promise<OnvifAnswer> {
    const { credential } = this.#options
    const wanted = call.login ?? 'asked'
    if (credential === null || wanted === 'none') return this.#settle(call, await this.#send(call, { kind: 'none' }), 0)
    if (!this.memory.lock.isLocked && this.memory.isRefused(credential)) {
      throw new CredentialsRefused(
        `${aboutCall(call, this.target)}: this login was refused a moment ago; it is not shown again.`,
      )
    }
    // A change goes out once and logged in: how to log in is found out by reading.
    if (call.intent === 'write' && this.memory.scheme === null) await this.#findScheme()
    const first = await this.#firstTry(call, credential, wanted)
    const attempts = first.login === 'none' ? 0 : Math.max(1, first.answer.shown)
    const last =
      first.refusal === 'login' && first.login === 'wsse' && attempts < mostAttempts
        ? await this.#afterWrongClock(call, credential, first)
        : first
    return this.#settle(call, last, last.login === 'none' ? 0 : 1)
  }

  /**
   * The device's clock, read once per step, without login where the device allows it.
   * @throws {ExpectedError} when the device does not tell
   */
  async systemDateAndTime(): Promise<{
    readonly reading: SystemDateAndTime
    readonly clock: DeviceClock | null
  }> {
    const call: OnvifCall = {
      service: 'tds',
      operation: 'GetSystemDateAndTime',
    }
    const open = await timed(() => this.#send(call, { kind: 'none' }))
    const asked = open.value.refusal === 'login' && this.#options.credential !== null
    // Some devices tell the time only to those who log in: by Digest, which needs no clock, or signed with our own.
    const { value, span } = asked
      ? await timed(async () => ({ element: (await this.call(call)).element }))
      : {
          value: { element: this.#settle(call, open.value, 0).element },
          span: open.span,
        }
    const reading = readSystemDateAndTime(value.element)
    const clock = DeviceClock.of(reading, span)
    if (clock !== null) {
      this.memory.clock = clock
      this.memory.clockTrusted = true
    }
    return { reading, clock }
  }

  async #firstTry(call: OnvifCall, credential: Credential, wanted: 'asked' | 'always'): Promise<Try> {
    if (this.memory.scheme === 'wsse') {
      const signed = await this.#signed(call, credential)
      // Digest for some operations only: the token was not looked at.
      return signed.refusal === 'login' && offersDigest(signed.answer)
        ? this.#digest(call, credential, signed.answer)
        : signed
    }
    const proven = this.#logins.proven(credential) !== null
    const open = proven ? await this.#digest(call, credential, null) : await this.#send(call, { kind: 'none' })
    if (open.login !== 'none') return open
    if (open.refusal === 'login') {
      return offersDigest(open.answer) ? this.#digest(call, credential, open.answer) : this.#signed(call, credential)
    }
    if (open.refusal !== null || wanted === 'asked') return open
    const signed = await this.#signed(call, credential)
    return signed.refusal === 'login' && offersDigest(signed.answer)
      ? this.#digest(call, credential, signed.answer)
      : signed
  }

  async #digest(call: OnvifCall, credential: Credential, challenged: HttpAnswer | null): Promise<Try> {
    return this.#send(call, {
      kind: 'digest',
      credential,
      challenges: challenged?.challenges ?? null,
    })
  }

  /** With a token of the device's own time. */
  async #signed(call: OnvifCall, credential: Credential): Promise<Try> {
    if (this.memory.clock === null && call.operation !== 'GetSystemDateAndTime') await this.#readClock()
    return this.#send(call, {
      kind: 'wsse',
      credential,
      created: this.memory.clock?.now() ?? new Date(),
    })
  }

  /** Without login: a device that keeps its time to itself is signed to with its `Date` header, or with our own time. */
  async #readClock(): Promise<void> {
    try {
      const call = {
        service: 'tds',
        operation: 'GetSystemDateAndTime',
      } as const
      const { value, span } = await timed(() => this.#send(call, { kind: 'none' }))
      this.memory.clock = DeviceClock.ofDateHeader(value.answer.headers.date, span)
      this.memory.clockTrusted = false
      const told = value.element === null ? null : DeviceClock.of(readSystemDateAndTime(value.element), span)
      if (told === null) return
      this.memory.clock = told
      this.memory.clockTrusted = true
    } catch (error) {
      // A time that cannot be read is as good as none.
      if (!(error instanceof ProtocolViolation)) throw error
    }
  }

  /**
   * A wrong clock looks like a wrong password: the time is read again, and only when it says something else than what was signed
   * the credential is shown once more.
   */
  async #afterWrongClock(call: OnvifCall, credential: Credential, first: Try): Promise<Try> {
    const before = this.memory.clock
    const header = await timed(async () => first.answer.headers.date)
    const dateClock = DeviceClock.ofDateHeader(header.value, header.span)
    await this.#readClock()
    const after = this.memory.clock
    const moved = after !== null && Math.abs(after.offsetMs - (before?.offsetMs ?? 0)) > changedMs(before, after)
    const corrected = moved ? after : after === null ? null : correctedByZone(after, dateClock)
    if (corrected === null) return first
    this.memory.clock = corrected
    return this.#send(call, {
      kind: 'wsse',
      credential,
      created: corrected.now(),
    })
  }

  /** Reads something harmless, so that the memory knows how this device wants to be logged in to. */
  async #findScheme(): Promise<void> {
    try {
      await this.call({ service: 'tds', operation: 'GetDeviceInformation' })
    } catch (error) {
      // What the device cannot tell does not keep it from taking a change.
      if (!(error instanceof Unsupported || error instanceof ProtocolViolation)) throw error
    }
  }

  #send(call: OnvifCall, how: How): Promise<Try> {
    if (this.memory.lock.isLocked) {
      throw new DeviceLockedOut(
        `${aboutCall(call, this.target)}: the device spoke of a lock-out a moment ago; nothing was sent.`,
      )
    }
    return sendCall(this.#options, call, how)
  }

  #settle(call: OnvifCall, { answer, login, refusal, fault, element }: Try, shown: number): OnvifAnswer {
    const { credential } = this.#options
    if (refusal === null && element !== null) {
      if (login !== 'none' && credential !== null) {
        this.memory.scheme = login
        // A signature that was accepted proves the clock that it was made with.
        this.memory.clockTrusted ||= login === 'wsse'
        this.memory.accepted(credential)
      }
      return { element, login }
    }
    if (refusal === 'locked') this.memory.lock.isLocked = true
    if (refusal === 'login' || refusal === 'locked') {
      this.#logins.forget()
      // A locked door says nothing about the key.
      if (refusal === 'login' && credential !== null && shown > 0) this.memory.refused(credential)
    }
    throw this.#errorOf(call, refusal ?? 'other', fault, answer, login)
  }

  #errorOf(
    call: OnvifCall,
    kind: RefusalKind,
    fault: SoapFault | null,
    answer: HttpAnswer,
    login: Try['login'],
  ): ExpectedError {
    const { credential } = this.#options
    const secrets = [...(call.secrets ?? []), ...(credential === null ? [] : [credential.password])]
    const about = aboutCall(call, this.target)
    const offered = answer.challenges.map(({ scheme }) => scheme)
    if (kind === 'login' && login === 'wsse' && offered.includes('basic') && this.memory.scheme !== 'wsse') {
      return new CredentialWithheld(
        `${about}: the device offers only Basic login, which would send the password readable.`,
      )
    }
    if (kind === 'login' && login === 'wsse' && !this.memory.clockTrusted) {
      return new ClockUnknown(
        `${about}: the device refused a login that is signed with the time, and does not tell its own time. A wrong clock looks the same as a wrong password.`,
      )
    }
    const left = fault === null ? null : attemptsLeft(fault.reason)
    return refusalError({
      kind,
      about: left === null ? about : `${about} (${left} logins left)`,
      fault,
      status: answer.status,
      secrets,
    })
  }
}

/** A login was refused, and the clock may be the reason: nothing is known about the password. */
export class ClockUnknown extends CredentialsRefused {}

/** Whether the device offers a Digest that can be answered. One that cannot be leaves the token as the way in. */
function offersDigest({ challenges }: HttpAnswer): boolean {
  try {
    return chooseDigest(challenges) !== null
  } catch (error) {
    if (error instanceof ProtocolViolation) return false
    throw error
  }
}

const changedMs = (before: DeviceClock | null, after: DeviceClock): number =>
  2_000 + (before?.uncertaintyMs ?? 0) + after.uncertaintyMs
