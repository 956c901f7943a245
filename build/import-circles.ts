import { posix } from 'node:path'

/**
 * Files that need each other before one of them can run, as groups. A type is needed by the compiler alone and makes no circle.
 *
 * @param sources the text of each file, by its path from the top of the checkout, with forward slashes.
 */
export function importCircles(sources: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const needs = new Map([...sources].map(([file, source]) => [file, neededBy(file, source, sources)]))
  const reached = new Map([...needs.keys()].map((file) => [file, reachedFrom(file, needs)]))
  const inCircle = [...reached].filter(([file, files]) => files.has(file)).map(([file]) => file)
  const circles = new Map<string, string[]>()
  for (const file of inCircle) {
    const together = inCircle.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file)).sort()
    circles.set(together.join(' '), together)
  }
  return [...circles.values()]
}

/** What the file at `entry` needs before it can run, near and far, in `sources` as above. What it imports later, by a call, is no part of it. */
export function loadedWith(entry: string, sources: ReadonlyMap<string, string>): ReadonlySet<string> {
  return reachedFrom(entry, new Map([...sources].map(([file, source]) => [file, neededBy(file, source, sources)])))
}

function neededBy(file: string, source: string, sources: ReadonlyMap<string, string>): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(/^(?:import|export)\s+(?!type\b)([^'"]*?)\s*from\s*'(\.[^']+)'/gm)].flatMap((match) => {
    const [, names = '', imported = ''] = match
    const target = posix.normalize(posix.join(posix.dirname(file), imported))
    return sources.has(target) && !holdsTypesAlone(names) ? [target] : []
  })
}

/** `{ type A, type B }`. */
function holdsTypesAlone(names: string): boolean {
  const listed = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
  if (listed === undefined) return false
  const each = listed.split(',').map((name) => name.trim())
  return each.every((name) => name === '' || name.startsWith('type '))
}

function reachedFrom(file: string, needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [...(needs.get(file) ?? [])]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    waiting.push(...(needs.get(next) ?? []))
  }
  return reached
}
