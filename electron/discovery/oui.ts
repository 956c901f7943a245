import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

let registry: Readonly<Record<string, string>> | null = null

/**
 * Who registered the first half of a MAC address, or null. Names the maker of the network chip or of an OEM product: a weak
 * mark, never an identity. The registry is read from disk once, when it is first asked.
 *
 * @see IEEE MA-L registry
 */
export function ouiVendor(mac: string | null | undefined): string | null {
  const prefix = (mac ?? '')
    .replace(/[^0-9a-f]/gi, '')
    .slice(0, 6)
    .toUpperCase()
  // Bit 1 of the first byte: made up by software, registered to nobody.
  if (prefix.length < 6 || Number.parseInt(prefix.slice(0, 2), 16) & 0x02) return null
  registry ??= readRegistry()
  return registry[prefix]?.split('\n')[0]?.trim() ?? null
}

function readRegistry(): Readonly<Record<string, string>> {
  try {
    const file = createRequire(import.meta.url).resolve('oui-data')
    return Object.assign(Object.create(null), JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // A build without the registry misses a weak mark and nothing else.
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return {}
    throw error
  }
}
