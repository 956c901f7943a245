import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Finding } from '../../electron/model/finding.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { device, finding, now, quickKeys, siteRecord, temporaryFolder } from './site-fixture.ts'

const keys = quickKeys()
let folder: string
let file: string
let site: SiteFile
let visitId: string
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'south.fieldseal')
  site = SiteFile.create(file, keys, siteRecord)
  visitId = site.startVisit(now).id
  site.saveDevices([device('a'), device('b')])
  site.saveFindings(visitId, 'a', 'as-found', [finding('a', 'NOT-COUNTED')])
  site.saveFindings(visitId, 'a', 'as-left', [finding('a', 'ACC-01'), waived])
  site.saveFindings(visitId, 'b', 'as-left', [{ ...finding('b', 'ACC-01'), outcome: 'notapplicable', problem }])
})
afterEach(() => {
  site.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const problem = { code: 'device/unsupported', message: 'It has none.', remedy: 'Look.' }
const waived: Finding = {
  ...finding('a', 'TIM-01'),
  outcome: 'waived',
  severity: 'low',
  manual: 'note',
  loosened: ['asks for less'],
  waiver: {
    id: 'w',
    approver: 'B. Person',
    reason: 'old',
    compensatingControl: 'none',
    expiresOn: '2027-01-01',
    state: 'valid',
    instead: 'fail',
  },
}

const all = [
  { deviceId: 'a', item: 'ACC-01', severity: 'high', outcome: 'fail', problem: null },
  {
    deviceId: 'a',
    item: 'TIM-01',
    severity: 'low',
    outcome: 'waived',
    problem: null,
    manual: 'note',
    loosened: ['asks for less'],
    waiver: waived.waiver,
  },
  { deviceId: 'b', item: 'ACC-01', severity: 'high', outcome: 'notapplicable', problem },
]

describe('how every item ended', () => {
  it('is told as left, without the texts of the findings', () => {
    expect(site.judged.ends(visitId)).toEqual(all)
    site.saveFindings(visitId, 'a', 'as-left', [])
    expect(site.judged.ends(visitId)).toEqual(all.slice(2))
  })

  it('is told of a file from before it was kept, out of its findings', () => {
    site.close()
    const { db, close } = openDatabase(file, keys.databaseKey)
    db.exec(`DELETE FROM finding_ends WHERE device_id = 'a'`)
    close()
    site = SiteFile.open(file, keys.databaseKey)
    const ends = site.judged.ends(visitId).toSorted((x, y) => x.deviceId.localeCompare(y.deviceId))
    expect(ends).toMatchObject(all)
  })
})

describe('the findings of one item', () => {
  it('are whole, as left, and of no other item', () => {
    expect(site.judged.ofItem(visitId, 'TIM-01')).toEqual([waived])
    expect(site.judged.ofItem(visitId, 'ACC-01').map(({ deviceId }) => deviceId)).toEqual(['a', 'b'])
    expect(site.judged.ofItem(visitId, 'NOT-COUNTED')).toEqual([])
  })
})
