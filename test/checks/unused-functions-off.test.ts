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
      /^ddns off in the settings; left out, because the site needs it: gb28181$/,
    ],
    ['the device tells nothing of it', { 'network.services': [] }, {}, 'unknown', /nothing was told/],
    [
      'one of two is told',
      { 'network.services': [service(false)] },
      { services: ['gb28181', 'ddns'] },
      'unknown',
      /^gb28181 off in the settings; not told: ddns$/,
    ],
    [
      'one of two is told, and on',
      { 'network.services': [service(true)] },
      { services: ['gb28181', 'ddns'] },
      'fail',
      /^gb28181 on/,
    ],
    [
      'the site needs one, and of the other nothing is told',
      { 'network.services': [service(true)], 'site.settings': { ...plainSite, neededServices: ['gb28181'] } },
      { services: ['gb28181', 'ddns'] },
      'unknown',
      /^nothing was told of ddns; left out, because the site needs it: gb28181$/,
    ],
    [
      'the site needs all of it',
      { 'network.services': [service(true)], 'site.settings': { ...plainSite, neededServices: ['gb28181'] } },
      {},
      'notapplicable',
      /^the site needs: gb28181$/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(unusedFunctionsOff, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
