/** A day in milliseconds: UTC, without leap seconds. */
export const dayMs = 86_400_000

/** The UTC day of a moment, `YYYY-MM-DD`. */
export const dayOf = (at: string): string => new Date(at).toISOString().slice(0, 10)

/** The UTC day `days` after a moment. */
export const dayAfter = (at: string, days: number): string =>
  new Date(new Date(at).getTime() + days * dayMs).toISOString().slice(0, 10)

/** Whole days from one moment to another; negative when the second lies before the first. */
export const daysBetween = (from: string, to: string): number =>
  Math.floor((new Date(to).getTime() - new Date(from).getTime()) / dayMs)

/** Whether the text is a day of the calendar as `YYYY-MM-DD`: the 31st of February is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(Number(time)) && time.toISOString().startsWith(text)
}

/** A day as coarse as its source is: `2027-06-30`, `2027-06`, `the end of 2027`. */
export const coarseDay = (date: string, precision: 'day' | 'month' | 'year'): string =>
  ({ day: date, month: date.slice(0, 7), year: `the end of ${date.slice(0, 4)}` })[precision]
