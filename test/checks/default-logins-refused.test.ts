import { describe, expect, it } from 'vitest'
import { defaultLoginsRefused } from '../../electron/checks/default-logins-refused.ts'
import type { AuthenticationTrial, DefaultLoginTrial } from '../../electron/model/facts.ts'
import { judge } from './judge.ts'

const admin = { interface: 'onvif', username: 'admin' } as const
const root = { interface: 'onvif', username: 'root' } as const
const guarded: AuthenticationTrial = {
  acceptsAnyPassword: [],
  answersWithoutLogin: [],
  wrongPasswordRefused: ['onvif'],
  tested: ['onvif'],
}

describe('the check default-logins-refused', () => {
  it.each<[string, DefaultLoginTrial, AuthenticationTrial, string, RegExp]>([
    [
      'every default was refused',
      { tried: [admin, root], accepted: [], heldBack: 0 },
      guarded,
      'pass',
      /"admin" on onvif, "root"/,
    ],
    [
      'one default was accepted',
      { tried: [admin, root], accepted: [root], heldBack: 0 },
      guarded,
      'fail',
      /"root" on onvif/,
    ],
    [
      'one was accepted and others held back',
      { tried: [admin], accepted: [admin], heldBack: 1 },
      guarded,
      'fail',
      /"admin"/,
    ],
    ['nothing was tried', { tried: [], accepted: [], heldBack: 0 }, guarded, 'unknown', /no default login/],
    [
      'the stop rule held all back',
      { tried: [], accepted: [], heldBack: 2 },
      guarded,
      'unknown',
      /no default login.*lock-out/,
    ],
    ['the stop rule held one back', { tried: [admin], accepted: [], heldBack: 1 }, guarded, 'unknown', /lock-out: 1/],
    [
      'any password opens it',
      { tried: [], accepted: [], heldBack: 0 },
      { ...guarded, acceptsAnyPassword: ['onvif'] },
      'fail',
      /any password/,
    ],
  ])('when %s', (_, defaults, enforcement, outcome, observed) => {
    const verdict = judge(defaultLoginsRefused, { 'logins.defaults': defaults, 'logins.enforcement': enforcement })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
