import { describe, expect, it } from 'vitest'
import { configBackup } from '../../electron/checks/config-backup.ts'
import type { Facts } from '../../electron/model/facts.ts'
import { judge } from './judge.ts'

const latest = {
  takenAt: '2026-11-20T08:00:00Z',
  via: 'ONVIF GetSystemUris',
  firmware: '1.0',
  restore: 'by hand',
  files: [{ name: 'config.bin', sizeBytes: 1_234, sha256: 'ab'.repeat(32) }],
}
const place: Facts['site.place'] = {
  at: '2026-11-22T08:00:00Z',
  deviceClass: 'camera',
  zone: null,
  onJobList: null,
  sharedWith: [],
}
const kept: Partial<Facts> = { 'config.copies': { latest, changedSince: [] }, 'site.place': place }
const none: Partial<Facts> = { 'config.copies': { latest: null, changedSince: [] }, 'site.place': place }

describe('the check config-backup', () => {
  it.each<[string, Partial<Facts>, string, RegExp]>([
    [
      'a copy was kept',
      kept,
      'pass',
      /copy of 2026-11-20 by ONVIF GetSystemUris: "config.bin", 1234 bytes, SHA-256 abab/,
    ],
    [
      'the device only offers one',
      { ...none, 'system.backup': { offered: true, via: 'ONVIF GetSystemBackup' } },
      'fail',
      /no copy was kept/,
    ],
    ['the device offers none', { ...none, 'system.backup': { offered: false, via: null } }, 'unknown', /offers none/],
    ['nobody knows whether it offers one', none, 'unknown', /offers none that the app can fetch/],
    [
      'the device was changed since',
      { ...kept, 'config.copies': { latest, changedSince: ['ntp-configured'] } },
      'fail',
      /changed since: ntp-configured/,
    ],
    ['it is old', { ...kept, 'site.place': { ...place, at: '2027-02-01T00:00:00Z' } }, 'fail', /days old/],
  ])('when %s', (_, facts, outcome, observed) => {
    const verdict = judge(configBackup, facts, { maxAgeDays: 30 })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
