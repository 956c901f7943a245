import { type InstalledCatalog, openInstalledCatalog } from '../catalog/bundle/installed-catalog.ts'

/** Folders of the policy data. */
export interface Resources {
  readonly checklists: string
  /** The catalog that ships with the product. */
  readonly firmwareCatalog: string
  /** Folder of imported catalogs; null where none may be used. */
  readonly installedCatalog: string | null
}

/** The catalog in use now. @throws {CatalogUnreadable} when the shipped one has no usable manifest */
export function openCatalog({ firmwareCatalog: shipped, installedCatalog: installed }: Resources): InstalledCatalog {
  return openInstalledCatalog({ shipped, installed })
}
