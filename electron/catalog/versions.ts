import type { VersionScheme } from './product.ts'
import { schemes, type VersionParts } from './version-schemes.ts'

/** A version string of a maker, taken apart. Compare only inside one line. */
export interface Version extends VersionParts {
  readonly scheme: VersionScheme
}

/** `null` when the text is not of a form that the maker is known to use: nothing may be concluded from it. */
export function parseVersion(scheme: VersionScheme, text: string): Version | null {
  const whole = text.trim().replace(/\s+/g, ' ')
  if (whole === '' || whole.length > 200) return null
  const key = `${scheme} ${whole}`
  const known = alreadyRead.get(key)
  if (known !== undefined) return known
  if (alreadyRead.size >= 20_000) alreadyRead.clear()
  const version = read(scheme, whole)
  alreadyRead.set(key, version)
  return version
}

/** The limits of the catalog are asked again for every device. */
const alreadyRead = new Map<string, Version | null>()

function read(scheme: VersionScheme, whole: string): Version | null {
  const { forms, lineOf, counterWhenMissing = null, refine } = schemes[scheme]
  for (const form of forms) {
    const found = form.exec(whole)
    if (found === null) continue
    const groups = { ...found.groups, whole }
    const parts = partsOf(groups, counterWhenMissing)
    if (parts === null) continue
    const line = lineOf === undefined ? (found.groups?.line ?? '').toUpperCase() : lineOf(parts.numbers, groups)
    const refined = refine === undefined ? { ...parts, line } : refine({ ...parts, line }, groups)
    if (refined !== null) return { scheme, ...refined }
  }
  return null
}

/**
 * Negative, zero or positive as `left` is older, the same or newer. `null` when that cannot be said: different lines, or one
 * of the two lacks the very part that decides.
 */
export function compareVersions(left: Version, right: Version): number | null {
  if (left.scheme !== right.scheme || left.line !== right.line) return null
  for (const part of schemes[left.scheme].order) {
    const sign =
      part === 'numbers' || part === 'suffix'
        ? compareNumbers(left[part], right[part])
        : compareParts(left[part], right[part])
    if (sign === null || sign !== 0) return sign
  }
  return 0
}

/** The order of two lines where the maker opened them one after the other, else null. Says nothing of their fixes. */
export function compareLines(left: Version, right: Version): number | null {
  const places = schemes[left.scheme].orderedLines ?? 0
  if (left.scheme !== right.scheme || places === 0) return null
  return compareNumbers(left.numbers.slice(0, places), right.numbers.slice(0, places))
}

/** Whether `whole` begins with the numbers of `start` and goes on: 11.8.102 goes on after 11.8. */
export function goesOnAfter(whole: Version, start: Version): boolean {
  if (whole.line !== start.line || whole.numbers.length <= start.numbers.length) return false
  return start.numbers.every((number, index) => whole.numbers[index] === number)
}

/** Whether `limit` names a release of which `version` is some build: 9.0.1 and 9.0.1 (20240617.19506). */
export function isReleaseOf(limit: Version, version: Version): boolean {
  return (
    limit.line === version.line &&
    schemes[limit.scheme].order[0] === 'numbers' &&
    limit.date === null &&
    limit.counter === null &&
    compareNumbers(limit.numbers, version.numbers) === 0
  )
}

function partsOf(
  groups: Readonly<Record<string, string | undefined>>,
  counterWhenMissing: number | null,
): Omit<VersionParts, 'line'> | null {
  const { n = '', nl, d, c, l, s, sl } = groups
  const numbers = [...numbersIn(n), ...(nl === undefined ? [] : [placeOf(nl)])]
  const date = d === undefined ? null : toDate(d)
  if (d !== undefined && date === null) return null
  const counter = c === undefined ? (l === undefined ? counterWhenMissing : placeOf(l)) : Number(c)
  const suffix = [...(sl === undefined ? [] : [placeOf(sl)]), ...(s === undefined ? [] : numbersIn(s))]
  const all = [...numbers, ...suffix, counter ?? 0]
  return all.every(Number.isSafeInteger) ? { numbers, date, counter, suffix } : null
}

const numbersIn = (text: string): number[] =>
  text
    .split(/[._-]/)
    .filter((part) => part !== '')
    .map(Number)

/** `a` is 1, so that a letter is more than none. */
const placeOf = (letter: string): number => letter.toLowerCase().charCodeAt(0) - 0x60

/** `YYMMDD`, `YYYYMMDD` or `YYYY-MM-DD` as `YYYY-MM-DD`, null when that is no day. */
function toDate(text: string): string | null {
  const digits = text.replace(/[-_]/g, '')
  const full = digits.length === 6 ? `20${digits}` : digits
  const date = `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6, 8)}`
  const parsed = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date ? null : date
}

function compareNumbers(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

function compareParts<T extends string | number>(left: T | null, right: T | null): number | null {
  if (left === null || right === null) return left === right ? 0 : null
  return left === right ? 0 : left < right ? -1 : 1
}
