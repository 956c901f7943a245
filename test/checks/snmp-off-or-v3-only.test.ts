import { describe, expect, it } from 'vitest'
import { snmpOffOrV3Only } from '../../electron/checks/snmp-off-or-v3-only.ts'
import { judge } from './judge.ts'

const off = { v1: false, v2c: false, v3: false, defaultCommunities: null, writeCommunity: null, v3Levels: [] } as const

const params = {}

describe('the check snmp-off-or-v3-only', () => {
  it.each<[string, Partial<Parameters<typeof snmpOffOrV3Only.evaluate>[0]>, object, string, RegExp]>([
    ['it is off', { 'snmp.settings': off }, {}, 'pass', /SNMP is off/],
    [
      'version 3 is safe',
      { 'snmp.settings': { ...off, v3: true, v3Levels: ['authPriv'] } },
      {},
      'pass',
      /version 3 alone/,
    ],
    [
      'version 2c is on',
      { 'snmp.settings': { ...off, v2c: true, defaultCommunities: true, writeCommunity: true } },
      {},
      'fail',
      /version 2c on, with a well-known community, with a community that may write/,
    ],
    [
      'version 3 has no privacy',
      { 'snmp.settings': { ...off, v3: true, v3Levels: ['authNoPriv'] } },
      {},
      'fail',
      /authNoPriv/,
    ],
    [
      'nothing was told of any version',
      { 'snmp.settings': { ...off, v1: null, v2c: null, v3: null, defaultCommunities: true } },
      {},
      'unknown',
      /^not told whether it is on: version 1, version 2c, version 3$/,
    ],
    ['one version was not told', { 'snmp.settings': { ...off, v1: null } }, {}, 'unknown', /on: version 1$/],
    [
      'an old version is on beside one that was not told',
      { 'snmp.settings': { ...off, v1: null, v2c: true } },
      {},
      'fail',
      /2c on/,
    ],
    ['version 3 does not tell its security', { 'snmp.settings': { ...off, v3: true } }, {}, 'unknown', /does not tell/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(snmpOffOrV3Only, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
