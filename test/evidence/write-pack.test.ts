import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { writePack } from '../../electron/evidence/write-pack.ts'
import { run, scratch } from './support/openssl.ts'
import { type Sample, sampleInput, samplePack, sealedAt } from './support/sample-visit.ts'

const folder = scratch()
let sample: Sample
beforeAll(async () => {
  sample = await samplePack()
})
afterAll(() => folder.remove())

describe('writing a pack', () => {
  const zone = process.env.TZ
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  it('gives the same bytes in every time zone', async () => {
    const written = []
    for (const [name, offset] of [
      ['UTC', 0],
      ['America/New_York', 300],
      ['Asia/Kathmandu', -345],
    ] as const) {
      process.env.TZ = name
      expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(offset)
      const file = join(folder.path, `${offset}.asice`)
      await writePack(sample.pack, 'customer', file)
      written.push(readFileSync(file))
    }
    expect(written[1]).toEqual(written[0])
    expect(written[2]).toEqual(written[0])
  })

  it('makes both variants from one signature, the one of the insurer without the private files', () => {
    const { insurer, customer } = sample.pack.files
    const withheld = customer.filter(([name]) => !insurer.some(([other]) => other === name))
    expect(withheld).toHaveLength(3)
    expect(customer.filter((file) => !withheld.includes(file))).toEqual(insurer)
  })

  it('stores a file that would unpack like a bomb, so that no reader suspects one', async () => {
    const input = sampleInput()
    const site = { ...input.site, customer: 'a'.repeat(400_000) }
    const { pack, identity } = await samplePack({ site })
    const file = join(folder.path, 'uniform.asice')
    await writePack(pack, 'insurer', file)
    const report = await verifyPack(readFileSync(file), { rootsPem: [identity.rootPem], now: sealedAt })
    expect(report.reasons).toEqual([])
  })

  it('replaces an older file of that name as a whole and leaves nothing else behind', async () => {
    const own = join(folder.path, 'replace')
    mkdirSync(own)
    writeFileSync(join(own, 'pack.asice'), 'older')
    await writePack(sample.pack, 'insurer', join(own, 'pack.asice'))
    expect(readdirSync(own)).toEqual(['pack.asice'])
    expect(run('unzip', ['-tqq', join(own, 'pack.asice')]).status).toBe(0)
  })

  it('says so when the folder is not there, and leaves nothing behind', async () => {
    const missing = join(folder.path, 'nowhere', 'pack.asice')
    await expect(writePack(sample.pack, 'insurer', missing)).rejects.toMatchObject({ code: 'evidence/not-written' })
  })

  it('says so when the name is a folder, and leaves nothing behind', async () => {
    const own = join(folder.path, 'taken')
    mkdirSync(join(own, 'pack.asice', 'inside'), { recursive: true })
    await expect(writePack(sample.pack, 'insurer', join(own, 'pack.asice'))).rejects.toMatchObject({
      code: 'evidence/not-written',
    })
    expect(readdirSync(own)).toEqual(['pack.asice'])
  })
})

/** A real file system of 16 KiB needs the right to mount one. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0
describe.runIf(mayMount)('a full disk', () => {
  const disk = join(folder.path, 'disk')
  beforeAll(() => {
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'none', disk])
  })
  afterAll(() => {
    execFileSync('umount', [disk])
  })

  it('leaves no half pack behind and keeps the older file', async () => {
    const file = join(disk, 'pack.asice')
    writeFileSync(file, 'older')
    await expect(writePack(sample.pack, 'insurer', file)).rejects.toMatchObject({
      code: 'evidence/disk-full',
      remedy: expect.stringContaining('space'),
    })
    expect(readdirSync(disk)).toEqual(['pack.asice'])
    expect(readFileSync(file, 'utf8')).toBe('older')
  })
})
