import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { buildResults } from '../../electron/evidence/results.ts'
import { Results } from '../../electron/evidence/verify/results-shape.ts'
import { sampleInput } from './support/sample-visit.ts'

const results = (overrides: Parameters<typeof sampleInput>[0] = {}) =>
  buildResults(sampleInput(overrides), (id) => `evidence/${id}.json`)

describe('the results of a visit', () => {
  it('follow the published schema', () => {
    expect(Results.parse(results())).toEqual(results())
    // Published as a file for readers without this code: `z.toJSONSchema(Results)`, formatted.
    const published = readFileSync(new URL('../../electron/evidence/results.schema.json', import.meta.url), 'utf8')
    expect(JSON.parse(published)).toEqual(z.toJSONSchema(Results))
  })

  it('count every outcome before and after, zeros too', () => {
    expect(results().summary).toEqual({
      devices: 4,
      before: {
        pass: 8,
        fixed: 0,
        fail: 9,
        error: 7,
        unknown: 2,
        notchecked: 1,
        notapplicable: 1,
        attested: 0,
        waived: 0,
      },
      after: {
        pass: 8,
        fixed: 6,
        fail: 2,
        error: 7,
        unknown: 2,
        notchecked: 0,
        notapplicable: 1,
        attested: 1,
        waived: 1,
      },
    })
  })

  it('count an item that nobody looked at again as not checked, whatever it was as found', () => {
    const { devices } = sampleInput()
    const left = results({ devices: devices.map((evidence) => ({ ...evidence, asLeft: [] })) })
    expect(left.summary.after).toMatchObject({ notchecked: 28, pass: 0 })
    expect(left.findings.every(({ asLeft }) => asLeft === null)).toBe(true)
  })

  it('call a device assessed only when something about it could be judged', () => {
    const { devices, coverage } = results()
    expect(devices.map(({ assessed }) => assessed)).toEqual([true, true, true, false])
    expect(devices.at(-1)?.notAssessedBecause).toBe('The device did not answer.')
    expect(coverage).toMatchObject({ seen: 5, assessed: 3 })
  })

  it('keep raw readings and accounts out', () => {
    expect(JSON.stringify(results())).not.toContain('canary-operator')
  })
})
