import type { LoginName } from './login-name.ts'

/**
 * `pending` is on disk before the packet goes out; an attempt that stays pending was cut short and counts as a failure.
 * `not-shown`: the device has no such login, or was not shown one that it would have taken in clear. It counts as nothing.
 */
export type AttemptOutcome = 'pending' | 'accepted' | 'refused' | 'locked' | 'no-answer' | 'not-shown'

/** One login that was offered to a device. Holds no password. */
export interface Attempt {
  readonly deviceId: string
  readonly visitId: string
  readonly login: LoginName
  readonly username: string
  /** HMAC-SHA-256 of user name and password under a key of the vault, lower-case hex: equal for the same credential, worthless without the key. */
  readonly credentialTag: string
  readonly outcome: AttemptOutcome
  readonly at: string
}

/** An attempt as the site file keeps it. */
export interface RecordedAttempt extends Attempt {
  readonly id: number
}
