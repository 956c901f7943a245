import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Identity } from '../model/device.ts'
import type { FirmwareAssessment } from '../model/firmware.ts'
import { assessProducts } from './assess-products.ts'
import { matchProducts, vendorNamed } from './match-product.ts'
import { CatalogDamaged, CatalogUnreadable } from './problems.ts'
import { type Family, familyFile, type Manifest, manifestFile } from './product.ts'
import { readYaml } from './read-yaml.ts'
import { parseVersion } from './versions.ts'

export interface CatalogStatus {
  readonly version: number
  /** Day of release, `YYYY-MM-DD`. */
  readonly date: string
  readonly products: number
  readonly vulnerabilities: number
  /** Whole days since the release; an old catalog still works, and every report says how old it is. */
  ageDays(now: Date): number
}

export interface FirmwareCatalog {
  /**
   * What the catalog knows of this model with this firmware.
   * @throws {CatalogDamaged} {CatalogUnreadable} when a file of the maker is not the one that was released
   */
  assess(identity: Pick<Identity, 'manufacturer' | 'model' | 'firmware' | 'build' | 'hardwareId'>): FirmwareAssessment
  status(): CatalogStatus
}

/**
 * Reads the manifest at once and the files of a maker when the first device of that maker is assessed, each once and only
 * when its SHA-256 is the one that the manifest names.
 *
 * @throws {CatalogUnreadable} when there is no usable manifest
 */
export function openFirmwareCatalog(folder: string, now: () => Date = () => new Date()): FirmwareCatalog {
  const manifest = readManifest(folder)
  const families = new Map<string, Family[]>()
  const familiesOf = (vendor: Manifest['vendors'][number]): Family[] => {
    const known = families.get(vendor.vendor)
    if (known !== undefined) return known
    const read = vendor.files.map((file) => readFamily(folder, file))
    families.set(vendor.vendor, read)
    return read
  }
  return {
    assess(identity) {
      const blank = {
        catalogVersion: manifest.catalogVersion,
        catalogDate: manifest.dateReleased,
        installed: installedText(identity),
      }
      const vendor = vendorNamed(identity.manufacturer, manifest.vendors)
      if (vendor === null) return unknownProduct(blank, unknownMaker(identity.manufacturer))
      const parts = familiesOf(vendor)
      const scheme = parts[0]?.scheme ?? 'dotted'
      const version = blank.installed === null ? null : parseVersion(scheme, blank.installed)
      const matches = matchProducts(
        parts.flatMap(({ products }) => products),
        identity.model,
        version,
        vendor.names,
      )
      const sources = Object.assign({}, ...parts.map((family) => family.sources)) as Family['sources']
      return {
        ...blank,
        ...assessProducts({ matches, installed: { scheme, text: blank.installed, version }, sources, now: now() }),
      }
    },
    status: () => ({
      version: manifest.catalogVersion,
      date: manifest.dateReleased,
      products: manifest.products,
      vulnerabilities: manifest.vulnerabilities,
      ageDays: (at) =>
        Math.max(0, Math.floor((at.getTime() - Date.parse(`${manifest.dateReleased}T00:00:00Z`)) / 86_400_000)),
    }),
  }
}

/** `V5.5.800` and `build 210325` stand apart in some answers; together they are the version. */
function installedText({ firmware, build }: Pick<Identity, 'firmware' | 'build'>): string | null {
  if (firmware === null || build === null || firmware.includes(build)) return firmware
  return `${firmware} ${build}`
}

const unknownMaker = (manufacturer: string | null): string =>
  manufacturer === null
    ? 'the device does not name its maker'
    : `the catalog has no records of the maker "${manufacturer}"`

function unknownProduct(
  blank: Pick<FirmwareAssessment, 'catalogVersion' | 'catalogDate' | 'installed'>,
  because: string,
): FirmwareAssessment {
  return {
    ...blank,
    product: null,
    currency: { state: 'unknown', because },
    support: { state: 'unknown', endOfSupport: null, precision: null, note: null },
    vulnerabilities: [],
    sources: [],
  }
}

function readManifest(folder: string): Manifest {
  // JSON is YAML, and this reader can name the line.
  return readYaml(readBytes(folder, 'catalog.json').toString('utf8'), 'catalog.json', manifestFile, unreadable)
}

function readFamily(folder: string, file: Manifest['vendors'][number]['files'][number]): Family {
  const bytes = readBytes(folder, file.path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== file.sha256) {
    throw new CatalogDamaged(`${file.path} of the firmware catalog is not the released file: its SHA-256 is ${sha256}.`)
  }
  return readYaml(bytes.toString('utf8'), file.path, familyFile, unreadable)
}

function readBytes(folder: string, path: string): Buffer {
  try {
    return readFileSync(join(folder, path))
  } catch (cause) {
    throw new CatalogUnreadable(`${path} of the firmware catalog cannot be read.`, { cause })
  }
}

const unreadable = (message: string, cause: unknown): CatalogUnreadable => new CatalogUnreadable(message, { cause })
