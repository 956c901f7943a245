import { createHash } from 'node:crypto'
import { z } from 'zod'
import { indexProducts, type ProductIndex, vendorNamed } from './match-product.ts'
import { CatalogDamaged, CatalogUnreadable } from './problems.ts'
import { type Family, familyFile, listedFiles, type Manifest, manifestFile } from './product.ts'
import type { KnownProduct } from './question.ts'
import { readYaml } from './read-yaml.ts'

/** The bytes of one file of the catalog, by its path in the manifest. @throws {CatalogUnreadable} when there is none */
export type CatalogFiles = (path: string) => Buffer

type Vendor = Manifest['vendors'][number]

/** Everything the catalog holds of one maker, quick to ask. */
export interface VendorRecords {
  readonly vendor: Vendor
  readonly scheme: Family['scheme']
  readonly products: readonly KnownProduct[]
  readonly index: ProductIndex<KnownProduct>
  readonly sources: Family['sources']
}

/** The records of all makers, each read when it is first asked for and then kept. */
export class CatalogRecords {
  readonly manifest: Manifest
  readonly #fileOf: CatalogFiles
  readonly #records = new Map<Vendor, VendorRecords>()
  readonly #forms: readonly { readonly vendor: Vendor; readonly pattern: RegExp }[]
  #index: z.output<typeof indexFile> | null = null

  /** @throws {CatalogUnreadable} when there is no usable manifest */
  constructor(fileOf: CatalogFiles) {
    this.#fileOf = fileOf
    this.manifest = readManifest(fileOf)
    this.#forms = this.manifest.vendors.flatMap((vendor) =>
      vendor.modelForms.map(({ pattern }) => ({ vendor, pattern: new RegExp(pattern) })),
    )
  }

  /** @throws {CatalogDamaged} {CatalogUnreadable} when a file of the maker is not the one that was released */
  of(vendor: Vendor): VendorRecords {
    const known = this.#records.get(vendor)
    if (known !== undefined) return known
    const families = this.#families(vendor)
    const products = families.flatMap(({ scheme, builtBy, products: own }) =>
      own.map((product) => ({ ...product, scheme: product.scheme ?? scheme, builtBy: builtBy ?? vendor.builtBy })),
    )
    const records: VendorRecords = {
      vendor,
      scheme: families[0]?.scheme ?? 'dotted',
      products,
      index: indexProducts(products, vendor.names),
      sources: Object.assign({}, ...families.map((family) => family.sources)) as Family['sources'],
    }
    this.#records.set(vendor, records)
    return records
  }

  /** The makers that a model name alone can belong to: by a record of it, else by the form of the name. */
  makersOf(model: string): readonly Vendor[] {
    const named = vendorNamed(model, this.manifest.vendors)
    if (named !== null) return [named]
    const found = { model: new Set<Vendor>(), pattern: new Set<Vendor>() }
    for (const vendor of this.manifest.vendors) {
      const by = this.of(vendor).index.knows(model)
      if (by !== null) found[by].add(vendor)
    }
    const recorded = found.model.size > 0 ? found.model : found.pattern
    if (recorded.size > 0) return [...recorded]
    const upper = model.trim().toUpperCase()
    return [...new Set(this.#forms.filter(({ pattern }) => pattern.test(upper)).map(({ vendor }) => vendor))]
  }

  /** @throws {CatalogDamaged} {CatalogUnreadable} when any file is not the one that the manifest vouches for */
  verify(): void {
    for (const file of listedFiles(this.manifest)) readListed(this.#fileOf, file)
  }

  #families(vendor: Vendor): readonly Family[] {
    const { index } = this.manifest
    if (index === null) return vendor.files.map((file) => readFamily(this.#fileOf, file))
    this.#index ??= readIndex(readListed(this.#fileOf, index))
    return vendor.files.map(({ path }) => {
      const family = familyFile.safeParse(this.#index?.[path])
      if (family.success) return family.data
      throw unreadable(`index.json does not hold ${path} as it should.`, family.error)
    })
  }
}

/** The form of index.json: what every family file says, by its path. Each family is checked when it is first used. */
const indexFile = z.record(z.string(), z.unknown())

function readIndex(bytes: Buffer): z.output<typeof indexFile> {
  try {
    return indexFile.parse(JSON.parse(bytes.toString('utf8')))
  } catch (cause) {
    throw unreadable('index.json of the firmware catalog is no index.', cause)
  }
}

function readManifest(fileOf: CatalogFiles): Manifest {
  const text = fileOf('catalog.json').toString('utf8')
  const quick = manifestFile.safeParse(asJson(text))
  // JSON is YAML, and the reader of YAML can name the line of what is wrong.
  return quick.success ? quick.data : readYaml(text, 'catalog.json', manifestFile, unreadable)
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

function readFamily(fileOf: CatalogFiles, file: Vendor['files'][number]): Family {
  return readYaml(readListed(fileOf, file).toString('utf8'), file.path, familyFile, unreadable)
}

function readListed(fileOf: CatalogFiles, file: { readonly path: string; readonly sha256: string }): Buffer {
  const bytes = fileOf(file.path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== file.sha256) {
    throw new CatalogDamaged(`${file.path} of the firmware catalog is not the released file: its SHA-256 is ${sha256}.`)
  }
  return bytes
}

const unreadable = (message: string, cause: unknown): CatalogUnreadable => new CatalogUnreadable(message, { cause })
