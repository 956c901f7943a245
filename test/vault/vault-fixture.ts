import fs from 'node:fs'
import path from 'node:path'
import { Secret } from '../../electron/model/secret.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import type { SiteKeys } from '../../electron/vault/keys.ts'
import { passwordJournalOf } from '../../electron/vault/password-journal.ts'
import { type AccountRef, type StoredPassword, Vault } from '../../electron/vault/vault.ts'
import { quickKeys, siteRecord, temporaryFolder } from '../store/site-fixture.ts'

export const account: AccountRef = { deviceId: 'd1', username: 'root' }
export const at = '2026-03-04T05:06:07.000Z'

export const shown = (passwords: readonly StoredPassword[]): string[] =>
  passwords.map(({ password, state }) => `${password.reveal()} ${state}`)

/** A site with its vault in a folder of its own. `close` and `open` as often as wanted. */
export class VaultBench {
  readonly folder: string
  readonly file: string
  readonly journal: string
  readonly keys: SiteKeys
  site: SiteFile
  vault: Vault

  constructor(folder = temporaryFolder(), keys = quickKeys()) {
    this.folder = folder
    this.file = path.join(folder, 'south.fieldseal')
    this.journal = passwordJournalOf(this.file)
    this.keys = keys
    this.site = SiteFile.create(this.file, this.keys, siteRecord)
    this.vault = Vault.create(this.site.secrets, this.journal, this.keys)
  }

  begin(newPassword: string, oldPassword: string | null = null, of: AccountRef = account) {
    return this.vault.beginChange({
      account: of,
      deviceIdentity: 'ACCC8E000001 at 127.77.0.9',
      pin: 'ab12',
      oldPassword: oldPassword === null ? null : Secret.of(oldPassword),
      newPassword: Secret.of(newPassword),
      now: at,
    })
  }

  /** From intent to proof. */
  change(newPassword: string, oldPassword: string | null = null): void {
    const change = this.begin(newPassword, oldPassword)
    change.markSent()
    change.markVerified()
    change.commit()
  }

  close(): void {
    this.vault.wipe()
    this.site.close()
  }

  open(options: Parameters<typeof Vault.open>[3] = {}): void {
    this.close()
    this.site = SiteFile.open(this.file, this.keys.databaseKey)
    try {
      this.vault = Vault.open(this.site.secrets, this.journal, this.keys, options)
    } catch (error) {
      this.site.close()
      throw error
    }
  }

  remove(): void {
    this.close()
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
}
