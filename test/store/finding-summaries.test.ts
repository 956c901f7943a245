import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countsOf } from '../../electron/model/finding-summary.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { device, finding, now, quickKeys, siteRecord, temporaryFolder } from './site-fixture.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

function judged(): { readonly file: string; readonly keys: ReturnType<typeof quickKeys>; readonly visitId: string } {
  const file = path.join(folder, 'south.fieldseal')
  const keys = quickKeys()
  const site = SiteFile.create(file, keys, siteRecord)
  const visit = site.startVisit(now)
  site.saveDevices([device('a'), device('b')])
  site.saveFindings(visit.id, 'a', 'as-found', [finding('a', 'NOT-COUNTED')])
  site.saveFindings(visit.id, 'a', 'as-left', [
    finding('a', 'ACC-01'),
    { ...finding('a', 'TIM-01'), outcome: 'pass', severity: 'low' },
  ])
  site.saveFindings(visit.id, 'b', 'as-left', [{ ...finding('b', 'ACC-01'), outcome: 'fixed' }])
  site.close()
  return { file, keys, visitId: visit.id }
}

describe('summaries of findings', () => {
  it('follow the findings as left, of all devices or of some', () => {
    const { file, keys, visitId } = judged()
    const site = SiteFile.open(file, keys.databaseKey)
    const [a, b] = site.summaries(visitId)
    expect(a).toMatchObject({
      deviceId: 'a',
      open: ['ACC-01'],
      openCritical: [],
      worst: { item: 'ACC-01' },
      fixable: 1,
      trouble: null,
      at: now,
    })
    expect(b).toMatchObject({ deviceId: 'b', open: [], fixable: 0, tally: { high: { fixed: 1 } } })
    expect(countsOf(site.summaries(visitId))).toMatchObject({ fail: 1, pass: 1, fixed: 1, error: 0 })
    expect(site.summaries(visitId, ['b', 'unheard-of']).map(({ deviceId }) => deviceId)).toEqual(['b'])
    site.saveFindings(visitId, 'a', 'as-left', [])
    expect(site.summaries(visitId, ['a'])).toMatchObject([{ open: [], tally: {} }])
    site.close()
  })

  it('of a file from before there were any are made of its findings', () => {
    const { file, keys, visitId } = judged()
    const { db, close } = openDatabase(file, keys.databaseKey)
    db.exec('DELETE FROM finding_summaries')
    close()
    const site = SiteFile.open(file, keys.databaseKey)
    expect(site.summaries(visitId).map(({ deviceId, open }) => [deviceId, open.length])).toEqual([
      ['a', 1],
      ['b', 0],
    ])
    expect(site.summaries(visitId, ['b']).map(({ deviceId }) => deviceId)).toEqual(['b'])
    site.close()
  })

  it('of format 9, which named each open item in full, say the same in the form of today', () => {
    const { file, keys, visitId } = judged()
    const { db, close } = openDatabase(file, keys.databaseKey)
    const inFull = {
      deviceId: 'a',
      open: [
        { item: 'ACC-01', outcome: 'fail', severity: 'critical' },
        { item: 'TIM-01', outcome: 'unknown', severity: 'low' },
      ],
      worstTitle: 'No "default" logins',
      fixable: 1,
    }
    const nothing = { deviceId: 'b', open: [], worstTitle: null, fixable: 0 }
    const write = db.prepare('UPDATE finding_summaries SET summary = ? WHERE device_id = ?')
    write.run(JSON.stringify(inFull), 'a')
    write.run(JSON.stringify(nothing), 'b')
    // Of later formats.
    db.exec('DROP TABLE plan_choices; DROP TABLE plans')
    db.pragma('user_version = 9')
    close()
    const site = SiteFile.open(file, keys.databaseKey)
    expect(site.summaries(visitId)).toEqual([
      {
        deviceId: 'a',
        open: ['ACC-01', 'TIM-01'],
        openCritical: ['ACC-01'],
        worst: { item: 'ACC-01', outcome: 'fail', severity: 'critical', title: 'No "default" logins' },
        fixable: 1,
      },
      { deviceId: 'b', open: [], openCritical: [], worst: null, fixable: 0 },
    ])
    site.close()
  })
})
