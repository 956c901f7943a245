import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SiteReader } from '../engine/site-reader.ts'
import { Secret } from '../model/secret.ts'
import { sessionOptions } from './site.ts'
import { askSecret } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/**
 * A look at a site that is there, for commands that only say what stands in it: it can be had while the window has the site open,
 * begins no visit and writes nothing. @throws {UsageError} {StoreError}
 */
export async function readSite(site: string): Promise<SiteReader> {
  const file = resolve(site)
  if (!existsSync(file)) throw new UsageError(`There is no site file ${file}.`, 'Correct --site.')
  const passphrase = Secret.of(
    process.env.FIELDSEAL_PASSPHRASE ?? (await askSecret('Passphrase of the site', 'FIELDSEAL_PASSPHRASE')),
  )
  try {
    return await SiteReader.read(file, passphrase, sessionOptions)
  } finally {
    passphrase.wipe()
  }
}
