import { locale } from './language.ts'

const number = new Intl.NumberFormat(locale)
const dayOfMoment = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
// Days and months without a time are the same wherever the computer stands.
const wholeDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })
const dayAndTime = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const plural = new Intl.PluralRules(locale)

/** `1 device`, `1,204 devices`, by the plural forms of the language. */
export const count = (amount: number, one: string, many = `${one}s`): string =>
  `${number.format(amount)} ${plural.select(amount) === 'one' ? one : many}`
const isWholeDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The day of a moment where the computer stands, or a whole day (`2027-06-30`) as that very day. */
export const dateText = (iso: string): string => (isWholeDay(iso) ? wholeDay : dayOfMoment).format(new Date(iso))
export const dateTimeText = (iso: string): string => dayAndTime.format(new Date(iso))
/** Hours, minutes and seconds of that day. */
export const timeText = (iso: string): string => clock.format(new Date(iso))
/** A date of the catalog, shown as coarse as it is known. */
export function coarseDate(iso: string, precision: 'day' | 'month' | 'year'): string {
  if (precision === 'year') return iso.slice(0, 4)
  return precision === 'month' ? month.format(new Date(iso)) : dateText(iso)
}
/** A date as a source prints it: a whole day reads like every day here, all else stays as it is. */
export const looseDate = (printed: string): string => (isWholeDay(printed) ? dateText(printed) : printed)
export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${number.format(Math.ceil(bytes / 1024))} kB` : `${oneDigit.format(bytes / 1024 / 1024)} MB`

export const numberText = (amount: number): string => number.format(amount)

/** Day, month and year in the order in which the language writes them in figures. */
const figures = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })
/** A day as it is typed: `30/06/2027`. */
export const typedDay = (iso: string): string => figures.format(new Date(`${iso}T00:00:00Z`))
/** An example of a day as it is typed. */
export const dayHint = typedDay('2027-06-30')

/** `2027-06-30` of what somebody typed, in the order of the language or as it stands here; null where it names no day. */
export function readDay(typed: string): string | null {
  const parts = typed.trim().split(/[\s./-]+/)
  if (parts.length !== 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return null
  const order = figures.formatToParts(0).flatMap(({ type }) => (type === 'literal' ? [] : [type]))
  const names = /^\d{4}$/.test(parts[0] ?? '') ? ['year', 'month', 'day'] : order
  const of = (name: string) => Number(parts[names.indexOf(name)])
  const [year, month, date] = [of('year'), of('month'), of('day')]
  const day = new Date(Date.UTC(year, month - 1, date))
  // What the calendar carries over, as the 31st of June, is no day.
  const isDay = year >= 1000 && day.getUTCMonth() === month - 1 && day.getUTCDate() === date
  return isDay ? day.toISOString().slice(0, 10) : null
}
