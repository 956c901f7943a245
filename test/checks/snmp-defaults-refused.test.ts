import { describe, expect, it } from 'vitest'
import { snmpDefaultsRefused } from '../../electron/checks/snmp-defaults-refused.ts'
import type { CommunityTrial } from '../../electron/model/facts.ts'
import { judge } from './judge.ts'

const open = { version: 'v2c', name: 'public' } as const
const other = { version: 'v1', name: 'private' } as const

describe('the check snmp-defaults-refused', () => {
  it.each<[string, CommunityTrial, string, RegExp]>([
    [
      'an agent is there and stays silent',
      { tried: [open, other], answered: [], agentSeen: true },
      'pass',
      /did not answer v2c "public"/,
    ],
    [
      'a community was answered',
      { tried: [open, other], answered: [open], agentSeen: true },
      'fail',
      /answered: v2c "public"/,
    ],
    ['there was no sign of an agent', { tried: [open], answered: [], agentSeen: false }, 'unknown', /no sign/],
    ['nothing was tried', { tried: [], answered: [], agentSeen: true }, 'unknown', /no community/],
  ])('when %s', (_, trial, outcome, observed) => {
    const verdict = judge(snmpDefaultsRefused, { 'snmp.communities': trial })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })

  it('passes in silence where the settings say that the old versions are off', () => {
    const off = { v1: false, v2c: false, v3: true, defaultCommunities: null, writeCommunity: null, v3Levels: [] }
    const silent = { tried: [open], answered: [], agentSeen: false }
    expect(judge(snmpDefaultsRefused, { 'snmp.communities': silent, 'snmp.settings': off }).outcome).toBe('pass')
    const untried = { ...silent, tried: [] }
    expect(judge(snmpDefaultsRefused, { 'snmp.communities': untried, 'snmp.settings': off }).outcome).toBe('unknown')
    const untold = { ...off, v1: null }
    expect(judge(snmpDefaultsRefused, { 'snmp.communities': silent, 'snmp.settings': untold }).outcome).toBe('unknown')
    const heard = { ...silent, answered: [open], agentSeen: true }
    expect(judge(snmpDefaultsRefused, { 'snmp.communities': heard, 'snmp.settings': off }).outcome).toBe('fail')
  })
})
