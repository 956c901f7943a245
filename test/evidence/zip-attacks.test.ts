import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RejectCode } from '../../electron/evidence/verify/rejected.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import { writePack } from '../../electron/evidence/write-pack.ts'
import { type CraftedEnd, type CraftedEntry, craftZip, zipOf } from './support/craft-zip.ts'
import { fileOf, filesOf } from './support/insider.ts'
import { scratch } from './support/openssl.ts'
import { type Sample, samplePack, sealedAt } from './support/sample-visit.ts'

let sample: Sample
let genuine: Buffer

beforeAll(async () => {
  sample = await samplePack()
  const folder = scratch()
  try {
    await writePack(sample.pack, 'customer', `${folder.path}/pack.asice`)
    genuine = readFileSync(`${folder.path}/pack.asice`)
  } finally {
    folder.remove()
  }
})

const verify = (bytes: Buffer) => verifyPack(bytes, { rootsPem: [sample.identity.rootPem], now: sealedAt })

/** The genuine entries, with one more behind them and whatever lies at the end. */
async function expectRejected(code: RejectCode, more: readonly CraftedEntry[], end?: CraftedEnd): Promise<void> {
  const entries = [...filesOf(sample.pack)].map(([name, data]): CraftedEntry => ({ name, data }))
  const { valid, reasons } = await verify(craftZip([...entries, ...more], end))
  expect(reasons.map((reason) => reason.code)).toEqual([code])
  expect(valid).toBe(false)
}

const evil = Buffer.from('{"outcome":"pass"}\n')

describe('a container that two readers could read differently', () => {
  it('is accepted by the test bench itself when nothing is wrong', async () => {
    expect(await verify(zipOf(filesOf(sample.pack)))).toMatchObject({ valid: true })
  })

  it.each([
    ['a way out of the folder', '../evil.json'],
    ['a way out in the middle', 'evidence/../../evil.json'],
    ['an absolute path', '/etc/evil'],
    ['a drive letter', 'C:evil'],
    ['a backslash', 'evidence\\evil.json'],
    ['a NUL', 'evidence/a\0.json'],
    ['a device name of Windows', 'evidence/CON'],
    ['a device name with an extension', 'evidence/aux.json'],
    ['a trailing dot', 'evidence/a.'],
    ['a hidden file', 'evidence/.a'],
    ['a space', 'evidence/a b'],
    ['a letter outside ASCII', 'evidence/\u00e4.json'],
    ['an empty part', 'evidence//a.json'],
    ['a folder', 'evidence/'],
    ['a very long name', `evidence/${'a'.repeat(300)}`],
    ['no name', ''],
  ])('is refused for a name that holds %s', async (_what, name) => {
    await expectRejected('pack/unsafe-name', [{ name, data: evil }])
  })

  it('is refused for two entries of one name, evil one last', async () => {
    await expectRejected('pack/duplicate-name', [{ name: 'results.json', data: evil }])
  })

  it('is refused for two entries of one name, evil one first', async () => {
    const entries = [...filesOf(sample.pack)].map(([name, data]): CraftedEntry => ({ name, data }))
    const [mimetype, ...rest] = entries
    if (mimetype === undefined) throw new Error('the sample is empty')
    const { reasons } = await verify(craftZip([mimetype, { name: 'results.json', data: evil }, ...rest]))
    expect(reasons.map(({ code }) => code)).toEqual(['pack/duplicate-name'])
  })

  it('is refused for names that differ only by case', async () => {
    await expectRejected('pack/duplicate-name', [{ name: 'Results.json', data: evil }])
  })

  it.each([
    ['two names for one entry', { name: 'evidence/a.json', localName: 'evidence/b.json', data: evil }],
    [
      'an extra field with another name',
      { name: 'evidence/a.json', extra: Buffer.from('7075000000', 'hex'), data: evil },
    ],
    ['an extra field before its data', { name: 'evidence/a.json', localExtra: Buffer.alloc(4), data: evil }],
    ['an encrypted entry', { name: 'evidence/a.json', flags: 1, data: evil }],
    ['a streamed entry', { name: 'evidence/a.json', flags: 8, data: evil }],
    ['a size that is not true', { name: 'evidence/a.json', size: 5, data: evil }],
    [
      'a packed size that is not true',
      { name: 'evidence/a.json', size: 500, method: 8, data: Buffer.alloc(400, 'ab') },
    ],
    ['a symbolic link', { name: 'evidence/a.json', mode: 0o120777, data: Buffer.from('/etc/passwd') }],
    ['an entry that overlaps another', { name: 'evidence/a.json', sharedOffset: 0, data: evil }],
  ] as const satisfies readonly (readonly [string, CraftedEntry])[])('is refused for %s', async (_what, entry) => {
    await expectRejected('pack/container', [entry])
  })

  it.each([
    ['bytes before it', { prefix: Buffer.from('#!/bin/sh\n') }],
    ['bytes behind it', { suffix: Buffer.from('\n') }],
    ['a comment', { comment: Buffer.from('trust me') }],
    ['another container behind it', { suffix: craftZip([{ name: 'results.json', data: evil }]) }],
  ] satisfies readonly (readonly [string, CraftedEnd])[])('is refused for %s', async (_what, end) => {
    await expectRejected('pack/container', [], end)
  })

  it('is refused for a bomb before it is unpacked', async () => {
    const bomb = { name: 'evidence/a.json', method: 8, data: Buffer.alloc(64 * 1024 * 1024) } as const
    await expectRejected('pack/bomb', [bomb])
  })

  it('is refused for 20,001 entries', async () => {
    const many = Array.from({ length: 20_001 }, (_, at) => ({ name: `a${at}`, data: Buffer.alloc(0) }))
    const { reasons } = await verify(craftZip(many))
    expect(reasons.map(({ code }) => code)).toEqual(['pack/bomb'])
  })

  it('is refused when its media type is compressed or not its first entry', async () => {
    const files = [...filesOf(sample.pack)].map(([name, data]): CraftedEntry => ({ name, data }))
    const packed = files.map((entry) => ({ ...entry, method: 8 }) as const)
    const moved = [...files.slice(1), ...files.slice(0, 1)]
    for (const entries of [packed, moved]) {
      const { reasons } = await verify(craftZip(entries))
      expect(reasons.map(({ code }) => code)).toEqual(['pack/container'])
    }
  })

  it.each([0, 1, 21, 22, 100])('is refused, not crashed on, at %i bytes', async (length) => {
    expect(await verify(genuine.subarray(0, length))).toMatchObject({ valid: false })
  })
})

describe('a damaged pack', () => {
  /** Either the pack is rejected, or every file in it is byte for byte the sealed one. */
  async function rejectedOrUnchanged(bytes: Buffer): Promise<'rejected' | 'unchanged'> {
    const { valid } = await verify(bytes)
    if (!valid) return 'rejected'
    expect(readZip(bytes)).toEqual(readZip(genuine))
    return 'unchanged'
  }

  it('with one flipped bit anywhere is rejected, or all its files are what was sealed', async () => {
    const touched = new Set<string>()
    let rejected = 0
    for (let at = 0; at < genuine.length; at += 97) {
      const damaged = Buffer.from(genuine)
      damaged.writeUInt8((damaged[at] ?? 0) ^ (1 << (at % 8)), at)
      if ((await rejectedOrUnchanged(damaged)) === 'rejected') rejected += 1
      touched.add(entryAt(at))
    }
    expect([...readZip(genuine).keys()].filter((name) => !touched.has(name) && name !== 'mimetype')).toEqual([])
    expect(rejected).toBeGreaterThan(genuine.length / 97 / 2)
  })

  it('with one flipped bit in the contents of any file is rejected', async () => {
    const files = filesOf(sample.pack, 'customer')
    for (const [name, bytes] of files) {
      for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 9)) {
        const changed = Buffer.from(bytes)
        changed.writeUInt8((changed[at] ?? 0) ^ 1, at)
        const { valid } = await verify(zipOf(new Map([...files, [name, changed]])))
        expect([name, at, valid]).toEqual([name, at, false])
      }
    }
  })

  it('is never a crash, whatever becomes of its structure', async () => {
    const damage = fc.record({
      at: fc.nat(genuine.length - 1),
      cut: fc.nat(64),
      put: fc.uint8Array({ maxLength: 64 }),
      nearEnd: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        let bytes = genuine
        for (const { at, cut, put, nearEnd } of damages) {
          const from = nearEnd ? Math.max(0, bytes.length - (at % 2_500)) : at % bytes.length
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)])
        }
        await rejectedOrUnchanged(bytes)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is never a crash, whatever becomes of a signature', async () => {
    const names = ['SHA256SUMS.p7s', 'META-INF/signature001.p7s'] as const
    const files = filesOf(sample.pack)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        async (name, at, put) => {
          const changed = Buffer.from(fileOf(files, name))
          changed.set(put.subarray(0, changed.length - (at % changed.length)), at % changed.length)
          const { valid } = await verify(zipOf(new Map([...files, [name, changed]])))
          expect(valid).toBe(changed.equals(fileOf(files, name)))
        },
      ),
      { numRuns: 150 },
    )
  })

  /** Name of the entry that this byte of the genuine container belongs to. */
  function entryAt(offset: number): string {
    let at = 0
    for (const name of readZip(genuine).keys()) {
      at += 30 + name.length + genuine.readUInt32LE(at + 18)
      if (offset < at) return name
    }
    return 'directory'
  }
})
