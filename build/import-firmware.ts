/**
 * Writes firmware-catalog/ from a file of collected firmware facts: one YAML file per maker and family, the manifest with
 * their SHA-256, and (with `--schemas` alone) the JSON schemas that editors use.
 *
 *     node build/import-firmware.ts FACTS.json
 *     node build/import-firmware.ts --schemas
 *
 * The same facts give the same bytes. The catalog version rises by one when any file changed.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Document, isMap, isPair, isSeq, visit } from 'yaml'
import { z } from 'zod'
import { familyFile, manifestFile } from '../electron/catalog/product.ts'
import { publishedSchemas } from '../electron/catalog/schemas.ts'
import { type Fact, fact, withoutShareAlike } from './firmware-facts.ts'
import { familyOf, type Maker, makers } from './firmware-makers.ts'
import { cleanModels, isSoftware, seriesPattern } from './firmware-models.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'firmware-catalog')

type SourceEntry = z.output<typeof familyFile>['sources'][string]

/** Keys for sources, the same over all families of a maker: the CVE or advisory number, else the place. */
class SourceKeys {
  readonly #byKey = new Map<string, SourceEntry>()
  keyOf(source: SourceEntry): string {
    const base = shortName(source)
    for (let number = 1; ; number += 1) {
      const key = number === 1 ? base : `${base}-${number}`
      const known = this.#byKey.get(key)
      if (known === undefined) this.#byKey.set(key, source)
      if (known === undefined || JSON.stringify(known) === JSON.stringify(source)) return key
    }
  }
  entry(key: string): SourceEntry {
    const entry = this.#byKey.get(key)
    if (entry === undefined) throw new Error(`no source ${key}`)
    return entry
  }
}

function shortName({ url, published }: SourceEntry): string {
  const cve = /CVERecord\?id=(CVE-[\d-]+)$/.exec(url)?.[1]
  if (cve !== undefined) return cve
  if (url.includes('known-exploited-vulnerabilities')) return `cisa-kev-${published ?? 'undated'}`
  const place = url.replace(/^https?:\/\/(www\.)?/, '').replace(/[^a-z0-9]+/gi, '-')
  return place.toLowerCase().replace(/^-|-$/g, '').slice(-60).replace(/^-/, '')
}

function toProduct(maker: Maker, record: Fact, keys: SourceKeys) {
  const retrieved = record.sources[0]?.retrieved ?? null
  const models = cleanModels(maker.vendor, record.models)
  const entries = record.sources.map((source) => ({ ...source, licence: source.licence ?? null }))
  const { firmware, lifecycle } = record
  return {
    id: record.id.replace(/-+$/, ''),
    productLine: record.productLine.replace(/ firmware V[\d.]+$/, ''),
    models,
    modelPattern: seriesPattern(maker.vendor, models, record.id),
    line: maker.vendor === 'Axis' ? axisLine(record) : null,
    deviceClass: familyOf(maker, record) === 'displays' ? 'unknown' : record.deviceClass,
    firmware: {
      latest: firmware.latest,
      released: firmware.released,
      track: firmware.track,
      basis: basisText(firmware.latestBasis ?? null),
    },
    lifecycle: {
      status: lifecycle.status ?? null,
      statusAsOf: lifecycle.statusAsOf ?? null,
      endOfSale: lifecycle.endOfSale,
      endOfSupport: lifecycle.endOfSupport,
      endOfSupportPrecision: lifecycle.endOfSupportPrecision ?? null,
      note: lifecycle.note ?? null,
    },
    vulnerabilities: record.vulnerabilities.map((entry) => {
      const source = entries.find(({ url }) => url === entry.source) ?? {
        url: entry.source,
        published: entry.published ?? null,
        retrieved,
        licence: null,
      }
      return {
        cve: entry.cve,
        summary: entry.summary,
        cvss: entry.cvss,
        affected: entry.affected === null ? null : [entry.affected].flat(),
        affectedText: entry.affected === null ? shortened(entry.affectedText) : null,
        fixedIn: entry.fixedIn,
        spansLines: entry.trackAware === true,
        knownExploited: entry.knownExploited,
        exploitedSince: entry.kevDateAdded,
        exploitedPerVendor: entry.exploitedPerCna !== undefined && entry.exploitedPerCna !== false,
        confidence: entry.confidence,
        source: keys.keyOf(source),
      }
    }),
    sources: entries
      .filter(({ url }) => !record.vulnerabilities.some(({ source }) => source === url))
      .map((entry) => keys.keyOf(entry)),
  }
}

/** A range in words names a version or a day; sentences of the description stay with their source. */
function shortened(text: string | null): string | null {
  const range = text?.trim() ?? ''
  if (range === 'versions not given in the CVE record') return 'no version is named'
  const isSentence = /\.$| (allows?|has|could|via|that) |there is|vulnerab/i.test(range)
  return /\d/.test(range) && range.length <= 120 && !isSentence ? range : null
}

function basisText(basis: string | null): string | null {
  return basis?.startsWith('newest package the archive holds')
    ? 'newest package that a public archive of the maker holds'
    : basis
}

/** AXIS OS has parallel tracks; such a record holds for every device on its track. */
function axisLine({ id, productLine }: Fact): string | null {
  if (!id.startsWith('axis-axis-os-')) return null
  return /\((\d+(?:\.\d+)?)\)$/.exec(productLine)?.[1] ?? /^AXIS OS (\d+\.\d+)$/.exec(productLine)?.[1] ?? null
}

/** Leaves out what the schema fills in by itself, so that a file shows what is known. */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults)
  if (typeof value !== 'object' || value === null) return value
  const optional =
    /^(affectedText|spansLines|exploitedSince|exploitedPerVendor|modelPattern|line|statusAsOf|endOfSupportPrecision|note)$/
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => !(optional.test(key) && (entry === null || entry === false)))
      .map(([key, entry]) => [key, withoutDefaults(entry)]),
  )
}

function toYaml(value: unknown): string {
  const document = new Document(withoutDefaults(value))
  visit(document, {
    Pair(_, { key, value: node }) {
      const name = String(key)
      if (isSeq(node) && /^(models|sources|in)$/.test(name)) node.flow = true
      if (isMap(node) && name === 'firmware') node.flow = false
      if (isSeq(node) && name === 'affected') for (const entry of node.items) if (isMap(entry)) entry.flow = true
      if (isPair(node)) return visit.SKIP
      return undefined
    },
  })
  const schema = '# yaml-language-server: $schema=../product.schema.json\n'
  return schema + document.toString({ lineWidth: 120, flowCollectionPadding: true })
}

function familyTexts(
  maker: Maker,
  facts: readonly Fact[],
): Map<string, { text: string; products: number; vulnerabilities: number }> {
  const keys = new SourceKeys()
  const groups = new Map<string, ReturnType<typeof toProduct>[]>()
  const own = facts.filter(({ vendor, deviceClass }) => vendor === maker.from && deviceClass !== 'vms')
  for (const record of own.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const kept = isSoftware(record.models) ? null : withoutShareAlike(record)
    if (kept === null) continue
    const family = familyOf(maker, kept)
    const name = maker.brand === undefined ? family : `${maker.brand}-${family}`
    groups.set(name, [...(groups.get(name) ?? []), toProduct(maker, kept, keys)])
  }
  return new Map(
    [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([family, products]) => {
        const used = products.flatMap(({ sources, vulnerabilities }) => [
          ...sources,
          ...vulnerabilities.map(({ source }) => source),
        ])
        const sources = Object.fromEntries([...new Set(used)].sort().map((key) => [key, keys.entry(key)]))
        const whole = products.map((product) => ({
          ...product,
          sources:
            product.sources.length > 0
              ? product.sources
              : [...new Set(product.vulnerabilities.map(({ source }) => source))],
        }))
        const value = { vendor: maker.vendor, family, scheme: maker.scheme, sources, products: whole }
        familyFile.parse(withoutDefaults(value))
        const vulnerabilities = whole.reduce((sum, product) => sum + product.vulnerabilities.length, 0)
        return [family, { text: toYaml(value), products: whole.length, vulnerabilities }]
      }),
  )
}

function importFacts(path: string, kevVersion: string): void {
  const facts = z.array(fact).parse(JSON.parse(readFileSync(path, 'utf8')))
  const written = new Map<string, string>()
  const vendors = makers.map((maker) => ({
    vendor: maker.vendor,
    names: [...maker.names],
    files: [...familyTexts(maker, facts)].map(([family, { text, products, vulnerabilities }]) => {
      const file = `${maker.folder}/${family}.yaml`
      written.set(file, text)
      return { path: file, sha256: createHash('sha256').update(text, 'utf8').digest('hex'), products, vulnerabilities }
    }),
  }))
  const files = vendors.flatMap((vendor) => vendor.files)
  const body = {
    kevVersion,
    products: files.reduce((sum, { products }) => sum + products, 0),
    vulnerabilities: files.reduce((sum, { vulnerabilities }) => sum + vulnerabilities, 0),
    vendors,
  }
  const retrieved = facts.flatMap(({ sources }) => sources.map((source) => source.retrieved)).sort()
  const manifest = { ...nextEdition(body, retrieved.at(-1) ?? ''), ...body }
  removeOldFiles()
  for (const [file, text] of written) put(join(folder, file), text)
  put(join(folder, 'catalog.json'), `${JSON.stringify(manifestFile.parse(manifest), null, 2)}\n`)
  process.stdout.write(
    `version ${manifest.catalogVersion}: ${body.products} products, ${body.vulnerabilities} vulnerabilities\n`,
  )
}

function nextEdition(body: object, dateReleased: string): { catalogVersion: number; dateReleased: string } {
  const path = join(folder, 'catalog.json')
  if (!existsSync(path)) return { catalogVersion: 1, dateReleased }
  const { catalogVersion, dateReleased: before, ...old } = manifestFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  if (JSON.stringify(old) === JSON.stringify(body)) return { catalogVersion, dateReleased: before }
  return { catalogVersion: catalogVersion + 1, dateReleased: dateReleased > before ? dateReleased : before }
}

/** Families that fell away must not stay behind as unlisted files. */
function removeOldFiles(): void {
  for (const maker of makers) {
    const vendorFolder = join(folder, maker.folder)
    if (!existsSync(vendorFolder)) continue
    for (const name of readdirSync(vendorFolder)) if (name.endsWith('.yaml')) rmSync(join(vendorFolder, name))
  }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { schemas: { type: 'boolean', default: false }, kev: { type: 'string', default: '2026.08.21' } },
})
const [factsFile] = positionals
if (!values.schemas && factsFile === undefined) {
  process.stderr.write('usage: import-firmware.ts FACTS.json [--kev VERSION] | --schemas\n')
  process.exitCode = 2
} else {
  for (const [path, text] of publishedSchemas()) put(join(root, path), text)
  if (factsFile !== undefined) importFacts(factsFile, values.kev)
}
