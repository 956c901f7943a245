import type { VersionScheme } from './product.ts'

/** A version string of a maker, taken apart. Compare only inside one line. */
export interface Version {
  readonly scheme: VersionScheme
  /** What may be compared with each other: a track, a platform baseline, an OEM branch. Empty where the maker has one line. */
  readonly line: string
  readonly numbers: readonly number[]
  /** Build date `YYYY-MM-DD`, null when the string names none. */
  readonly date: string | null
  readonly counter: number | null
}

/** `null` when the text is not of the form that the maker is known to use: nothing may be concluded from it. */
export function parseVersion(scheme: VersionScheme, text: string): Version | null {
  const trimmed = text.trim().replace(/\s+/g, ' ')
  if (trimmed === '' || trimmed.length > 200) return null
  const parts = parsers[scheme](trimmed)
  if (parts === null || parts.numbers.some((number) => !Number.isSafeInteger(number))) return null
  return { scheme, line: '', date: null, counter: null, ...parts }
}

/**
 * Negative, zero or positive as `left` is older, the same or newer. `null` when that cannot be said: different lines, or one
 * of the two lacks the very part that decides.
 */
export function compareVersions(left: Version, right: Version): number | null {
  if (left.scheme !== right.scheme || left.line !== right.line) return null
  for (const part of order[left.scheme]) {
    const sign =
      part === 'numbers' ? compareNumbers(left.numbers, right.numbers) : compareParts(left[part], right[part])
    if (sign === null || sign !== 0) return sign
  }
  return 0
}

/** The order of two lines where the maker opened them one after the other, else null. Says nothing of their fixes. */
export function compareLines(left: Version, right: Version): number | null {
  if (left.scheme !== 'axis' || right.scheme !== 'axis') return null
  return compareNumbers(left.numbers.slice(0, 2), right.numbers.slice(0, 2))
}

/** Whether `whole` begins with the numbers of `start` and goes on: 11.8.102 goes on after 11.8. */
export function goesOnAfter(whole: Version, start: Version): boolean {
  if (whole.line !== start.line || whole.numbers.length <= start.numbers.length) return false
  return start.numbers.every((number, index) => whole.numbers[index] === number)
}

/** Which part decides first. Dahua says itself that builds are compared by date. */
const order: Readonly<Record<VersionScheme, readonly ('numbers' | 'date' | 'counter')[]>> = {
  axis: ['numbers'],
  hikvision: ['numbers', 'date'],
  dahua: ['date', 'counter'],
  hanwha: ['numbers', 'date', 'counter'],
  vivotek: ['numbers'],
  uniview: ['numbers', 'date'],
  dotted: ['numbers'],
}

type Parts = Pick<Version, 'numbers'> & Partial<Pick<Version, 'line' | 'date' | 'counter'>>

const parsers: Readonly<Record<VersionScheme, (text: string) => Parts | null>> = {
  axis: parseAxis,
  hikvision: parseHikvision,
  dahua: parseDahua,
  hanwha: parseHanwha,
  vivotek: parseVivotek,
  uniview: parseUniview,
  dotted: parseDotted,
}

/** `12.11.77`: the first two numbers are the track. Access controllers had one line below 5. Pre-releases stay unknown. */
function parseAxis(text: string): Parts | null {
  const match = /^\d+\.\d+(\.\d+){0,3}$/.exec(text)
  if (match === null) return null
  const numbers = dotted(match[0])
  const [major = 0, minor = 0] = numbers
  return { line: major < 5 ? 'below 5' : `${major}.${minor}`, numbers }
}

/** `V5.5.0 build 170725`, `V5.7.23_260320`, `1.4.0_build221212`; ONVIF often gives `V5.5.0` alone. */
function parseHikvision(text: string): Parts | null {
  const match = /^V?(\d+(?:\.\d+){1,3})(?:[ _,]*(?:build)?[ _]*(\d{6}))?$/i.exec(text)
  if (match === null) return null
  const date = match[2] === undefined ? null : toDate(match[2])
  return match[2] !== undefined && date === null ? null : { numbers: dotted(match[1] ?? ''), date }
}

/**
 * `2.420.Dahua 00.14.R, build: 2016-06-18`, `V2.622.0000000.9.R`, `2.420.AC00.18.R.20200217`: major line, OEM field, counter,
 * date. The line is the major line with the OEM field, since each OEM counts its own builds.
 */
function parseDahua(text: string): Parts | null {
  const bare = text.replace(/^.*_V(?=\d)/i, '').replace(/^V/i, '')
  const dated = /^(.*?)(?:[.,]? ?build(?: date)?:? ?|\.)(\d{4}-\d{2}-\d{2}|\d{8}|\d{6})$/i.exec(bare)
  const date = dated?.[2] === undefined ? null : toDate(dated[2])
  if (dated !== null && date === null) return null
  const match = /^(\d+)\.(\d{3,4})\.(?:([^.]+)\.)?(\d{1,6})(?:\.[RT])?$/i.exec(dated?.[1] ?? bare)
  if (match === null) return null
  const oem = (match[3] ?? '')
    .replace(/^dahua ?/i, '')
    .replace(/^0+/, '')
    .toUpperCase()
  const line = `${Number(match[1])}.${match[2]}${oem === '' ? '' : `/${oem}`}`
  return { line, numbers: [Number(match[1]), Number(match[2])], date, counter: Number(match[4]) }
}

/** `2.22.05`, `25.01.00_20250328_R392`, `SRN4000_v2.16_170401`. The numbers began anew with the year in front. */
function parseHanwha(text: string): Parts | null {
  const match = /^(?:[A-Z0-9-]+_)?v?(\d+(?:\.\d+){1,3})(?:_(\d{8}|\d{6}))?(?:_R(\d+))?$/i.exec(text)
  if (match === null) return null
  const date = match[2] === undefined ? null : toDate(match[2])
  if (match[2] !== undefined && date === null) return null
  const numbers = dotted(match[1] ?? '')
  const line = (numbers[0] ?? 0) >= 20 ? 'year' : 'classic'
  return { line, numbers, date, counter: match[3] === undefined ? null : Number(match[3]) }
}

/** `0113d`, `FD8136-VVTK-0300a`, `0121d_48573_1`: four digits, a letter that counts, a suffix. */
function parseVivotek(text: string): Parts | null {
  const match = /^(?:.*VVTK-)?(\d{4})([a-z])?((?:_\d+)*)$/i.exec(text)
  if (match === null) return null
  const letter = match[2] === undefined ? 0 : match[2].toLowerCase().charCodeAt(0) - 0x60
  const suffix = (match[3] ?? '').split('_').filter((part) => part !== '')
  return { numbers: [Number(match[1]), letter, ...suffix.map(Number)] }
}

/** `NVR-B3801.20.17.240507`: only builds of one baseline (B3801) are comparable. */
function parseUniview(text: string): Parts | null {
  const match = /^((?:[A-Z]+-)?[A-Z]\d{4})\.(\d+(?:\.\d+)*)\.(\d{6})$/i.exec(text)
  const date = match?.[3] === undefined ? null : toDate(match[3])
  if (match === null || date === null) return null
  return { line: (match[1] ?? '').toUpperCase(), numbers: dotted(match[2] ?? ''), date }
}

function parseDotted(text: string): Parts | null {
  return /^V?\d+(\.\d+)+$/i.test(text) ? { numbers: dotted(text.replace(/^V/i, '')) } : null
}

const dotted = (text: string): number[] => text.split('.').map(Number)

/** `YYMMDD`, `YYYYMMDD` or `YYYY-MM-DD` as `YYYY-MM-DD`, null when that is no day. */
function toDate(text: string): string | null {
  const digits = text.replaceAll('-', '')
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
