import type { Output } from '../../../electron/contract/channels.ts'
import { worstFirst } from '../../../electron/contract/worst-first.ts'
import { checklistText } from '../../text/checklist-text.ts'

export type DeviceRow = Output<'devices.list'>[number]

/** Sorts the device with the worst open item first; not assessed comes before nothing open, because it is not known. */
export function worstKey({ worst, open, assessed }: DeviceRow): number {
  if (worst === null) return assessed ? 99_999 : 99_000
  const { outcomes, severities } = worstFirst
  return (
    outcomes.indexOf(worst.outcome) * 10_000 + severities.indexOf(worst.severity) * 1_000 + (999 - Math.min(open, 999))
  )
}

/** Sorts IPv4 addresses (with or without port) by number, not by letter. */
export const addressKey = (address: string): string => address.replace(/\d+/g, (digits) => digits.padStart(5, '0'))

/** Maker and model as one name; a model that begins with its maker says it once. */
export function deviceName({ vendor, model }: Pick<DeviceRow, 'vendor' | 'model'>): string {
  if (vendor !== null && model?.toLowerCase().startsWith(vendor.toLowerCase())) return model
  return [vendor, model].filter((part) => part !== null).join(' ')
}

/** Texts of rows that were looked at once: a row that changes is another object. */
const searched = new WeakMap<DeviceRow, string>()

/** Everything of a device that a search looks at. */
function searchText(row: DeviceRow): string {
  const known = searched.get(row)
  if (known !== undefined) return known
  const { address, name, vendor, model, firmware, serial, macs, driver, zone, worst, openItems } = row
  const title = worst === null ? null : checklistText(worst.title)
  const made = [address, name, vendor, model, firmware, serial, ...macs, driver, zone, title, ...openItems]
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase()
  searched.set(row, made)
  return made
}

/** Every word must be there, in any place. */
export function matchesSearch(row: DeviceRow, words: readonly string[]): boolean {
  const all = searchText(row)
  return words.every((word) => all.includes(word))
}

export const searchWords = (search: string): string[] =>
  search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
