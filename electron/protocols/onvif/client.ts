import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { DeviceLockedOut, type ExpectedError, ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { chooseDigest } from '../http/digest.ts'
import type { HttpAnswer } from '../http/http-request.ts'
import type { LoginMemory } from '../http/login-memory.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import type { ClientMemory } from './client-memory.ts'
import { correctedByZone, DeviceClock, readSystemDateAndTime, type SystemDateAndTime, timed } from './device-clock.ts'
import { errorOfCall } from './error-of-call.ts'
import { findDoor } from './fresh-login.ts'
import { LoginUndecided } from './login-errors.ts'
import {
  aboutCall,
  type How,
  type OnvifCall,
  type OnvifClientOptions,
  type OnvifTarget,
  sendCall,
  type Try,
} from './send-call.ts'

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
    if (credential === null || wanted === 'none') return this.#settle(call, await this.#send(call, { kind: 'none' }))
    if (!this.memory.lock.isLocked && this.memory.isRefused(credential)) {
      throw new CredentialsRefused(
        `${aboutCall(call, this.target)}: this login was refused a moment ago; it is not shown again.`,
        { shown: null },
      )
    }
    // A change goes out once and logged in: how to log in is found out by reading.
    if (call.intent === 'write' && this.memory.scheme === null) await this.#findScheme()
    const first = await this.#firstTry(call, credential, wanted)
    const isSigned = first.refusal === 'login' && first.login === 'wsse' && first.shown < mostAttempts
    const isWorthRepeating = isSigned && (await this.#clockWasWrong(first))
    return this.#settle(call, isWorthRepeating ? after(first, await this.#signed(call, credential)) : first)
  }

  /**
   * One fresh login: how the device wants it is found out without it, then it is shown once. It is shown a second time only where
   * the device calls the nonce stale that it gave a moment ago, which says nothing about the password.
   *
   * @throws {CredentialsRefused} {DeviceLockedOut} {Unsupported} {ProtocolViolation} {DeviceUnreachable} {CredentialWithheld}
   * @throws {LoginUndecided} when the clock was wrong, or Digest was offered only after the refusal
   * @throws {ClockUnknown} when the device tells no clock to sign with
   * @see RFC 7616, section 3.3, stale
   */
  async authenticate(): Promise<'digest' | 'wsse'> {
    const { credential } = this.#options
    if (credential === null) throw new CredentialsRefused('There is no login to show.', { shown: null })
    const { call, guarded } = await findDoor(
      (asked) => this.#send(asked, { kind: 'none' }),
      (asked, told) => this.#refused(asked, told),
    )
    const challenges = guarded !== null && offersDigest(guarded.answer) ? guarded.answer.challenges : null
    const late = guarded === null ? null : this.memory.lateChallenges
    if (challenges !== null || late !== null) {
      // A nonce is good for a while: later on its refusal would be taken for one of the password.
      this.memory.lateChallenges = null
      const shown = await this.#send(call, { kind: 'digest', credential, challenges: challenges ?? late })
      this.#settle(call, shown)
      return 'digest'
    }
    const shown = await this.#signed(call, credential)
    if (shown.refusal === 'login') {
      // To strangers it did not speak of Digest: the token may not have been looked at.
      const isLate = guarded !== null && offersDigest(shown.answer)
      if (isLate) this.memory.lateChallenges = shown.answer.challenges
      const why = isLate
        ? 'it offers Digest only now'
        : (await this.#clockWasWrong(shown))
          ? 'its clock is another'
          : null
      if (why !== null)
        throw new LoginUndecided(`${aboutCall(call, this.target)}: the device refused a signed login, and ${why}.`)
    }
    this.#settle(call, shown)
    return 'wsse'
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
          value: { element: this.#settle(call, open.value).element },
          span: open.span,
        }
    const reading = readSystemDateAndTime(value.element)
    const clock = DeviceClock.of(reading, span)
    if (clock !== null) {
      const { clock: before, provenClock } = this.memory
      // The same time again: what a signature was accepted with is the better clock.
      const isProven = before !== null && before === provenClock
      const isSame = isProven && Math.abs(clock.toldOffsetMs - before.toldOffsetMs) <= changedMs(before, clock)
      this.memory.clock = isSame ? before : clock
      this.memory.clockTrusted = true
    }
    return { reading, clock }
  }

  async #firstTry(call: OnvifCall, credential: Credential, wanted: 'asked' | 'always'): Promise<Try> {
    if (this.memory.scheme === 'wsse') {
      const signed = await this.#signed(call, credential)
      // Digest for some operations only: the token was not looked at.
      return signed.refusal === 'login' && offersDigest(signed.answer)
        ? after(signed, await this.#digest(call, credential, signed.answer, 1))
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
      ? after(signed, await this.#digest(call, credential, signed.answer, 1))
      : signed
  }

  #digest(call: OnvifCall, credential: Credential, challenged: HttpAnswer | null, mostLogins?: 1): Promise<Try> {
    const challenges = challenged?.challenges ?? null
    return this.#send(call, {
      kind: 'digest',
      credential,
      challenges,
      ...(mostLogins === undefined ? {} : { mostLogins }),
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
      const call = { service: 'tds', operation: 'GetSystemDateAndTime' } as const
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
   * A wrong clock looks like a wrong password: the time is read again. True when it says something else than what was signed; the
   * memory then holds the better one.
   */
  async #clockWasWrong(refused: Try): Promise<boolean> {
    const before = this.memory.clock
    const header = await timed(async () => refused.answer.headers.date)
    const dateClock = DeviceClock.ofDateHeader(header.value, header.span)
    await this.#readClock()
    const after = this.memory.clock
    if (after === null) return false
    if (Math.abs(after.toldOffsetMs - (before?.toldOffsetMs ?? 0)) > changedMs(before, after)) return true
    if (before !== null && before === this.memory.provenClock) {
      this.memory.clock = before
      return false
    }
    // A correction that was refused as well was none: the next login is signed with what the device tells.
    const isCorrected = before !== null && before.offsetMs !== before.toldOffsetMs
    const corrected = isCorrected ? null : correctedByZone(after, dateClock)
    this.memory.clock = corrected ?? after
    return corrected !== null
  }

  /** Reads something harmless, so that the memory knows how this device wants to be logged in to. */
  async #findScheme(): Promise<void> {
    try {
      await this.call({ service: 'tds', operation: 'GetDeviceInformation' })
    } catch (error) {
      // What the device does not have keeps it from no change; one that answers nonsense is sent none.
      if (!(error instanceof Unsupported)) throw error
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

  #settle(call: OnvifCall, made: Try): OnvifAnswer {
    const { login, refusal, element } = made
    const { credential } = this.#options
    if (refusal === null && element !== null) {
      if (login !== 'none' && credential !== null) {
        this.memory.scheme = login
        // A signature that was accepted proves the clock that it was made with.
        this.memory.clockTrusted ||= login === 'wsse'
        if (login === 'wsse') this.memory.provenClock = this.memory.clock
        this.memory.accepted(credential)
      }
      return { element, login }
    }
    throw this.#refused(call, made)
  }

  /** The error that a refusal is, after the memory took note of it. */
  #refused(call: OnvifCall, { answer, login, refusal, fault, shown }: Try): ExpectedError {
    const { credential } = this.#options
    if (refusal === 'locked') this.memory.lock.isLocked = true
    if (refusal === 'login' || refusal === 'locked') {
      this.#logins.forget()
      // A locked door says nothing about the key.
      if (refusal === 'login' && credential !== null && shown > 0) this.memory.refused(credential)
    }
    const { memory, target } = this
    return errorOfCall({ call, target, memory, credential, kind: refusal ?? 'other', fault, answer, login, shown })
  }
}

/** A try that followed another one of the same call: the device saw the logins of both. */
const after = (first: Try, next: Try): Try => ({ ...next, shown: first.shown + next.shown })

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
