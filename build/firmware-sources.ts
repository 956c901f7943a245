import type { z } from 'zod'
import type { familyFile } from '../electron/catalog/product.ts'

export type SourceEntry = z.output<typeof familyFile>['sources'][string]

/** Keys for sources, the same over all families of a maker: the CVE or advisory number, else the place. */
export class SourceKeys {
  readonly #byKey = new Map<string, SourceEntry>()
  keyOf({ url, published, retrieved, licence }: SourceEntry): string {
    const source = { url, published, retrieved, licence }
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
