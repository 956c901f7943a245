import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Secret } from '../model/secret.ts'
import type { SiteRecord } from '../model/site.ts'
import { SiteFile } from '../store/site-file.ts'
import { deriveSiteKeys, type SiteKeys } from '../vault/keys.ts'
import { PassphraseProof } from '../vault/passphrase-proof.ts'
import { passwordJournalOf } from '../vault/password-journal.ts'
import { Vault } from '../vault/vault.ts'
import { JournalInTheWay } from './problems.ts'

export type NewSite = Omit<SiteRecord, 'id' | 'scope' | 'createdAt'>

/** A site file that is held, with its vault open. */
export interface UnlockedSite {
  readonly store: SiteFile
  readonly vault: Vault
  /** Whether whoever asks is the one who opened it: for a site that is locked while its work goes on. */
  readonly passphrase: PassphraseProof
}

/** Makes the site file and its journal. @throws {ExpectedError} `store/...` when the file is there already or cannot be written */
export async function createSite(file: string, passphrase: Secret, site: NewSite): Promise<UnlockedSite> {
  const salt = randomBytes(16)
  const keys = await deriveSiteKeys(passphrase, salt)
  try {
    const record: SiteRecord = { ...site, id: randomUUID(), scope: null, createdAt: new Date().toISOString() }
    const journal = passwordJournalOf(file)
    if (existsSync(journal)) {
      throw new JournalInTheWay(`${journal} is there already: passwords of an earlier site of this name.`)
    }
    const store = SiteFile.create(file, { databaseKey: keys.databaseKey, salt }, record)
    return withVault(store, keys, () => Vault.create(store.secrets, journal, keys))
  } finally {
    keys.wipe()
  }
}

/** @throws {ExpectedError} `store/wrong-passphrase`, `store/damaged`, `store/in-use`, `vault/...` */
export async function unlockSite(
  file: string,
  passphrase: Secret,
  journal: 'as-it-is' | 'rebuild',
): Promise<UnlockedSite> {
  const keys = await deriveSiteKeys(passphrase, SiteFile.readSalt(file))
  try {
    const store = SiteFile.open(file, keys.databaseKey)
    return withVault(store, keys, () => {
      const journalFile = passwordJournalOf(file)
      // Ended in the middle of making the site: nothing was entered yet, and the vault is made now.
      if (!Vault.exists(store.secrets)) return Vault.create(store.secrets, journalFile, keys)
      return Vault.open(store.secrets, journalFile, keys, { journal })
    })
  } finally {
    keys.wipe()
  }
}

function withVault(store: SiteFile, keys: SiteKeys, vault: () => Vault): UnlockedSite {
  try {
    return { store, vault: vault(), passphrase: new PassphraseProof(keys) }
  } catch (error) {
    store.close()
    throw error
  }
}
