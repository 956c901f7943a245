import type { PracticeDevice } from '../../practice-device.ts'

/** Whether the firmware is of this version or a later one: what an interface of the maker needs. */
export function isFrom({ state }: PracticeDevice, major: number, minor = 0): boolean {
  const [own = 0, second = 0] = state.identity.firmware.split('.').map(Number)
  return own > major || (own === major && second >= minor)
}

/** Door controllers of the first generation count their firmware by themselves. */
export const isFirstController = ({ state }: PracticeDevice): boolean => /\bA1001\b/.test(state.identity.model)
