import { describe, expect, it } from 'vitest'
import { type VersionScheme, versionSchemes } from '../../electron/catalog/product.ts'
import { schemes } from '../../electron/catalog/version-schemes.ts'
import { compareLines, compareVersions, parseVersion, type Version } from '../../electron/catalog/versions.ts'

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
    ['axis', '12.0.0-beta1', { line: '12.0', numbers: [12, 0, 0], suffix: [-2, 1] }],
    ['axis', '1.65.4', { line: 'below 5' }],
    ['hikvision', 'V5.6.1', { numbers: [5, 6, 1], date: null }],
    ['hikvision', 'V5.8.3 build 240821', { numbers: [5, 8, 3], date: '2024-08-21' }],
    ['hikvision', 'V5.5.800 build 210325', { numbers: [5, 5, 800], date: '2021-03-25' }],
    ['hikvision', 'V5.2.0 build 140721', { date: '2014-07-21' }],
    ['hikvision', '5.4.4  Build 161125', { date: '2016-11-25' }],
    ['hikvision', 'V5.7.23_260320', { numbers: [5, 7, 23], date: '2026-03-20' }],
    ['hikvision', 'V4.30.096build221220', { numbers: [4, 30, 96], date: '2022-12-20' }],
    ['hikvision', '1.4.0_build221212', { numbers: [1, 4, 0], date: '2022-12-12' }],
    ['dahua', '2.420.Dahua 00.14.R, build: 2016-06-18', { line: '2.420', counter: 14, date: '2016-06-18' }],
    ['dahua', 'V2.420.14.R.2016-06-18', { line: '2.420', counter: 14, date: '2016-06-18' }],
    ['dahua', 'V2.622.0000000.9.R', { line: '2.622', counter: 9, date: null }],
    ['dahua', '2.820.0000000.48.R.220614', { line: '2.820', counter: 48, date: '2022-06-14' }],
    ['dahua', '2.800.0000000.8.R, Build Date: 2019-12-13', { line: '2.800', counter: 8, date: '2019-12-13' }],
    [
      'dahua',
      'DH_IPC-HX5XXX-Themis_MultiLang_PN_Stream3_V2.800.0000000.29.R.220225',
      { line: '2.800', counter: 29, date: '2022-02-25' },
    ],
    ['dahua', '2.420.AC00.18.R.20200217', { line: '2.420/AC00', counter: 18, date: '2020-02-17' }],
    ['dahua', '1.000.HW01.3.20190820', { line: '1.000/HW01', counter: 3, date: '2019-08-20' }],
    ['dahua', '1.000.0041.20180530', { line: '1.000/41', counter: null, date: '2018-05-30' }],
    ['dahua', '2.800.0000000.8.R.20241111', { line: '2.800', counter: 8, date: '2024-11-11' }],
    ['dahua', 'V2.800.00IB00C.0.T', { line: '2.800/IB00C', counter: 0, date: null }],
    ['dotted', '8.71.0066', { numbers: [8, 71, 66] }],
    ['dotted', 'Ver.1.86.00', { numbers: [1, 86, 0] }],
    ['hanwha', '25.01.00_20250328_R392', { line: 'year', numbers: [25, 1, 0], date: '2025-03-28', counter: 392 }],
    ['hanwha', '2.22.05', { line: 'classic', numbers: [2, 22, 5] }],
    ['hanwha', 'SRN4000_v2.16_170401', { line: 'classic', numbers: [2, 16], date: '2017-04-01' }],
    ['vivotek', '0100', { numbers: [100], counter: null }],
    ['vivotek', '0113d', { numbers: [113], counter: 4 }],
    ['vivotek', '0121d_48573_1', { numbers: [121], counter: 4, suffix: [48573, 1] }],
    ['vivotek', 'FD8136-VVTK-0300a', { numbers: [300], counter: 1 }],
    ['uniview', 'IPC-B2202.7.11.230222', { line: 'IPC-B2202', numbers: [7, 11], date: '2023-02-22' }],
    ['uniview', 'NVR-B3801.20.17.240507', { line: 'NVR-B3801', date: '2024-05-07' }],
    ['tp-link', '1.3.11 Build 240521 Rel.65442n', { numbers: [1, 3, 11], date: '2024-05-21', counter: 65442 }],
    ['tp-link', 'V3_1.4.5 Build 251104', { numbers: [1, 4, 5], date: '2025-11-04', counter: null }],
    ['reolink', 'v3.1.0.5036_2506279222', { numbers: [3, 1, 0, 5036], date: '2025-06-27', counter: 9222 }],
    ['reolink', 'v3.0.0.136_20121102', { numbers: [3, 0, 0, 136], date: '2020-12-11', counter: 2 }],
    ['ubiquiti', 'UVC.v4.30.0.67', { numbers: [4, 30, 0, 67] }],
    ['exact', 'V5.00.R02.00030747.10010.349f17..ONVIF 16.12', { numbers: [] }],
    ['avtech', 'FullImg-1023-1007-1011-1009', { numbers: [1023, 1007, 1011, 1009] }],
    ['milesight', '51.7.0.77-r12', { line: '51', numbers: [7, 0, 77], counter: 12 }],
    ['mobotix', 'MX-V5.2.0.61', { line: '5', numbers: [5, 2, 0, 61] }],
    ['geutebrueck', '1.12.14.7', { line: '1.12.14' }],
    ['dlink', '1.06.01 Hotfix', { numbers: [1, 6, 1], counter: null, suffix: [1] }],
    ['dlink', '2.60B15', { numbers: [2, 60], counter: 15 }],
    ['tvt', '1.3.4.22966B181219.D14.U1(8A41T)', { line: '.D14.U1(8A41T)', date: '2018-12-19' }],
    ['istar', '6.9.7.CU01', { numbers: [6, 9, 7], counter: 1 }],
    ['illustra', 'Illustra.SS016.24.03.00.0007', { line: 'SS016', numbers: [24, 3, 0, 7] }],
    ['gallagher-server', 'vEL8.90.2155 (MR5)', { line: '8.90', counter: 2155 }],
    ['gallagher-controller', 'vCR9.10.240816a', { line: '9.10', date: '2024-08-16', counter: 1 }],
    ['genetec', '5.12.2.12', { line: '5.12' }],
    ['milestone', 'V23.3 HotfixRev27', { line: '23.3', counter: 27 }],
    ['zkteco', '9.0.1 (20240617.19506)', { numbers: [9, 0, 1], date: '2024-06-17', counter: 19506 }],
    ['zkteco', 'ZAM170-NF-1.8.25-7354-Ver1.0.0', { line: 'ZAM170-NF', numbers: [1, 8, 25], counter: 7354 }],
    ['lilin', '2.0b60_20200207', { counter: 60, date: '2020-02-07' }],
  ])('%s: %s', (scheme, text, expected) => {
    expect(parsed(scheme, text)).toMatchObject(expected)
  })

  it.each<[VersionScheme, string]>([
    ['axis', 'LFP-3_1 beta1'],
    ['axis', '5.80.x'],
    ['hikvision', '3.0.3_20201113_RELEASE(HIK)'],
    ['hikvision', 'V5.5.0 build 179925'],
    ['dahua', '2240008'],
    ['dahua', 'V5.00.R02.00030747.10010.349f17..ONVIF 16.12'],
    ['dotted', 'H264'],
    ['uniview', 'B6103.16.10.B25.201218'],
    ['vivotek', 'XXXXXX-VVTK-0X0'],
    ['hanwha', ''],
    ['mercury', '1.30'],
    ['genetec', '5.12'],
    ['milesight', '3x.8.0.3-r11'],
    ['avtech', '1017-1003-1009'],
    ['dotted', '1.99999999999999999999'],
  ])('makes nothing of %s "%s"', (scheme, text) => {
    expect(parseVersion(scheme, text)).toBeNull()
  })
})

describe.each(versionSchemes)('the examples of %s', (scheme) => {
  it('are all of its form, and each is the same as itself', () => {
    const { examples } = schemes[scheme]
    expect(examples.length).toBeGreaterThan(0)
    expect(examples.filter((text) => parseVersion(scheme, text) === null)).toEqual([])
    expect(examples.filter((text) => compareVersions(parsed(scheme, text), parsed(scheme, text)) !== 0)).toEqual([])
  })
})

describe('comparing versions', () => {
  it.each<[VersionScheme, string, '<' | '=' | 'unknown', string]>([
    ['axis', '12.11.44', '<', '12.11.77'],
    ['axis', '11.11.77', '<', '11.11.109'],
    ['axis', '9.80.3.9', '<', '9.80.121'],
    ['axis', '10.12.338', '<', '10.12.338.1'],
    ['axis', '12.0.0-beta1', '<', '12.0.0'],
    ['axis', '12.0.0-beta1', '<', '12.0.0-beta2'],
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
    ['vivotek', '0113a', '<', '0113d'],
    ['vivotek', '0113d', '<', '0117b'],
    // ONVIF leaves the letter out, so its absence says nothing.
    ['vivotek', '0113', 'unknown', '0113a'],
    ['vivotek', '0121d', '<', '0121d_48573_1'],
    ['uniview', 'IPC-B2202.7.11.230222', 'unknown', 'NVR-B3801.20.17.240507'],
    ['dotted', '8.9', '<', '8.71.0066'],
    ['dotted', '3.11', '=', 'v03.11.00'],
    ['tp-link', '3.1.0_Build_250820_Rel.57668n', '=', '3.1.0 Build 250820 Rel.57668n'],
    ['tp-link', '3.1.0 Build 250625 Rel.65381n', '<', '3.1.0_Build_250820_Rel.57668n'],
    ['tp-link', '1.4.5', 'unknown', 'V3_1.4.5 Build 251104'],
    ['reolink', 'v3.0.0.136_20121102', '<', 'v3.1.0.5036_2506279222'],
    ['exact', 'V5.00.R02.00030747.10010.349f17..ONVIF 16.12', 'unknown', 'V4.02.R11.24340142.10001.131900.00000'],
    ['exact', 'V4.02.R11.24340142.10001.131900.00000', '=', '4.02.R11.24340142.10001.131900.00000'],
    ['avtech', '1017-1003-1009-1003', '<', 'FullImg-1023-1007-1011-1009'],
    ['milesight', '51.7.0.77-r11', '<', '51.7.0.77-r12'],
    ['milesight', '51.7.0.77-r12', 'unknown', '61.8.0.5-r2'],
    ['mobotix', 'MX-V4.7.2.18', 'unknown', 'MX-V5.2.0.61'],
    ['geutebrueck', '1.12.0.25', '<', '1.12.0.27'],
    ['geutebrueck', '1.12.0.27', 'unknown', '1.12.14.7'],
    ['dlink', '1.06.01', '<', '1.06.01 Hotfix'],
    ['dlink', '2.60B15', '<', '2.60B16'],
    ['dlink', '2.60', 'unknown', '2.60B15'],
    ['istar', '6.9.7', '<', '6.9.7.CU01'],
    ['istar', '6.8.9 CU01', '<', '6.9.7'],
    ['illustra', 'Illustra.SS016.05.03.01.0007', '<', 'Illustra.SS016.24.03.00.0007'],
    ['illustra', 'Illustra.SS016.24.03.00.0007', 'unknown', 'Illustra.SS018.24.03.00.0010'],
    ['exacq', '21.06.11.0', '<', '24.06'],
    ['mercury', '1.296', '<', '1.302'],
    ['gallagher-server', 'vEL8.90.1318', '<', 'vEL8.90.2155 (MR5)'],
    ['gallagher-server', 'vEL8.80.1938 (MR6)', 'unknown', 'vEL8.90.1318'],
    ['gallagher-controller', 'vCR9.10.240816a', '<', 'vCR9.10.240816b'],
    ['genetec', '5.12.2.6', '<', '5.12.2.12'],
    ['genetec', '5.12.2.12', 'unknown', '5.13.1.1'],
    ['milestone', 'V23.3 HotfixRev26', '<', 'V23.3 HotfixRev27'],
    ['milestone', 'V23.3', 'unknown', 'V23.3 HotfixRev27'],
    ['zkteco', '9.0.1 (20240101.1)', '<', '9.0.1 (20240617.19506)'],
    ['dashed', '1.00-06', '<', '1.00-07'],
    ['dashed', '0.32-07', '<', '0.32-07e'],
    ['ubiquiti', 'UVC.v4.30.0.67', '<', '4.74.106'],
  ])('%s: %s %s %s', (scheme, left, relation, right) => {
    const sign = compareVersions(parsed(scheme, left), parsed(scheme, right))
    const back = compareVersions(parsed(scheme, right), parsed(scheme, left))
    expect([sign, back]).toEqual({ '<': [-1, 1], '=': [0, 0], unknown: [null, null] }[relation])
  })

  it('knows which of two lines is later only where the maker opened them one after the other', () => {
    const order = (scheme: VersionScheme, left: string, right: string) =>
      compareLines(parsed(scheme, left), parsed(scheme, right))
    expect(order('axis', '10.12.338', '11.11.77')).toBe(-1)
    expect(order('genetec', '5.13.1.1', '5.12.2.12')).toBe(1)
    expect(order('geutebrueck', '1.12.0.27', '1.12.14.7')).toBeNull()
    expect(order('milesight', '51.7.0.77-r12', '61.8.0.5-r2')).toBeNull()
  })
})
