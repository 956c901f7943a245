import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFirmwareCatalog } from '../../electron/catalog/firmware-catalog.ts'
import { manifestFile } from '../../electron/catalog/product.ts'

const folder = join(import.meta.dirname, '../../firmware-catalog')
const catalog = openFirmwareCatalog(folder)
const { vendors } = manifestFile.parse(JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')))
const assess = (manufacturer: string | null, model: string | null) =>
  catalog.assess({ manufacturer, model, firmware: '1.0', build: null, hardwareId: null })

describe('the maker of a device that names none', () => {
  it.each([
    ['DS-2CD2143G0-I', 'Hikvision'],
    ['DS-2CD9999ZZ-I', 'Hikvision'],
    ['AXIS M5525-E', 'Axis'],
    ['P3265-V', 'Axis'],
    ['DH-IPC-HFW5231E', 'Dahua'],
    ['IPC-HDW1025C', 'Dahua'],
    ['IP5M-1173', 'Amcrest'],
    ['FD9360-H', 'Vivotek'],
    ['XND-A9084RV', 'Hanwha'],
    ['IPC322LB-SF28-A', 'Uniview'],
    ['VIGI C340', 'TP-Link'],
    ['RLC-410W', 'Reolink'],
    ['UVC-G4-PRO', 'Ubiquiti'],
    ['DCS-2530L', 'D-Link'],
    ['AVM1203', 'AVTECH'],
    ['TCIV-3+', 'Zenitel'],
    ['LP1502', 'HID'],
    ['iSTAR Ultra', 'Johnson Controls'],
  ])('is told by the model %s: %s', (model, vendor) => {
    expect(assess(null, model).vendor).toBe(vendor)
  })

  it.each(['IP Camera', 'IPC', 'Network Camera', 'General', 'ONVIF'])(
    'is told by the model behind the bland "%s"',
    (maker) => {
      expect(assess(maker, 'DS-2CD2143G0-I').vendor).toBe('Hikvision')
    },
  )

  it.each([
    [null, 'WHAT-1'],
    [null, null],
    ['Nobody', 'DS-2CD2143G0-I'],
    ['Hikvisionary', 'DS-2CD2143G0-I'],
  ])('stays unknown for the maker %s and the model %s, and says what would tell', (maker, model) => {
    expect(assess(maker, model)).toMatchObject({
      vendor: null,
      product: null,
      currency: { state: 'unknown' },
      vulnerabilities: [],
      action: { kind: 'find-out', fact: expect.stringContaining('label') },
    })
  })

  it('is the brand where a device names its factory and only the brand has the model', () => {
    expect(assess('Dahua', 'IPM-721S')).toMatchObject({ vendor: 'Amcrest', oem: { builtBy: 'Dahua' } })
    expect(assess('Dahua', 'IPC-HDW5231R-ZE').vendor).toBe('Dahua')
  })
})

const forms = vendors.flatMap(({ vendor, modelForms }) => modelForms.map((form) => ({ vendor, ...form })))

describe('the forms of model names', () => {
  it.each(forms)(
    '$pattern of $vendor fits its examples and no example of another maker',
    ({ vendor, pattern, examples }) => {
      const form = new RegExp(pattern)
      expect(examples.filter((model) => !form.test(model))).toEqual([])
      const strangers = forms.filter((other) => other.vendor !== vendor).flatMap((other) => other.examples)
      expect(strangers.filter((model) => form.test(model))).toEqual([])
    },
  )
})
