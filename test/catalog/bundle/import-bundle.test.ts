import { spawn } from 'node:child_process'
import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CatalogKey } from '../../../electron/catalog/bundle/catalog-key.ts'
import { importBundle } from '../../../electron/catalog/bundle/import-bundle.ts'
import { openInstalledCatalog } from '../../../electron/catalog/bundle/installed-catalog.ts'
import type { Family } from '../../../electron/catalog/product.ts'
import {
  about,
  codeOf,
  filesWithIndex,
  filesWithText,
  knownDevice,
  newKey,
  type SigningKey,
  sampleBundle,
  sampleFiles,
  shipped,
} from './sample-catalog.ts'

const root = mkdtempSync(join(tmpdir(), 'fieldseal-bundle-'))
afterAll(() => rmSync(root, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const signer = newKey()
const program = shipped(join(root, 'shipped'), 5)
const now = new Date('2026-11-22T08:00:00Z')
let folder = ''
beforeEach(() => {
  folder = join(mkdtempSync(join(root, 'data-')), 'firmware-catalog')
})

const take = (bytes: Buffer, trustedKeys: readonly CatalogKey[] = [signer.key]) =>
  importBundle(bytes, { installed: folder, shippedVersion: 5, trustedKeys, now })
const takeVersion = (version: number, by: SigningKey = signer, more: object = {}) =>
  take(sampleBundle(version, by, { more }))
const opened = (trustedKeys: readonly CatalogKey[] = [signer.key]) =>
  openInstalledCatalog({ shipped: program, installed: folder, trustedKeys }, () => now)
/** The version that judges a device, once the device was really judged. */
function versionInUse(trustedKeys?: readonly CatalogKey[]): number {
  const { catalogVersion, product } = opened(trustedKeys).assess(knownDevice)
  expect(product).not.toBeNull()
  return catalogVersion
}

describe('importing a catalog', () => {
  it('takes a newer one into use and says what it replaces', () => {
    expect(takeVersion(8)).toEqual({
      version: 8,
      date: '2026-11-01',
      kevVersion: expect.any(String),
      signedBy: signer.key.id,
      replaces: 5,
    })
    expect(versionInUse()).toBe(8)
    expect(opened().status()).toMatchObject({ version: 8, source: 'imported', note: null })
    expect(takeVersion(9).replaces).toBe(8)
    expect(versionInUse()).toBe(9)
  })

  it.each([4, 5, 7, 8])('refuses version %i when 8 is in use and 5 shipped', (version) => {
    takeVersion(8)
    expect(codeOf(() => takeVersion(version))).toBe('catalog/bundle-older')
    expect(versionInUse()).toBe(8)
  })

  it.each([1, 5])('refuses version %i when the program ships 5', (version) => {
    expect(codeOf(() => takeVersion(version))).toBe('catalog/bundle-older')
    expect(versionInUse()).toBe(5)
    expect(fs.existsSync(folder)).toBe(false)
  })

  it('calls an old catalog old, even when its form is no longer read', () => {
    takeVersion(8)
    const old = sampleBundle(7, signer, { files: filesWithText(7, 'form: of old') })
    expect(codeOf(() => take(old))).toBe('catalog/bundle-older')
  })

  it('refuses a bundle with a changed byte anywhere, and the one in use still judges', () => {
    takeVersion(8)
    const bytes = sampleBundle(9, signer)
    const before = readdirSync(folder)
    for (let at = 0; at < bytes.length; at += 41) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at)
      expect(codeOf(() => take(changed))).toMatch(/^catalog\/bundle-/)
    }
    expect(readdirSync(folder)).toEqual(before)
    expect(versionInUse()).toBe(8)
  })

  it('refuses the bundle of a stranger and a cut one, and the one in use still judges', () => {
    takeVersion(8)
    expect(codeOf(() => takeVersion(9, newKey()))).toBe('catalog/bundle-unknown-key')
    expect(codeOf(() => take(sampleBundle(9, signer).subarray(0, -1)))).toBe('catalog/bundle-truncated')
    expect(versionInUse()).toBe(8)
  })
})

describe('a signed catalog whose contents do not fit', () => {
  const product = (family: Family, change: object) => Object.assign(family.products[0] ?? {}, change)
  const spoiled = (edit: (family: Family) => void) => sampleFiles(9, { edit })
  const without = (path: RegExp) => new Map([...sampleFiles(9)].filter(([name]) => !path.test(name)))
  const laughs = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghi'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`).join('\n')}\n`

  it.each([
    ['a file that breaks the schema', spoiled((family) => product(family, { lifecycle: 'gone' })), {}, 'unusable'],
    ['a file that is no YAML', filesWithText(9, '{{{'), {}, 'unusable'],
    ['a file that grows when it is read', filesWithText(9, laughs), {}, 'unusable'],
    ['an empty file', filesWithText(9, ''), {}, 'unusable'],
    ['an index that breaks the schema', filesWithIndex(9, (family) => product(family, { id: 7 })), {}, 'unusable'],
    [
      'an index that says something else than its file',
      filesWithIndex(9, (family) => product(family, { productLine: 'Other' })),
      {},
      'altered',
    ],
    [
      'a pattern that is none',
      spoiled((family) => product(family, { modelPattern: '^(', examples: ['A'] })),
      {},
      'unusable',
    ],
    [
      'a file of another hash than its catalog.json says',
      new Map(
        [...sampleFiles(9)].map(([name, bytes]) => [
          name,
          name === 'catalog.json' ? bytes : Buffer.concat([bytes, Buffer.from('\n')]),
        ]),
      ),
      {},
      'unusable',
    ],
    ['a file too many', new Map([...sampleFiles(9), ['axis/more.yaml', Buffer.from('more: true')]]), {}, 'altered'],
    ['a file too few', without(/yaml$/), {}, 'altered'],
    ['no catalog.json', without(/json$/), {}, 'unusable'],
    ['another version inside', sampleFiles(9), { catalogVersion: 10 }, 'altered'],
    ['another date inside', sampleFiles(9), { dateReleased: '2026-11-20' }, 'altered'],
    ['another number of products inside', sampleFiles(9), { count: 1_000 }, 'altered'],
    [
      'another version of the list of exploited vulnerabilities inside',
      sampleFiles(9),
      { kevVersion: '2027.01.01' },
      'altered',
    ],
  ])('is refused: %s', (_, files, more, code) => {
    takeVersion(8)
    const claims = { ...about(sampleFiles(9)), ...more }
    expect(codeOf(() => take(sampleBundle(9, signer, { files: new Map([...files]), more: claims })))).toBe(
      `catalog/bundle-${code}`,
    )
    expect(versionInUse()).toBe(8)
    expect(readdirSync(folder)).toEqual(['8.fieldseal-catalog'])
  })
})

describe('the key of a catalog', () => {
  const [second, third] = [newKey(), newKey()]

  it('may be one that a pinned key announced, from then on', () => {
    expect(codeOf(() => takeVersion(9, second))).toBe('catalog/bundle-unknown-key')
    takeVersion(8, signer, { nextKeys: [second.key] })
    expect(codeOf(() => takeVersion(9, third))).toBe('catalog/bundle-unknown-key')
    expect(takeVersion(9, second).signedBy).toBe(second.key.id)
    expect(versionInUse()).toBe(9)
    takeVersion(10, second)
    takeVersion(11, second)
    expect(versionInUse()).toBe(11)
  })

  it('cannot be announced by a key that was itself only announced', () => {
    takeVersion(8, signer, { nextKeys: [second.key] })
    takeVersion(9, second, { nextKeys: [third.key] })
    expect(codeOf(() => takeVersion(10, third))).toBe('catalog/bundle-unknown-key')
    expect(versionInUse()).toBe(9)
  })

  it('falls with the pinned key that vouched for it', () => {
    takeVersion(8, signer, { nextKeys: [second.key] })
    takeVersion(9, second)
    expect(versionInUse([third.key])).toBe(5)
    expect(opened([third.key]).status().note).toMatch(/catalog 9 is not used.* not trusted/)
    expect(versionInUse([third.key, second.key])).toBe(9)
  })

  it('is not trusted on the word of a changed announcement', () => {
    takeVersion(8, signer, { nextKeys: [second.key] })
    const announcement = join(folder, '8.fieldseal-key')
    const text = readFileSync(announcement, 'latin1')
    writeFileSync(
      announcement,
      text.replace(second.key.publicKey, third.key.publicKey).replace(second.key.id, third.key.id),
      'latin1',
    )
    expect(codeOf(() => takeVersion(9, third))).toBe('catalog/bundle-unknown-key')
    expect(codeOf(() => takeVersion(9, second))).toBe('catalog/bundle-unknown-key')
    expect(versionInUse()).toBe(8)
  })
})

describe('an import that does not come to its end', () => {
  const failing = (code: string) => Object.assign(new Error(code), { code, syscall: 'write' })
  const spoil = (call: 'writeSync' | 'fsyncSync' | 'renameSync' | 'mkdirSync', time: number, code: string) => {
    const real = fs[call] as (...args: unknown[]) => unknown
    let calls = 0
    vi.spyOn(fs, call).mockImplementation(((...args: unknown[]) => {
      calls += 1
      if (calls === time) throw failing(code)
      return real(...args)
    }) as never)
  }

  it.each([
    ['the disk is full', 'writeSync', 1, 'ENOSPC'],
    ['the disk fails', 'fsyncSync', 1, 'EIO'],
    ['the file cannot get its name', 'renameSync', 1, 'EACCES'],
    ['the folder cannot be made', 'mkdirSync', 1, 'EACCES'],
    // Windows has no second one: there the name needs no step of its own.
    ...(process.platform === 'win32' ? [] : [['the new name is not safe on the disk', 'fsyncSync', 2, 'EIO'] as const]),
  ] as const)('is refused when %s, and leaves nothing behind', (_, call, time, code) => {
    takeVersion(8)
    spoil(call, time, code)
    expect(codeOf(() => takeVersion(9))).toBe('catalog/bundle-not-stored')
    vi.restoreAllMocks()
    expect(readdirSync(folder)).toEqual(['8.fieldseal-catalog'])
    expect(versionInUse()).toBe(8)
  })

  it.each([
    ['openSync:2', 8],
    ['writeSync', 8],
    ['fsyncSync', 8],
    ['renameSync', 8],
    ['after:renameSync', 9],
  ] as const)(
    'killed at %s leaves version %i in use and the way free for the next',
    async (point, version) => {
      takeVersion(8)
      const bundle = join(root, 'nine.fieldseal-catalog')
      writeFileSync(bundle, sampleBundle(9, signer))
      expect([0, 5]).not.toContain(await importInProcess(bundle, point))
      expect(versionInUse()).toBe(version)
      expect(takeVersion(10).replaces).toBe(version)
      expect(versionInUse()).toBe(10)
    },
    60_000,
  )

  it('has its leavings cleared away by an import an hour later, not by one that runs beside it', () => {
    takeVersion(8)
    const [fresh, stale] = ['1', '2'].map((digit) =>
      join(folder, `.import-${digit.repeat(8)}-0000-0000-0000-${digit.repeat(12)}`),
    )
    for (const file of [fresh, stale]) writeFileSync(file ?? '', 'half')
    const longAgo = new Date(Date.now() - 4_000_000)
    utimesSync(stale ?? '', longAgo, longAgo)
    takeVersion(9)
    expect([fresh, stale].map((file) => fs.existsSync(file ?? ''))).toEqual([true, false])
  })
})

describe('two imports at once', () => {
  it('end with the higher version, also when the lower one is the last to be written', () => {
    takeVersion(7)
    const real = fs.renameSync
    vi.spyOn(fs, 'renameSync').mockImplementationOnce((from, to) => {
      takeVersion(9)
      real(from, to)
    })
    takeVersion(8)
    expect(versionInUse()).toBe(9)
    expect(opened().status().note).toBeNull()
  })

  it('end with the higher version as processes, whoever is first', async () => {
    const bundles = [8, 9].map((version) => {
      const file = join(root, `at-once-${version}.fieldseal-catalog`)
      writeFileSync(file, sampleBundle(version, signer))
      return file
    })
    for (let round = 0; round < 3; round += 1) {
      rmSync(folder, { recursive: true, force: true })
      const ends = await Promise.all([...bundles, ...bundles].map((file) => importInProcess(file)))
      expect(ends.filter((end) => end !== 0 && end !== 5)).toEqual([])
      expect(versionInUse()).toBe(9)
      expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
    }
  }, 60_000)
})

describe('what is kept', () => {
  it('is the catalog in use and the one before', () => {
    for (const version of [7, 8, 9, 10]) takeVersion(version)
    expect(readdirSync(folder).sort()).toEqual(['10.fieldseal-catalog', '9.fieldseal-catalog'])
  })

  it('is the last good one, although newer ones are damaged', () => {
    for (const version of [7, 8, 9]) takeVersion(version)
    fs.truncateSync(join(folder, '9.fieldseal-catalog'), 1_000)
    expect(takeVersion(10).replaces).toBe(8)
    fs.truncateSync(join(folder, '10.fieldseal-catalog'), 1_000)
    expect(versionInUse()).toBe(8)
    expect(takeVersion(10).replaces).toBe(8)
    expect(versionInUse()).toBe(10)
  })
})

function importInProcess(bundle: string, killAt?: string): Promise<number | string | null> {
  const script = join(import.meta.dirname, 'import-process.ts')
  const args = [script, folder, bundle, '5', JSON.stringify([signer.key]), ...(killAt === undefined ? [] : [killAt])]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? code))
  })
}
