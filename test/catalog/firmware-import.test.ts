import { describe, expect, it } from 'vitest'
import { fact, withoutShareAlike } from '../../build/firmware-facts.ts'
import { type LeftOut, leftOutText, usable } from '../../build/firmware-left-out.ts'
import { makersIn } from '../../build/firmware-makers.ts'
import { cleanModels, examplesOf, hardwareIn, isSoftware, seriesPattern } from '../../build/firmware-models.ts'

const record = (licences: readonly (readonly [string, string])[]) =>
  fact.parse({
    id: 'a',
    vendor: 'A',
    productLine: 'A',
    models: [],
    modelPattern: null,
    deviceClass: 'camera',
    firmware: { latest: null, released: null, track: null },
    lifecycle: { endOfSale: null, endOfSupport: null },
    vulnerabilities: licences.map(([url], index) => ({
      cve: `CVE-2026-000${index}`,
      summary: 'x',
      cvss: null,
      affected: null,
      affectedText: null,
      fixedIn: null,
      knownExploited: false,
      kevDateAdded: null,
      source: url,
      confidence: 'curated',
    })),
    sources: licences.map(([url, licence]) => ({ url, published: null, retrieved: '2026-11-21', licence })),
  })

describe('share-alike data', () => {
  it('keeps a record out that rests on it alone', () => {
    expect(withoutShareAlike(record([['https://a', 'read through X (ODbL-1.0, share-alike)']]))).toBeNull()
  })

  it('leaves a record with what its other sources say', () => {
    const kept = withoutShareAlike(
      record([
        ['https://a', 'ODbL-1.0'],
        ['https://b', 'CC0-1.0'],
      ]),
    )
    expect(kept?.sources.map(({ url }) => url)).toEqual(['https://b'])
    expect(kept?.vulnerabilities.map(({ source }) => source)).toEqual(['https://b'])
  })
})

describe('names of models in the sources', () => {
  it.each<[string, string[], string[]]>([
    ['Hikvision', ['DS-K1T341A/K1T341B'], ['DS-K1T341A', 'DS-K1T341B']],
    ['Hikvision', ['DS-K1T8003/8004'], ['DS-K1T8003', 'DS-K1T8004']],
    ['Hikvision', ['DS- 2CD4x2xFWD Series'], ['DS-2CD4x2xFWD Series']],
    ['Hikvision', ['DS-7604NI-K1 / 4P(B)'], ['DS-7604NI-K1/4P(B)']],
    ['Hikvision', ['DS-2CFWQ3', 'DS-2CFWQ3(2.8MM)', 'DS-KIS613-S('], ['DS-2CFWQ3']],
    ['Axis', ['AXIS A1601 Network Door Controller', 'AXIS A1610 (-B) Network Door Controller'], ['A1601', 'A1610-B']],
    ['Axis', ['AXIS OS', 'P3225'], []],
    ['Axis', ['AXIS Communications products with firmware through 5.80.x'], []],
    ['Dahua', ['NVR4XXX and IPC-HX8XXX'], ['NVR4XXX', 'IPC-HX8XXX']],
    ['Dahua', ['IP Camera'], []],
    ['Hanwha', ['SRN-4000 firmware'], ['SRN-4000']],
  ])('%s: %j are %j', (vendor, printed, names) => {
    expect(cleanModels(vendor, printed)).toEqual(names)
  })

  it.each<[string, string, string[], string[]]>([
    ['Hikvision', 'DS-2CD2xx2FWD Series', ['DS-2CD2142FWD-I', 'DS-2CD2T42FWD-I5'], ['DS-2CD2142F-I', 'DS-2CD2143G2-I']],
    ['Hikvision', 'DS-76xxNI-Mx', ['DS-7608NI-M2/8P'], ['DS-7608NI-Q2', 'DS-7608NXI-M2']],
    ['Dahua', 'IPC-HX5XXX', ['IPC-HDW5231R-ZE', 'DH-IPC-HFW5231E', 'IPC-HDBW5442E'], ['IPC-HDW4231', 'IPC-HFW1230']],
    ['Dahua', 'XVR5xxx', ['XVR5108HS', 'DHI-XVR5216AN'], ['NVR5216', 'XVR7108']],
    ['Axis', 'P1354', ['P1354', 'P1354-E'], ['P13541', 'P1355']],
  ])('%s %s is a series with %j and without %j', (vendor, name, inside, outside) => {
    const pattern = new RegExp(seriesPattern(vendor, [name], 'x') ?? 'no pattern')
    expect(inside.filter((model) => !pattern.test(model))).toEqual([])
    expect(outside.filter((model) => pattern.test(model))).toEqual([])
  })

  it('knows software that is no device', () => {
    expect(isSoftware(['HikCentral Professional'])).toBe(true)
    expect(isSoftware(['DS-2CD2143G2-I'])).toBe(false)
  })
})

describe('what CISA lists as exploited', () => {
  it('stays when its range rests on share-alike data, but without the range', () => {
    const base = record([
      ['https://a', 'ODbL-1.0'],
      ['https://www.cisa.gov/known-exploited-vulnerabilities-catalog', 'CC0-1.0'],
    ])
    const [first] = base.vulnerabilities
    if (first === undefined) throw new Error('the record has no vulnerability')
    const kept = withoutShareAlike({
      ...base,
      vulnerabilities: [{ ...first, knownExploited: true, affected: { all: true }, cvss: 9.3 }],
    })
    expect(kept?.vulnerabilities).toMatchObject([
      { knownExploited: true, affected: null, cvss: null, source: expect.stringContaining('known-exploited') },
    ])
  })
})

describe('model names of makers that were not looked at one by one', () => {
  it.each<[string, string[], string[]]>([
    ['AVTECH', ['IP camera', 'DVR', 'and NVR devices'], []],
    ['CP Plus', ['CP-VNR-3104, CP-VNR-3108'], ['CP-VNR-3104', 'CP-VNR-3108']],
    ['Gallagher', ['Controller 6000 and Controller 7000'], ['Controller 6000', 'Controller 7000']],
    ['GeoVision', ['GV_IPCAMD_GV_BX1500', 'GV_VS03'], ['GV-BX1500', 'GV-VS03']],
    ['TP-Link', ['VIGI C340 2.0', 'C500 V2'], ['VIGI C340', 'C500']],
    ['Sony', ['Sony', 'SNC-CH115'], ['SNC-CH115']],
  ])('%s: %j are %j', (vendor, printed, names) => {
    expect(cleanModels(vendor, printed)).toEqual(names)
  })

  it('give the hardware version that they end in to a field of its own', () => {
    expect(hardwareIn('TP-Link', ['VIGI C340 2.0', 'C500 V2'])).toEqual(['2.0', 'V2'])
    expect(hardwareIn('D-Link', ['DCS-930L 2.0'])).toEqual([])
  })
})

describe('examples of a pattern', () => {
  it.each([
    ['Hikvision', 'DS-2CD2xx2FWD Series', 'DS-2CD2442FWD'],
    ['Dahua', 'IPC-HX5XXX', 'IPC-HDW5222'],
    ['Geutebrück', 'EFD-22xx', 'EFD-2248'],
  ])('%s %s: %s', (vendor, name, example) => {
    const pattern = seriesPattern(vendor, [name], 'x') ?? 'no pattern'
    expect(examplesOf(pattern, [name])).toContain(example)
  })
})

describe('what is left out', () => {
  const maker = makersIn([record([['https://a', 'CC0-1.0']])])[0]
  it('is written down with its reason', () => {
    if (maker === undefined) throw new Error('no maker')
    const log: LeftOut[] = []
    expect(usable(maker, record([['https://a', 'ODbL-1.0']]), log)).toBeNull()
    expect(usable(maker, { ...record([['https://a', 'CC0-1.0']]), vulnerabilities: [] }, log)).toBeNull()
    expect(usable(maker, record([['https://a', 'CC0-1.0']]), log)).not.toBeNull()
    expect(leftOutText(log)).toMatch(/share-alike data \(ODbL\) alone \(1\)\n\n- A: A\n[\s\S]*nor vulnerability \(1\)/)
  })
})
