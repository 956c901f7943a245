import type { Installed } from './affected.ts'
import type { ProductMatch } from './match-product.ts'
import type { Family, Product, VersionScheme } from './product.ts'

/** A product with what its file says for all of its products. */
export interface KnownProduct extends Product {
  readonly scheme: VersionScheme
  readonly builtBy: string | null
}

export type KnownMatch = ProductMatch<KnownProduct>

/** One device, as the records of one maker are asked about it. */
export interface Question {
  /** Most specific first. */
  readonly matches: readonly KnownMatch[]
  /** What the device says of its firmware. */
  readonly text: string | null
  /** The same text read by the rules of one product. */
  readonly installed: (scheme: VersionScheme) => Installed
  readonly sources: Family['sources']
  readonly now: Date
}

/** The records of the nearest kind of match that say something on the matter. */
export function equallyNear(named: readonly KnownMatch[], says: (product: KnownProduct) => boolean): KnownMatch[] {
  const speaking = named.filter(({ product }) => says(product))
  const [nearest] = speaking
  if (nearest === undefined) return []
  // Of several series the longest match alone counts; the same exact name in several records counts each time.
  return nearest.by === 'pattern' ? [nearest] : speaking.filter(({ by }) => by === nearest.by)
}
