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
      /the site needs it: p2p-cloud/,
    ],
    ['the device tells nothing of it', { 'network.services': [] }, {}, 'unknown', /nothing was told/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(cloudRelayOff, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
