import type { z } from 'zod'
import type { Device } from '../model/device.ts'
import type { FactKey, Facts } from '../model/facts.ts'
import type { Disruption, SiteSettings } from '../model/site.ts'
import type { Verdict } from '../model/verdict.ts'

/** The device as a fix sees it. Reads are fresh; a write says only that the device took the request. */
export interface DeviceSession {
  readonly device: Device
  read<K extends FactKey>(fact: K): Promise<Facts[K]>
  write<K extends FactKey>(fact: K, value: Facts[K]): Promise<void>
  /**
   * Part of planning: whether a new password may be sent at all. Sends no secret.
   * @throws {CredentialWithheld} when it would cross the network readable and nobody allowed that
   */
  assertPasswordMayTravel(): Promise<void>
  /**
   * Gives the account a strong password of its own: encrypted intent on disk, sent, new works, shortened and (where it is known) old fail, on every
   * login interface that knows the account. Returns when proven.
   * @throws {PasswordUnresolved} when the proof is missing; every candidate stays in the vault
   */
  changePassword(username: string): Promise<void>
  /**
   * Gives a device in factory state its first password, written ahead and proven as with `changePassword`.
   * @throws {WriteRefused} when the driver knows no such flow, or the device is activated already: nothing was sent
   * @throws {PasswordUnresolved} when the proof is missing; the password stays in the vault
   */
  activate(): Promise<void>
  /**
   * Makes an account that administers nothing, with a strong password of its own, written ahead and proven as with
   * `changePassword`. One of that name that is there already is left alone.
   * @throws {WriteRefused} when there is one, or the device declined @throws {ChangeNotKept} when it is not there afterwards
   */
  createAccount(username: string, level: 'operator' | 'user'): Promise<void>
  /** Takes an account away that `createAccount` made, and no other. */
  removeAccount(username: string): Promise<void>
  /**
   * Part of planning: whether a copy of the configuration, which holds secrets, may be fetched at all.
   * @throws {Unsupported} when there is no way to one @throws {CredentialWithheld} when it would cross the network readable
   */
  assertCopyMayTravel(): Promise<void>
  /** Part of planning: whether the device can make itself another certificate over a way that is known. */
  mayRenewCertificate(): Promise<boolean>
  /**
   * Lets the device make a key and a certificate of its own and take it into use. Returns when it shows exactly that one.
   * @throws {ChangeNotKept} when it does not in time
   */
  renewCertificate(): Promise<void>
  /** Back to the certificate before `renewCertificate`; nothing where none was made. */
  restoreCertificate(): Promise<void>
  /** Fetches a copy of the configuration and keeps it sealed in the site file. Returns when it was read back as it came. */
  takeCopy(): Promise<void>
  /**
   * For the way back of a change that moved us to another port: returns when the device answers at the old one, and is reached
   * there from then on. At once where nothing moved.
   */
  returnToOldPort(): Promise<void>
  /** The address from which the device sees us: what a filter of addresses must never leave out. Absent where it is not known. */
  ownAddress?(): Promise<string>
  /** Addresses of the other recorders of the site: who may fetch a picture from here. Absent where nobody knows the site. */
  recorders?(): readonly string[]
}

export interface Planned<T> {
  readonly asFound: T
  readonly target: T
}

/** What a fix writes: facts of the device, or what only the engine writes. `copy` writes into the site file alone. */
export type Written = FactKey | 'password' | 'activation' | 'account' | 'certificate' | 'copy'

/** A fix can be undone, or says why it cannot. */
type Undo<T> =
  | {
      /** Writes back as found. Returns what it left, where that is something else. */
      rollback(device: DeviceSession, change: Planned<T>): Promise<T> | Promise<void>
      /** What is not written back, for the person who agrees; absent: all is. */
      readonly undo?: string
      readonly irreversible?: never
    }
  | { readonly irreversible: string; readonly rollback?: never; readonly undo?: never }

/**
 * The way back to the compliant condition of the check with the same id. The engine seals `asFound`, asks, applies, verifies,
 * evaluates the check again on facts read anew, and rolls back when either fails, or leaves it open (but for `partOfCheck`).
 */
export type Fix<T> = Undo<T> & {
  readonly id: string
  readonly disruption: Disruption
  readonly reboot: boolean
  /**
   * Whether the change can cut us off from the device. The engine treats such a change as commit-confirm: after `apply` it opens a
   * fresh connection to the device, and only what answers there counts. Without an answer in time it rolls back over whatever
   * still answers, and where nothing does it ends as failed with the old value in words. One at a time on each device, never
   * together with another change, and last in the order but for what hides the device.
   */
  readonly cutsOff: boolean
  /** `second-person`: waits for the yes of somebody else than the technician, and both names are recorded. */
  readonly approval: 'none' | 'second-person'
  /** What `apply` writes. A driver may have graded one of them as unproven: then a person says yes to this very change. */
  readonly writes: readonly Written[]
  /**
   * What it writes can be a part of what the check asks for. Where the device tells nothing of the rest, the check stays unknown, and
   * what was read back is the proof of this change: writing it back would switch on again what was switched off. Absent: the check
   * has to pass.
   */
  readonly partOfCheck?: true
  /** What the fix needs of the site; parsed before planning, so that a missing value is said before anything runs. */
  readonly siteSettings: z.ZodType
  /**
   * Of a fix that renews passwords: whose, and the same for some of them only. Where other changes of the same plan renewed a part
   * of them, the others are what is left to do.
   */
  readonly accounts?: { of(value: T): readonly string[]; only(value: T, usernames: readonly string[]): T }
  /**
   * What other devices hold can be the reason for it (a shared password). It is carried out although the same change on the other
   * device took the reason away: whoever agreed did so for each of them.
   */
  readonly reasonElsewhere?: true
  /** Dry run: reads only. `null` when nothing is to be done. */
  plan(device: DeviceSession, settings: SiteSettings): Promise<Planned<T> | null>
  apply(device: DeviceSession, change: Planned<T>): Promise<void>
  /** Reads back: an HTTP 200 on the write is no evidence that the device kept it. */
  verify(device: DeviceSession, change: Planned<T>): Promise<Verdict>
  /** A value in words, for plan and evidence. No secret. */
  describe(value: T): string
}

export const defineFix = <T>(fix: Fix<T>): Fix<T> => fix

// biome-ignore lint/suspicious/noExplicitAny: the list holds fixes of any value type; the engine passes each its own plan
export type AnyFix = Fix<any>
