import { describe, expect, it } from 'vitest'
import { switchAdminSecured } from '../../electron/checks/switch-admin-secured.ts'
import { judge } from './judge.ts'

const telnet = (state: 'open' | 'closed') => ({ service: 'telnet', port: 23, transport: 'tcp', state }) as const
const off = { v1: false, v2c: false, v3: false, defaultCommunities: null, writeCommunity: null, v3Levels: [] } as const

const params = {}

describe('the check switch-admin-secured', () => {
  it.each<[string, Partial<Parameters<typeof switchAdminSecured.evaluate>[0]>, object, string, RegExp]>([
    [
      'every way is safe',
      { 'network.ports': [telnet('closed')], 'http.policy': 'https-only', 'snmp.settings': off },
      {},
      'pass',
      /https only/,
    ],
    [
      'Telnet is open',
      { 'network.ports': [telnet('open')], 'http.policy': 'https-only', 'snmp.settings': off },
      {},
      'fail',
      /open: telnet/,
    ],
    [
      'plain HTTP is on',
      { 'network.ports': [telnet('closed')], 'http.policy': 'http-and-https', 'snmp.settings': off },
      {},
      'fail',
      /http and https/,
    ],
    [
      'a version of SNMP was not told',
      { 'network.ports': [telnet('closed')], 'http.policy': 'https-only', 'snmp.settings': { ...off, v1: null } },
      {},
      'unknown',
      /versions of SNMP: not told/,
    ],
    ['SNMP 2c is on', { 'snmp.settings': { ...off, v2c: true } }, {}, 'fail', /version 2c/],
    [
      'a community answered',
      { 'snmp.communities': { tried: [], answered: [{ version: 'v1', name: 'public' }], agentSeen: true } },
      {},
      'fail',
      /answers "public"/,
    ],
    [
      'not everything was told',
      { 'network.ports': [telnet('closed')] },
      {},
      'unknown',
      /plain HTTP: not told; versions of SNMP: not told/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(switchAdminSecured, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
