/**
 * Which way a parameter of a check gets stricter: a lower or higher number, a list that demands more or allows less,
 * a switch that is on or off, or the place in an order from loose to strict.
 */
export type Stricter =
  | 'lower'
  | 'higher'
  | 'more-entries'
  | 'fewer-entries'
  | 'yes'
  | 'no'
  | { readonly order: readonly string[] }

/** Whether `value` demands less than `yardstick`. What cannot be compared counts as looser, so that nothing hides. */
export function isLooser(direction: Stricter, value: unknown, yardstick: unknown): boolean {
  if (typeof direction === 'object') return place(direction.order, value) < place(direction.order, yardstick)
  switch (direction) {
    case 'lower':
      return !(Number(value) <= Number(yardstick))
    case 'higher':
      return !(Number(value) >= Number(yardstick))
    case 'more-entries':
      return listOf(yardstick).some((entry) => !listOf(value).includes(entry))
    case 'fewer-entries':
      return listOf(value).some((entry) => !listOf(yardstick).includes(entry))
    case 'yes':
      return yardstick === true && value !== true
    case 'no':
      return yardstick === false && value !== false
  }
}

/** An entry that the order does not know stands before all others. */
const place = (order: readonly string[], value: unknown): number => order.indexOf(String(value))

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
