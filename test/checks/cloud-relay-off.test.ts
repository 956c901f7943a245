import { describe, expect, it } from 'vitest'
import { cloudRelayOff } from '../../electron/checks/cloud-relay-off.ts'
import { judge, plainSite } from './judge.ts'

const service = (enabled: boolean) => ({ name: 'p2p-cloud', enabled, writable: true }) as const

const params = { services: ['p2p-cloud'] }

describe('the check cloud-relay-off', () => {
  it.each<[string, Partial<Parameters<typeof cloudRelayOff.evaluate>[0]>, object, string, RegExp]>([
    ['it is off', { 'network.services': [service(false)] }, {}, 'pass', /p2p-cloud off/],
    ['it is on', { 'network.services': [service(true)] }, {}, 'fail', /p2p-cloud on/],
    [
      'the site needs it',
      {
        'network.services': [service(true), { ...service(false), name: 'ddns' }],
        'site.settings': { ...plainSite, neededServices: ['p2p-cloud'] },
      },
      { services: ['p2p-cloud', 'ddns'] },
      'pass',
      /^ddns off in the settings; left out, because the site needs it: p2p-cloud$/,
    ],
    ['the device tells nothing of it', { 'network.services': [] }, {}, 'unknown', /nothing was told/],
    [
      'one of two is told',
      { 'network.services': [service(false)] },
      { services: ['p2p-cloud', 'ddns'] },
      'unknown',
      /^p2p-cloud off in the settings; not told: ddns$/,
    ],
    [
      'one of two is told, and on',
      { 'network.services': [service(true)] },
      { services: ['p2p-cloud', 'ddns'] },
      'fail',
      /^p2p-cloud on/,
    ],
    [
      'the site needs one, and of the other nothing is told',
      { 'network.services': [service(true)], 'site.settings': { ...plainSite, neededServices: ['p2p-cloud'] } },
      { services: ['p2p-cloud', 'ddns'] },
      'unknown',
      /^nothing was told of ddns; left out, because the site needs it: p2p-cloud$/,
    ],
    [
      'the site needs all of it',
      { 'network.services': [service(true)], 'site.settings': { ...plainSite, neededServices: ['p2p-cloud'] } },
      {},
      'notapplicable',
      /^the site needs: p2p-cloud$/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(cloudRelayOff, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
