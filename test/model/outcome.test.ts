import { describe, expect, it } from 'vitest'
import { worstFirst as drawn } from '../../electron/contract/worst-first.ts'
import { worstFirst } from '../../electron/model/finding-summary.ts'
import { outcomes, outcomesWorstFirst } from '../../electron/model/outcome.ts'

describe('the order of outcomes', () => {
  it('has each of them, once', () => {
    expect([...outcomesWorstFirst].toSorted()).toEqual([...outcomes].toSorted())
  })

  it('is the same where main names the worst item and where the window draws and sorts', () => {
    const mixed = outcomes.map((outcome) => ({ outcome, severity: 'high', item: 'NET-01' }) as const)
    expect(mixed.toSorted(worstFirst).map(({ outcome }) => outcome)).toEqual(drawn.outcomes)
  })
})
