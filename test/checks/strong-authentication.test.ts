import { describe, expect, it } from 'vitest'
import { strongAuthentication } from '../../electron/checks/strong-authentication.ts'
import { judge } from './judge.ts'

const digest = { interface: 'web', encrypted: false, schemes: ['digest-md5'] } as const

const params = { sha256Required: false }

describe('the check strong-authentication', () => {
  it.each<[string, Partial<Parameters<typeof strongAuthentication.evaluate>[0]>, object, string, RegExp]>([
    ['digest is asked for', { 'logins.schemes': [digest] }, {}, 'pass', /web: digest-md5/],
    [
      'basic goes over plain HTTP',
      { 'logins.schemes': [digest, { ...digest, schemes: ['basic'] }] },
      {},
      'fail',
      /web takes basic without encryption/,
    ],
    [
      'basic goes over TLS',
      { 'logins.schemes': [{ ...digest, encrypted: true, schemes: ['basic'] }] },
      {},
      'pass',
      /web: basic/,
    ],
    [
      'the stream takes basic',
      { 'logins.schemes': [digest], 'rtsp.security': { withoutLogin: 'guarded', schemes: ['basic'], encrypted: null } },
      {},
      'fail',
      /rtsp takes basic/,
    ],
    ['SHA-256 is asked for and missing', { 'logins.schemes': [digest] }, { sha256Required: true }, 'fail', /MD5 alone/],
    [
      'an interface asks for nothing',
      { 'logins.schemes': [{ ...digest, schemes: ['none'] }] },
      {},
      'fail',
      /asks for nothing/,
    ],
    [
      'an interface gave no answer',
      {
        'logins.schemes': [
          { ...digest, interface: 'onvif' },
          { ...digest, encrypted: true, schemes: [], unread: 'unreachable' },
          { ...digest, schemes: [], unread: 'malformed' },
        ],
      },
      {},
      'unknown',
      /web over TLS gave no answer; the answer of web could not be read/,
    ],
    [
      'an interface gave no answer, and another one takes basic',
      {
        'logins.schemes': [
          { ...digest, schemes: ['basic'] },
          { ...digest, schemes: [], unread: 'unreachable' },
        ],
      },
      {},
      'fail',
      /web takes basic/,
    ],
    ['nothing was told', { 'logins.schemes': [] }, {}, 'unknown', /no interface/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(strongAuthentication, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
