import { describe, expect, it } from 'vitest'
import type { Finding } from '../../electron/model/finding.ts'
import { type GapItem, gapIds, gapReport, gaps } from '../../electron/model/gap.ts'
import type { Outcome } from '../../electron/model/outcome.ts'

const items: GapItem[] = [
  { id: 'ACC-01', title: 'Default logins are refused', answers: ['A2', 'B5'] },
  { id: 'INV-04', title: 'Ownership is recorded', answers: ['A6', 'B1'] },
  { id: 'ACC-05', title: 'Accounts are known', answers: ['A2'] },
]
const finding = (item: string, outcome: Outcome, parts: Partial<Finding> = {}): Finding => ({
  deviceId: 'd1',
  item,
  check: null,
  title: item,
  severity: 'high',
  outcome,
  observed: '',
  expected: '',
  references: [],
  fix: 'none',
  instruction: null,
  problem: null,
  facts: [],
  at: '2026-11-22T08:00:00Z',
  ...parts,
})
const unsupported = { problem: { code: 'device/unsupported', message: 'not offered', remedy: '' } }
const stateOf = (gap: string, ...findings: Finding[]) =>
  gapReport(items, findings).find((entry) => entry.gap.id === gap) ?? expect.unreachable()

describe('the gap report', () => {
  it('goes through both documents: six gaps with four fixes, and twelve', () => {
    expect(gaps.map(({ id }) => id)).toEqual([...gapIds])
    expect(gaps.filter(({ document, kind }) => document === 'A' && kind === 'gap').length).toBe(6)
    expect(gaps.filter(({ kind }) => kind === 'fix').length).toBe(4)
    expect(gaps.filter(({ document }) => document === 'B').length).toBe(12)
  })

  it('says of the gap that its document does not number where it comes from', () => {
    expect(gaps.find(({ id }) => id === 'A4')?.note).toContain('numbers 1, 2, 3, 5 and 6')
  })

  it('closes a gap only when every finding of every item is good', () => {
    expect(stateOf('A2', finding('ACC-01', 'fixed'), finding('ACC-05', 'attested')).state).toBe('closed')
    expect(stateOf('A2', finding('ACC-01', 'pass'), finding('ACC-05', 'notapplicable')).state).toBe('closed')
  })

  it.each<[Outcome, string]>([
    ['fail', 'open'],
    ['error', 'unseen'],
    ['unknown', 'unseen'],
    ['notchecked', 'unseen'],
    ['waived', 'waived'],
  ])('one %s leaves it %s, and names the item', (outcome, state) => {
    const answer = stateOf('A2', finding('ACC-01', 'pass'), finding('ACC-05', outcome))
    expect(answer).toMatchObject({ state, remaining: ['ACC-05'] })
    expect(answer.outcomes.pass).toBe(1)
  })

  it('takes an item that the device does not offer to look at for unseen, not for closed', () => {
    expect(stateOf('A2', finding('ACC-01', 'pass'), finding('ACC-05', 'notapplicable', unsupported)).state).toBe(
      'unseen',
    )
  })

  it('takes an item that nobody judged for unseen, and a gap without an item for unanswered', () => {
    expect(stateOf('A2', finding('ACC-01', 'pass'))).toMatchObject({ state: 'unseen', remaining: ['ACC-05'] })
    expect(stateOf('B12').state).toBe('unanswered')
  })

  it('says when no device is concerned', () => {
    expect(stateOf('A6', finding('INV-04', 'notapplicable')).state).toBe('notapplicable')
  })
})
