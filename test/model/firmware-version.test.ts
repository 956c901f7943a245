import { describe, expect, it } from 'vitest'
import { wholeVersion } from '../../electron/model/firmware-version.ts'

describe('the version as a whole', () => {
  it.each([
    ['V5.5.800', 'build 210325', 'V5.5.800 build 210325'],
    ['V5.5.800', '210325', 'V5.5.800 210325'],
    ['2.800.0000000.8.R', 'build: 2019-12-13', '2.800.0000000.8.R build: 2019-12-13'],
    ['V5.5.800 build 210325', '210325', 'V5.5.800 build 210325'],
    // The day and hour of the making, as VAPIX tells it, is no part of the version string.
    ['12.11.77', 'Jun 03 2024 14:13', '12.11.77'],
    ['12.11.77', '', '12.11.77'],
    ['12.11.77', null, '12.11.77'],
    [null, '210325', null],
  ])('%s with %s is %s', (firmware, build, whole) => {
    expect(wholeVersion({ firmware, build })).toBe(whole)
  })
})
