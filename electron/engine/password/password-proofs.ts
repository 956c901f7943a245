import type { Login } from '../../drivers/driver.ts'
import type { Device } from '../../model/device.ts'
import type { PasswordProof } from '../../store/password-proofs.ts'
import type { SiteFile } from '../../store/site-file.ts'

/** Keeps what a login database said to the new and to the old password; null where no old one is known. */
export type KeepProof = (login: Login, newAccepted: boolean, oldRefused: boolean | null) => void

export const proofsOf =
  ({ id }: Device, username: string, store: Pick<SiteFile, 'passwordProofs'>): KeepProof =>
  (login, newAccepted, oldRefused) =>
    store.passwordProofs.add({
      deviceId: id,
      login: login.name,
      username,
      newAccepted,
      oldRefused,
      at: new Date().toISOString(),
    })

/** What was proven later of the same account on the same login counts: a door that was left open may have been shut since. */
export const latestProofs = (proofs: readonly PasswordProof[]): readonly PasswordProof[] =>
  proofs.filter(
    ({ login, username }, index) =>
      !proofs.slice(index + 1).some((later) => later.login === login && later.username === username),
  )
