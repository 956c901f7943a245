const number = new Intl.NumberFormat('en-GB')
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' })
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** `1 device`, `1,204 devices`. */
export const count = (amount: number, one: string, many = `${one}s`): string =>
  `${number.format(amount)} ${amount === 1 ? one : many}`
export const dateText = (iso: string): string => day.format(new Date(iso))
export const dateTimeText = (iso: string): string => dayAndTime.format(new Date(iso))
/** A date of the catalog, shown as coarse as it is known. */
export function coarseDate(iso: string, precision: 'day' | 'month' | 'year'): string {
  if (precision === 'year') return iso.slice(0, 4)
  return precision === 'month' ? month.format(new Date(iso)) : dateText(iso)
}
/** A date as a source prints it: a whole day reads like every day here, all else stays as it is. */
export const looseDate = (printed: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(printed) ? dateText(printed) : printed
export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${number.format(Math.ceil(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

export const numberText = (amount: number): string => number.format(amount)
