import { locale } from './language.ts'

const number = new Intl.NumberFormat(locale)
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric' })
const dayAndTime = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

const plural = new Intl.PluralRules(locale)

/** `1 device`, `1,204 devices`, by the plural forms of the language. */
export const count = (amount: number, one: string, many = `${one}s`): string =>
  `${number.format(amount)} ${plural.select(amount) === 'one' ? one : many}`
export const dateText = (iso: string): string => day.format(new Date(iso))
export const dateTimeText = (iso: string): string => dayAndTime.format(new Date(iso))
/** Hours, minutes and seconds of that day. */
export const timeText = (iso: string): string => clock.format(new Date(iso))
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
