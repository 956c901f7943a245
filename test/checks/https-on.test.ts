import { describe, expect, it } from 'vitest'
import { httpsOn } from '../../electron/checks/https-on.ts'
import { judge } from './judge.ts'

const http = (enabled: boolean) => ({ name: 'HTTP', enabled, ports: [80] }) as const
const https = (enabled: boolean) => ({ name: 'HTTPS', enabled, ports: [443] }) as const

const params = {}

describe('the check https-on', () => {
  it.each<[string, Partial<Parameters<typeof httpsOn.evaluate>[0]>, object, string, RegExp]>([
    ['plain HTTP leads to HTTPS', { 'http.policy': 'redirects-to-https' }, {}, 'pass', /redirects to https/],
    ['HTTPS alone is on', { 'network.protocols': [http(false), https(true)] }, {}, 'pass', /HTTPS alone/],
    ['HTTP alone is on', { 'network.protocols': [http(true), https(false)] }, {}, 'fail', /HTTP alone/],
    ['both are on', { 'network.protocols': [http(true), https(true)] }, {}, 'fail', /nothing shows/],
    [
      'the setting says both',
      { 'http.policy': 'http-and-https', 'network.protocols': [https(true)] },
      {},
      'fail',
      /http and https/,
    ],
    ['neither is named', { 'network.protocols': [] }, {}, 'unknown', /neither/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(httpsOn, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
