import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadChecklist, parseChecklist } from '../../electron/catalog/checklist.ts'
import { looseningsOf } from '../../electron/catalog/compare-checklists.ts'
import { parseCustomerChecklist } from '../../electron/catalog/customer-checklist.ts'
import { ChecklistUnreadable } from '../../electron/catalog/problems.ts'
import { checks } from '../../electron/checks/index.ts'
import { loosenedText } from '../../electron/checks/judging/loosened.ts'
import { fixes } from '../../electron/fixes/index.ts'

const good = `id: own
title: Our own list
version: 1.0.0
items:
  - id: TIM-02
    check: clock-accurate
    title: The clock is right
    severity: low
    references: []
    rationale: Clocks must agree.
    params:
      maxOffsetSeconds: 60
    fix: offered
  - id: PHY-01
    manual: photo
    title: The housing is closed
    severity: medium
    references: []
    rationale: An open housing gives access to the reset button.
    form: { look: At the housing., proof: A photo., by: technician, holdsDays: 730 }
`
const known = {
  params: (id: string) => checks.find((check) => check.id === id)?.params ?? null,
  hasFix: (id: string) => fixes.some((fix) => fix.id === id),
}
const parse = (text: string) => parseCustomerChecklist(text, 'own.yaml', known, ['baseline'])

describe("a customer's own checklist", () => {
  it('is read as any other', () => {
    expect(parse(good).items.map(({ id }) => id)).toEqual(['TIM-02', 'PHY-01'])
  })

  it.each([
    ['a check that does not exist', 'check: clock-accurate', 'check: clock-accurat', 6, 'no check "clock-accurat"'],
    ['a parameter that the check does not know', 'maxOffsetSeconds: 60', 'maxOffset: 60', 12, 'params'],
    ['a parameter of the wrong kind', 'maxOffsetSeconds: 60', 'maxOffsetSeconds: many', 12, 'params.maxOffsetSeconds'],
    ['parameters of another check', 'check: clock-accurate', 'check: tls-modern', 12, 'params.maxOffsetSeconds'],
    ['a fix on a manual item', 'manual: photo', 'manual: photo\n    fix: offered', 16, 'only an item with a check'],
    ['a manual item without a form', /\n {4}form:.*/, '', 15, 'needs a form'],
    ['an id of the product', 'id: own', 'id: baseline', 1, 'of the product'],
    ['a severity that does not exist', 'severity: low', 'severity: lo', 8, 'severity'],
  ])('with %s is refused, naming file and line', (_, from, to, line, message) => {
    const read = () => parse(good.replace(from, to))
    expect(read).toThrow(ChecklistUnreadable)
    expect(read).toThrow(new RegExp(`^own\\.yaml:${line}: .*${message.replace(/[.*]/g, '\\$&')}`))
  })

  it('says no fix where the check has none', () => {
    const text = good.replace('check: clock-accurate', 'check: activated').replace(/ {4}params:\n.*\n/, '')
    expect(() => parse(text)).not.toThrow()
    const none = text.replace('check: activated', 'check: streams-encrypted')
    expect(() => parse(none)).toThrow('own.yaml:11: TIM-02: there is no fix for "streams-encrypted"')
  })
})

describe('a weak list', () => {
  const baseline = loadChecklist(join(import.meta.dirname, '../../checklists'), 'baseline')
  const ways = looseningsOf(parseChecklist(good, 'own.yaml'), baseline, (item, wanted) => {
    const check = checks.find(({ id }) => id === wanted.check) ?? expect.unreachable()
    return loosenedText(check, item, wanted)
  })
  const of = (id: string) => ways.filter(({ item }) => item === id).map(({ how }) => how)

  it('is seen by what it leaves out', () => {
    expect(of('ACC-01')).toEqual(['left out'])
    expect(ways.filter(({ how }) => how === 'left out').length).toBe(baseline.items.length - 2)
  })

  it('is seen by parameters, severities and answers that hold longer', () => {
    expect(of('TIM-02')).toEqual(['severity low, the baseline says high', 'maxOffsetSeconds 60, the baseline asks 2'])
    expect(of('PHY-01')).toEqual(['an answer holds 730, the baseline says 365 days'])
  })

  it('is seen by weaker proofs, by who answers, and by one answer for all devices', () => {
    const file = join(import.meta.dirname, '../../checklists/baseline.yaml')
    const form =
      '    manual: note\n    form:\n      look: Ask.\n      proof: Words.\n      by: technician\n      holdsDays: 365\n'
    const weaker = readFileSync(file, 'utf8')
      .replace(/^id: baseline$/m, 'id: own')
      .replaceAll(/manual: (signature|photo|measurement)/g, 'manual: note')
      .replaceAll(/by: (customer|owner|administrator)/g, 'by: technician')
      .replace('    check: default-logins-refused\n', `    check: default-logins-refused\n${form}`)
      .replace(/( {2}- id: PHY-01\n {4}manual: note\n)/, '$1    per: site\n')
    const found = looseningsOf(parseChecklist(weaker, 'own.yaml'), baseline, () => [])
    const by = (id: string) => found.filter(({ item }) => item === id).map(({ how }) => how)
    for (const { id, manual, form: wanted } of baseline.items) {
      if (manual !== null && manual !== 'note') expect(by(id)).toContain(`note, the baseline asks for a ${manual}`)
      if (wanted && wanted.by !== 'technician')
        expect(by(id)).toContain(`answered by the technician, the baseline says ${wanted.by}`)
    }
    expect(by('PHY-01')).toContain('once for the site, the baseline asks it of each device')
    expect(by('ACC-01')).toEqual(["a person's word where the check cannot tell"])
  })

  it('is not called weak where it asks the same or more', () => {
    expect(looseningsOf(baseline, baseline, () => [])).toEqual([])
    const strict = parseChecklist(
      good.replace('severity: low', 'severity: critical').replace('maxOffsetSeconds: 60', 'maxOffsetSeconds: 1'),
      'own.yaml',
    )
    const item = strict.items[0] ?? expect.unreachable()
    const wanted = baseline.items.find(({ id }) => id === 'TIM-02') ?? expect.unreachable()
    const check = checks.find(({ id }) => id === 'clock-accurate') ?? expect.unreachable()
    expect(loosenedText(check, item, wanted)).toEqual([])
  })
})
