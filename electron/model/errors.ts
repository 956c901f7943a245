/**
 * Expected trouble in the field. `code` (`area/condition`) is stable and goes into evidence; `message` says what happened
 * and what it means; `remedy` tells the technician what to do. Every other error is a bug and stays loud.
 */
export abstract class ExpectedError extends Error {
  abstract readonly code: string
  abstract readonly remedy: string
}

/** A connection or datagram to an address that the technician did not confirm. Nothing was sent. */
export class OutsideScope extends ExpectedError {
  override readonly name = 'OutsideScope'
  readonly code = 'scope/outside'
  readonly remedy = 'Add the address to the scope of the visit if you are allowed to touch it.'
}

/** The scope itself cannot be used: not an address, or so large that it must be confirmed. */
export class ScopeRefused extends ExpectedError {
  override readonly name = 'ScopeRefused'
  readonly code: 'scope/malformed' | 'scope/too-large'
  readonly remedy: string
  constructor(code: ScopeRefused['code'], message: string, remedy: string) {
    super(message)
    this.code = code
    this.remedy = remedy
  }
}

/** Nothing answered, or not to the end: no route, a closed port, silence, a connection that broke. Says nothing of the device. */
export class DeviceUnreachable extends ExpectedError {
  override readonly name = 'DeviceUnreachable'
  readonly code = 'device/unreachable'
  readonly remedy = 'Check power, cabling and VLAN, then read the device again.'
}

/** The device, or our own stop rule, forbids further logins for now. No request follows until the technician says so. */
export class DeviceLockedOut extends ExpectedError {
  override readonly name = 'DeviceLockedOut'
  readonly code = 'device/locked-out'
  readonly remedy =
    'Wait until the lock of the device has ended (30 minutes is usual), then try once with the right password.'
}

/** The device or its driver does not offer what was asked. Leads to notapplicable, never to pass. */
export class Unsupported extends ExpectedError {
  override readonly name = 'Unsupported'
  readonly code = 'device/unsupported'
  readonly remedy = 'Check this point by hand in the web page of the device.'
}

/** The device answered with something that its protocol does not allow. `message` holds a shortened, made-visible excerpt. */
export class ProtocolViolation extends ExpectedError {
  override readonly name = 'ProtocolViolation'
  readonly code = 'device/malformed-answer'
  readonly remedy = 'Restart the device; if the answer stays the same, note its firmware and report it.'
}

/** The device understood the request and declined it for a reason of its own (weak password, fixed user, bad value). */
export class WriteRefused extends ExpectedError {
  override readonly name = 'WriteRefused'
  readonly code = 'device/write-refused'
  readonly remedy = 'Make this change by hand in the web page of the device, then assess it again.'
}

/** A credential would have crossed the network readable, or gone to a device that did not prove itself. Nothing was sent. */
export class CredentialWithheld extends ExpectedError {
  override readonly name = 'CredentialWithheld'
  readonly code = 'device/credential-withheld'
  readonly remedy =
    'Switch on HTTPS (for logins, HTTP Digest) on the device. To send it all the same, allow it for this plan.'
}

/** The certificate differs from the one pinned at first contact. The connection ended before its first byte. */
export class IdentityChanged extends ExpectedError {
  override readonly name = 'IdentityChanged'
  readonly code = 'device/identity-changed'
  readonly remedy =
    'Find out why the certificate changed (new firmware, replaced device, somebody in between) before you accept the new one.'
}

/** A person ended the work. What was done before stands; nothing is said of the rest. */
export class Cancelled extends ExpectedError {
  override readonly name = 'Cancelled'
  readonly code = 'visit/cancelled'
  readonly remedy = 'What was done so far is kept. Start the step again to go on.'
}

/** An expected error as plain data: the only form in which trouble crosses a process, a log or a pack. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** The plain data of an expected error. Throws anything else again: bugs stay loud. */
export function toProblem(error: unknown): Problem {
  if (!(error instanceof ExpectedError)) throw error
  return { code: error.code, message: error.message, remedy: error.remedy }
}

/** Makes a `switch` over a union exhaustive at compile time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`)
}
