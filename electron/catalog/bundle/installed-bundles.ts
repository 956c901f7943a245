import fs from 'node:fs'
import { join } from 'node:path'
import { ExpectedError } from '../../model/errors.ts'
import type { FirmwareCatalog } from '../firmware-catalog.ts'
import { bundleExtension, bundleLimits, bundleMagic } from './bundle-manifest.ts'
import type { CatalogKey } from './catalog-key.ts'
import { openBundle } from './open-bundle.ts'
import { BundleRefused } from './problems.ts'
import { type Bundle, readBundle, readBundleHead } from './read-bundle.ts'
import { readBundleFile } from './read-bundle-file.ts'

/** Beside the bundles: the signed head of a catalog that announced keys. */
export const announcementExtension = '.fieldseal-key'

export const bundleName = (version: number): string => `${version}${bundleExtension}`

/**
 * What the folder of imported catalogs holds: one bundle per version, as it was received. The highest version that can be
 * used is the one in use, so that no pointer can be out of step with it, and nothing that happens at once can go back.
 */
export interface InstalledBundles {
  readonly newest: { readonly bundle: Bundle; readonly catalog: FirmwareCatalog } | null
  /** Why a higher version than `newest` is not used; null when there is none. */
  readonly trouble: string | null
}

/** Looks for the newest bundle above a version that can be used. Reads the disk, writes nothing. */
export function installedBundles(
  folder: string,
  pinned: readonly CatalogKey[],
  above: number,
  now: () => Date,
): InstalledBundles {
  let trouble: string | null = null
  try {
    const keys = trustedKeys(folder, pinned)
    for (const version of installedVersions(folder).filter((each) => each > above)) {
      try {
        const bundle = readBundle(readBundleFile(join(folder, bundleName(version))), keys)
        if (bundle.manifest.catalogVersion !== version) {
          throw new BundleRefused('catalog/bundle-altered', `It holds version ${bundle.manifest.catalogVersion}.`)
        }
        return { newest: { bundle, catalog: openBundle(bundle, now) }, trouble }
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error
        trouble ??= `The imported catalog ${version} is not used: ${error.message}`
      }
    }
  } catch (error) {
    trouble = `Imported catalogs are not used: ${folder} cannot be read (${codeOf(error)}).`
  }
  return { newest: null, trouble }
}

/** Versions by file name, the highest first. Empty when there is no such folder. */
export function installedVersions(folder: string): number[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(bundleExtension))
    .map((name) => name.slice(0, -bundleExtension.length))
    .filter((stem) => /^[1-9]\d{0,14}$/.test(stem))
    .map(Number)
    .sort((a, b) => b - a)
}

/**
 * The pinned keys, and those that a catalog announced whose own signature is by a pinned key. An announced key announces
 * nothing itself, and falls with the pinned key that vouched for it.
 */
export function trustedKeys(folder: string, pinned: readonly CatalogKey[]): CatalogKey[] {
  const announced = namesIn(folder)
    .filter((name) => name.endsWith(announcementExtension))
    .flatMap((name) => announcedBy(join(folder, name), pinned))
  return [...pinned, ...announced]
}

function announcedBy(file: string, pinned: readonly CatalogKey[]): readonly CatalogKey[] {
  try {
    const bytes = readBundleFile(file, bundleMagic.length + 128 + bundleLimits.manifestBytes)
    return readBundleHead(bytes, pinned).manifest.nextKeys
  } catch (error) {
    // A damaged or no longer vouched for announcement gives no trust: that is all it could have given.
    if (error instanceof BundleRefused) return []
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** The code of an error of the file system. Any other error is thrown again: it is a fault of the program. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'syscall' in error && 'code' in error ? error.code : null
  if (typeof code !== 'string') throw error
  return code
}
