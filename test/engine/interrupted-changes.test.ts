import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endInterruptedChanges } from '../../electron/engine/change/interrupted-changes.ts'
import { EventLog } from '../../electron/engine/event-log.ts'
import type { Change } from '../../electron/model/site.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { newSite, SiteFixture } from './site-fixture.ts'

let folder: string
let store: SiteFile
const visitId = () => store.currentVisit()?.id ?? ''

const change = (id: string, state: Change['state']): Change => ({
  id,
  visitId: visitId(),
  deviceId: 'device',
  fix: 'ntp-configured',
  state,
  asFound: 'time set by hand',
  target: 'NTP, 10.0.0.1',
  asLeft: null,
  disruption: 'none',
  reboot: false,
  undo: 'Written back as found.',
  problem: null,
  at: '2026-01-02T03:04:05.000Z',
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-interrupted-'))
  store = SiteFile.create(
    join(folder, 'site.fieldseal'),
    { databaseKey: randomBytes(32), salt: randomBytes(16) },
    {
      ...newSite({ ntpServers: [], neededProtocols: [] }),
      id: '7d4a2c58-55c5-4d0b-9d0c-0f5d3b5a3f11',
      scope: null,
      createdAt: '2026-01-02T03:04:05.000Z',
    },
  )
  store.startVisit('2026-01-02T03:04:05.000Z')
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

describe('changes that the end of the program cut off', () => {
  it('are in doubt where they were begun, and say that nothing was written where they were not', () => {
    for (const [id, state] of [
      ['a', 'fixed'],
      ['b', 'applying'],
      ['c', 'planned'],
    ] as const)
      store.saveChange(change(id, state))
    endInterruptedChanges(store, visitId(), new EventLog(store, store.site().id, visitId()))
    const ends = store.changes(visitId()).map(({ id, state, problem }) => [id, state, problem?.code ?? null])
    expect(ends).toEqual([
      ['a', 'fixed', null],
      ['b', 'failed', 'fix/interrupted'],
      ['c', 'left', 'fix/not-begun'],
    ])
  })
})

describe('a plan that is carried out', () => {
  it('is on record as a whole before its first change is begun', async () => {
    const fixture = await SiteFixture.start({ devices: 2, seed: 'on record' })
    try {
      await fixture.discover()
      await fixture.assess()
      const plan = await fixture.plan()
      const seen: (readonly string[])[] = []
      await fixture.session.apply(plan, {
        signal: new AbortController().signal,
        on: () => undefined,
        onChange: () => {
          if (seen.length === 0) seen.push(fixture.session.changes().map(({ id }) => id))
        },
      })
      expect(seen[0]?.toSorted()).toEqual(plan.changes.map(({ change: { id } }) => id).toSorted())
    } finally {
      await fixture.stop()
    }
  })
})
