import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { bundleOfFolder } from '../../../build/catalog-bundle.ts'
import { root as checkout } from '../../../build/command.ts'
import { importBundle } from '../../../electron/catalog/bundle/import-bundle.ts'
import { openInstalledCatalog } from '../../../electron/catalog/bundle/installed-catalog.ts'
import { pinnedKeys } from '../../../electron/catalog/bundle/pinned-keys.ts'
import { readBundleFile } from '../../../electron/catalog/bundle/read-bundle-file.ts'
import { openFirmwareCatalog } from '../../../electron/catalog/firmware-catalog.ts'
import type { Manifest } from '../../../electron/catalog/product.ts'
import { codeOf, knownDevice, newKey, sampleBundle, sampleFiles, shipped } from './sample-catalog.ts'

const root = mkdtempSync(join(tmpdir(), 'fieldseal-installed-'))
afterAll(() => rmSync(root, { recursive: true }))

const signer = newKey()
const now = () => new Date('2026-11-22T08:00:00Z')
let folder = ''
beforeEach(() => {
  folder = join(mkdtempSync(join(root, 'data-')), 'catalogs')
})

const program = shipped(join(root, 'shipped'), 5)
const laterProgram = shipped(join(root, 'shipped-later'), 8)
const open = (installed: string | null = folder, from = program) =>
  openInstalledCatalog({ shipped: from, installed, trustedKeys: [signer.key] }, now)
const install = (...versions: number[]) => {
  for (const version of versions) {
    importBundle(sampleBundle(version, signer), {
      installed: folder,
      shippedVersion: 5,
      trustedKeys: [signer.key],
      now: now(),
    })
  }
}

describe('the catalog in use', () => {
  it('is the shipped one where nothing was imported or may be', () => {
    for (const installed of [null, folder, join(folder, 'deeper')]) {
      expect(open(installed).status()).toMatchObject({ version: 5, source: 'shipped', note: null })
    }
  })

  it('is the shipped one again when a later program ships what was imported', () => {
    install(8)
    expect(open().status()).toMatchObject({ version: 8, source: 'imported' })
    expect(open(folder, laterProgram).status()).toMatchObject({ version: 8, source: 'shipped', note: null })
  })

  it.each([
    [
      'was changed',
      (file: string) => writeFileSync(file, readFileSync(file).fill(0, 900, 901)),
      /does not fit|not the file/,
    ],
    ['was cut off', (file: string) => truncateSync(file, 700), /ends before|missing at the end/],
    ['is empty', (file: string) => truncateSync(file, 0), /ends in its first line/],
    [
      'is another version under a higher number',
      (file: string) => writeFileSync(file, sampleBundle(6, signer)),
      /holds version 6/,
    ],
    ['is signed by a stranger', (file: string) => writeFileSync(file, sampleBundle(9, newKey())), /not trusted/],
    [
      'is a folder',
      (file: string) => {
        rmSync(file)
        mkdirSync(file)
      },
      /cannot be read/,
    ],
  ])('is the one before when the newest %s on the disk, and the reason is said', (_, spoil, reason) => {
    install(8, 9)
    spoil(join(folder, '9.fieldseal-catalog'))
    const catalog = open()
    expect(catalog.assess(knownDevice).catalogVersion).toBe(8)
    expect(catalog.status()).toMatchObject({ version: 8, source: 'imported', note: expect.stringMatching(reason) })
    rmSync(join(folder, '8.fieldseal-catalog'))
    expect(open().status()).toMatchObject({ version: 5, source: 'shipped', note: expect.stringMatching(reason) })
  })

  it('is the shipped one when the folder of imported ones is none', () => {
    writeFileSync(folder, 'a file')
    expect(open().status()).toMatchObject({
      version: 5,
      source: 'shipped',
      note: expect.stringContaining('cannot be read'),
    })
  })

  it('is read once: what happens to the file later changes no visit', () => {
    install(8)
    const catalog = open()
    rmSync(folder, { recursive: true })
    expect(catalog.assess(knownDevice)).toMatchObject({ catalogVersion: 8, product: expect.any(String) })
  })

  it('says that the clock cannot be right when its release is still to come', () => {
    const early = () => new Date('2026-06-01T00:00:00Z')
    expect(openInstalledCatalog({ shipped: program, installed: null }, early).status().note).toMatch(
      /2026-11-01.*clock/,
    )
  })

  it('trusts nothing but the keys that are pinned in the program', () => {
    install(8)
    expect(pinnedKeys.some(({ id }) => id === signer.key.id)).toBe(false)
    expect(openInstalledCatalog({ shipped: program, installed: folder }, now).status()).toMatchObject({
      version: 5,
      source: 'shipped',
      note: expect.stringContaining('not trusted'),
    })
    expect(codeOf(() => importBundle(sampleBundle(9, signer), { installed: folder, shippedVersion: 5 }))).toBe(
      'catalog/bundle-unknown-key',
    )
  })
})

describe('the whole catalog of the product', () => {
  it('answers out of a bundle as it does out of its folder', () => {
    const from = join(checkout, 'firmware-catalog')
    const copy = join(root, 'whole')
    cpSync(from, copy, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(copy, 'catalog.json'), 'utf8')) as Manifest
    const version = manifest.catalogVersion + 1
    writeFileSync(join(copy, 'catalog.json'), JSON.stringify({ ...manifest, catalogVersion: version }))
    const bundle = bundleOfFolder(copy, signer.secret)
    const shippedVersion = manifest.catalogVersion
    importBundle(bundle, { installed: folder, shippedVersion, trustedKeys: [signer.key], now: now() })
    const imported = open(folder, from)
    const fromFolder = openFirmwareCatalog(copy, now)
    expect(imported.status()).toMatchObject({ version, source: 'imported', products: manifest.products })
    for (const { names } of manifest.vendors) {
      for (const firmware of ['1.0', 'V5.5.0 build 170725', '2.800.0000000.16.R', '11.11.73']) {
        const device = { ...knownDevice, manufacturer: names[0] ?? null, firmware }
        expect(imported.assess(device)).toEqual(fromFolder.assess(device))
      }
    }
  })
})

describe('a file that somebody chose', () => {
  it('is read to one byte above the size of a bundle and no further', () => {
    const file = join(root, 'large.fieldseal-catalog')
    writeFileSync(file, '')
    truncateSync(file, 50_000_000)
    expect(readBundleFile(file, 1_000_000)).toHaveLength(1_000_001)
    expect(readBundleFile(file, 60_000_000)).toHaveLength(50_000_000)
  })

  it('is refused by name when it cannot be read', () => {
    expect(codeOf(() => readBundleFile(join(root, 'none')))).toBe('catalog/bundle-unreadable')
    expect(codeOf(() => readBundleFile(root))).toBe('catalog/bundle-unreadable')
  })

  it('gives a bundle as it is', () => {
    const file = join(root, 'some.fieldseal-catalog')
    const bytes = sampleBundle(6, signer, { files: sampleFiles(6) })
    writeFileSync(file, bytes)
    expect(readBundleFile(file).equals(bytes)).toBe(true)
  })
})
