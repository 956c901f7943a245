import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCheck, factsOf } from '../../electron/checks/check.ts'
import { checks } from '../../electron/checks/index.ts'
import { evaluateOn } from '../../electron/engine/assess/evaluate.ts'
import type { FactKey, Reading, Readings } from '../../electron/model/facts.ts'
import { pass, unknown } from '../../electron/model/verdict.ts'

const at = '2026-11-22T08:00:00.000Z'
const ended = (end: 'unsupported' | 'refused' | 'unreachable' | 'malformed'): Reading<never> => ({
  end,
  problem: { code: `test/${end}`, message: `it was ${end}`, remedy: '' },
  readAt: at,
})
const value = (of: unknown): Reading<unknown> => ({ end: 'value', value: of, readAt: at })

/** Facts of the site are always there; every fact of the device ended in this way. */
const allEnded = (facts: readonly FactKey[], end: Parameters<typeof ended>[0]): Readings =>
  Object.fromEntries(
    facts.map((fact) => [fact, fact.startsWith('site.') && facts.some(isOfDevice) ? value({}) : ended(end)]),
  ) as Readings
const isOfDevice = (fact: FactKey): boolean => !fact.startsWith('site.')

describe.each(checks.map((check) => [check.id, check] as const))('the check %s', (_, check) => {
  it('does not apply to a device that offers none of its facts', () => {
    const evaluation = evaluateOn(check, allEnded(factsOf(check), 'unsupported'), {})
    expect(evaluation).toMatchObject({ outcome: 'notapplicable', problem: { code: 'test/unsupported' } })
  })

  it.each(['refused', 'unreachable', 'malformed'] as const)('ends as error where they were %s', (end) => {
    const evaluation = evaluateOn(check, allEnded(factsOf(check), end), {})
    expect(evaluation).toMatchObject({ outcome: 'error', problem: { code: `test/${end}` } })
  })

  it('lets no fact that it needs go unseen', () => {
    for (const fact of check.needs as FactKey[]) {
      const others = Object.fromEntries(factsOf(check).map((key) => [key, value({})]))
      const evaluation = evaluateOn(check, { ...others, [fact]: ended('unreachable') } as Readings, {})
      expect(evaluation.outcome, fact).toBe('error')
    }
  })

  it('is not asked before its facts were read', () => {
    expect(() => evaluateOn(check, {}, {})).toThrow('did not read')
  })
})

describe('wanted facts', () => {
  const make = (sources: 'all' | 'any', verdict = pass('seen', 'seen')) =>
    defineCheck({
      id: 'two-sources',
      wants: ['discovery.mode', 'network.services'],
      sources,
      params: z.strictObject({}),
      evaluate: () => verdict,
    })
  const one = { 'discovery.mode': value('nonDiscoverable'), 'network.services': ended('refused') } as Readings

  it('take a pass away when one was refused and might hold what fails', () => {
    expect(evaluateOn(make('all'), one, {}).outcome).toBe('error')
  })

  it('leave a pass where one source is enough, and no pass where it decided nothing', () => {
    expect(evaluateOn(make('any'), one, {}).outcome).toBe('pass')
    expect(evaluateOn(make('any', unknown('unclear', 'seen')), one, {}).outcome).toBe('error')
  })

  it('come as null when the device does not offer them', () => {
    const check = defineCheck({
      id: 'tells-null',
      wants: ['discovery.mode', 'network.services'],
      params: z.strictObject({}),
      evaluate: ({ 'network.services': services }) => pass(String(services), ''),
    })
    const readings = { ...one, 'network.services': ended('unsupported') } as Readings
    expect(evaluateOn(check, readings, {})).toMatchObject({ outcome: 'pass', observed: 'null' })
  })
})
