import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { never, SiteFixture } from './site-fixture.ts'

describe('devices that misbehave', () => {
  let site: SiteFixture
  let devices: Device[]
  beforeAll(async () => {
    site = await SiteFixture.start({ devices: 5, personality: 'onvif-camera', ports: 'standard', seed: 'bad devices' })
    await site.discover()
    devices = site.session.devices()
    for (const device of devices) Object.assign(site.simulated(device).faults, noFaults())
  }, 30_000)
  afterAll(() => site.stop())

  it('end as errors of their own, each with a code and a remedy, while the others are read', async () => {
    const [nonsense, early, silent, cut, good] = devices
    if (!nonsense || !early || !silent || !cut || !good) throw new Error('five devices')
    site.simulated(nonsense).faults.malformedXml = ['*']
    site.simulated(early).faults.truncatedBody = ['*']
    site.simulated(silent).faults.silence = true
    await site.simulated(cut).close()
    await site.assess()
    for (const device of [nonsense, early, silent, cut]) {
      const findings = site.session.findings(device.id).asLeft
      expect(
        findings.filter(({ outcome }) => outcome === 'pass' || outcome === 'fixed').map(({ item }) => item),
      ).not.toContain('TIM-01')
      const errors = findings.filter(({ outcome }) => outcome === 'error')
      expect(errors.length).toBeGreaterThan(3)
      for (const { problem } of errors) expect(problem?.code).toMatch(/^[a-z]+\/[a-z-]+$/)
      for (const { problem } of errors) expect(problem?.remedy).toMatch(/\w{3}/)
    }
    expect(['pass', 'fail']).toContain(site.outcome(good, 'TIM-01'))
  }, 60_000)

  it('keep what was read of them when an assessment is cancelled', async () => {
    const controller = new AbortController()
    const before = site.session.findings().asLeft.length
    const assessing = site.session.assess({
      devices: null,
      pace: 'gentle',
      signal: controller.signal,
      on: ({ done }) => (done >= 1 ? controller.abort() : undefined),
    })
    await expect(assessing).rejects.toMatchObject({ code: 'visit/cancelled' })
    expect(site.session.findings().asLeft).toHaveLength(before)
  }, 60_000)

  it('do not stop a seal: what could not be looked at is in the pack', async () => {
    const pack = await site.session.seal({
      variant: 'insurer',
      out: join(site.folder, 'bad.asice'),
      nonce: null,
      signal: never(),
      on: () => undefined,
    })
    expect(pack.sizeBytes).toBeGreaterThan(1_000)
  })

  it('a full disk while sealing is one typed error, leaves no half file, and the next disk takes the pack', async () => {
    const small = join(site.folder, 'small')
    mkdirSync(small)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small])
    try {
      writeFileSync(join(small, 'ballast'), Buffer.alloc(40_000))
      const seal = (out: string) =>
        site.session.seal({ variant: 'insurer', out, nonce: null, signal: never(), on: () => undefined })
      await expect(seal(join(small, 'full.asice'))).rejects.toMatchObject({ code: 'evidence/disk-full' })
      expect(readdirSync(small)).toEqual(['ballast'])
      const pack = await seal(join(site.folder, 'roomy.asice'))
      expect(existsSync(pack.path)).toBe(true)
      expect(site.session.packs().map(({ sequence }) => sequence)).toEqual([1, 2])
    } finally {
      execFileSync('umount', [small])
    }
  })
})
