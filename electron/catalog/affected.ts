import type { AffectedCondition, VersionScheme, Vulnerability } from './product.ts'
import { compareLines, compareVersions, goesOnAfter, parseVersion, type Version } from './versions.ts'

/** Whether a vulnerability is in the installed firmware, as far as the catalog can say. */
export type Applies =
  | { readonly applies: 'yes' | 'no'; readonly undecidedBecause: null }
  | { readonly applies: 'check'; readonly undecidedBecause: string }

export interface Installed {
  readonly scheme: VersionScheme
  /** The version string of the device, null when it named none. */
  readonly text: string | null
  readonly version: Version | null
}

/** Holds the installed firmware against the range of one vulnerability. What is not proven either way is `check`. */
export function judgeAffected(vulnerability: Vulnerability, installed: Installed): Applies {
  const { affected, affectedText, fixedInLines, spansLines } = vulnerability
  if (affected === null) {
    return check(affectedText === null ? 'the source gives no versions' : `the source says only: ${affectedText}`)
  }
  const range = anyOf(affected, installed)
  if (range.holds === 'no') return decided('no')
  const line = installed.version?.line
  const fixed = line === undefined ? undefined : fixedInLines[line]
  if (fixed !== undefined) return judgeFixedLine(fixed, installed)
  if (range.holds === 'maybe') return check(range.because)
  if (spansLines)
    return check('the range spans parallel firmware lines, and older lines may carry the fix on their own')
  return decided('yes')
}

function judgeFixedLine(fixed: string, installed: Installed): Applies {
  const first = parseVersion(installed.scheme, fixed)
  const sign = first === null || installed.version === null ? null : compareVersions(installed.version, first)
  if (sign === null) return check(`the installed version cannot be compared with ${fixed}`)
  return decided(sign < 0 ? 'yes' : 'no')
}

type Holds = { readonly holds: 'yes' | 'no' | 'other-line' } | { readonly holds: 'maybe'; readonly because: string }

function anyOf(
  conditions: readonly AffectedCondition[],
  installed: Installed,
): Exclude<Holds, { holds: 'other-line' }> {
  const answers = conditions.map((condition) => allOf(condition, installed))
  if (answers.some(({ holds }) => holds === 'yes')) return { holds: 'yes' }
  const open = answers.find((answer) => answer.holds === 'maybe')
  if (open?.holds === 'maybe') return open
  // Ranges of other lines alone say nothing about this one.
  if (answers.every(({ holds }) => holds === 'other-line')) return maybe('the source speaks of other firmware lines')
  return { holds: 'no' }
}

function allOf(condition: AffectedCondition, installed: Installed): Holds {
  if (condition.all === true) return { holds: 'yes' }
  if (installed.text === null) return maybe('the device did not name its firmware')
  if (condition.eq !== undefined || condition.in !== undefined) {
    return testedBuilds([...(condition.in ?? []), ...(condition.eq === undefined ? [] : [condition.eq])], installed)
  }
  const { version } = installed
  if (version === null) return maybe(`the version "${installed.text}" is not of a form known of this maker`)
  if (condition.prefix !== undefined && isOtherLine(condition, installed.scheme, version))
    return { holds: 'other-line' }
  const answers: Holds[] = []
  for (const kind of ['gte', 'gt', 'lte', 'lt'] as const) {
    const bound = condition[kind]
    if (bound !== undefined) answers.push(withinBound(kind, bound, installed.scheme, version))
  }
  if (condition.buildBefore !== undefined) answers.push(builtBefore(condition.buildBefore, version))
  const no = answers.find(({ holds }) => holds === 'no')
  if (no !== undefined) return no
  return (
    answers.find(({ holds }) => holds === 'maybe') ??
    (answers.length > 0 ? { holds: 'yes' } : maybe('the source names a line only'))
  )
}

/** `eq` is the build that the finder tested: proof there, no word about others. */
function testedBuilds(builds: readonly string[], { scheme, text, version }: Installed): Holds {
  const same = builds.some(
    (build) => plain(build) === plain(text ?? '') || isSameBuild(parseVersion(scheme, build), version),
  )
  return same
    ? { holds: 'yes' }
    : maybe(`only tested builds are known to be affected: ${builds.slice(0, 5).join(', ')}`)
}

function isSameBuild(tested: Version | null, version: Version | null): boolean {
  if (tested === null || version === null) return false
  if (compareVersions(tested, version) === 0) return true
  // A tested build without a date is named by its counter alone.
  return (
    tested.date === null &&
    tested.counter !== null &&
    tested.line === version.line &&
    tested.counter === version.counter
  )
}

function isOtherLine(condition: AffectedCondition, scheme: VersionScheme, version: Version): boolean {
  const bound = condition.lt ?? condition.lte ?? condition.gte ?? condition.gt
  const parsed = bound === undefined ? null : parseVersion(scheme, bound)
  return parsed !== null && parsed.line !== version.line
}

function withinBound(kind: 'lt' | 'lte' | 'gt' | 'gte', bound: string, scheme: VersionScheme, version: Version): Holds {
  const limit = parseVersion(scheme, bound)
  if (limit === null) return maybe(`the limit "${bound}" of the source cannot be compared`)
  const upper = kind === 'lt' || kind === 'lte'
  if (limit.line !== version.line) return acrossLines(upper, bound, compareLines(version, limit))
  const sign = compareVersions(version, limit)
  if (sign === null) return maybe(`the installed version lacks the build that tells it from ${bound}`)
  // "Up to 11.8" does not say whether 11.8.102 is still meant.
  if (sign > 0 && (kind === 'lte' || kind === 'gt') && goesOnAfter(version, limit)) {
    return maybe(`the limit ${bound} of the source is coarser than the installed version`)
  }
  const holds = { lt: sign < 0, lte: sign <= 0, gt: sign > 0, gte: sign >= 0 }[kind]
  return { holds: holds ? 'yes' : 'no' }
}

/** A later line lies outside an upper limit for good; an earlier line below it may have its own fix. */
function acrossLines(upper: boolean, bound: string, sign: number | null): Holds {
  if (sign === null || sign === 0) return maybe(`the limit ${bound} is of another firmware line`)
  if (!upper) return { holds: sign > 0 ? 'yes' : 'no' }
  return sign > 0
    ? { holds: 'no' }
    : maybe(`the limit ${bound} is of a later firmware line; this line may have its own fix`)
}

function builtBefore(day: string, version: Version): Holds {
  if (version.date === null) return maybe('the installed version names no build date')
  return { holds: version.date < day ? 'yes' : 'no' }
}

const plain = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/^V(?=\d)/, '')
    .replace(/[\s_]+/g, ' ')
const maybe = (because: string): { holds: 'maybe'; because: string } => ({ holds: 'maybe', because })
const check = (undecidedBecause: string): Applies => ({ applies: 'check', undecidedBecause })
const decided = (applies: 'yes' | 'no'): Applies => ({ applies, undecidedBecause: null })
