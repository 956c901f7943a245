/**
 * Writes firmware-catalog/ from a file of collected firmware facts: one YAML file per maker and family, the quick index of
 * them, the manifest with their SHA-256, what was left out (in README.md), and the JSON schemas that editors use.
 *
 *     node build/import-firmware.ts FACTS.json
 *     node build/import-firmware.ts --index      after a change of a YAML file by hand
 *     node build/import-firmware.ts --schemas
 *
 * The same facts give the same bytes. The catalog version rises by one when any file changed.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { familyFile, type Manifest, manifestFile } from '../electron/catalog/product.ts'
import { readYaml } from '../electron/catalog/read-yaml.ts'
import { publishedSchemas } from '../electron/catalog/schemas.ts'
import { type Fact, fact } from './firmware-facts.ts'
import { type LeftOut, leftOutText, usable } from './firmware-left-out.ts'
import { builtByOf, familyOf, type Maker, makersIn } from './firmware-makers.ts'
import { toProduct } from './firmware-products.ts'
import { SourceKeys } from './firmware-sources.ts'
import { toYaml, withoutDefaults } from './firmware-yaml.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'firmware-catalog')
const mark = { start: '<!-- left out: made by build/import-firmware.ts -->', end: '<!-- end of left out -->' }

interface FamilyText {
  readonly family: string
  readonly text: string
  readonly value: unknown
  readonly products: number
  readonly vulnerabilities: number
}

function familyTexts(maker: Maker, facts: readonly Fact[], log: LeftOut[]): FamilyText[] {
  const keys = new SourceKeys()
  const groups = new Map<string, ReturnType<typeof toProduct>[]>()
  const own = facts.filter(({ vendor }) => maker.from.includes(vendor))
  for (const record of own.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const kept = usable(maker, record, log)
    if (kept === null) continue
    const family = familyOf(maker, kept)
    groups.set(family, [...(groups.get(family) ?? []), toProduct(maker, kept, keys)])
  }
  for (const products of groups.values()) shareAcrossLines(products)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([family, products]) => familyText(maker, family, products, keys))
}

/** A range that begins in an older line than its record speaks of that line too: the record of all lines repeats it. */
function shareAcrossLines(products: readonly ReturnType<typeof toProduct>[]): void {
  const general = products.find(({ line, models, modelPattern }) => !line && models.length === 0 && !modelPattern)
  if (general === undefined) return
  for (const { line, vulnerabilities } of products) {
    const wider = vulnerabilities.filter(({ affected }) =>
      affected?.some(({ gte }) => gte && !gte.startsWith(`${line}.`)),
    )
    if (line) general.vulnerabilities.push(...wider)
  }
}

function familyText(
  maker: Maker,
  family: string,
  products: ReturnType<typeof toProduct>[],
  keys: SourceKeys,
): FamilyText {
  const used = products.flatMap(({ sources, vulnerabilities }) => [
    ...sources,
    ...vulnerabilities.map(({ source }) => source),
  ])
  const sources = Object.fromEntries([...new Set(used)].sort().map((key) => [key, keys.entry(key)]))
  const builtBy = builtByOf(maker, family)
  const value = withoutDefaults({ vendor: maker.vendor, family, scheme: maker.scheme, builtBy, sources, products })
  try {
    familyFile.parse(value)
  } catch (cause) {
    throw new Error(`${maker.folder}/${family}.yaml would not be readable`, { cause })
  }
  const vulnerabilities = products.reduce((sum, product) => sum + product.vulnerabilities.length, 0)
  return { family, text: toYaml(value), value, products: products.length, vulnerabilities }
}

function importFacts(path: string, kevVersion: string): void {
  const facts = z.array(fact).parse(JSON.parse(readFileSync(path, 'utf8')))
  const log: LeftOut[] = []
  const written = new Map<string, FamilyText>()
  const vendors: Manifest['vendors'] = []
  for (const maker of makersIn(facts)) {
    const files = familyTexts(maker, facts, log).map((entry) => {
      const file = `${maker.folder}/${entry.family}.yaml`
      written.set(file, entry)
      const { text, products, vulnerabilities } = entry
      return { path: file, sha256: sha256(text), products, vulnerabilities }
    })
    const { vendor, names, builtBy, modelForms } = maker
    const forms = modelForms.map(({ pattern, examples }) => ({ pattern, examples: [...examples] }))
    if (files.length > 0) vendors.push({ vendor, names: [...names], builtBy, modelForms: forms, files })
  }
  removeOldFiles()
  for (const [file, { text }] of written) put(join(folder, file), text)
  const retrieved = facts.flatMap(({ sources }) => sources.map((source) => source.retrieved)).sort()
  const contents = Object.fromEntries([...written].map(([file, { value }]) => [file, value]))
  writeManifest(vendors, contents, kevVersion, retrieved.at(-1) ?? '')
  writeLeftOut(log)
}

/** Hashes, counts and index anew from the YAML files as they are; makers and their names stay as the manifest has them. */
function indexAgain(): void {
  const old = readManifest()
  const contents: Record<string, unknown> = {}
  const vendors = old.vendors.map((vendor) => ({
    ...vendor,
    files: vendor.files.map(({ path }) => {
      const text = readFileSync(join(folder, path), 'utf8')
      const family = readYaml(text, path, familyFile, (message, cause) => new Error(message, { cause }))
      contents[path] = readYaml(text, path, z.unknown(), (message, cause) => new Error(message, { cause }))
      const vulnerabilities = family.products.reduce((sum, product) => sum + product.vulnerabilities.length, 0)
      return { path, sha256: sha256(text), products: family.products.length, vulnerabilities }
    }),
  }))
  writeManifest(vendors, contents, old.kevVersion, new Date().toISOString().slice(0, 10))
}

function writeManifest(vendors: Manifest['vendors'], contents: object, kevVersion: string, date: string): void {
  const index = `${JSON.stringify(contents)}\n`
  put(join(folder, 'index.json'), index)
  const files = vendors.flatMap((vendor) => vendor.files)
  const body = {
    kevVersion,
    products: files.reduce((sum, { products }) => sum + products, 0),
    vulnerabilities: files.reduce((sum, { vulnerabilities }) => sum + vulnerabilities, 0),
    index: { path: 'index.json', sha256: sha256(index) },
    vendors,
  }
  const manifest = manifestFile.parse({
    ...nextEdition(manifestFile.omit({ catalogVersion: true, dateReleased: true }).parse(body), date),
    ...body,
  })
  put(join(folder, 'catalog.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  process.stdout.write(
    `version ${manifest.catalogVersion}: ${vendors.length} makers, ${body.products} products, ${body.vulnerabilities} vulnerabilities\n`,
  )
}

function nextEdition(body: object, dateReleased: string): { catalogVersion: number; dateReleased: string } {
  if (!existsSync(join(folder, 'catalog.json'))) return { catalogVersion: 1, dateReleased }
  const { catalogVersion, dateReleased: before, ...old } = readManifest()
  if (JSON.stringify(old) === JSON.stringify(body)) return { catalogVersion, dateReleased: before }
  return { catalogVersion: catalogVersion + 1, dateReleased: dateReleased > before ? dateReleased : before }
}

const readManifest = (): Manifest => manifestFile.parse(JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')))

/** Families that fell away must not stay behind as unlisted files. */
function removeOldFiles(): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const own = join(folder, entry.name)
    for (const name of readdirSync(own)) if (name.endsWith('.yaml')) rmSync(join(own, name))
    if (readdirSync(own).length === 0) rmSync(own, { recursive: true })
  }
}

function writeLeftOut(log: readonly LeftOut[]): void {
  const path = join(folder, 'README.md')
  const text = readFileSync(path, 'utf8')
  const [start, end] = [text.indexOf(mark.start), text.indexOf(mark.end)]
  if (start === -1 || end < start) throw new Error(`${path} has no place for what was left out: ${mark.start}`)
  put(path, `${text.slice(0, start)}${mark.start}\n\n${leftOutText(log)}\n${text.slice(end)}`)
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    schemas: { type: 'boolean', default: false },
    index: { type: 'boolean', default: false },
    kev: { type: 'string', default: '2026.08.21' },
  },
})
const [factsFile] = positionals
if (!values.schemas && !values.index && factsFile === undefined) {
  process.stderr.write('usage: import-firmware.ts FACTS.json [--kev VERSION] | --index | --schemas\n')
  process.exitCode = 2
} else {
  for (const [path, text] of publishedSchemas()) put(join(root, path), text)
  if (factsFile !== undefined) importFacts(factsFile, values.kev)
  else if (values.index) indexAgain()
}
