import { describe, expect, it } from 'vitest'
import type { ChecklistItem } from '../../electron/catalog/checklist.ts'
import { attest, waive } from '../../electron/engine/assess/people.ts'
import type { Attestation } from '../../electron/model/attestation.ts'
import type { Finding } from '../../electron/model/finding.ts'
import type { Outcome } from '../../electron/model/outcome.ts'
import type { Waiver } from '../../electron/model/waiver.ts'

const at = '2026-11-22T08:00:00.000Z'
const item = {
  id: 'NET-06',
  manual: 'photo',
  form: { look: '', proof: '', by: 'technician', holdsDays: 30, unit: null },
} as unknown as ChecklistItem
const notOffered = { code: 'device/unsupported', message: 'Not offered.', remedy: '' }
const finding = (outcome: Outcome, problem: Finding['problem'] = null): Finding => ({
  deviceId: 'd1',
  item: 'NET-06',
  check: 'cloud-relay-off',
  title: '',
  severity: 'high',
  outcome,
  observed: 'Seen.',
  expected: '',
  references: [],
  fix: 'none',
  instruction: null,
  problem,
  facts: [],
  at,
})
const said = (answer: Attestation['answer'] = 'met'): Attestation => ({
  id: 'a1',
  visitId: 'v1',
  item: 'NET-06',
  deviceId: 'd1',
  answer,
  statement: 'Off in the menu.',
  measurement: null,
  by: 'Ann',
  role: 'technician',
  at: '2026-11-20T08:00:00Z',
  holdsUntil: '2026-12-20',
  attachments: [],
})
const decided = (expiresOn: string): Waiver => ({
  id: 'w1',
  visitId: 'v1',
  item: 'NET-06',
  deviceId: null,
  reason: 'The guards use it.',
  compensatingControl: 'Account with a second factor.',
  approver: 'Bob',
  requestedBy: 'Ann',
  at: '2026-11-01T08:00:00Z',
  expiresOn,
  revokedAt: null,
})

describe('what a person says', () => {
  it.each<[Attestation['answer'], Outcome]>([
    ['met', 'attested'],
    ['not-met', 'fail'],
    ['does-not-apply', 'notapplicable'],
  ])('%s makes an open item %s', (answer, outcome) => {
    expect(attest(finding('notchecked'), item, [said(answer)], at)).toMatchObject({
      outcome,
      problem: null,
      observed: expect.stringContaining('Off in the menu. (Ann, 2026-11-20)'),
      attestation: { by: 'Ann', state: 'valid' },
    })
  })

  it('counts where the device offers nothing to look at, and where the facts do not decide', () => {
    expect(attest(finding('notapplicable', notOffered), item, [said()], at).outcome).toBe('attested')
    expect(attest(finding('unknown'), item, [said()], at)).toMatchObject({
      outcome: 'attested',
      observed: expect.stringMatching(/^Seen\. Off in the menu/),
    })
  })

  it.each<Outcome>(['pass', 'fail', 'error', 'notapplicable'])('never counts over %s', (outcome) => {
    expect(attest(finding(outcome), item, [said('not-met'), said()], at)).toEqual(finding(outcome))
  })

  it('is asked for where the device offers nothing, and nobody said anything yet', () => {
    expect(attest(finding('notapplicable', notOffered), item, [], at)).toMatchObject({
      outcome: 'notchecked',
      observed: 'Seen. Somebody has to look.',
    })
    const silent = { ...item, manual: null } as ChecklistItem
    expect(attest(finding('notapplicable', notOffered), silent, [said()], at).outcome).toBe('notapplicable')
  })

  it('goes stale, and the item is open again', () => {
    const later = '2026-12-21T00:00:00Z'
    expect(attest(finding('notchecked'), item, [said()], later)).toMatchObject({
      outcome: 'notchecked',
      observed: expect.stringContaining('held until 2026-12-20: look again'),
      attestation: { state: 'stale' },
    })
  })
})

describe('a decision to live with it', () => {
  it.each<Outcome>(['fail', 'unknown', 'notchecked'])('covers %s, and what it covers stays to be seen', (outcome) => {
    expect(waive(finding(outcome), [decided('2026-12-01')], at)).toMatchObject({
      outcome: 'waived',
      observed: 'Seen.',
      waiver: { instead: outcome, approver: 'Bob', state: 'valid' },
    })
  })

  it.each<Outcome>(['fail', 'unknown', 'notchecked'])('that ends turns %s to fail on that very day', (outcome) => {
    expect(waive(finding(outcome), [decided('2026-11-22')], at)).toMatchObject({
      outcome: 'fail',
      observed: expect.stringContaining('ended on 2026-11-22'),
      waiver: { state: 'expired', instead: outcome },
    })
  })

  it.each<Outcome>(['pass', 'error', 'notapplicable', 'attested', 'fixed'])('changes nothing about %s', (outcome) => {
    expect(waive(finding(outcome), [decided('2026-12-01')], at)).toEqual(finding(outcome))
  })
})
