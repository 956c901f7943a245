import type { Output } from '../../contract/channels.ts'
import type { DeviceColumn } from '../../contract/device-columns.ts'
import { csvLine } from '../../exporters/csv.ts'

type Row = Output<'devices.list'>[number]

const cells: Readonly<Record<DeviceColumn, (row: Row) => string | null>> = {
  address: ({ address }) => address,
  name: ({ name }) => name,
  worst: ({ worst }) => worst && `${worst.outcome} ${worst.severity} ${worst.item} ${worst.title}`,
  open: ({ open, assessed }) => (assessed ? String(open) : null),
  vendor: ({ vendor }) => vendor,
  model: ({ model }) => model,
  firmware: ({ firmware }) => firmware,
  class: ({ deviceClass }) => deviceClass,
  zone: ({ zone }) => zone,
  serial: ({ serial }) => serial,
  mac: ({ macs }) => macs.join(' '),
  driver: ({ driver, grade }) => driver && `${driver} (${grade})`,
  state: ({ conflict, trouble, assessed, presence }) =>
    [conflict ? 'in conflict' : null, trouble, assessed ? 'assessed' : 'not assessed', presence]
      .filter((word) => word !== null)
      .join(', '),
  lastSeen: ({ lastSeen }) => lastSeen,
}

/** These rows with these columns, in the given order: RFC 4180 with a byte order mark, and no cell starts a formula. */
export function deviceCsv(rows: readonly Row[], columns: readonly DeviceColumn[]): Buffer {
  const lines = rows.map((row) => csvLine(columns.map((column) => cells[column](row) ?? '')))
  return Buffer.from(`\uFEFF${[csvLine(columns), ...lines].join('')}`)
}
