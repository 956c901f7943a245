import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Attack, attackedPacks } from './support/attacks.ts'
import { type Bench, makeBench } from './support/bench.ts'
import { filesOf } from './support/insider.ts'
import { scratch, TimestampAuthority } from './support/openssl.ts'
import { siteId } from './support/sample-visit.ts'
import { runSteps, stepsScript } from './support/stock-steps.ts'

const folder = scratch()
/** A day after the sample was sealed: its certificates hold, whenever this test is run. */
const clock = '2026-11-22 12:00:00'
let bench: Bench
let authority: TimestampAuthority
let attacks: readonly Attack[]
beforeAll(async () => {
  bench = await makeBench()
  authority = new TimestampAuthority()
  attacks = await attackedPacks(bench, authority)
})
afterAll(() => {
  authority.close()
  folder.remove()
})

function stock({ bytes, options = {}, name }: Attack) {
  const { rootsPem: [rootPem = ''] = [bench.identity.rootPem], tsaRootsPem: [tsaRootPem] = [], site, nonce } = options
  return runSteps(folder.path, {
    pack: bytes,
    rootPem,
    ...(tsaRootPem === undefined ? {} : { tsaRootPem }),
    ...(site === undefined ? {} : { site }),
    ...(nonce === undefined ? {} : { nonce }),
    requireTimestamp: options.requireTimestamp === true,
    // A timestamp comes from the clock of this machine, and so must the rest of its case.
    ...(name.startsWith('timestamp: ') ? {} : { clock }),
  })
}

describe('the threat table', () => {
  it('is judged by the verifier row by row, with the reason that is meant', async () => {
    const judged: Record<string, string | null> = {}
    for (const { name, bytes, options } of attacks) {
      const { valid, reasons } = await bench.verify(bytes, options)
      expect(valid).toBe(reasons.length === 0)
      judged[name] = reasons[0]?.code ?? null
    }
    expect(judged).toEqual(Object.fromEntries(attacks.map(({ name, code }) => [name, code])))
    expect(attacks.length).toBeGreaterThan(45)
  })

  it('is judged by the steps of VERIFY.txt row by row, with the same verdict', () => {
    const judged = attacks.map((attack) => [attack.name, stock(attack).verdict.split(':')[0]])
    const expected = attacks.map(({ name, code, stock: other }) => [
      name,
      code === null || other !== undefined ? 'VALID' : 'NOT VALID',
    ])
    expect(Object.fromEntries(judged)).toEqual(Object.fromEntries(expected))
  }, 120_000)
})

describe('VERIFY.txt', () => {
  const steps = (code: Attack['code'], name: RegExp) => {
    const attack = attacks.find((each) => each.code === code && name.test(each.name))
    if (attack === undefined) throw new Error('no such attack')
    return stock(attack).verdict
  }

  it('in the pack is the very text whose steps are executed here', () => {
    const inside = filesOf(bench.pack).get('VERIFY.txt')?.toString()
    expect(stepsScript(inside)).toBe(stepsScript())
    expect(stepsScript().split('\n').length).toBeGreaterThan(60)
  })

  it('accepts a pack for its site and challenge', () => {
    const pack = attacks[0]?.bytes ?? Buffer.alloc(0)
    const { verdict, status } = runSteps(folder.path, {
      pack,
      rootPem: bench.identity.rootPem,
      site: siteId,
      nonce: 'claim-7781',
      clock,
    })
    expect({ verdict, status }).toEqual({ verdict: 'VALID', status: 0 })
  })

  it.each([
    ['pack/container', /bytes before/, 0],
    ['pack/duplicate-name', /evil last/, 1],
    ['pack/timestamp-invalid', /of another pack/, 3],
    ['pack/signer-untrusted', /same name/, 4],
    ['pack/claim-before-certificate', /18 months/, 4],
    ['pack/file-changed', /edit evidence/, 5],
    ['pack/file-extra', /add a file/, 6],
    ['pack/other-nonce', /old pack/, 7],
    ['pack/log-differs', /truncates the log/, 7],
  ] as const)('names the step that finds %s', (code, name, step) => {
    expect(steps(code, name)).toBe(`NOT VALID: step ${step}`)
  })
})
