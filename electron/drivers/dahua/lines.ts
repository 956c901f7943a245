import { ProtocolViolation } from '../../model/errors.ts'

/** `key=value` lines, as the CGI answers. */
export type Lines = ReadonlyMap<string, string>

const mostLines = 20_000

/**
 * The lines of an answer. Lines end in CR LF or LF; a byte order mark before the first is left out.
 *
 * @throws {ProtocolViolation} when it is something else: a page, binary, an endless list
 */
export function linesOf(body: Buffer): Lines {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (error) {
    throw new ProtocolViolation('The device answered with bytes that are no text.', { cause: error })
  }
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '')
  if (rows.length > mostLines) throw new ProtocolViolation('The device answered with more lines than anybody needs.')
  const lines = new Map<string, string>()
  for (const row of rows) {
    const equals = row.indexOf('=')
    const key = row.slice(0, equals).trim()
    if (equals < 1 || !/^[\w.[\]: -]{1,200}$/.test(key) || /[\u0000-\u0008\u000b-\u001f]/.test(row))
      throw new ProtocolViolation('The device answered with something else than lines of values.')
    lines.set(key, row.slice(equals + 1).trim())
  }
  return lines
}

/** Null where it is missing or empty. */
export const lineOf = (lines: Lines, key: string): string | null => {
  const text = lines.get(key) ?? ''
  return text === '' ? null : text
}

/** Null where it is missing. @throws {ProtocolViolation} for anything but true and false */
export function flagOf(lines: Lines, key: string): boolean | null {
  const text = lineOf(lines, key)?.toLowerCase()
  if (text === undefined) return null
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new ProtocolViolation(`The device wrote something else than true or false for ${key}.`)
}

/** @throws {ProtocolViolation} when it is missing */
export function needFlag(lines: Lines, key: string): boolean {
  const flag = flagOf(lines, key)
  if (flag === null) throw new ProtocolViolation(`The settings of the device lack ${key}.`)
  return flag
}

/** Null where it is missing. @throws {ProtocolViolation} for anything but a whole number in the range */
export function numberOf(lines: Lines, key: string, least: number, most: number): number | null {
  const text = lineOf(lines, key)
  if (text === null) return null
  const value = /^\d{1,15}(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new ProtocolViolation(`The device wrote a number for ${key} that makes no sense.`)
}

/** The values at `prefix[0].name`, `prefix[1].name` ..., by index, with what stands behind the index as key. */
export function rowsOf(lines: Lines, prefix: string): readonly Lines[] {
  const rows = new Map<number, Map<string, string>>()
  for (const [key, value] of lines) {
    if (!key.startsWith(`${prefix}[`)) continue
    const [, index, rest] = /^\[(\d{1,4})\]\.?(.*)$/.exec(key.slice(prefix.length)) ?? []
    if (index === undefined || rest === undefined) continue
    const row = rows.get(Number(index)) ?? new Map<string, string>()
    rows.set(Number(index), row.set(rest, value))
  }
  return [...rows].toSorted(([left], [right]) => left - right).map(([, row]) => row)
}
