import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { listChecklists, loadChecklist, parseChecklist } from '../../electron/catalog/checklist.ts'
import { ExpectedError } from '../../electron/model/errors.ts'

const good = `id: small
title: A small list
version: 1.0.0
items:
  - id: TIM-02
    check: clock-accurate
    title: The clock is right
    severity: high
    references: ['CIS Controls v8 8.4']
    rationale: Clocks must agree.
    params: { maxOffsetSeconds: 2 }
    fix: offered
  - id: PHY-01
    manual: photo
    title: The housing is closed
    severity: low
    references: []
    rationale: An open housing gives access to the reset button.
`

const folder = mkdtempSync(join(tmpdir(), 'checklists-'))
afterAll(() => rmSync(folder, { recursive: true }))

function problemOf(work: () => unknown): { code: string; message: string } {
  try {
    work()
  } catch (error) {
    if (error instanceof ExpectedError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('nothing was wrong')
}

describe('a checklist', () => {
  it('is read with what an item leaves out filled in', () => {
    const { items, digestHex } = parseChecklist(good, 'small.yaml')
    expect(items[0]).toMatchObject({
      check: 'clock-accurate',
      manual: null,
      params: { maxOffsetSeconds: 2 },
      appliesTo: null,
    })
    expect(items[1]).toMatchObject({
      check: null,
      manual: 'photo',
      fix: 'none',
      params: {},
      answers: [],
      instruction: null,
      per: 'device',
      form: null,
    })
    expect(digestHex).toMatch(/^[0-9a-f]{64}$/)
  })

  it('may ask a person where its check sees nothing, and says how', () => {
    const both = good.replace(
      'fix: offered',
      'manual: note\n    form: { look: here, proof: this, by: customer, holdsDays: null }',
    )
    expect(parseChecklist(both, 'small.yaml').items[0]).toMatchObject({
      check: 'clock-accurate',
      manual: 'note',
      form: { look: 'here', proof: 'this', by: 'customer', holdsDays: null, unit: null },
    })
  })

  it('has another digest when one letter of the file differs', () => {
    expect(parseChecklist(good, 'a').digestHex).not.toBe(
      parseChecklist(good.replace('small list', 'smaller list'), 'a').digestHex,
    )
  })

  it.each([
    ['a severity that does not exist', 'severity: high', 'severity: hihg', 8],
    ['a member that does not exist', 'rationale: Clocks must agree.', 'rational: Clocks must agree.', 10],
    ['a form without a manual kind', 'fix: offered', 'form: { look: a, proof: b, by: technician, holdsDays: 9 }', 12],
    ['an item of the site for one class', 'severity: low', 'severity: low\n    per: site\n    appliesTo: [camera]', 18],
    ['an item with neither', '    manual: photo\n', '', 13],
    ['the same item twice', 'id: PHY-01', 'id: TIM-02', 13],
    ['a broken line', 'severity: low', 'severity: [low', 17],
    ['a key twice', 'severity: low', 'severity: low\n    severity: high', 17],
    ['a number for a title', 'title: A small list', 'title: 5', 2],
    ['an alias', 'title: The housing is closed', 'title: *anything', 15],
  ])('with %s is refused, naming file and line', (_, from, to, line) => {
    const { code, message } = problemOf(() => parseChecklist(good.replace(from, to), 'small.yaml'))
    expect(code).toBe('checklist/unreadable')
    expect(message).toMatch(new RegExp(`^small\\.yaml:${line}: `))
  })

  it('that is missing is said by name', () => {
    expect(problemOf(() => loadChecklist(folder, 'nowhere')).message).toContain('nowhere.yaml')
  })

  it('is never looked for outside its folder', () => {
    expect(problemOf(() => loadChecklist(folder, '../secret'))).toMatchObject({ code: 'checklist/unreadable' })
  })

  it('calls itself as its file', () => {
    writeFileSync(join(folder, 'other.yaml'), good)
    expect(problemOf(() => loadChecklist(folder, 'other')).message).toContain('calls itself "small"')
    rmSync(join(folder, 'other.yaml'))
  })

  it('is listed by id', () => {
    writeFileSync(join(folder, 'small.yaml'), good)
    writeFileSync(join(folder, 'notes.txt'), 'no checklist')
    expect(listChecklists(folder)).toEqual([{ id: 'small', title: 'A small list', version: '1.0.0' }])
  })
})
