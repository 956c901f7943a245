import type { AffectedCondition, VersionScheme, Vulnerability } from './product.ts'
import { schemes } from './version-schemes.ts'
import { compareLines, compareVersions, goesOnAfter, isReleaseOf, parseVersion, type Version } from './versions.ts'

/** Whether a vulnerability is in the installed firmware, as far as the catalog can say. */
export type Applies =
  | { readonly applies: 'yes' | 'no'; readonly undecidedBecause: null; readonly decidingFact: null }
  | { readonly applies: 'check'; readonly undecidedBecause: string; readonly decidingFact: string }

export interface Installed {
  readonly scheme: VersionScheme
  /** The version string of the device, null when it named none. */
  readonly text: string | null
  readonly version: Version | null
}

/** Holds the installed firmware against the range of one vulnerability. What is not proven either way is `check`. */
export function judgeAffected(vulnerability: Vulnerability, installed: Installed): Applies {
  const { cve, affected, affectedText, fixedInLines, spansLines } = vulnerability
  const advisory = `the first repaired version, from the advisory of the maker for ${cve}`
  if (affected === null) {
    const said = affectedText === null ? 'the source gives no versions' : `the source says only: ${affectedText}`
    return undecided(said, advisory)
  }
  const range = anyOf(affected, installed, advisory)
  if (range.holds === 'no') return decided('no')
  const line = installed.version?.line
  const fixed = line === undefined ? undefined : fixedInLines[line]
  if (fixed !== undefined) return judgeFixedLine(fixed, installed)
  const ofLine = `the first repaired build of the ${line ?? 'installed'} line, from the advisory of the maker for ${cve}`
  if (range.holds === 'maybe') return undecided(range.because, spansLines && line !== undefined ? ofLine : range.fact)
  if (spansLines) {
    return undecided('the range spans parallel firmware lines, and older lines may carry the fix on their own', ofLine)
  }
  return decided('yes')
}

function judgeFixedLine(fixed: string, installed: Installed): Applies {
  const first = parseVersion(installed.scheme, fixed)
  const sign = first === null || installed.version === null ? null : compareVersions(installed.version, first)
  if (sign === null) {
    return undecided(`the installed version cannot be compared with ${fixed}`, schemes[installed.scheme].missing)
  }
  return decided(sign < 0 ? 'yes' : 'no')
}

type Holds =
  | { readonly holds: 'yes' | 'no' | 'other-line' }
  | { readonly holds: 'maybe'; readonly because: string; readonly fact: string }

function anyOf(
  conditions: readonly AffectedCondition[],
  installed: Installed,
  advisory: string,
): Exclude<Holds, { holds: 'other-line' }> {
  const answers = conditions.map((condition) => allOf(condition, installed, advisory))
  if (answers.some(({ holds }) => holds === 'yes')) return { holds: 'yes' }
  const open = answers.find((answer) => answer.holds === 'maybe')
  if (open?.holds === 'maybe') return open
  // Ranges of other lines alone say nothing about this one.
  if (answers.every(({ holds }) => holds === 'other-line')) {
    return maybe('the source speaks of other firmware lines', advisory)
  }
  return { holds: 'no' }
}

function allOf(condition: AffectedCondition, installed: Installed, advisory: string): Holds {
  if (condition.all === true) return { holds: 'yes' }
  if (installed.text === null)
    return maybe('the device did not name its firmware', 'the firmware version of the device')
  if (condition.eq !== undefined || condition.in !== undefined) {
    const builds = [...(condition.in ?? []), ...(condition.eq === undefined ? [] : [condition.eq])]
    return testedBuilds(builds, installed, advisory)
  }
  const { version, scheme } = installed
  if (version === null) {
    return maybe(`the version "${installed.text}" is not of a form known of this maker`, schemes[scheme].missing)
  }
  if (condition.prefix !== undefined) {
    const { prefix, ...rest } = condition
    if (Object.keys(rest).length === 0) return startsWith(prefix, installed.text)
    if (isOtherLine(condition, scheme, version)) return { holds: 'other-line' }
  }
  const answers: Holds[] = []
  for (const kind of ['gte', 'gt', 'lte', 'lt'] as const) {
    const bound = condition[kind]
    if (bound !== undefined) answers.push(withinBound(kind, bound, scheme, version, advisory))
  }
  if (condition.buildBefore !== undefined) answers.push(builtBefore(condition.buildBefore, version))
  return (
    answers.find(({ holds }) => holds === 'no') ?? answers.find(({ holds }) => holds === 'maybe') ?? { holds: 'yes' }
  )
}

/** A prefix alone names a whole line: QVR 4. is every version 4. */
const startsWith = (prefix: string, text: string): Holds => ({
  holds: plain(text).replace(/^QVR /, '').startsWith(plain(prefix)) ? 'yes' : 'no',
})

/** `eq` is the build that the finder tested: proof there, no word about others. */
function testedBuilds(builds: readonly string[], { scheme, text, version }: Installed, advisory: string): Holds {
  const same = builds.some(
    (build) => plain(build) === plain(text ?? '') || isSameBuild(parseVersion(scheme, build), version),
  )
  if (same) return { holds: 'yes' }
  const named = builds.slice(0, 5).join(', ')
  const coarser = version !== null && builds.some((build) => isCoarserThan(version, parseVersion(scheme, build)))
  return maybe(`only tested builds are known to be affected: ${named}`, coarser ? schemes[scheme].missing : advisory)
}

function isSameBuild(tested: Version | null, version: Version | null): boolean {
  if (tested === null || version === null) return false
  if (compareVersions(tested, version) === 0) return true
  // A tested build without a date is named by its counter alone.
  return (
    tested.date === null &&
    tested.counter !== null &&
    tested.line === version.line &&
    tested.counter === version.counter &&
    schemes[tested.scheme].order[0] === 'date'
  )
}

/** The device shows less of its version than the source compares with. */
const isCoarserThan = (version: Version, limit: Version | null): boolean =>
  limit !== null &&
  ((version.date === null && limit.date !== null) || (version.counter === null && limit.counter !== null))

function isOtherLine(condition: AffectedCondition, scheme: VersionScheme, version: Version): boolean {
  const bound = condition.lt ?? condition.lte ?? condition.gte ?? condition.gt
  const parsed = bound === undefined ? null : parseVersion(scheme, bound)
  return parsed !== null && parsed.line !== version.line
}

type BoundKind = 'lt' | 'lte' | 'gt' | 'gte'

function withinBound(kind: BoundKind, bound: string, scheme: VersionScheme, version: Version, advisory: string): Holds {
  const limit = parseVersion(scheme, bound)
  if (limit === null) return maybe(`the limit "${bound}" of the source cannot be compared`, advisory)
  const upper = kind === 'lt' || kind === 'lte'
  if (limit.line !== version.line) return acrossLines(upper, bound, compareLines(version, limit), advisory)
  const { missing, revisionDecides = false } = schemes[scheme]
  if (upper && revisionDecides && version.counter === null) {
    return maybe(`"${bound}" is repaired by a revision that the installed version does not show`, missing)
  }
  const sign = compareVersions(version, limit)
  if (sign === null) {
    // Some build of release 9.0.1 is not before 9.0.1, whichever it is.
    if (isReleaseOf(limit, version) && (kind === 'lt' || kind === 'gte')) return { holds: kind === 'lt' ? 'no' : 'yes' }
    return maybe(`the installed version lacks the build that tells it from ${bound}`, missing)
  }
  // "Up to 11.8" does not say whether 11.8.102 is still meant.
  if (sign > 0 && (kind === 'lte' || kind === 'gt') && goesOnAfter(version, limit)) {
    return maybe(`the limit ${bound} of the source is coarser than the installed version`, advisory)
  }
  const holds = { lt: sign < 0, lte: sign <= 0, gt: sign > 0, gte: sign >= 0 }[kind]
  return { holds: holds ? 'yes' : 'no' }
}

/** A later line lies outside an upper limit for good; an earlier line below it may have its own fix. */
function acrossLines(upper: boolean, bound: string, sign: number | null, advisory: string): Holds {
  if (sign === null || sign === 0) return maybe(`the limit ${bound} is of another firmware line`, advisory)
  if (!upper) return { holds: sign > 0 ? 'yes' : 'no' }
  return sign > 0
    ? { holds: 'no' }
    : maybe(`the limit ${bound} is of a later firmware line; this line may have its own fix`, advisory)
}

function builtBefore(day: string, version: Version): Holds {
  if (version.date === null) return maybe('the installed version names no build date', schemes[version.scheme].missing)
  return { holds: version.date < day ? 'yes' : 'no' }
}

const plain = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/^V(?=\d)/, '')
    .replace(/[\s_]+/g, ' ')
const maybe = (because: string, fact: string): Extract<Holds, { holds: 'maybe' }> => ({ holds: 'maybe', because, fact })
/** Nobody can say from what is known; `decidingFact` names what would tell. */
export const undecided = (undecidedBecause: string, decidingFact: string): Applies => ({
  applies: 'check',
  undecidedBecause,
  decidingFact,
})
const decided = (applies: 'yes' | 'no'): Applies => ({ applies, undecidedBecause: null, decidingFact: null })
