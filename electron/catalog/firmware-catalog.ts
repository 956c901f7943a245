import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayMs } from '../model/days.ts'
import type { Identity } from '../model/device.ts'
import type { FirmwareAssessment } from '../model/firmware.ts'
import { wholeVersion } from '../model/firmware-version.ts'
import type { Installed } from './affected.ts'
import { assessProducts } from './assess-products.ts'
import { type CatalogFiles, CatalogRecords, type VendorRecords } from './catalog-records.ts'
import { factoryQuestions, oemNote } from './factory.ts'
import { isBland, vendorNamed } from './match-product.ts'
import { CatalogUnreadable } from './problems.ts'
import type { VersionScheme } from './product.ts'
import type { Question } from './question.ts'
import { parseVersion } from './versions.ts'

export type { CatalogFiles } from './catalog-records.ts'

export interface CatalogStatus {
  readonly version: number
  /** Day of release, `YYYY-MM-DD`. */
  readonly date: string
  readonly products: number
  readonly vulnerabilities: number
  /** Whole days since the release; an old catalog still works, and every report says how old it is. */
  ageDays(now: Date): number
}

type Asked = Pick<Identity, 'manufacturer' | 'model' | 'firmware' | 'build' | 'hardwareId'>

export interface FirmwareCatalog {
  /**
   * What the catalog knows of this model with this firmware. Where the device names no maker, its model may tell.
   * @throws {CatalogDamaged} {CatalogUnreadable} when a file of the maker is not the one that was released
   */
  assess(identity: Asked): FirmwareAssessment
  status(): CatalogStatus
  /** @throws {CatalogDamaged} {CatalogUnreadable} when any file is not the one that the manifest vouches for */
  verify(): void
}

/** The catalog of a folder on the disk. @see openCatalogFiles */
export function openFirmwareCatalog(folder: string, now: () => Date = () => new Date()): FirmwareCatalog {
  return openCatalogFiles((path) => readBytes(folder, path), now)
}

/**
 * Reads the manifest at once and the records when the first device is assessed, each file once and only when its SHA-256 is
 * the one that the manifest names.
 *
 * @throws {CatalogUnreadable} when there is no usable manifest
 */
export function openCatalogFiles(fileOf: CatalogFiles, now: () => Date = () => new Date()): FirmwareCatalog {
  const records = new CatalogRecords(fileOf)
  const { manifest } = records
  return {
    assess(identity) {
      const blank = {
        catalogVersion: manifest.catalogVersion,
        catalogDate: manifest.dateReleased,
        installed: wholeVersion(identity),
      }
      const maker = makerOf(identity, records)
      if (typeof maker === 'string') return { ...blank, ...unknownProduct(maker) }
      return { ...blank, ...answerOf(identity, blank.installed, maker, records, now()) }
    },
    status: () => ({
      version: manifest.catalogVersion,
      date: manifest.dateReleased,
      products: manifest.products,
      vulnerabilities: manifest.vulnerabilities,
      ageDays: (at) =>
        Math.max(0, Math.floor((at.getTime() - Date.parse(`${manifest.dateReleased}T00:00:00Z`)) / dayMs)),
    }),
    verify: () => records.verify(),
  }
}

/** The maker whose records speak of the device, or why there is none. */
function makerOf({ manufacturer, model }: Asked, records: CatalogRecords): VendorRecords | string {
  const { vendors } = records.manifest
  const named = vendorNamed(manufacturer, vendors)
  if (named !== null) return brandOf(records.of(named), model, records)
  if (manufacturer !== null && !isBland(manufacturer)) {
    return `the catalog has no records of the maker "${manufacturer}"`
  }
  const makers = model === null ? [] : records.makersOf(model)
  const [maker] = makers
  if (maker === undefined) return 'the device does not name its maker, and its model does not tell'
  if (makers.length === 1) return records.of(maker)
  return `the device does not name its maker, and its model may be of ${makers.map(({ vendor }) => vendor).join(' or ')}`
}

/** A brand's device often names the factory: a model that only a brand of this factory has tells the brand. */
function brandOf(factory: VendorRecords, model: string | null, records: CatalogRecords): VendorRecords {
  if (model === null) return factory
  const knows = ({ index }: VendorRecords): boolean => index.knows(model) === 'model'
  if (knows(factory)) return factory
  const brands = records.manifest.vendors
    .filter(({ builtBy }) => builtBy === factory.vendor.vendor)
    .map((vendor) => records.of(vendor))
    .filter(knows)
  const [brand] = brands
  return brand !== undefined && brands.length === 1 ? brand : factory
}

function answerOf(
  identity: Asked,
  text: string | null,
  maker: VendorRecords,
  records: CatalogRecords,
  now: Date,
): Omit<FirmwareAssessment, 'catalogVersion' | 'catalogDate' | 'installed'> {
  const read = new Map<VersionScheme, Installed>()
  const installed = (scheme: VersionScheme): Installed => {
    const known = read.get(scheme) ?? { scheme, text, version: text === null ? null : parseVersion(scheme, text) }
    read.set(scheme, known)
    return known
  }
  const matches = maker.index.find(identity.model, installed(maker.scheme).version, identity.hardwareId)
  const question: Question = { matches, text, installed, sources: maker.sources, now }
  const builtBy = (matches[0]?.by === 'vendor' ? undefined : matches[0]?.product.builtBy) ?? maker.vendor.builtBy
  const factory = records.manifest.vendors.find(({ vendor }) => vendor === builtBy)
  return {
    vendor: maker.vendor.vendor,
    oem: builtBy === null ? null : oemNote(maker.vendor.vendor, builtBy),
    ...assessProducts(question, factory === undefined ? [] : factoryQuestions(records.of(factory), question)),
  }
}

function unknownProduct(because: string): Omit<FirmwareAssessment, 'catalogVersion' | 'catalogDate' | 'installed'> {
  const fact = 'the maker and model on the label of the device'
  return {
    vendor: null,
    product: null,
    currency: { state: 'unknown', because },
    behindBy: null,
    support: { state: 'unknown', endOfSupport: null, precision: null, note: null },
    endOfSale: null,
    vulnerabilities: [],
    undecided: [{ question: `Which product is it? It cannot be told: ${because}.`, decidingFact: fact }],
    action: { kind: 'find-out', to: null, fact, because, meanwhile: null },
    oem: null,
    sources: [],
  }
}

function readBytes(folder: string, path: string): Buffer {
  try {
    return readFileSync(join(folder, path))
  } catch (cause) {
    throw new CatalogUnreadable(`${path} of the firmware catalog cannot be read.`, { cause })
  }
}
