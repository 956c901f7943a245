/** Names in a row, `none` when there are none. */
export const listOf = (parts: readonly string[]): string => (parts.length === 0 ? 'none' : parts.join(', '))

/** A span as a person says it: whole seconds below two minutes, else minutes, rounded to a tenth. */
export const minutesText = (minutes: number): string =>
  minutes < 2 ? `${Math.round(minutes * 60)} s` : `${Math.round(minutes * 10) / 10} min`

/** `not told` where nobody told. */
export const onOrOff = (enabled: boolean | null): string => (enabled === null ? 'not told' : enabled ? 'on' : 'off')
