import { describe, expect, it } from 'vitest'
import { unusedFunctionsOff } from '../../electron/checks/unused-functions-off.ts'
import { judge, plainSite } from './judge.ts'

const service = (enabled: boolean) => ({ name: 'gb28181', enabled, writable: true }) as const

const params = { services: ['gb28181'] }

describe('the check unused-functions-off', () => {
  it.each<[string, Partial<Parameters<typeof unusedFunctionsOff.evaluate>[0]>, object, string, RegExp]>([
    ['it is off', { 'network.services': [service(false)] }, {}, 'pass', /gb28181 off/],
    ['it is on', { 'network.services': [service(true)] }, {}, 'fail', /gb28181 on/],
    [
      'the site needs it',
      {
        'network.services': [service(true), { ...service(false), name: 'ddns' }],
        'site.settings': { ...plainSite, neededServices: ['gb28181'] },
      },
      { services: ['gb28181', 'ddns'] },
      'pass',
      /the site needs it: gb28181/,
    ],
    ['the device tells nothing of it', { 'network.services': [] }, {}, 'unknown', /nothing was told/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(unusedFunctionsOff, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
