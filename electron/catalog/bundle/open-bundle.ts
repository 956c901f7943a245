import { isDeepStrictEqual } from 'node:util'
import { ExpectedError } from '../../model/errors.ts'
import { CatalogRecords } from '../catalog-records.ts'
import { type CatalogFiles, type FirmwareCatalog, openCatalogFiles } from '../firmware-catalog.ts'
import { CatalogUnreadable } from '../problems.ts'
import { familyFile, listedFiles, type Manifest } from '../product.ts'
import { readYaml } from '../read-yaml.ts'
import { type BundleManifest, catalogFile } from './bundle-manifest.ts'
import { refuse } from './problems.ts'
import type { Bundle } from './read-bundle.ts'

/**
 * The catalog of a bundle, with the records of every maker read by the product's own reader and every pattern tried once:
 * what the product cannot use shows here, not in the middle of a visit.
 *
 * @throws {BundleRefused} `catalog/bundle-unusable`, `catalog/bundle-altered`
 */
export function openBundle(bundle: Bundle, now: () => Date): FirmwareCatalog {
  return usable(() => {
    const fileOf = filesOf(bundle)
    const { manifest } = new CatalogRecords(fileOf)
    checkContents(manifest, bundle.manifest)
    const catalog = openCatalogFiles(fileOf, now)
    catalog.verify()
    for (const { names } of manifest.vendors) {
      const [manufacturer = null] = names
      catalog.assess({ manufacturer, model: 'any', firmware: '1.0', build: null, hardwareId: null })
    }
    return catalog
  })
}

/**
 * As `openBundle`, and the files that people read say the same as the index that the product judges by. Slower: asked once,
 * before a catalog is signed or taken into use.
 *
 * @throws {BundleRefused} `catalog/bundle-unusable`, `catalog/bundle-altered`
 */
export function checkBundle(bundle: Bundle, now: () => Date): void {
  openBundle(bundle, now)
  usable(() => {
    const fileOf = filesOf(bundle)
    const { index, vendors } = new CatalogRecords(fileOf).manifest
    const indexed = index === null ? null : (JSON.parse(fileOf(index.path).toString('utf8')) as Record<string, unknown>)
    const paths = vendors.flatMap(({ files }) => files.map(({ path }) => path))
    for (const path of paths) {
      const family = readYaml(fileOf(path).toString('utf8'), path, familyFile, unreadable)
      if (indexed !== null && !isDeepStrictEqual(family, familyFile.parse(indexed[path]))) {
        refuse('catalog/bundle-altered', `${path} says something else than the index of the catalog.`)
      }
    }
    const extra = Object.keys(indexed ?? {}).find((path) => !paths.includes(path))
    if (extra !== undefined) refuse('catalog/bundle-altered', `The index of the catalog speaks of "${extra}".`)
  })
}

function usable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    // A pattern that is none is trouble of the file, although the language calls it a fault of the program.
    const isOfTheFile = error instanceof SyntaxError || (error instanceof ExpectedError && !isRefusal(error))
    if (!isOfTheFile) throw error
    return refuse('catalog/bundle-unusable', `This Fieldseal cannot use the catalog: ${error.message}`, error)
  }
}

function filesOf({ files }: Bundle): CatalogFiles {
  return (path) => {
    const file = files.get(path)
    if (file === undefined) throw new CatalogUnreadable(`${path} is not in the catalog.`)
    return file
  }
}

const unreadable = (message: string, cause: unknown): CatalogUnreadable => new CatalogUnreadable(message, { cause })
const isRefusal = ({ code }: ExpectedError): boolean => code.startsWith('catalog/bundle-')

/** The two manifests must tell the same story: what was signed is what will be used, no more and no less. */
function checkContents(inner: Manifest, outer: BundleManifest): void {
  const differs =
    inner.catalogVersion !== outer.catalogVersion ||
    inner.dateReleased !== outer.dateReleased ||
    inner.kevVersion !== outer.kevVersion ||
    inner.products !== outer.count
  if (differs) refuse('catalog/bundle-altered', `${catalogFile} and the signed list of contents are of two releases.`)
  const listed = new Set([catalogFile, ...listedFiles(inner).map(({ path }) => path)])
  const held = new Set(outer.files.map(({ path }) => path))
  const missing = [...listed].find((path) => !held.has(path))
  if (missing !== undefined) refuse('catalog/bundle-altered', `"${missing}" is missing in the catalog.`)
  const extra = [...held].find((path) => !listed.has(path))
  if (extra !== undefined) refuse('catalog/bundle-altered', `"${extra}" does not belong to the catalog.`)
}
