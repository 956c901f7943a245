import { describe, expect, it } from 'vitest'
import { holdsAddress, holdsRange, rangeBits } from '../../electron/model/address-range.ts'

describe('a range of addresses', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.7', true],
    ['10.0.0.0/24', '10.0.1.7', false],
    ['10.0.0.7', '10.0.0.7', true],
    ['10.0.0.7/32', '10.0.0.7', true],
    ['0.0.0.0/0', '192.0.2.1', true],
    ['0.0.0.0/0', '::1', false],
    ['fd00::/8', 'fd12::1', true],
    ['fe80::/10', 'fd12::1', false],
    ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', true],
    ['office', '10.0.0.7', false],
    ['10.0.0.0/24', 'office', false],
  ])('%s holds %s: %s', (range, address, holds) => {
    expect(holdsAddress(range, address)).toBe(holds)
  })

  it('holds a smaller range and not a larger one', () => {
    expect(holdsRange('10.0.0.0/8', '10.1.0.0/16')).toBe(true)
    expect(holdsRange('10.1.0.0/16', '10.0.0.0/8')).toBe(false)
  })

  it.each(['10.0.0.256', '10.0.0.0/33', '10.0.0', '1::2::3', '10.0.0.0/24/8', 'fd00::/129', ''])(
    'is not %s',
    (text) => {
      expect(rangeBits(text)).toBeNull()
    },
  )
})
