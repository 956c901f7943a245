import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guessedSeconds } from '../../build/slowest-first.ts'

const test = join(import.meta.dirname, '..')
const guessed = (file: string) => guessedSeconds(readFileSync(join(test, file), 'utf8'))

describe('the order of the tests', () => {
  it('begins with what allows itself minutes, starts command lines or makes visits', () => {
    const plain = "it('adds', () => {\n  expect(1 + 1).toBe(2)\n})\n"
    const patient = plain.replace(/\}\)\n$/, '}, 180_000)\n')
    const starter = plain.replace('expect', "runCli(['assess'])\n  expect")
    const visitor = plain.replace('expect', 'site.assess()\n  expect')
    const looker = plain.replace('expect', "walk.look('devices')\n  expect")
    for (const slow of [patient, starter, visitor, looker])
      expect(guessedSeconds(slow)).toBeGreaterThan(guessedSeconds(plain) + 1)
    expect(guessedSeconds(plain + plain)).toBeGreaterThan(guessedSeconds(plain))
  })

  it('puts the longest of this project before all that is quick', () => {
    const long = ['cli/kill-during-fix.test.ts', 'engine/chaos.test.ts', 'engine/laptop-faults.test.ts']
    const quick = ['model/outcome.test.ts', 'checks/upnp-off.test.ts', 'store/kept-lists.test.ts']
    const least = Math.min(...long.map(guessed))
    expect(quick.filter((file) => guessed(file) >= least)).toEqual([])
  })
})
