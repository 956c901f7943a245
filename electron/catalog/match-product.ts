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

export interface ProductMatch {
  readonly product: Product
  /** `model`: the very name; `pattern`: a series; `line`: any model on this firmware line; `vendor`: the source names no model. */
  readonly by: 'model' | 'pattern' | 'line' | 'vendor'
}

/** Every record that may speak of the device, the most specific first: exact name, longest pattern, firmware line, maker. */
export function matchProducts(
  products: readonly Product[],
  model: string | null,
  version: Version | null,
  vendorNames: readonly string[],
): ProductMatch[] {
  const name = model === null ? null : plainModel(model, vendorNames)
  const found: { match: ProductMatch; weight: number }[] = []
  for (const product of products) {
    const match = matchOne(product, name, version, vendorNames)
    if (match !== null) found.push(match)
  }
  return found
    .sort((a, b) => b.weight - a.weight || (a.match.product.id < b.match.product.id ? -1 : 1))
    .map(({ match }) => match)
}

function matchOne(
  product: Product,
  name: string | null,
  version: Version | null,
  vendorNames: readonly string[],
): { match: ProductMatch; weight: number } | null {
  if (product.line !== null) {
    const onLine = version !== null && (version.line === product.line || version.line.startsWith(`${product.line}.`))
    return onLine ? { match: { product, by: 'line' }, weight: 1 } : null
  }
  if (product.models.length === 0 && product.modelPattern === null) {
    return { match: { product, by: 'vendor' }, weight: 0 }
  }
  if (name === null) return null
  if (product.models.some((entry) => plainModel(entry, vendorNames) === name)) {
    return { match: { product, by: 'model' }, weight: 1_000 }
  }
  const matched = product.modelPattern === null ? null : new RegExp(product.modelPattern).exec(name)
  return matched === null ? null : { match: { product, by: 'pattern' }, weight: 1 + matched[0].length }
}

/** Upper case, one space, without the maker in front: `AXIS M5525-E` is `M5525-E`. */
export function plainModel(model: string, vendorNames: readonly string[]): string {
  const upper = model.trim().toUpperCase().replace(/\s+/g, ' ')
  const prefix = vendorNames.map((name) => `${name.toUpperCase()} `).find((name) => upper.startsWith(name))
  return prefix === undefined ? upper : upper.slice(prefix.length)
}

/** `AXIS Communications AB` and `axis-communications` become the same words. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
