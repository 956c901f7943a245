import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import type { Change } from '../../electron/model/site.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { SiteFile } from '../../electron/store/site-file.ts'
import { LaptopClock } from './laptop-clock.ts'
import { SiteFixture } from './site-fixture.ts'

const day = 86_400_000
let site: SiteFixture
beforeEach(async () => {
  site = await SiteFixture.start({
    ...{ devices: 1, ports: 'standard', seed: 'maintenance' },
    lineUp: [{ personality: 'onvif-camera', model: 'QNV-C8012' }],
  })
  for (const { address } of site.practice.devices) Object.assign(site.practice.device(address).faults, noFaults())
  await site.discover()
  await site.assess()
})
afterEach(() => site.stop())

const theDevice = () => {
  const [device] = site.session.devices()
  if (device === undefined) throw new Error('no device')
  return device
}

const packed = () => {
  const bytes = readFileSync(join(site.folder, '1.asice'))
  const files = readZip(bytes)
  return { bytes, files, results: JSON.parse(files.get('results.json')?.toString() ?? '') }
}

const verified = () =>
  verifyPack(packed().bytes, {
    rootsPem: [readFileSync(join(site.folder, '1.root.pem'), 'utf8')],
    now: new Date(),
  })

/** What only somebody with other code could write. */
const keep = (change: Change) => (site.session as unknown as { readonly store: SiteFile }).store.saveChange(change)

describe('what ends between the look and the seal', () => {
  it('is sealed as it is on the day of the seal, and the age of the look stands on the cover', async () => {
    const clock = new LaptopClock()
    clock.turn()
    try {
      const { id } = theDevice()
      const { asLeft } = site.session.findings(id)
      const outcomeOf = (item: string) => asLeft.find((each) => each.item === item)?.outcome
      const failing = asLeft.find(({ outcome }) => outcome === 'fail')
      const manual = site.session
        .checklist()
        .items.find(({ id: item, manual: kind }) => kind === 'note' && outcomeOf(item) === 'notchecked')
      if (failing === undefined || manual === undefined) throw new Error('nothing to speak of')
      const tomorrow = new Date(Date.now() + day).toISOString().slice(0, 10)
      const words = { reason: 'r', compensatingControl: 'c', approver: 'C. Customer', requestedBy: 'T' }
      site.session.statements.waive({ item: failing.item, deviceId: id, ...words, expiresOn: tomorrow })
      expect(site.outcome(theDevice(), failing.item)).toBe('waived')
      site.session.statements.attest({
        ...{ item: manual.id, deviceIds: [id], answer: 'met', statement: 'Seen.', measurement: null },
        ...{ by: 'T. Tester', role: manual.form?.by ?? 'technician', photos: [], holdsUntil: tomorrow },
      })
      expect(site.outcome(theDevice(), manual.id)).toBe('attested')
      clock.aheadMs += 40 * day
      await site.reopen()
      await site.seal()
      const { results, files } = packed()
      const left = (item: string) =>
        results.findings.find((each: { item: string; device: string }) => each.item === item && each.device === id)
          .asLeft
      expect(left(failing.item).outcome).toBe('fail')
      expect(left(failing.item).observed).toContain('The waiver of C. Customer ended')
      expect(left(manual.id).outcome).not.toBe('attested')
      expect(results.summary.after).toMatchObject({ waived: 0, attested: 0 })
      expect(files.get('report.html')?.toString()).toMatch(/last looked at on .*, 40 days before this was sealed/)
      expect(await verified()).toMatchObject({ valid: true, reasons: [], heldToLog: true })
    } finally {
      clock.restore()
    }
  }, 60_000)
})

describe('a change', () => {
  const rolledBack = async (): Promise<Change> => {
    site.simulated(theDevice()).faults.silentlyIgnoreWrites = ['*']
    const [change] = await site.fix(['ntp-configured'])
    if (change === undefined) throw new Error('nothing was changed')
    expect(change.state).not.toBe('fixed')
    return change
  }

  it('is not sealed with another end than the log tells', async () => {
    keep({ ...(await rolledBack()), state: 'fixed', problem: null, asLeft: 'NTP, time.example' })
    await expect(site.seal()).rejects.toMatchObject({ code: 'evidence/inconsistent' })
  }, 60_000)

  it('of which an earlier version logged no end is told at the seal', async () => {
    keep({ ...(await rolledBack()), id: 'of-a-version-before' })
    await site.seal()
    expect(packed().files.get('log.ndjson')?.toString()).toContain('"change":"of-a-version-before"')
    expect(await verified()).toMatchObject({ valid: true, reasons: [] })
  }, 60_000)
})
