import type { Identity } from './device.ts'

/**
 * The version as the maker writes it whole: `V5.5.800` and `build 210325` stand apart in some answers and belong together. A
 * build told in other words, such as the day and hour it was made, is no part of the version string.
 */
export function wholeVersion({ firmware, build }: Pick<Identity, 'firmware' | 'build'>): string | null {
  if (firmware === null || build === null || firmware.includes(build)) return firmware
  return /^(?:build(?: date)?[ :]*)?\d[\d.-]*$/i.test(build.trim()) ? `${firmware} ${build.trim()}` : firmware
}
