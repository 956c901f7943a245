import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { openCatalogFiles, openFirmwareCatalog } from '../../electron/catalog/firmware-catalog.ts'
import { plainModel } from '../../electron/catalog/match-product.ts'
import { familyFile, manifestFile } from '../../electron/catalog/product.ts'
import { readYaml } from '../../electron/catalog/read-yaml.ts'
import { noIdentity } from '../../electron/model/device.ts'
import { ExpectedError } from '../../electron/model/errors.ts'

const root = mkdtempSync(join(tmpdir(), 'catalog-'))
afterAll(() => rmSync(root, { recursive: true }))
const now = () => new Date('2026-11-22T08:00:00Z')

const family = `vendor: Hikvision
family: cameras
scheme: hikvision
sources:
  s: { url: 'https://example.com/s', published: 2026-01, retrieved: 2026-11-21, licence: null }
products:
  - id: exact
    productLine: One model
    models: [DS-2CD2143G2-I]
    deviceClass: camera
    firmware: { latest: V5.7.3 build 240101, released: 2024-01-01, track: null, basis: newest file seen }
    lifecycle: { status: null, endOfSale: null, endOfSupport: 2026-12-31, endOfSupportPrecision: year }
    vulnerabilities: []
    sources: [s]
  - id: series
    productLine: A series
    models: [DS-2CD2xx3G2 Series]
    modelPattern: ^DS-2CD2[0-9A-Z][0-9A-Z]3G2
    examples: [DS-2CD2183G2-IU]
    deviceClass: camera
    firmware: { latest: null, released: null, track: null, basis: null }
    lifecycle: { status: unsupported, statusAsOf: 2025-02-01, endOfSale: null, endOfSupport: null }
    vulnerabilities:
      - { cve: CVE-2021-0001, summary: Hole, cvss: 9.8, affected: [{ lt: V5.7.0 }], fixedIn: V5.7.0, knownExploited: true, confidence: structured, source: s }
    sources: [s]
  - id: twin-a
    productLine: Two revisions, the first
    models: [DS-7604NI-Q1]
    deviceClass: nvr
    firmware: { latest: V4.30.0 build 200101, released: null, track: null, basis: null }
    lifecycle: { status: null, endOfSale: null, endOfSupport: null }
    vulnerabilities: []
    sources: [s]
  - id: twin-b
    productLine: Two revisions, the second
    models: [DS-7604NI-Q1]
    deviceClass: nvr
    firmware: { latest: V4.80.0 build 240101, released: null, track: null, basis: null }
    lifecycle: { status: null, endOfSale: null, endOfSupport: null }
    vulnerabilities: []
    sources: [s]
  - id: everything
    productLine: No models named
    models: []
    deviceClass: camera
    firmware: { latest: V9.9.9, released: null, track: null, basis: null }
    lifecycle: { status: end-of-life, endOfSale: null, endOfSupport: null }
    vulnerabilities:
      - { cve: CVE-2021-0002, summary: Hole, cvss: 5, affected: [{ lt: V6.0.0 }], fixedIn: null, knownExploited: true, confidence: curated, source: s }
      - { cve: CVE-2021-0001, summary: Hole, cvss: 9.8, affected: null, fixedIn: null, knownExploited: true, confidence: product-only, source: s }
    sources: [s]
`

function catalogOf(text: string, sha256 = createHash('sha256').update(text).digest('hex')) {
  const folder = mkdtempSync(join(root, 'c-'))
  mkdirSync(join(folder, 'hikvision'))
  writeFileSync(join(folder, 'hikvision', 'cameras.yaml'), text)
  const manifest = {
    catalogVersion: 7,
    dateReleased: '2026-11-01',
    kevVersion: '2026.08.21',
    products: 5,
    vulnerabilities: 3,
    vendors: [
      {
        vendor: 'Hikvision',
        names: ['hikvision'],
        files: [{ path: 'hikvision/cameras.yaml', sha256, products: 5, vulnerabilities: 3 }],
      },
      // No such file: proof that the files of a maker who is not at the site are never opened.
      {
        vendor: 'Axis',
        names: ['axis'],
        files: [{ path: 'axis/none.yaml', sha256: '0'.repeat(64), products: 0, vulnerabilities: 0 }],
      },
    ],
  }
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(manifest, null, 2))
  return folder
}

const catalog = openFirmwareCatalog(catalogOf(family), now)
const assess = (
  model: string | null,
  firmware: string | null,
  manufacturer: string | null = 'HIKVISION',
  build: string | null = null,
) => catalog.assess({ ...noIdentity, manufacturer, model, firmware, build })

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof ExpectedError) return `${error.code} ${error.message}`
    throw error
  }
  return 'nothing was wrong'
}

describe('the currency of a firmware', () => {
  it.each([
    ['V5.7.3 build 240101', 'current'],
    ['V5.7.3 build 250101', 'newer'],
    ['V5.7.2', 'behind'],
    ['V5.7.3', 'unknown'],
    ['unreadable', 'unknown'],
    [null, 'unknown'],
  ])('%s is %s', (firmware, state) => {
    expect(assess('DS-2CD2143G2-I', firmware)).toMatchObject({ product: 'exact', currency: { state } })
  })

  it('takes the build from where the device keeps it', () => {
    expect(assess('DS-2CD2143G2-I', 'V5.7.3', 'HIKVISION', 'build 240101')).toMatchObject({
      installed: 'V5.7.3 build 240101',
      currency: { state: 'current' },
    })
  })

  it('is unknown where two revisions of one model have different newest versions, unless both say the same', () => {
    expect(assess('DS-7604NI-Q1', 'V4.50.0').currency.state).toBe('unknown')
    expect(assess('DS-7604NI-Q1', 'V4.10.0').currency.state).toBe('behind')
  })

  it.each([
    ['DS-9999', 'HIKVISION'],
    [null, 'HIKVISION'],
    ['DS-2CD2143G2-I', 'Nobody'],
    ['DS-2CD2143G2-I', 'Hikvisionary'],
  ])('is unknown for the model %s of %s', (model, manufacturer) => {
    expect(assess(model, 'V5.7.3', manufacturer)).toMatchObject({ product: null, currency: { state: 'unknown' } })
  })
})

describe('the end of support', () => {
  it('of a year comes at its last day', () => {
    const folder = catalogOf(family)
    const on = (day: string) =>
      openFirmwareCatalog(folder, () => new Date(`${day}T12:00:00Z`)).assess({
        ...noIdentity,
        manufacturer: 'hikvision',
        model: 'DS-2CD2143G2-I',
        firmware: null,
      }).support
    expect(on('2026-12-31')).toMatchObject({ state: 'supported', endOfSupport: '2026-12-31', precision: 'year' })
    expect(on('2027-01-01')).toMatchObject({ state: 'ended' })
  })

  it('without a date rests on what was said and when', () => {
    const { support } = assess('DS-2CD2183G2-IU', 'V5.7.0')
    expect(support).toEqual({ state: 'ended', endOfSupport: null, precision: null, note: 'As of 2025-02-01.' })
  })

  it('is unknown where nobody said anything, whatever is said of the maker as a whole', () => {
    expect(assess('DS-7604NI-Q1', 'V4.10.0').support.state).toBe('unknown')
  })
})

describe('the vulnerabilities of a device', () => {
  const answers = (model: string, firmware: string) =>
    Object.fromEntries(assess(model, firmware).vulnerabilities.map(({ cve, applies }) => [cve, applies]))

  it('are those of its series, and the nearer record wins', () => {
    expect(answers('DS-2CD2143G2-I', 'V5.6.0')).toEqual({ 'CVE-2021-0001': 'yes', 'CVE-2021-0002': 'check' })
    expect(answers('DS-2CD2143G2-I', 'V5.7.3')).toMatchObject({ 'CVE-2021-0001': 'no' })
  })

  it('that name no models are never more than something to check', () => {
    expect(answers('DS-9999', 'V5.0.0')).toEqual({ 'CVE-2021-0001': 'check', 'CVE-2021-0002': 'check' })
    expect(answers('DS-9999', 'V6.0.0')).toMatchObject({ 'CVE-2021-0002': 'no' })
  })

  it('name score, severity and source', () => {
    expect(assess('DS-2CD2143G2-I', 'V5.6.0').vulnerabilities[0]).toMatchObject({
      cve: 'CVE-2021-0001',
      severity: 'critical',
      fixedIn: 'V5.7.0',
      knownExploited: true,
      source: 'https://example.com/s',
    })
  })
})

describe('names of makers and models', () => {
  it.each(['HIKVISION', 'Hikvision', 'hikvision digital technology', ' Hikvision, Inc. '])(
    'knows the maker behind "%s"',
    (maker) => {
      expect(assess('DS-2CD2143G2-I', 'V5.7.3', maker).product).toBe('exact')
    },
  )

  it('takes the maker and the case off a model', () => {
    expect(plainModel('AXIS  m5525-e', ['axis'])).toBe('M5525-E')
  })
})

describe('opening the catalog', () => {
  it('says what it holds and how old it is', () => {
    const status = catalog.status()
    expect(status).toMatchObject({ version: 7, date: '2026-11-01', products: 5, vulnerabilities: 3 })
    expect(status.ageDays(now())).toBe(21)
  })

  it('refuses a file that is not the released one', () => {
    const damaged = openFirmwareCatalog(catalogOf(family, 'f'.repeat(64)), now)
    expect(codeOf(() => damaged.assess({ ...noIdentity, manufacturer: 'Hikvision' }))).toMatch(
      /^catalog\/damaged hikvision\/cameras\.yaml/,
    )
  })

  it('names file and line of what it cannot read', () => {
    const wrong = openFirmwareCatalog(catalogOf(family.replace('status: unsupported', 'status: gone')), now)
    expect(codeOf(() => wrong.assess({ ...noIdentity, manufacturer: 'Hikvision' }))).toMatch(
      /^catalog\/unreadable hikvision\/cameras\.yaml:22: products\.1\.lifecycle\.status: /,
    )
  })

  it('names a source that is missing', () => {
    const wrong = openFirmwareCatalog(catalogOf(family.replace('sources: [s]', 'sources: [t]')), now)
    expect(codeOf(() => wrong.assess({ ...noIdentity, manufacturer: 'Hikvision' }))).toMatch(
      /cameras\.yaml:14: .*unknown source t/,
    )
  })

  it('needs its manifest', () => {
    expect(codeOf(() => openFirmwareCatalog(join(root, 'nowhere')))).toMatch(/^catalog\/unreadable catalog\.json/)
  })

  it('refuses a manifest that points out of its folder', () => {
    const folder = mkdtempSync(join(root, 'c-'))
    const files = [{ path: '../../secret.yaml', sha256: '0'.repeat(64), products: 1, vulnerabilities: 0 }]
    writeFileSync(
      join(folder, 'catalog.json'),
      `{"catalogVersion":1,"dateReleased":"2026-11-01","kevVersion":"1","products":1,"vulnerabilities":0,\n"vendors":[{"vendor":"X","names":["x"],"files":${JSON.stringify(files)}}]}`,
    )
    expect(codeOf(() => openFirmwareCatalog(folder))).toMatch(
      /^catalog\/unreadable catalog\.json:2: vendors\.0\.files\.0\.path/,
    )
  })
})

describe('the quick index of a catalog', () => {
  const shipped = join(import.meta.dirname, '../../firmware-catalog')
  const manifest = manifestFile.parse(JSON.parse(readFileSync(join(shipped, 'catalog.json'), 'utf8')))
  const filesOf = (change: (path: string, bytes: Buffer) => Buffer) => (path: string) =>
    change(path, readFileSync(join(shipped, path)))
  const axis = { ...noIdentity, manufacturer: 'Axis', model: 'P3265-V', firmware: '12.11.30' }
  const withoutIndex = (path: string, bytes: Buffer): Buffer =>
    path === 'catalog.json' ? Buffer.from(JSON.stringify({ ...manifest, index: null })) : bytes

  it('says the same as the files it was made from', () => {
    const quick = openCatalogFiles(filesOf((_, bytes) => bytes))
    const slow = openCatalogFiles(filesOf(withoutIndex))
    for (const { names } of manifest.vendors.slice(0, 40)) {
      const device = { ...noIdentity, manufacturer: names[0] ?? null, model: 'any', firmware: '1.0' }
      expect(quick.assess(device)).toEqual(slow.assess(device))
    }
    expect(quick.assess(axis)).toEqual(slow.assess(axis))
  })

  it('holds every file of the manifest as it is', () => {
    const index = JSON.parse(readFileSync(join(shipped, 'index.json'), 'utf8')) as Record<string, unknown>
    const paths = manifest.vendors.flatMap(({ files }) => files.map(({ path }) => path))
    expect(Object.keys(index).sort()).toEqual([...paths].sort())
    for (const path of paths) {
      const read = (schema: z.ZodType) =>
        readYaml(readFileSync(join(shipped, path), 'utf8'), path, schema, (message) => new Error(message))
      expect(familyFile.parse(index[path])).toEqual(read(familyFile))
    }
  })

  it('is refused when it is not the released one', () => {
    const changed = openCatalogFiles(
      filesOf((path, bytes) =>
        path === 'index.json' ? Buffer.from(bytes.toString().replace('12.11.44', '12.11.20')) : bytes,
      ),
    )
    expect(codeOf(() => changed.assess(axis))).toMatch(/^catalog\/damaged index\.json/)
  })

  it('does not hide a changed file from whoever verifies the whole', () => {
    const changed = openCatalogFiles(
      filesOf((path, bytes) => (path === 'axis/axis-os.yaml' ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes)),
    )
    expect(changed.assess(axis).vulnerabilities.length).toBeGreaterThan(0)
    expect(codeOf(() => changed.verify())).toMatch(/^catalog\/damaged axis\/axis-os\.yaml/)
    expect(codeOf(() => openFirmwareCatalog(shipped).verify())).toBe('nothing was wrong')
  })
})
