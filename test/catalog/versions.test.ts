import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type VersionScheme, versionSchemes } from '../../electron/catalog/product.ts'
import { compareVersions, parseVersion, type Version } from '../../electron/catalog/versions.ts'

const parsed = (scheme: VersionScheme, text: string): Version => {
  const version = parseVersion(scheme, text)
  if (version === null) throw new Error(`${text} was not understood`)
  return version
}

describe('reading version strings as devices and advisories write them', () => {
  it.each<[VersionScheme, string, Partial<Version>]>([
    ['axis', '8.40.1.1', { line: '8.40', numbers: [8, 40, 1, 1] }],
    ['axis', '9.80.3.5', { line: '9.80' }],
    ['axis', '10.12.220', { line: '10.12' }],
    ['axis', '12.11.77', { line: '12.11', numbers: [12, 11, 77] }],
    ['axis', '1.65.4', { line: 'below 5' }],
    ['hikvision', 'V5.6.1', { numbers: [5, 6, 1], date: null }],
    ['hikvision', 'V5.8.3 build 240821', { numbers: [5, 8, 3], date: '2024-08-21' }],
    ['hikvision', 'V5.5.800 build 210325', { numbers: [5, 5, 800], date: '2021-03-25' }],
    ['hikvision', 'V5.2.0 build 140721', { date: '2014-07-21' }],
    ['hikvision', '5.4.4 Build 161125', { date: '2016-11-25' }],
    ['hikvision', 'V5.7.23_260320', { numbers: [5, 7, 23], date: '2026-03-20' }],
    ['hikvision', 'V4.30.096build221220', { numbers: [4, 30, 96], date: '2022-12-20' }],
    ['hikvision', '1.4.0_build221212', { numbers: [1, 4, 0], date: '2022-12-12' }],
    ['dahua', '2.420.Dahua 00.14.R, build: 2016-06-18', { line: '2.420', counter: 14, date: '2016-06-18' }],
    ['dahua', 'V2.420.14.R.2016-06-18', { line: '2.420', counter: 14, date: '2016-06-18' }],
    ['dahua', 'V2.622.0000000.9.R', { line: '2.622', counter: 9, date: null }],
    ['dahua', '2.820.0000000.48.R.220614', { line: '2.820', counter: 48, date: '2022-06-14' }],
    ['dahua', '2.800.0000000.8.R, Build Date: 2019-12-13', { line: '2.800', counter: 8, date: '2019-12-13' }],
    ['dahua', '2.420.AC00.18.R.20200217', { line: '2.420/AC00', counter: 18, date: '2020-02-17' }],
    ['dahua', '1.000.HW01.3.20190820', { line: '1.000/HW01', counter: 3, date: '2019-08-20' }],
    ['dahua', '2.800.0000000.8.R.20241111', { line: '2.800', counter: 8, date: '2024-11-11' }],
    ['dahua', 'V2.800.00IB00C.0.T', { line: '2.800/IB00C', counter: 0, date: null }],
    ['dotted', '8.71.0066', { numbers: [8, 71, 66] }],
    ['hanwha', '25.01.00_20250328_R392', { line: 'year', numbers: [25, 1, 0], date: '2025-03-28', counter: 392 }],
    ['hanwha', '2.22.05', { line: 'classic', numbers: [2, 22, 5] }],
    ['hanwha', 'SRN4000_v2.16_170401', { line: 'classic', numbers: [2, 16], date: '2017-04-01' }],
    ['vivotek', '0100', { numbers: [100, 0] }],
    ['vivotek', '0113d', { numbers: [113, 4] }],
    ['vivotek', '0121d_48573_1', { numbers: [121, 4, 48573, 1] }],
    ['vivotek', 'FD8136-VVTK-0300a', { numbers: [300, 1] }],
    ['uniview', 'IPC-B2202.7.11.230222', { line: 'IPC-B2202', numbers: [7, 11], date: '2023-02-22' }],
    ['uniview', 'NVR-B3801.20.17.240507', { line: 'NVR-B3801', date: '2024-05-07' }],
  ])('%s: %s', (scheme, text, expected) => {
    expect(parsed(scheme, text)).toMatchObject(expected)
  })

  it.each<[VersionScheme, string]>([
    ['axis', 'LFP-3_1 beta1'],
    ['axis', '12.0.0-beta1'],
    ['axis', '5.80.x'],
    ['hikvision', '3.0.3_20201113_RELEASE(HIK)'],
    ['hikvision', 'V5.5.0 build 179925'],
    ['dahua', '2240008'],
    ['dahua', 'V5.00.R02.00030747.10010.349f17..ONVIF 16.12'],
    ['dotted', 'H264'],
    ['uniview', 'B6103.16.10.B25.201218'],
    ['vivotek', 'XXXXXX-VVTK-0X0'],
    ['hanwha', ''],
    ['dotted', '1.99999999999999999999'],
  ])('makes nothing of %s "%s"', (scheme, text) => {
    expect(parseVersion(scheme, text)).toBeNull()
  })
})

describe('comparing versions', () => {
  it.each<[VersionScheme, string, '<' | '=' | 'unknown', string]>([
    ['axis', '12.11.44', '<', '12.11.77'],
    ['axis', '11.11.77', '<', '11.11.109'],
    ['axis', '9.80.3.9', '<', '9.80.121'],
    ['axis', '10.12.338', '<', '10.12.338.1'],
    ['axis', '10.12.338', 'unknown', '11.11.77'],
    ['hikvision', '5.8.11', '<', '5.8.110'],
    ['hikvision', 'V5.4.5', '<', 'V5.5.0 build 170725'],
    ['hikvision', 'V5.5.0 build 170725', '<', 'V5.5.0 build 170830'],
    ['hikvision', 'V5.5.0', 'unknown', 'V5.5.0 build 170725'],
    ['hikvision', 'V5.2.0', '=', '5.2.0'],
    ['dahua', 'V2.622.0000000.7.R', '<', 'V2.622.0000000.9.R'],
    ['dahua', '2.820.0000000.50.R.220101', '<', '2.820.0000000.48.R.220614'],
    ['dahua', '2.420.Dahua 00.14.R, build: 2016-06-18', '=', 'V2.420.14.R.2016-06-18'],
    ['dahua', '2.622.0000000.9.R', 'unknown', '2.820.0000000.48.R.220614'],
    ['dahua', '2.420.AC00.18.R.20200217', 'unknown', '2.420.0000.18.R.20200217'],
    ['dahua', 'V2.622.0000000.9.R', 'unknown', 'V2.622.0000000.9.R.200101'],
    ['hanwha', '1.41.16', '<', '2.22.05'],
    ['hanwha', '2.22.05', 'unknown', '25.01.00_20250328_R392'],
    ['vivotek', '0113', '<', '0113a'],
    ['vivotek', '0121d', '<', '0121d_48573_1'],
    ['uniview', 'IPC-B2202.7.11.230222', 'unknown', 'NVR-B3801.20.17.240507'],
    ['dotted', '8.9', '<', '8.71.0066'],
  ])('%s: %s %s %s', (scheme, left, relation, right) => {
    const sign = compareVersions(parsed(scheme, left), parsed(scheme, right))
    const back = compareVersions(parsed(scheme, right), parsed(scheme, left))
    expect([sign, back]).toEqual({ '<': [-1, 1], '=': [0, 0], unknown: [null, null] }[relation])
  })
})

const numbers = (least: number, most: number) => fc.array(fc.nat(400), { minLength: least, maxLength: most })
const day = fc.date({ min: new Date('2010-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
const stamp = day.map((date) => date.toISOString().slice(2, 10).replaceAll('-', ''))

/** Texts that all belong to one line of the maker, so that each two of them must be comparable. */
const ofOneLine: Readonly<Record<VersionScheme, fc.Arbitrary<string>>> = {
  axis: numbers(1, 2).map((rest) => ['11', '11', ...rest].join('.')),
  hikvision: fc.tuple(numbers(3, 3), stamp).map(([triple, build]) => `V${triple.join('.')} build ${build}`),
  dahua: fc.tuple(fc.nat(60), stamp).map(([counter, build]) => `2.800.0000000.${counter}.R.${build}`),
  hanwha: fc.tuple(numbers(2, 2), stamp, fc.nat(500)).map(([rest, build, r]) => `2.${rest.join('.')}_${build}_R${r}`),
  vivotek: fc
    .tuple(fc.nat(9999), fc.constantFrom('', 'a', 'b', 'k'))
    .map(([n, letter]) => `${String(n).padStart(4, '0')}${letter}`),
  uniview: fc.tuple(numbers(2, 2), stamp).map(([rest, build]) => `IPC-B2202.${rest.join('.')}.${build}`),
  dotted: numbers(2, 4).map((all) => all.join('.')),
}

describe.each(versionSchemes)('the order inside one line of %s', (scheme) => {
  const version = ofOneLine[scheme].map((text) => parsed(scheme, text))

  it('is total, antisymmetric and transitive', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [ab, bc, ac, ba] = [
          compareVersions(a, b),
          compareVersions(b, c),
          compareVersions(a, c),
          compareVersions(b, a),
        ]
        if (ab === null || bc === null || ac === null) return false
        if (ba !== -ab && !(ab === 0 && ba === 0)) return false
        return !(ab <= 0 && bc <= 0) || ac <= 0
      }),
    )
  })

  it('calls a version the same as itself, however often it is read', () => {
    fc.assert(
      fc.property(
        ofOneLine[scheme],
        (text) => compareVersions(parsed(scheme, text), parsed(scheme, ` ${text} `)) === 0,
      ),
    )
  })
})

describe('notation that means nothing', () => {
  it('is a V in front, zeros before a number and zeros after the last one', () => {
    fc.assert(
      fc.property(numbers(3, 3), fc.nat(3), (triple, zeros) => {
        const plain = parsed('hikvision', triple.join('.'))
        const padded = parsed('hikvision', `V${triple.map((n) => `${'0'.repeat(zeros)}${n}`).join('.')}`)
        const longer = parsed('dotted', [...triple, ...Array(zeros).fill(0)].join('.'))
        return compareVersions(plain, padded) === 0 && compareVersions(parsed('dotted', triple.join('.')), longer) === 0
      }),
    )
  })

  it('never makes anything of hostile text, and never fails on it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...versionSchemes), fc.string({ maxLength: 400 }), (scheme, text) => {
        const version = parseVersion(scheme, text)
        return version === null || version.numbers.every((number) => Number.isSafeInteger(number) && number >= 0)
      }),
    )
  })

  it('is read in time that grows with the length of the text, not faster', () => {
    for (const scheme of versionSchemes) {
      expect(parseVersion(scheme, `${'1.'.repeat(100_000)}x`)).toBeNull()
      expect(parseVersion(scheme, `${'1'.repeat(190)}_`)).toBeNull()
    }
  })
})
