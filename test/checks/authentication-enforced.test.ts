import { describe, expect, it } from 'vitest'
import { authenticationEnforced } from '../../electron/checks/authentication-enforced.ts'
import type { AuthenticationTrial } from '../../electron/model/facts.ts'
import { judge } from './judge.ts'

const trial = (parts: Partial<AuthenticationTrial>): AuthenticationTrial => ({
  acceptsAnyPassword: [],
  answersWithoutLogin: [],
  wrongPasswordRefused: ['onvif'],
  tested: ['onvif', 'rtsp'],
  ...parts,
})

describe('the check authentication-enforced', () => {
  it.each<[string, AuthenticationTrial, string, RegExp]>([
    ['every interface refused', trial({}), 'pass', /refused on onvif, rtsp/],
    ['one answers without login', trial({ answersWithoutLogin: ['rtsp'] }), 'fail', /rtsp answers without login/],
    ['one accepts any password', trial({ acceptsAnyPassword: ['onvif'] }), 'fail', /onvif accepts any password/],
    ['no wrong password was tried', trial({ wrongPasswordRefused: [] }), 'unknown', /no wrong password was tried/],
    ['nothing was tested', trial({ tested: [] }), 'unknown', /not tested: onvif/],
    ['the wanted one was not tested', trial({ tested: ['rtsp'] }), 'unknown', /not tested: onvif/],
  ])('when %s', (_, enforcement, outcome, observed) => {
    const verdict = judge(authenticationEnforced, { 'logins.enforcement': enforcement }, { interfaces: ['onvif'] })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })

  it.each([
    ['rtsp.security', { withoutLogin: 'open', schemes: [], encrypted: null }, /rtsp answers/],
    ['network.services', [{ name: 'anonymous-viewing', enabled: true, writable: true }], /anonymous viewing/],
  ] as const)('fails where %s shows a way in without login', (fact, value, observed) => {
    const verdict = judge(
      authenticationEnforced,
      { 'logins.enforcement': trial({}), [fact]: value },
      { interfaces: ['onvif'] },
    )
    expect(verdict.outcome).toBe('fail')
    expect(verdict.observed).toMatch(observed)
  })
})
