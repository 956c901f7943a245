import type { Manifest, Product } from './product.ts'
import type { Version } from './versions.ts'

/** The record of the maker that a device names itself after, or null. */
export function vendorNamed(
  manufacturer: string | null,
  vendors: Manifest['vendors'],
): Manifest['vendors'][number] | null {
  if (manufacturer === null) return null
  const said = plainName(manufacturer)
  const named = (name: string): boolean => said === name || said.startsWith(`${name} `)
  return vendors.find(({ names }) => names.some(named)) ?? null
}

/** Names that any factory's firmware may give: they tell no maker. */
export const isBland = (manufacturer: string): boolean =>
  /^(ip ?c|ip ?cam(era)?|network( video)? (camera|recorder)|camera|cctv|dvr|nvr|general|generic|onvif|private|oem|none|unknown|n a)?$/.test(
    plainName(manufacturer),
  )

export interface ProductMatch<P extends Product = Product> {
  readonly product: P
  /** `model`: the very name; `pattern`: a series; `line`: any model on this firmware line; `vendor`: the source names no model. */
  readonly by: 'model' | 'pattern' | 'line' | 'vendor'
  /** Whether the hardware that the record is bound to is the one at hand; `any` where it is bound to none. */
  readonly hardware: 'any' | 'same' | 'not-named' | 'other'
}

export interface ProductIndex<P extends Product = Product> {
  /** Every record that may speak of the device, the most specific first: exact name, longest pattern, firmware line, maker. */
  find(model: string | null, version: Version | null, hardwareId: string | null): ProductMatch<P>[]
  /** How a record names the model, without looking at versions. */
  knows(model: string): 'model' | 'pattern' | null
}

/** Makes the records of one maker quick to ask: patterns are compiled once, exact names are looked up. */
export function indexProducts<P extends Product>(
  products: readonly P[],
  vendorNames: readonly string[],
): ProductIndex<P> {
  const byName = new Map<string, P[]>()
  const patterns: { product: P; pattern: RegExp }[] = []
  const lines: P[] = []
  const everything: P[] = []
  for (const product of products) {
    const { line, models, modelPattern } = product
    if (line !== null) lines.push(product)
    else if (models.length === 0 && modelPattern === null) everything.push(product)
    else {
      for (const name of new Set(models.map((model) => plainModel(model, vendorNames)))) {
        byName.set(name, [...(byName.get(name) ?? []), product])
      }
      if (modelPattern !== null) patterns.push({ product, pattern: new RegExp(modelPattern) })
    }
  }
  return {
    find(model, version, hardwareId) {
      const name = model === null ? null : plainModel(model, vendorNames)
      const exact = name === null ? [] : (byName.get(name) ?? [])
      const found: { match: ProductMatch<P>; weight: number }[] = []
      const add = (product: P, by: ProductMatch['by'], weight: number): void => {
        found.push({ match: { product, by, hardware: hardwareOf(product, hardwareId) }, weight })
      }
      for (const product of exact) add(product, 'model', 1_000)
      for (const { product, pattern } of name === null ? [] : patterns) {
        const length = exact.includes(product) ? undefined : pattern.exec(name ?? '')?.[0].length
        if (length !== undefined) add(product, 'pattern', 1 + length)
      }
      for (const product of lines) if (isOnLine(version, product.line ?? '')) add(product, 'line', 1)
      for (const product of everything) add(product, 'vendor', 0)
      found.sort((a, b) => b.weight - a.weight || (a.match.product.id < b.match.product.id ? -1 : 1))
      return withoutOtherHardware(found.map(({ match }) => match))
    },
    knows(model) {
      const name = plainModel(model, vendorNames)
      if (byName.has(name)) return 'model'
      return patterns.some(({ pattern }) => pattern.test(name)) ? 'pattern' : null
    },
  }
}

/** As `indexProducts` and `find`, for one question. */
export function matchProducts<P extends Product>(
  products: readonly P[],
  model: string | null,
  version: Version | null,
  vendorNames: readonly string[],
  hardwareId: string | null = null,
): ProductMatch<P>[] {
  return indexProducts(products, vendorNames).find(model, version, hardwareId)
}

function isOnLine(version: Version | null, line: string): boolean {
  return version !== null && (version.line === line || version.line.startsWith(`${line}.`))
}

function hardwareOf({ hardware }: Product, hardwareId: string | null): ProductMatch['hardware'] {
  if (hardware.length === 0) return 'any'
  if (hardwareId === null) return 'not-named'
  const said = plainHardware(hardwareId)
  return hardware.some((id) => plainHardware(id) === said) ? 'same' : 'other'
}

const plainHardware = (id: string): string =>
  id
    .trim()
    .toUpperCase()
    .replace(/^V(?=\d)/, '')

/** Where one record is of this very hardware, those of the same name for other hardware are not meant. */
function withoutOtherHardware<P extends Product>(matches: ProductMatch<P>[]): ProductMatch<P>[] {
  const same = matches.some(({ hardware }) => hardware === 'same')
  return same ? matches.filter(({ hardware }) => hardware !== 'other') : matches
}

/** Upper case, one space, without the names of the maker in front: `AXIS M5525-E` is `M5525-E`. */
export function plainModel(model: string, vendorNames: readonly string[]): string {
  const prefixes = vendorNames.map((name) => `${name.toUpperCase()} `)
  let rest = model.trim().toUpperCase().replace(/\s+/g, ' ')
  for (;;) {
    const prefix = prefixes.find((name) => rest.startsWith(name))
    if (prefix === undefined) return rest
    rest = rest.slice(prefix.length)
  }
}

/** `AXIS Communications AB` and `axis-communications` become the same words. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
