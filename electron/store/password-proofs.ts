import type { LoginName } from '../model/login-name.ts'
import type { Queries } from './queries.ts'

/** What one login database said to the new and to the old password, after a change. Holds no password. */
export interface PasswordProof {
  readonly deviceId: string
  readonly login: LoginName
  readonly username: string
  readonly newAccepted: boolean
  /** Null where no earlier password was known, so that none could be tried. */
  readonly oldRefused: boolean | null
  readonly at: string
}

/** In the column of the earlier password, beside 0 and 1. */
const notKnown = 2

/** The proofs of password changes, over all visits of a site. */
export class PasswordProofTable {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  add({ deviceId, login, username, newAccepted, oldRefused, at }: PasswordProof): void {
    this.#queries.run(
      'INSERT INTO password_proofs (device_id, login, username, new_accepted, old_refused, at) VALUES (?, ?, ?, ?, ?, ?)',
      deviceId,
      login,
      username,
      newAccepted ? 1 : 0,
      oldRefused === null ? notKnown : oldRefused ? 1 : 0,
      at,
    )
  }

  /** Oldest first. */
  of(deviceId: string): PasswordProof[] {
    return this.#queries
      .all<Omit<PasswordProof, 'newAccepted' | 'oldRefused'> & { newAccepted: number; oldRefused: number }>(
        `SELECT device_id AS deviceId, login, username, new_accepted AS newAccepted, old_refused AS oldRefused, at
         FROM password_proofs WHERE device_id = ? ORDER BY position`,
        deviceId,
      )
      .map((row) => ({
        ...row,
        newAccepted: row.newAccepted === 1,
        oldRefused: row.oldRefused === notKnown ? null : row.oldRefused === 1,
      }))
  }
}
