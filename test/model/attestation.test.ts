import { describe, expect, it } from 'vitest'
import { type Attestation, attestationFor, attestationState, holdsUntil } from '../../electron/model/attestation.ts'

const attestation: Attestation = {
  id: 'a1',
  visitId: 'v1',
  item: 'PHY-01',
  deviceId: null,
  answer: 'met',
  statement: 'Mounted at 4 m.',
  measurement: null,
  by: 'Ann',
  role: 'technician',
  at: '2026-11-22T08:00:00Z',
  holdsUntil: '2026-12-22',
  attachments: [],
}

describe('an attestation', () => {
  it.each([
    ['2026-12-22T23:00:00Z', 365, 'valid'],
    ['2026-12-23T00:00:00Z', 365, 'stale'],
    ['2026-12-03T00:00:00Z', 10, 'stale'],
    ['2026-12-02T00:00:00Z', 10, 'valid'],
    ['2026-12-22T00:00:00Z', null, 'valid'],
  ])('at %s under a form of %s days is %s', (at, holdsDays, state) => {
    expect(attestationState(attestation, { holdsDays }, at)).toBe(state)
  })

  it('without an end stays valid until the form gives it one', () => {
    const endless = { ...attestation, holdsUntil: null }
    expect(attestationState(endless, { holdsDays: null }, '2036-01-01T00:00:00Z')).toBe('valid')
    expect(attestationState(endless, { holdsDays: 30 }, '2036-01-01T00:00:00Z')).toBe('stale')
  })

  it('ends as many days later as the form says', () => {
    expect(holdsUntil('2026-02-27T23:30:00Z', { holdsDays: 2 })).toBe('2026-03-01')
    expect(holdsUntil('2026-02-27T23:30:00Z', { holdsDays: null })).toBeNull()
  })

  it('is the newest one, the own one of the device before that of the site', () => {
    const later = { ...attestation, id: 'a2', at: '2026-11-23T08:00:00Z' }
    const own = { ...attestation, id: 'a3', deviceId: 'd1' }
    expect(attestationFor([later, attestation], 'PHY-01', 'd1')?.id).toBe('a2')
    expect(attestationFor([later, own], 'PHY-01', 'd1')?.id).toBe('a3')
    expect(attestationFor([own], 'PHY-01', 'd2')).toBeNull()
    expect(attestationFor([own], 'PHY-01', null)).toBeNull()
    expect(attestationFor([attestation], 'PHY-02', null)).toBeNull()
  })
})
