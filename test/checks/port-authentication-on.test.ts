import { describe, expect, it } from 'vitest'
import { portAuthenticationOn } from '../../electron/checks/port-authentication-on.ts'
import { judge } from './judge.ts'

const params = { certificatesRequired: false }

describe('the check port-authentication-on', () => {
  it.each<[string, Partial<Parameters<typeof portAuthenticationOn.evaluate>[0]>, object, string, RegExp]>([
    ['it is on', { 'network.8021x': { enabled: true, method: 'EAP-PEAP/MSCHAPv2' } }, {}, 'pass', /EAP-PEAP/],
    ['it is off', { 'network.8021x': { enabled: false, method: null } }, {}, 'fail', /is off/],
    [
      'certificates are asked for and used',
      { 'network.8021x': { enabled: true, method: 'EAP-TLS' } },
      { certificatesRequired: true },
      'pass',
      /EAP-TLS/,
    ],
    [
      'certificates are asked for and not used',
      { 'network.8021x': { enabled: true, method: 'EAP-PEAP' } },
      { certificatesRequired: true },
      'fail',
      /EAP-PEAP/,
    ],
    [
      'certificates are asked for and no method is named',
      { 'network.8021x': { enabled: true, method: null } },
      { certificatesRequired: true },
      'unknown',
      /does not name/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(portAuthenticationOn, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
