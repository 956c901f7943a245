import { describe, expect, it } from 'vitest'
import { openPortsApproved } from '../../electron/checks/open-ports-approved.ts'
import { judge, plainSite } from './judge.ts'

const ssh = (state: 'open' | 'closed' | 'silent') => ({ service: 'ssh', port: 22, transport: 'tcp', state }) as const
const site = (tcp: number[], deviceClass: 'camera' | 'nvr' = 'camera') => ({
  ...plainSite,
  openPorts: [{ deviceClass, tcp, udp: [] }],
})

const params = {}

describe('the check open-ports-approved', () => {
  it.each<[string, Partial<Parameters<typeof openPortsApproved.evaluate>[0]>, object, string, RegExp]>([
    [
      'what is open is approved',
      { 'network.ports': [ssh('open')], 'site.settings': site([22]) },
      {},
      'pass',
      /1 ports looked at, open: ssh/,
    ],
    [
      'something else is open',
      { 'network.ports': [ssh('open')], 'site.settings': site([80]) },
      {},
      'fail',
      /not approved: ssh/,
    ],
    [
      'the list is for another kind',
      { 'network.ports': [ssh('open')], 'site.settings': site([22], 'nvr') },
      {},
      'unknown',
      /approves no list/,
    ],
    ['nobody approved a list', { 'network.ports': [ssh('closed')] }, {}, 'unknown', /approves no list/],
    ['no port was looked at', { 'network.ports': [], 'site.settings': site([22]) }, {}, 'unknown', /no port/],
    [
      'nothing answered',
      { 'network.ports': [ssh('silent')], 'site.settings': site([22]) },
      {},
      'unknown',
      /none answered/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(openPortsApproved, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
