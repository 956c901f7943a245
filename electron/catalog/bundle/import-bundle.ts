import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { join } from 'node:path'
import type { CatalogKey } from './catalog-key.ts'
import {
  announcementExtension,
  bundleName,
  codeOf,
  installedBundles,
  installedVersions,
  trustedKeys,
} from './installed-bundles.ts'
import { checkBundle } from './open-bundle.ts'
import { pinnedKeys } from './pinned-keys.ts'
import { refuse } from './problems.ts'
import { readBundle } from './read-bundle.ts'

export interface ImportOptions {
  /** Folder of imported catalogs; made when it is missing. */
  readonly installed: string
  /** Version of the catalog that ships with the program. */
  readonly shippedVersion: number
  /** Tests bring their own; the product takes those pinned in it. */
  readonly trustedKeys?: readonly CatalogKey[]
  readonly now?: Date
}

export interface ImportedCatalog {
  readonly version: number
  /** Day of release, `YYYY-MM-DD`. */
  readonly date: string
  readonly kevVersion: string
  /** Id of the key that signed it. */
  readonly signedBy: string
  /** The version that was in use before. */
  readonly replaces: number
}

/**
 * Takes a catalog from outside into use. It is in use from one rename on, for whoever opens the catalog next; before that,
 * and whatever goes wrong, the one from before is. That one stays on the disk as well.
 *
 * The version is looked at before the contents: an old catalog of a form long gone is called old, not broken.
 * @throws {BundleRefused}
 */
export function importBundle(bytes: Buffer, options: ImportOptions): ImportedCatalog {
  const { installed, shippedVersion, trustedKeys: pinned = pinnedKeys, now = new Date() } = options
  const bundle = readBundle(bytes, keysFor(installed, pinned))
  const { manifest, signedBy, headBytes } = bundle
  const { newest } = installedBundles(installed, pinned, shippedVersion, () => now)
  const replaces = newest?.bundle.manifest.catalogVersion ?? shippedVersion
  const { catalogVersion: version, dateReleased: date, kevVersion } = manifest
  if (version <= replaces) {
    refuse('catalog/bundle-older', `The file holds catalog ${version}; catalog ${replaces} is in use already.`)
  }
  checkBundle(bundle, () => now)
  const announces = manifest.nextKeys.length > 0 && pinned.some(({ id }) => id === signedBy.id)
  try {
    fs.mkdirSync(installed, { recursive: true })
    // The keys first: once the catalog is in use it cannot be imported again.
    if (announces) writeWhole(installed, `${version}${announcementExtension}`, bytes.subarray(0, headBytes))
    writeWhole(installed, bundleName(version), bytes)
  } catch (cause) {
    refuse('catalog/bundle-not-stored', `The catalog cannot be kept in ${installed} (${codeOf(cause)}).`, cause)
  }
  tidy(installed, replaces)
  return { version, date, kevVersion, signedBy: signedBy.id, replaces }
}

function keysFor(folder: string, pinned: readonly CatalogKey[]): CatalogKey[] {
  try {
    return trustedKeys(folder, pinned)
  } catch (cause) {
    return refuse('catalog/bundle-not-stored', `${folder} cannot be read (${codeOf(cause)}).`, cause)
  }
}

const workName = /^\.import-[0-9a-f-]{36}$/

/** The file has its name only when every byte of it is on the disk. */
function writeWhole(folder: string, name: string, bytes: Buffer): void {
  const work = join(folder, `.import-${randomUUID()}`)
  const final = join(folder, name)
  let written = work
  try {
    const descriptor = fs.openSync(work, 'wx', 0o600)
    try {
      for (let done = 0; done < bytes.length; ) {
        done += fs.writeSync(descriptor, bytes, done, bytes.length - done, done)
      }
      fs.fsyncSync(descriptor)
    } finally {
      fs.closeSync(descriptor)
    }
    fs.renameSync(work, final)
    written = final
    syncFolder(folder)
  } catch (error) {
    fs.rmSync(written, { force: true })
    throw error
  }
}

/** Makes the new name durable where the system has that: Windows has not, and needs it not. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } catch (error) {
    // Some network and FAT file systems cannot: the name is then as durable as they make it.
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes(codeOf(error))) throw error
  } finally {
    fs.closeSync(descriptor)
  }
}

/**
 * Takes away what is older than the catalog from before, and what an import of long ago left half written. What cannot be
 * removed now, because somebody has it open, is left to the next import.
 */
function tidy(folder: string, before: number): void {
  try {
    const old = installedVersions(folder)
      .filter((version) => version < before)
      .map(bundleName)
    const hourAgo = Date.now() - 3_600_000
    const left = fs.readdirSync(folder).filter((name) => workName.test(name) && isOlder(join(folder, name), hourAgo))
    for (const name of [...old, ...left]) fs.rmSync(join(folder, name), { force: true })
  } catch (error) {
    codeOf(error)
  }
}

function isOlder(file: string, time: number): boolean {
  const found = fs.statSync(file, { throwIfNoEntry: false })
  return found !== undefined && found.mtimeMs < time
}
