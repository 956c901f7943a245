import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeptChoice, KeptPlan } from '../../electron/model/kept-plan.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { now, quickKeys, siteRecord, temporaryFolder } from './site-fixture.ts'

let folder: string
let file: string
let site: SiteFile
let visitId: string
const keys = quickKeys()
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'south.fieldseal')
  site = SiteFile.create(file, keys, siteRecord)
  visitId = site.startVisit(now).id
})
afterEach(() => {
  site.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const plan = (id: string, over: Partial<KeptPlan> = {}): KeptPlan => ({
  id,
  visitId,
  madeAt: now,
  devices: null,
  allowClear: false,
  settings: siteRecord.settings,
  changes: [],
  byHand: [{ deviceId: 'd1', item: 'FW-01', title: 'Firmware', instruction: 'a word that nobody else says' }],
  trouble: [],
  ...over,
})
const choice = (...leftOut: string[]): KeptChoice => ({
  leftOut,
  confirmed: [],
  rule: { canary: 1, width: 12, stopShare: 0.5 },
})
const kept = () => site.plans.of(visitId).map((row) => [row.plan.id, row.choice.leftOut, row.isInFront])

describe('plans that wait', () => {
  it('are there when the site is opened again, with the newest choice, in the order in which they were made', () => {
    site.plans.add(plan('b', { devices: ['d1'] }), choice())
    site.plans.add(plan('a'), choice('d1'))
    site.plans.putInFront('b')
    site.plans.choose('b', choice('d2', 'd3'))
    site.close()
    site = SiteFile.open(file, keys.databaseKey)
    expect(kept()).toEqual([
      ['b', ['d2', 'd3'], true],
      ['a', ['d1'], false],
    ])
    expect(site.plans.of(visitId)[0]?.plan).toEqual(plan('b', { devices: ['d1'] }))
  })

  it('stand one in front, or none', () => {
    site.plans.add(plan('a'), choice())
    site.plans.add(plan('b'), choice())
    for (const [front, expected] of [
      ['a', [true, false]],
      ['b', [false, true]],
      [null, [false, false]],
    ] as const) {
      site.plans.putInFront(front)
      expect(site.plans.of(visitId).map(({ isInFront }) => isInFront)).toEqual(expected)
    }
  })

  it('go one by one with what was decided, and nothing comes back by deciding once more', () => {
    site.plans.add(plan('a'), choice())
    site.plans.add(plan('b'), choice())
    site.plans.forget('a')
    site.plans.choose('a', choice('d1'))
    expect(kept()).toEqual([['b', [], false]])
    expect(site.plans.ids()).toEqual(['b'])
    site.plans.add(plan('a'), choice())
    expect(kept()).toEqual([
      ['b', [], false],
      ['a', [], false],
    ])
  })

  it('stay as they were when what they went with is undone', () => {
    site.plans.add(plan('a'), choice())
    expect(() =>
      site.transaction(() => {
        site.plans.forget('a')
        throw new Error('undo')
      }),
    ).toThrow('undo')
    expect(kept()).toEqual([['a', [], false]])
  })

  it('belong to one visit', () => {
    site.plans.add(plan('a'), choice())
    site.endVisit(visitId, now)
    visitId = site.startVisit(now).id
    site.plans.add(plan('b'), choice())
    expect(kept()).toEqual([['b', [], false]])
    expect(site.plans.ids()).toEqual(['a', 'b'])
  })

  it('cannot be read in the file without the passphrase', () => {
    site.plans.add(plan('a'), choice())
    site.close()
    for (const name of fs.readdirSync(folder))
      expect(fs.readFileSync(path.join(folder, name)).includes('a word that nobody else says')).toBe(false)
    site = SiteFile.open(file, keys.databaseKey)
  })
})
