import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { catalogKeyOf, writeBundle } from '../../../build/catalog-bundle.ts'
import { root } from '../../../build/command.ts'
import type { CatalogKey } from '../../../electron/catalog/bundle/catalog-key.ts'
import { type Family, manifestFile } from '../../../electron/catalog/product.ts'
import { ExpectedError } from '../../../electron/model/errors.ts'

export interface SigningKey {
  readonly secret: KeyObject
  readonly key: CatalogKey
}

export function newKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { secret: privateKey, key: catalogKeyOf(privateKey) }
}

const whole = manifestFile.parse(JSON.parse(readFileSync(join(root, 'firmware-catalog', 'catalog.json'), 'utf8')))
const textOf = (path: string): string => readFileSync(join(root, 'firmware-catalog', path), 'utf8')
const modelsOf = (text: string): string[] => (parse(text) as Family).products.flatMap(({ models }) => models)
/** The maker with the smallest file that names a model: real data, small enough to be tampered with at every byte. */
const candidates = whole.vendors
  .filter(({ files }) => files.length === 1)
  .flatMap((vendor) => vendor.files.map(({ path }) => ({ vendor, path, text: textOf(path) })))
const chosen = candidates
  .toSorted((left, right) => left.text.length - right.text.length)
  .find(({ text }) => modelsOf(text).length > 0)
if (chosen === undefined) throw new Error('the catalog has no maker of one small file')
const { vendor: maker, path: familyPath, text: familyText } = chosen
const family = parse(familyText) as Family

/** A device that the sample knows. */
export const knownDevice = {
  manufacturer: maker.names[0] ?? null,
  model: modelsOf(familyText)[0] ?? null,
  firmware: '1.0',
  build: null,
  hardwareId: null,
}

export type Files = Map<string, Buffer>

/** The files of a small catalog out of the real one, under a version of its own. `edit` may spoil a family first. */
export function sampleFiles(
  version: number,
  { date = '2026-11-01', edit = null }: { date?: string; edit?: ((family: Family) => void) | null } = {},
): Files {
  const edited = structuredClone(family)
  edit?.(edited)
  // JSON is YAML.
  return filesOf(version, date, edit === null ? familyText : JSON.stringify(edited, null, 2), edited)
}

/** As `sampleFiles`, with any text in the place of a family; the index keeps to the real one. */
export const filesWithText = (version: number, text: string): Files => filesOf(version, '2026-11-01', text, family)

/** An index that says something else than the file that people read. */
export function filesWithIndex(version: number, edit: (family: Family) => void): Files {
  const edited = structuredClone(family)
  edit(edited)
  return filesOf(version, '2026-11-01', familyText, edited)
}

function filesOf(version: number, date: string, text: string, indexed: unknown): Files {
  const bytes = Buffer.from(text)
  const index = Buffer.from(JSON.stringify({ [familyPath]: indexed }))
  const files = maker.files.map((file) => ({ ...file, sha256: sha256(bytes) }))
  const manifest = {
    ...whole,
    catalogVersion: version,
    dateReleased: date,
    products: files.reduce((sum, { products }) => sum + products, 0),
    vulnerabilities: files.reduce((sum, { vulnerabilities }) => sum + vulnerabilities, 0),
    index: { path: 'index.json', sha256: sha256(index) },
    vendors: [{ ...maker, files }],
  }
  return new Map([
    ['catalog.json', Buffer.from(JSON.stringify(manifest, null, 2))],
    [familyPath, bytes],
    ['index.json', index],
  ])
}

/** What the bundle manifest says of these files; `more` may make it lie. */
export function about(files: Files, more: object = {}) {
  const { catalogVersion, dateReleased, kevVersion, products } = manifestFile.parse(
    JSON.parse(files.get('catalog.json')?.toString('utf8') ?? ''),
  )
  return { catalogVersion, dateReleased, kevVersion, count: products, nextKeys: [], ...more }
}

/** A signed bundle of that version. */
export function sampleBundle(
  version: number,
  { secret }: SigningKey,
  { files = sampleFiles(version), more = {} }: { files?: Files; more?: object } = {},
): Buffer {
  return writeBundle(about(files.has('catalog.json') ? files : sampleFiles(version), more), files, secret)
}

/** Writes the files of a version, as the program ships them. */
export function shipped(folder: string, version: number, date?: string): string {
  for (const [path, bytes] of sampleFiles(version, date === undefined ? {} : { date })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return folder
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** The code of the expected error that the work ends with. */
export function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof ExpectedError && error.message !== '' && error.remedy !== '') return error.code
    throw error
  }
  return 'taken'
}
