import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EventLog, LogEvent } from '../../electron/engine/event-log.ts'
import { placeOfNext, settleUnfinished, writeRecorded } from '../../electron/engine/seal/seal-record.ts'
import { writePack } from '../../electron/evidence/write-pack.ts'
import type { PackRecord } from '../../electron/model/pack-record.ts'
import type { SiteFile } from '../../electron/store/site-file.ts'
import { type Sample, samplePack } from '../evidence/support/sample-visit.ts'

const folder = mkdtempSync(join(tmpdir(), 'fieldseal-record-'))
let sample: Sample
let rows: Map<string, PackRecord>
let events: LogEvent[]
/** The two things of a site that sealing writes down, in memory. */
const parts = {
  store: {
    everyPack: () => [...rows.values()].sort((a, b) => a.sequence - b.sequence),
    savePack: (record: PackRecord) => rows.set(record.packId, record),
  } as unknown as SiteFile,
  log: { append: (event: LogEvent) => events.push(event) } as unknown as EventLog,
}

beforeAll(async () => {
  sample = await samplePack()
})
beforeEach(() => {
  rows = new Map()
  events = []
})
afterAll(() => rmSync(folder, { recursive: true }))

const record = (name: string, more: Partial<PackRecord> = {}): PackRecord => ({
  packId: 'pack-1',
  sequence: 1,
  visitId: 'visit-1',
  variant: 'insurer',
  path: join(folder, name),
  rootPath: '',
  signatureSha256: sample.pack.signatureSha256,
  rootFingerprint: '',
  sealedAt: sample.pack.sealedAt,
  sizeBytes: 0,
  ...more,
})
const types = () => events.map(({ type }) => type)

describe('the number of a pack', () => {
  it('is taken on the disk before a byte of the pack is written', async () => {
    await writeRecorded(parts, record('a.asice'), async () => {
      expect(rows.get('pack-1')).toMatchObject({ unfinished: 'writing', signatureSha256: sample.pack.signatureSha256 })
      expect(placeOfNext(parts)).toEqual({ sequence: 2, previousPack: sample.pack.signatureSha256 })
    })
  })

  it('is free again when writing failed and nothing of the pack is left, and a file of somebody else stays', async () => {
    const path = join(folder, 'notes.asice')
    writeFileSync(path, 'notes of somebody')
    const failed = writeRecorded(parts, record('notes.asice'), () => Promise.reject(new Error('no room')))
    await expect(failed).rejects.toThrow('no room')
    expect(placeOfNext(parts)).toEqual({ sequence: 1, previousPack: null })
    expect(types()).toEqual(['seal.abandoned'])
    expect(readFileSync(path, 'utf8')).toBe('notes of somebody')
  })

  it('is free again when one copy was written before the other failed: that copy is taken away', async () => {
    const copy = join(folder, 'copy.asice')
    const failed = writeRecorded(parts, record('b.asice', { copies: [copy] }), async () => {
      await writePack(sample.pack, 'customer', copy)
      throw new Error('no room')
    })
    await expect(failed).rejects.toThrow('no room')
    expect(() => readFileSync(copy)).toThrow('ENOENT')
    expect(placeOfNext(parts).sequence).toBe(1)
  })

  it('stays with a pack that was written before the program ended, which is known again', async () => {
    await writePack(sample.pack, 'insurer', join(folder, 'c.asice'))
    rows.set('pack-1', record('c.asice', { unfinished: 'writing' }))
    await settleUnfinished(parts)
    expect(rows.get('pack-1')?.unfinished).toBeUndefined()
    expect(rows.get('pack-1')?.sizeBytes).toBeGreaterThan(1_000)
    expect(types()).toEqual(['seal.recovered'])
    expect(placeOfNext(parts)).toEqual({ sequence: 2, previousPack: sample.pack.signatureSha256 })
  })

  it('stays taken for ever where the file is gone, and the log says so once', async () => {
    rows.set('pack-1', record('nowhere.asice', { unfinished: 'writing' }))
    await settleUnfinished(parts)
    await settleUnfinished(parts)
    expect(events).toEqual([{ type: 'seal.lost', pack: 'pack-1', sequence: 1, signature: sample.pack.signatureSha256 }])
    expect(placeOfNext(parts)).toEqual({ sequence: 2, previousPack: sample.pack.signatureSha256 })
  })

  it('is not given to a file that only has the name of the pack', async () => {
    writeFileSync(join(folder, 'd.asice'), 'something else')
    rows.set('pack-1', record('d.asice', { unfinished: 'writing' }))
    await settleUnfinished(parts)
    expect(rows.get('pack-1')?.unfinished).toBe('lost')
  })
})
