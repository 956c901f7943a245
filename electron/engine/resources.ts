import { type InstalledCatalog, openInstalledCatalog } from '../catalog/bundle/installed-catalog.ts'
import { FollowedCatalog } from './upgrade/followed-catalog.ts'

/** Folders of the policy data. */
export interface Resources {
  readonly checklists: string
  /** The catalog that ships with the product. */
  readonly firmwareCatalog: string
  /** Folder of imported catalogs; null where none may be used. */
  readonly installedCatalog: string | null
  /** The page that checks packs; absent where it was not built. */
  readonly verifierPage?: string | null
}

/**
 * The catalog in use, which stays the newest one: a catalog that is imported while it is open, by whatever program, answers from
 * the next question on.
 *
 * @throws {CatalogUnreadable} when the shipped one has no usable manifest
 */
export function openCatalog({ firmwareCatalog: shipped, installedCatalog: installed }: Resources): InstalledCatalog {
  if (installed === null) return openInstalledCatalog({ shipped, installed })
  return new FollowedCatalog(installed, () => openInstalledCatalog({ shipped, installed }))
}
