import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checks } from '../../electron/checks/index.ts'
import { type AssessParts, recordUnread } from '../../electron/engine/assess/assess.ts'
import { EventLog } from '../../electron/engine/event-log.ts'
import { checkLog } from '../../electron/evidence/verify/log-chain.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { device, now, quickKeys, siteRecord, temporaryFolder } from '../store/site-fixture.ts'
import { never, SiteFixture } from './site-fixture.ts'

/** The power goes with the line of this number among those of this kind. */
function failAt(kind: RegExp, number: number): { stop: () => void } {
  const append = SiteFile.prototype.appendLog
  let lines = 0
  const failing = vi.spyOn(SiteFile.prototype, 'appendLog').mockImplementation(function (
    this: SiteFile,
    visit,
    ...all
  ) {
    for (const line of all) {
      lines += kind.test(line) ? 1 : 0
      append.call(this, visit, line)
      if (lines >= number) throw new Error('no more power')
    }
  })
  return { stop: () => failing.mockRestore() }
}

describe('an assessment that ends in the middle of its record', () => {
  let site: SiteFixture
  beforeEach(async () => {
    site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera' })
    await site.discover()
  }, 30_000)
  afterEach(async () => {
    vi.restoreAllMocks()
    await site.stop()
  })

  const state = () => {
    const [one] = site.session.devices()
    if (one === undefined) throw new Error('no device')
    return { one, findings: site.session.findings(one.id), readings: site.session.readings(one.id) }
  }
  const fail = async (kind: RegExp, number: number) => {
    const { stop } = failAt(kind, number)
    await expect(site.assess()).rejects.toThrow('no more power')
    stop()
  }
  const seal = () =>
    site.session.seal({
      variant: 'insurer',
      out: join(site.folder, 'pack.asice'),
      nonce: null,
      signal: never(),
      on: () => undefined,
    })

  it('leaves neither findings nor lines, and the next one can be sealed', async () => {
    const before = state()
    for (const number of [1, site.session.checklist().items.filter(({ per }) => per === 'device').length]) {
      await fail(/"type":"finding"/, number)
      expect(state()).toEqual(before)
    }
    await fail(/"type":"fact\.read"/, 3)
    expect(state()).toEqual(before)
    // Another first look than the one that was lost.
    site.simulated(before.one).state.users.length = 1
    await site.assess()
    expect(state().findings.asLeft.length).toBeGreaterThan(10)
    await expect(seal()).resolves.toMatchObject({ sequence: 1 })
  }, 30_000)

  it('keeps what the assessment before it said', async () => {
    await site.assess()
    const before = state()
    await site.fix(['default-logins-refused'])
    const after = state()
    expect(after.findings.asLeft).not.toEqual(before.findings.asLeft)
    await fail(/"type":"finding"/, 5)
    expect(state()).toEqual(after)
    await expect(seal()).resolves.toMatchObject({ sequence: 1 })
  }, 30_000)
})

describe('a device that nobody could look at', () => {
  afterEach(() => vi.restoreAllMocks())

  it('is recorded whole or not at all, whichever line cannot be written', () => {
    const folder = temporaryFolder()
    const store = SiteFile.create(join(folder, 'site.fieldseal'), quickKeys(), siteRecord)
    const visit = store.startVisit(now)
    const log = new EventLog(store, siteRecord.id, visit.id)
    const items = ['AAA-01', 'AAA-02', 'AAA-03'].map((id) => ({
      id,
      check: 'firmware-current',
      title: id,
      severity: 'high',
      references: [],
      fix: 'none',
      instruction: null,
      appliesTo: null,
    }))
    const parts = {
      store,
      log,
      visitId: visit.id,
      checklist: { id: 'short', version: '1', digestHex: 'aa', items },
      checkById: (id: string) => checks.find((check) => check.id === id) ?? null,
    } as unknown as AssessParts
    const record = () =>
      recordUnread(device('d1'), parts, { code: 'device/unreachable', message: 'Silent.', remedy: '' })
    log.judgeBy(parts.checklist)
    const start = store.logLines(visit.id)
    // The line of the device, and one for each item.
    for (let number = 1; number <= 1 + items.length; number += 1) {
      const { stop } = failAt(/./, number)
      expect(record).toThrow('no more power')
      stop()
      expect(store.findings(visit.id, 'as-found')).toEqual([])
      expect(store.readings(visit.id, 'd1', 'as-left')).toBe(null)
      expect(store.logLines(visit.id)).toEqual(start)
    }
    record()
    expect(store.findings(visit.id, 'as-left')).toHaveLength(items.length)
    const { entries } = checkLog(
      store
        .logLines(visit.id)
        .map((line) => `${line}\n`)
        .join(''),
    )
    expect(entries.map(({ type }) => type)).toEqual([
      'visit.start',
      'checklist.used',
      'device.unread',
      'finding',
      'finding',
      'finding',
    ])
    store.close()
    rmSync(folder, { recursive: true })
  })
})
