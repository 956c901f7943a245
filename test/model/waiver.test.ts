import { describe, expect, it } from 'vitest'
import { type Waiver, waiverFor, waiverState } from '../../electron/model/waiver.ts'

const waiver: Waiver = {
  id: 'w1',
  visitId: 'v1',
  item: 'NET-01',
  deviceId: null,
  reason: 'The maker has no firmware without it.',
  compensatingControl: 'TCP 23 is blocked at the switch.',
  approver: 'Ann',
  requestedBy: 'Bob',
  at: '2026-11-01T08:00:00Z',
  expiresOn: '2026-12-01',
  revokedAt: null,
}

describe('a waiver', () => {
  it.each([
    ['2026-11-30T23:59:59Z', 'valid'],
    ['2026-12-01T00:00:00Z', 'expired'],
    ['2027-01-01T00:00:00Z', 'expired'],
  ])('at %s is %s', (at, state) => {
    expect(waiverState(waiver, at)).toBe(state)
  })

  it('that was taken back holds at no time', () => {
    expect(waiverState({ ...waiver, revokedAt: '2026-11-02T00:00:00Z' }, '2026-11-03T00:00:00Z')).toBe('revoked')
    expect(waiverFor([{ ...waiver, revokedAt: '2026-11-02T00:00:00Z' }], 'NET-01', 'd1', waiver.at)).toBeNull()
  })

  it('of the site speaks for each device, one of another device or item for none', () => {
    expect(waiverFor([waiver], 'NET-01', 'd1', waiver.at)?.waiver.id).toBe('w1')
    expect(waiverFor([{ ...waiver, deviceId: 'd2' }], 'NET-01', 'd1', waiver.at)).toBeNull()
    expect(waiverFor([waiver], 'NET-02', 'd1', waiver.at)).toBeNull()
  })

  it('that holds comes before one that ended, and the own one before that of the site', () => {
    const own = { ...waiver, id: 'own', deviceId: 'd1' }
    const ended = { ...own, id: 'ended', expiresOn: '2026-11-02' }
    expect(waiverFor([waiver, own, ended], 'NET-01', 'd1', '2026-11-03T00:00:00Z')?.waiver.id).toBe('own')
    expect(waiverFor([waiver, ended], 'NET-01', 'd1', '2026-11-03T00:00:00Z')?.waiver.id).toBe('w1')
    expect(waiverFor([ended], 'NET-01', 'd1', '2026-11-03T00:00:00Z')).toMatchObject({ state: 'expired' })
  })
})
