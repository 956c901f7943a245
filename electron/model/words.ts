/** Names in a row, `none` when there are none. */
export const listOf = (parts: readonly string[]): string => (parts.length === 0 ? 'none' : parts.join(', '))

export const onOrOff = (enabled: boolean): string => (enabled ? 'on' : 'off')
