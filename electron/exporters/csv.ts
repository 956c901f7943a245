import { catalogText, oldCatalogWarning } from '../model/catalog-age.ts'
import { type Device, endpointText } from '../model/device.ts'
import type { Finding } from '../model/finding.ts'
import { strengthText } from '../model/list-strength.ts'
import { visibleText } from '../model/visible-text.ts'
import type { Exporter, ExportInput } from './exporter.ts'

const head = [
  'site',
  'visit',
  'address',
  'class',
  'manufacturer',
  'model',
  'firmware',
  'serial',
  'item',
  'title',
  'severity',
  'as found',
  'as left',
  'observed as found',
  'observed as left',
  'expected',
  'references',
  'seen at',
  'firmware catalog',
  'asks less than the baseline',
  'checklist',
] as const

/** Longest text of a cell: what a spreadsheet still shows. */
const longestCell = 2_000

/**
 * One row per device and item, RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read letters and columns right.
 * No cell starts a formula, whatever a device calls itself.
 *
 * @see RFC 4180; OWASP "CSV Injection"
 */
export const csv: Exporter = {
  id: 'csv',
  title: 'Findings as a table (CSV)',
  extension: 'csv',
  write: (input) => Buffer.from(`\uFEFF${[[...head], ...rows(input)].map(csvLine).join('')}`),
}

function rows({ site, visit, catalog, strength, devices, asFound, asLeft }: ExportInput): string[][] {
  const key = ({ deviceId, item }: Finding) => JSON.stringify([deviceId, item])
  const before = new Map(asFound.map((finding) => [key(finding), finding]))
  const after = new Map(asLeft.map((finding) => [key(finding), finding]))
  const deviceOf = new Map(devices.map((device) => [device.id, device]))
  return [...new Map([...before, ...after])].map(([id, finding]) => [
    site.name,
    String(visit.number),
    ...deviceCells(deviceOf.get(finding.deviceId)),
    finding.item,
    finding.title,
    finding.severity,
    before.get(id)?.outcome ?? 'notchecked',
    after.get(id)?.outcome ?? 'notchecked',
    before.get(id)?.observed ?? '',
    after.get(id)?.observed ?? '',
    finding.expected,
    finding.references.join('; '),
    finding.at,
    [catalogText(catalog), oldCatalogWarning(catalog)].filter((text) => text !== null).join('. WARNING: '),
    (finding.loosened ?? []).join('; '),
    [site.checklist, strength === undefined ? null : strengthText(strength)].filter((text) => text !== null).join('. '),
  ])
}

function deviceCells(device: Device | undefined): string[] {
  if (device === undefined) return ['', '', '', '', '', '']
  const { endpoint, deviceClass, identity } = device
  const { manufacturer, model, firmware, serial } = identity
  return [endpointText(endpoint), deviceClass, manufacturer ?? '', model ?? '', firmware ?? '', serial ?? '']
}

/** One record: every cell quoted, none of them a formula. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** Quoted always. A leading sign that a spreadsheet takes for a formula, also behind blanks, is held back by an apostrophe. */
function cell(text: string): string {
  const shown = visibleText(text, longestCell)
  const guarded = /^[\s\u00a0]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(shown) ? `'${shown}` : shown
  return `"${guarded.replaceAll('"', '""')}"`
}
