import type { Input, Output } from '../../../electron/contract/channels.ts'
import { text } from '../../text/text.ts'

export type SiteRecord = Output<'record.view'>
export type Save = Input<'record.save'>
export type Settings = SiteRecord['settings']
export type Governance = SiteRecord['governance']
/** A row as it is edited: every field is text. */
export type Row = Readonly<Record<string, string>>

const { record } = text

export const nothingSaved: Save = { about: null, governance: null, zones: null, settings: null }

/** Parts of a field with commas, semicolons or line ends between them. */
export const parts = (field: string): string[] => [
  ...new Set(
    field
      .split(/[,;\n]+/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]
export const orNull = (field: string | undefined): string | null => (field?.trim() ? field.trim() : null)

/** Rows in which something stands: an empty one is not meant. */
export const filled = (rows: readonly Row[]): readonly Row[] =>
  rows.filter((row) => Object.values(row).some((field) => field.trim() !== ''))

/** What is wrong with a row, by field; empty when it can be saved. */
export type RowErrors = Readonly<Record<string, string>>

export const needs =
  (...fields: readonly string[]) =>
  (row: Row): RowErrors =>
    Object.fromEntries(fields.filter((field) => (row[field] ?? '').trim() === '').map((name) => [name, record.needed]))

const isPort = (field: string): boolean => /^\d{1,5}$/.test(field) && Number(field) >= 1 && Number(field) <= 65_535
/** Loose on purpose: main judges; this catches a name where an address is meant. */
const isAddress = (field: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(field) || /^[0-9a-f:]*:[0-9a-f:.]+$/i.test(field)

export const portErrors = (row: Row, field: string): RowErrors =>
  isPort((row[field] ?? '').trim()) ? {} : { [field]: record.badPort }
export const portListErrors = (row: Row, ...fields: readonly string[]): RowErrors =>
  Object.fromEntries(
    fields.filter((field) => !parts(row[field] ?? '').every(isPort)).map((field) => [field, record.badPort]),
  )
export const addressErrors = (row: Row, field: string): RowErrors =>
  isAddress((row[field] ?? '').trim()) ? {} : { [field]: record.badAddress }

/** Whether every meant row can be saved. */
export const allRight = (rows: readonly Row[], check: (row: Row) => RowErrors): boolean =>
  filled(rows).every((row) => Object.keys(check(row)).length === 0)

/** A table of the job list out of a file with commas, semicolons or tabs; null when no column is known by its name. */
export function readJobs(source: string): Row[] | null {
  const lines = source
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  const [first = '', ...rest] = lines
  const separator = ['\t', ';', ','].find((mark) => first.includes(mark)) ?? ','
  const names = cells(first, separator).map((name) => name.toLowerCase())
  const columns = { serial: 'serial', mac: 'mac', address: 'address', ip: 'address', note: 'note' } as Readonly<
    Record<string, string>
  >
  if (!names.some((name) => columns[name] !== undefined && name !== 'note')) return null
  return rest.map((line) => {
    const values = cells(line, separator)
    const row: Record<string, string> = { serial: '', mac: '', address: '', note: '' }
    for (const [index, name] of names.entries()) {
      const column = columns[name]
      if (column !== undefined) row[column] = values[index] ?? ''
    }
    return row
  })
}

/** @see RFC 4180, section 2: a quoted cell may hold the separator, and a doubled quote is one quote */
function cells(line: string, separator: string): string[] {
  const found: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at]
    if (letter === '"' && quoted && line[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (letter === '"') quoted = !quoted
    else if (letter === separator && !quoted) {
      found.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...found, cell.trim()]
}
