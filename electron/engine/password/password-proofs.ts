import type { Login } from '../../drivers/driver.ts'
import type { Device } from '../../model/device.ts'
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
