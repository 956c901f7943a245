import type { Secret } from '../model/secret.ts'
import { argon2id } from './argon2id.ts'
import { VaultError } from './errors.ts'
import { keyBytes, subkey } from './sealing.ts'

/** @see RFC 9106 section 3.1: m, t and p */
export interface KdfParameters {
  readonly memoryKiB: number
  readonly passes: number
  readonly lanes: number
}

/** The parameters of site format 1. The site file has no room for others: a change is a new format. @see RFC 9106 section 4, second choice */
export const siteKdf: KdfParameters = { memoryKiB: 65_536, passes: 3, lanes: 4 }

/** Below the floor of the OWASP password storage cheat sheet a stolen file can be guessed; above the ceiling it is an attack on this laptop. */
const floor: KdfParameters = { memoryKiB: 19 * 1024, passes: 2, lanes: 1 }
const ceiling: KdfParameters = { memoryKiB: 1024 * 1024, passes: 20, lanes: 16 }

/** Called on parameters that come from a file, before anything is computed. @throws {VaultError} `vault/kdf-refused` */
export function checkKdf(kdf: KdfParameters): void {
  for (const key of ['memoryKiB', 'passes', 'lanes'] as const) {
    if (Number.isInteger(kdf[key]) && kdf[key] >= floor[key] && kdf[key] <= ceiling[key]) continue
    throw new VaultError(
      'vault/kdf-refused',
      `The file asks for Argon2id with ${key} ${kdf[key]}; ${floor[key]} to ${ceiling[key]} is accepted.`,
    )
  }
}

/** The two keys of a site. Whoever derived them wipes them when site file and vault are open: both keep what they need. */
export interface SiteKeys {
  readonly salt: Buffer
  /** Opens the pages of the site file. */
  readonly databaseKey: Buffer
  /** Opens the keys of vault and journal, and nothing else. */
  readonly wrapKey: Buffer
  wipe(): void
}

/**
 * Argon2id over the passphrase (NFKC, UTF-8), then one HKDF per key. Takes about half a second of one core and 64 MiB.
 * @throws {VaultError} `vault/kdf-refused`, `vault/passphrase-empty`
 * @see RFC 9106, RFC 5869
 */
export async function deriveSiteKeys(
  passphrase: Secret,
  salt: Buffer,
  kdf: KdfParameters = siteKdf,
): Promise<SiteKeys> {
  checkKdf(kdf)
  const normalized = Buffer.from(passphrase.reveal().normalize('NFKC'), 'utf8')
  if (normalized.length === 0) throw new VaultError('vault/passphrase-empty', 'An empty passphrase protects nothing.')
  const root = await argon2id({ password: normalized, salt, ...kdf, length: keyBytes })
  normalized.fill(0)
  const databaseKey = subkey(root, salt, 'site database 1')
  const wrapKey = subkey(root, salt, 'vault wrap 1')
  root.fill(0)
  return {
    salt: Buffer.from(salt),
    databaseKey,
    wrapKey,
    wipe: () => {
      databaseKey.fill(0)
      wrapKey.fill(0)
    },
  }
}
