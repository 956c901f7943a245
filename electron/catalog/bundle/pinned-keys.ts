import type { CatalogKey } from './catalog-key.ts'

/**
 * The keys that this release of the product takes catalogs from. Nothing outside the program can add one: no setting, no
 * variable, no file; a key that a pinned one announced in a signed catalog is the only other that counts.
 *
 * A line is printed by `node build/sign-catalog.ts --new-key FILE`. The private half stays with the maintainers. While the
 * list is empty, every catalog from outside is refused and the one that ships is used.
 */
export const pinnedKeys: readonly CatalogKey[] = []
