import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SiteFile } from '../../electron/store/site-file.ts'
import { device, finding, now, quickKeys, siteRecord, temporaryFolder } from './site-fixture.ts'

let folder: string
let site: SiteFile
beforeEach(() => {
  folder = temporaryFolder()
  site = SiteFile.create(path.join(folder, 'south.fieldseal'), quickKeys(), siteRecord)
})
afterEach(() => {
  site.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Does this and undoes it. */
function undone(work: () => void): void {
  expect(() =>
    site.transaction(() => {
      work()
      throw new Error('undo')
    }),
  ).toThrow('undo')
}

const models = () => site.devices().map(({ id, identity }) => `${id} ${identity.model}`)

describe('the inventory that is kept in memory', () => {
  beforeEach(() => {
    site.saveDevices([device('a', 'one'), device('b', 'one')])
    expect(models()).toEqual(['a one', 'b one'])
  })

  it('follows what is saved, in the order of the first saving', () => {
    site.saveDevices([device('c', 'one'), device('a', 'two')])
    expect(models()).toEqual(['a two', 'b one', 'c one'])
    expect(site.device('a')?.identity.model).toBe('two')
    expect(site.device('x')).toBeNull()
    site.saveDevices(Array.from({ length: 900 }, (_, index) => device(`many ${index}`)))
    expect(site.devices()).toHaveLength(903)
  })

  it('shows inside a transaction what was written, and after it was undone what was there before', () => {
    undone(() => {
      site.saveDevices([device('a', 'two'), device('new')])
      expect(models()).toEqual(['a two', 'b one', 'new P3245-LV'])
      expect(site.device('a')?.identity.model).toBe('two')
    })
    expect(models()).toEqual(['a one', 'b one'])
    expect(site.device('new')).toBeNull()
  })

  it('gives every asker a list of its own', () => {
    site.devices().length = 0
    expect(models()).toEqual(['a one', 'b one'])
  })
})

describe('the summaries that are kept in memory', () => {
  let visitId: string
  const open = () => site.summaries(visitId).map((summary) => `${summary.deviceId} ${summary.open.length}`)
  beforeEach(() => {
    visitId = site.startVisit(now).id
    site.saveFindings(visitId, 'b', 'as-left', [finding('b', 'ACC-01')])
    expect(open()).toEqual(['b 1'])
  })

  it('follow what is judged, in the order of the ids', () => {
    site.saveFindings(visitId, 'a', 'as-left', [finding('a', 'ACC-01'), finding('a', 'TIM-01')])
    site.saveFindings(visitId, 'b', 'as-left', [])
    expect(open()).toEqual(['a 2', 'b 0'])
    expect(site.summaries(visitId, ['b', 'x']).map(({ deviceId }) => deviceId)).toEqual(['b'])
  })

  it('show inside a transaction what was judged, and after it was undone what was judged before', () => {
    undone(() => {
      site.saveFindings(visitId, 'b', 'as-left', [])
      site.saveFindings(visitId, 'c', 'as-left', [])
      expect(open()).toEqual(['b 0', 'c 0'])
    })
    expect(open()).toEqual(['b 1'])
  })

  it('belong to one visit', () => {
    site.endVisit(visitId, now)
    const second = site.startVisit(now)
    site.saveFindings(second.id, 'b', 'as-left', [])
    expect(site.summaries(second.id)).toMatchObject([{ deviceId: 'b', open: [] }])
    expect(open()).toEqual(['b 1'])
  })
})
