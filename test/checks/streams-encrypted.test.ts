import { describe, expect, it } from 'vitest'
import { streamsEncrypted } from '../../electron/checks/streams-encrypted.ts'
import { judge } from './judge.ts'

const rtsp = (encrypted: boolean | null) => ({ withoutLogin: 'guarded', schemes: [], encrypted }) as const

const params = {}

describe('the check streams-encrypted', () => {
  it.each<[string, Partial<Parameters<typeof streamsEncrypted.evaluate>[0]>, object, string, RegExp]>([
    ['they are', { 'rtsp.security': rtsp(true) }, {}, 'pass', /offers encrypted/],
    ['they are not', { 'rtsp.security': rtsp(false) }, {}, 'fail', /readable/],
    ['nothing shows it', { 'rtsp.security': rtsp(null) }, {}, 'unknown', /does not show/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(streamsEncrypted, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
