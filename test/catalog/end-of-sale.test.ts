import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCatalogFiles, openFirmwareCatalog } from '../../electron/catalog/firmware-catalog.ts'
import { noIdentity } from '../../electron/model/device.ts'

const product = (id: string, lifecycle: string) => `
  - id: ${id}
    productLine: ${id}
    models: [${id}]
    deviceClass: camera
    firmware: { latest: null, released: null, track: null, basis: null }
    lifecycle: { status: null, endOfSupport: null, ${lifecycle} }
    vulnerabilities: []
    sources: [s]`

const family = `vendor: Maker
family: cameras
scheme: dotted
sources:
  s: { url: 'https://example.com/s', published: 2026-01, retrieved: 2026-11-21, licence: null }
products:${product('by-day', 'endOfSale: 2026-11-22')}${product('by-month', 'endOfSale: 2026-11-30, endOfSalePrecision: month')}${product('by-year', 'endOfSale: 2026-12-31, endOfSalePrecision: year')}${product('no-word', 'endOfSale: null')}${product('no-more', 'endOfSale: null, notSoldAsOf: 2023-01-12')}
`

/** The answer on a day for a product of the sample. */
function saleOn(day: string, model: string) {
  const manifest = {
    catalogVersion: 1,
    dateReleased: '2026-11-01',
    kevVersion: '2026.08.21',
    products: 5,
    vulnerabilities: 0,
    vendors: [
      {
        vendor: 'Maker',
        names: ['maker'],
        files: [
          {
            path: 'maker/cameras.yaml',
            sha256: createHash('sha256').update(family).digest('hex'),
            products: 5,
            vulnerabilities: 0,
          },
        ],
      },
    ],
  }
  const files: Record<string, string> = { 'catalog.json': JSON.stringify(manifest), 'maker/cameras.yaml': family }
  const catalog = openCatalogFiles(
    (path) => Buffer.from(files[path] ?? ''),
    () => new Date(`${day}T12:00:00Z`),
  )
  return catalog.assess({ ...noIdentity, manufacturer: 'Maker', model, firmware: '1.0' }).endOfSale
}

describe('the end of sale', () => {
  it.each([
    ['by-day', '2026-11-22', 'day', false],
    ['by-day', '2026-11-23', 'day', true],
    ['by-month', '2026-11-30', 'month', false],
    ['by-month', '2026-12-01', 'month', true],
    ['by-year', '2026-12-31', 'year', false],
    ['by-year', '2027-01-01', 'year', true],
  ])('%s is over on %s only after its last day', (model, day, precision, passed) => {
    expect(saleOn(day, model)).toMatchObject({ precision, passed, atLatest: false })
  })

  it('is not made up where no source names one', () => {
    expect(saleOn('2026-11-22', 'no-word')).toBeNull()
  })

  it('is told as "by that day" where the source says only that it is sold no more', () => {
    expect(saleOn('2026-11-22', 'no-more')).toEqual({
      date: '2023-01-12',
      precision: 'day',
      passed: true,
      atLatest: true,
    })
  })

  it('is in the shipped catalog for the one line whose maker says so, and of no other model of that maker', () => {
    const shipped = openFirmwareCatalog(join(import.meta.dirname, '../../firmware-catalog'))
    const sale = (model: string) =>
      shipped.assess({ ...noIdentity, manufacturer: 'Panasonic', model, firmware: '1.0' }).endOfSale
    expect(sale('VCC-HD3300')).toMatchObject({ date: '2023-01-12', passed: true, atLatest: true })
    expect(sale('WV-S1136')).toBeNull()
  })
})
