import { dayMs } from '../../model/days.ts'
import { type CatalogStatus, type FirmwareCatalog, openFirmwareCatalog } from '../firmware-catalog.ts'
import type { CatalogKey } from './catalog-key.ts'
import { installedBundles } from './installed-bundles.ts'
import { pinnedKeys } from './pinned-keys.ts'

export interface InstalledStatus extends CatalogStatus {
  /** `shipped`: came with the program; `imported`: from a signed file. */
  readonly source: 'shipped' | 'imported'
  /** What a person should know: why an imported catalog is not used, or that the clock cannot be right. */
  readonly note: string | null
}

export interface InstalledCatalog extends FirmwareCatalog {
  status(): InstalledStatus
}

export interface CatalogPlaces {
  /** Folder of the catalog that ships with the program; as trustworthy as the program itself. */
  readonly shipped: string
  /** Folder of imported catalogs, null where none may be used. It need not exist. */
  readonly installed: string | null
  /** Tests bring their own; the product takes those pinned in it. */
  readonly trustedKeys?: readonly CatalogKey[]
}

/**
 * The newest catalog that can be used: an imported one when it is above the shipped one and its signature, hashes and
 * schema hold now; else the shipped one, with the reason in `status().note`.
 *
 * @throws {CatalogUnreadable} when the shipped catalog has no usable manifest
 */
export function openInstalledCatalog(places: CatalogPlaces, now: () => Date = () => new Date()): InstalledCatalog {
  const shipped = openFirmwareCatalog(places.shipped, now)
  if (places.installed === null) return withStatus(shipped, 'shipped', null, now)
  const { trustedKeys = pinnedKeys } = places
  const { newest, trouble } = installedBundles(places.installed, trustedKeys, shipped.status().version, now)
  return newest === null
    ? withStatus(shipped, 'shipped', trouble, now)
    : withStatus(newest.catalog, 'imported', trouble, now)
}

function withStatus(
  catalog: FirmwareCatalog,
  source: InstalledStatus['source'],
  trouble: string | null,
  now: () => Date,
): InstalledCatalog {
  return {
    ...catalog,
    status() {
      const status = catalog.status()
      const notes = [trouble, clockNote(status.date, now())].filter((note) => note !== null)
      return { ...status, source, note: notes.length === 0 ? null : notes.join(' ') }
    },
  }
}

/** An age below zero reads as none: the reader must learn that it means nothing. A day is left for time zones. */
function clockNote(date: string, now: Date): string | null {
  return Date.parse(date) > now.getTime() + dayMs
    ? `The catalog is of ${date}, which the clock of this computer says is still to come: check the clock.`
    : null
}
