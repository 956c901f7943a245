import { describe, expect, it } from 'vitest'
import { syslogConfigured } from '../../electron/checks/syslog-configured.ts'
import { judge, plainSite } from './judge.ts'

const target = { host: 'LOG.example', port: 601, transport: 'tcp', enabled: true } as const
const site = { ...plainSite, syslogTargets: [{ host: 'log.example', port: 601, transport: 'tcp' }] } as const

const params = { minTransport: 'tcp' }

describe('the check syslog-configured', () => {
  it.each<[string, Partial<Parameters<typeof syslogConfigured.evaluate>[0]>, object, string, RegExp]>([
    [
      'it goes to the server of the site',
      { 'log.syslog': [target], 'site.settings': site },
      {},
      'pass',
      /LOG.example:601 over tcp/,
    ],
    [
      'nothing is sent',
      { 'log.syslog': [{ ...target, enabled: false }], 'site.settings': site },
      {},
      'fail',
      /stays on the device/,
    ],
    [
      'it goes elsewhere',
      { 'log.syslog': [{ ...target, host: 'other' }], 'site.settings': site },
      {},
      'fail',
      /not of the site: other/,
    ],
    [
      'it goes over less',
      { 'log.syslog': [{ ...target, transport: 'udp' }], 'site.settings': site },
      {},
      'fail',
      /over udp/,
    ],
    ['the site names no server', { 'log.syslog': [target] }, {}, 'unknown', /names no log server/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(syslogConfigured, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
