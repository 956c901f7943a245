import fs from 'node:fs'
import path from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { addressFilterOn } from '../../electron/checks/address-filter-on.ts'
import { lockoutOn } from '../../electron/checks/lockout-on.ts'
import { evaluateOn } from '../../electron/engine/assess/evaluate.ts'
import type { Readings } from '../../electron/model/facts.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { now, quickKeys, siteRecord, temporaryFolder } from './site-fixture.ts'

vi.setConfig({ testTimeout: 60_000 })

const value = (of: unknown) => ({ end: 'value', value: of, readAt: now })

/** What a site file gives back of readings that were kept in it. */
function kept(readings: object): Readings {
  const folder = temporaryFolder()
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  const site = SiteFile.create(path.join(folder, 'south.fieldseal'), quickKeys(), siteRecord)
  onTestFinished(() => site.close())
  const visit = site.startVisit(now)
  site.saveReadings(visit.id, 'd1', 'as-left', readings as Readings)
  return site.readings(visit.id, 'd1', 'as-left') ?? {}
}

it('takes no filter and no lock of an earlier version for its opposite: they are read anew', () => {
  const site = { 'site.settings': value({ allowedClients: ['10.0.0.0/24'] }) }
  const before = kept({
    ...site,
    'network.filter': value({ enabled: true, policy: 'allow', entries: ['10.0.0.5'] }),
    'accounts.lockout': value({ enabled: true, attempts: 5, lockMinutes: 10 }),
    'http.policy': value('https-only'),
  })
  for (const [check, params] of [
    [addressFilterOn, {}],
    [lockoutOn, { maxAttempts: 10 }],
  ] as const) {
    expect(evaluateOn(check, before, params)).toMatchObject({
      outcome: 'error',
      problem: { code: 'assess/read-by-earlier-version', remedy: 'Assess the device again.' },
    })
  }
  expect(before['http.policy']).toEqual(value('https-only'))
})

it('keeps what this version read, and what could not be read', () => {
  const readings = {
    'network.filter': value({ enabled: true, entriesAre: 'denied', entries: ['10.0.0.5'] }),
    'accounts.lockout': {
      end: 'unsupported',
      problem: { code: 'device/unsupported', message: 'Not here.', remedy: 'Look.' },
      readAt: now,
    },
  }
  expect(kept(readings)).toEqual(readings)
})
