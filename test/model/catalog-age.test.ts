import { describe, expect, it } from 'vitest'
import { catalogText, oldCatalogWarning } from '../../electron/model/catalog-age.ts'

describe('the age of the firmware catalog', () => {
  it.each([
    [0, 'No. 41 of 2026-11-14, of this day'],
    [1, 'No. 41 of 2026-11-14, 1 day old'],
    [91, 'No. 41 of 2026-11-14, 91 days old'],
  ])('after %i days reads: %s', (ageDays, text) => {
    expect(catalogText({ version: 41, date: '2026-11-14', ageDays })).toBe(text)
  })

  it('is no warning up to 90 days, and one from then on', () => {
    expect(oldCatalogWarning({ ageDays: 90 })).toBeNull()
    expect(oldCatalogWarning({ ageDays: 91 })).toMatch(/^Catalog is 91 days old: /)
  })
})
