import { setTimeout as sleep } from 'node:timers/promises'
import type { Login } from '../../drivers/driver.ts'
import { DeviceUnreachable, ExpectedError, type WriteRefused } from '../../model/errors.ts'
import { type Credential, Secret } from '../../model/secret.ts'
import type { PasswordChange, Vault } from '../../vault/vault.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { ChangeNotKept, PasswordCutOff, PasswordUnresolved } from '../problems.ts'
import { findCutForm, keepCutForm, PasswordPerhapsCut } from './cut-password.ts'

/** What the device said to the request itself. `lost`: nothing, so that it may still act on it. */
export type Answer = 'taken' | 'lost' | WriteRefused

/** How long a device may stay away after it took a new password, before its state is called unresolved. */
const patienceMs = 60_000

export interface Proof {
  readonly login: Login
  readonly change: PasswordChange
  readonly credential: Credential
  /** What opened the account before; null where nobody knows. */
  readonly oldPassword: Secret | null
  readonly answer: Answer
  readonly said: (state: string) => void
  /** Keeps what the device may have kept of a password that it cut off; without it nothing is looked for. */
  readonly vault?: Vault
  /** Called when the new password is proven, right before that is on disk. */
  readonly beforeCommit?: () => void
}

/**
 * Settles a password change by logins alone: the new password opens, a shortened one and the old one, where it is known, do not.
 * Returns when that is proven and the change is committed.
 *
 * @throws {ChangeNotKept} {WriteRefused} when the device holds what it held before: the change is abandoned
 * @throws {PasswordCutOff} when the device kept only the beginning of the new one; with a vault only, which keeps that then
 * @throws {PasswordUnresolved} when neither is proven; every candidate stays in the vault
 */
export async function provePassword(open: OpenDevice, proof: Proof): Promise<void> {
  const { login, change, credential, oldPassword, answer, said } = proof
  const { username, password } = credential
  const knock = async (candidate: Secret) => {
    await awaitAnswer(open, login)
    return open.ledger.authenticate(open.connection, login, { username, password: candidate })
  }
  const abandon = (reason: string) => {
    change.abandon(reason)
    said('abandoned')
  }
  try {
    if (isSentAtAll(answer) && (await knock(password)) === 'accepted') {
      change.markVerified()
      said('new-works')
      // Whatever follows, the old one would only be refused from here on.
      open.renewCredential(credential, login)
      if ((await knock(Secret.of(password.reveal().slice(0, -1)))) === 'accepted') {
        throw new PasswordUnresolved(
          `"${username}" is let in with a shortened password as well: the device cuts passwords off.`,
        )
      }
      if (oldPassword !== null && (await knock(oldPassword)) === 'accepted') {
        throw new PasswordUnresolved(`"${username}" is let in with the new and with the old password.`)
      }
      said(oldPassword === null ? 'old-not-known' : 'old-refused')
      proof.beforeCommit?.()
      change.commit()
      said('committed')
      // The right password once more ends the row of failures on the side of the device.
      await knock(password)
      return
    }
    if (oldPassword !== null && (await knock(oldPassword)) === 'accepted') {
      if (answer === 'lost') {
        throw new PasswordUnresolved(
          `The answer about the new password of "${username}" was lost. The old one still works; the device may yet act.`,
        )
      }
      abandon(answer === 'taken' ? 'the device took the request and kept the old password' : answer.message)
      throw answer === 'taken'
        ? new ChangeNotKept(`The device took the new password of "${username}" and kept the old one.`)
        : answer
    }
    if (!isSentAtAll(answer) && oldPassword === null) {
      // Nobody knows what it holds; that it is not the new one, it said itself.
      abandon(answer.message)
      throw answer
    }
    if (isSentAtAll(answer)) await recoverCut(open, proof)
    throw new PasswordPerhapsCut(`"${username}" is let in neither with the new nor with the old password.`)
  } catch (error) {
    if (!change.settled) {
      change.leaveUnresolved(error instanceof Error ? error.message : String(error))
      said('unresolved')
      if (error instanceof ExpectedError && !(error instanceof PasswordUnresolved)) {
        throw new PasswordUnresolved(`The proof of the new password of "${username}" is missing: ${error.message}`, {
          cause: error,
        })
      }
    }
    throw error
  }
}

/**
 * Looks for what the device kept of the new password, as far as that locks nobody out.
 * @throws {PasswordCutOff} when it was found: the change has ended
 */
async function recoverCut(open: OpenDevice, { login, change, vault, said }: Proof): Promise<void> {
  if (vault === undefined) return
  const form = await findCutForm({ ledger: open.ledger, connection: open.connection, login, change })
  if (form === null) return
  keepCutForm(vault, change, form)
  said('cut-off')
  const { username } = change.account
  open.renewCredential({ username, password: form }, login)
  throw new PasswordCutOff(
    `The device kept only the first ${form.reveal().length} characters of the new password of "${username}".`,
  )
}

const isSentAtAll = (answer: Answer): answer is 'taken' | 'lost' => answer === 'taken' || answer === 'lost'

/** Waits for a device that restarts. Asks without login, so that waiting costs no attempt. */
export async function awaitAnswer(open: OpenDevice, login: Login): Promise<void> {
  const deadline = performance.now() + patienceMs
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      await login.withoutLogin(open.connection)
      return
    } catch (error) {
      if (!(error instanceof DeviceUnreachable)) {
        if (error instanceof ExpectedError) return
        throw error
      }
      open.noteAway()
      if (performance.now() + pauseMs > deadline) throw error
      await sleep(pauseMs, undefined, { signal: open.connection.signal })
    }
  }
}
