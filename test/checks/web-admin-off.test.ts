import { describe, expect, it } from 'vitest'
import { webAdminOff } from '../../electron/checks/web-admin-off.ts'
import { judge } from './judge.ts'

const service = (enabled: boolean) => ({ name: 'web-admin', enabled, writable: true }) as const

const params = {}

describe('the check web-admin-off', () => {
  it.each<[string, Partial<Parameters<typeof webAdminOff.evaluate>[0]>, object, string, RegExp]>([
    ['it is off', { 'network.services': [service(false)] }, {}, 'pass', /web-admin off/],
    ['it is on', { 'network.services': [service(true)] }, {}, 'fail', /web-admin on/],
    ['the device tells nothing of it', { 'network.services': [] }, {}, 'unknown', /nothing was told/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(webAdminOff, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
