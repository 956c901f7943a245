import { describe, expect, it } from 'vitest'
import { coarseDate, dateText, looseDate, typedDay } from '../../renderer/text/format.ts'

describe('a day', () => {
  it('is drawn here on a computer west of UTC, where its first moment is still the day before', () => {
    expect(new Date('2027-06-30').getDate()).toBe(29)
  })

  it('without a time is that very day, wherever the computer stands', () => {
    expect([dateText('2027-06-30'), looseDate('2027-06-30'), coarseDate('2027-06-30', 'day')]).toEqual(
      Array(3).fill('30 Jun 2027'),
    )
    expect(typedDay('2027-06-30')).toBe('30/06/2027')
  })

  it('of which the month alone is known is in that month', () => {
    expect([coarseDate('2027-07-01', 'month'), coarseDate('2027-07', 'month')]).toEqual(['Jul 2027', 'Jul 2027'])
    expect(coarseDate('2027-01-01', 'year')).toBe('2027')
  })

  it('of a moment is the day where the computer stands', () => {
    expect(dateText('2027-06-30T03:00:00.000Z')).toBe('29 Jun 2027')
    expect(dateText('2027-06-30T12:00:00.000Z')).toBe('30 Jun 2027')
  })
})
