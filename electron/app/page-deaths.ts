/** A page that dies this often within this time dies of itself: a person says whether it is worth another try. */
const deaths = { most: 3, withinMs: 60_000 } as const

/** Whether the last of these deaths, times in ms in the order they happened, is one too many to go on unasked. */
export function diedTooOften(diedAt: readonly number[]): boolean {
  const last = diedAt.at(-1) ?? 0
  return diedAt.filter((at) => last - at < deaths.withinMs).length >= deaths.most
}
