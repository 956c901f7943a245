import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFirmwareCatalog } from '../../electron/catalog/firmware-catalog.ts'
import type { FirmwareAssessment } from '../../electron/model/firmware.ts'

const folder = join(import.meta.dirname, '../../firmware-catalog')
const catalog = openFirmwareCatalog(folder, () => new Date('2026-11-22T08:00:00Z'))

interface Device {
  readonly maker: string | null
  readonly model: string
  /** Version, and behind a bar the build where the device keeps it apart. */
  readonly firmware: string
  readonly hardwareId?: string
}

const assess = ({ maker, model, firmware, hardwareId }: Device): FirmwareAssessment => {
  const [version = '', build = null] = firmware.split('|')
  return catalog.assess({ manufacturer: maker, model, firmware: version, build, hardwareId: hardwareId ?? null })
}

const answerTo = (answer: FirmwareAssessment, cve: string): string =>
  answer.vulnerabilities.find((entry) => entry.cve === cve)?.applies ?? 'not named'

/**
 * Strings as devices and advisories of each maker print them, and what the facts say of a device that has them: maker (- where
 * the device names none) ; model ; version, behind a bar the build where the device keeps it apart ; maker that answers,
 * currency, support ; what applies ; the action with its version, or with a part of the fact that would decide.
 */
const table = `
- ; DS-2CD2143G0-I ; V5.5.0 build 170725 ; Hikvision behind unknown ; CVE-2021-36260 check, CVE-2017-7921 not named ; upgrade V5.6.821 build 260330
HIKVISION ; DS-2CD63C5G1-IVS ; V5.8.3|build 240821 ; Hikvision unknown unknown ; CVE-2021-36260 check, CVE-2017-7921 no ; find-out CVE-2021-36260
HIKVISION ; DS-2CD2142FWD-I ; V5.4.4 ; Hikvision unknown unknown ; CVE-2017-7921 check ; find-out ISAPI/System/deviceInfo
HIKVISION ; DS-2CD2142FWD-I ; V5.4.4 build 161125 ; Hikvision unknown unknown ; CVE-2017-7921 yes ; upgrade a version after 5.4.4 Build 161125
HIKVISION ; DS-2CD2142FWD-I ; V5.4.5 ; Hikvision unknown unknown ; CVE-2017-7921 no ; find-out build date
HIKVISION ; DS-2CD4026FWD-A ; V5.2.0 build 140721 ; Hikvision unknown unknown ; CVE-2017-7921 yes ; upgrade a version after 5.4.0 Build 160414
HIKVISION ; DS-2CD2347G2-LU ; V5.7.23_260320 ; Hikvision current unknown ; CVE-2021-36260 check ; find-out CVE-2021-36260
Hikvision ; DS-2CD2085G1-I ; V5.5.800|build 210325 ; Hikvision behind unknown ;  ; upgrade V5.6.821 build 260330
Hikvision ; DS-2CD2085G1-I ; V5.6.1 ; Hikvision behind unknown ;  ; upgrade V5.6.821 build 260330
AXIS ; M5525-E ; 8.40.1.1 ; Axis unknown ended ; CVE-2023-21418 check ; find-out which firmware line
AXIS ; P3245-LV ; 9.80.3.5 ; Axis behind possibly-ended ; CVE-2023-21418 check ; upgrade 9.80.121
AXIS ; P3245-LV ; 10.12.220 ; Axis behind supported ; CVE-2023-21418 check ; upgrade 10.12.338
AXIS ; P3245-LV ; 10.12.338 ; Axis current supported ; CVE-2023-21418 check ; find-out 10.12 line
AXIS ; P3245-LV ; 11.11.212 ; Axis current supported ; CVE-2024-6979 check ; find-out first repaired
AXIS ; P3245-LV ; 11.11.109 ; Axis behind supported ;  ; upgrade 11.11.212
AXIS ; P3265-V ; 12.11.30 ; Axis behind supported ; CVE-2026-4757 yes ; upgrade 12.11.77
- ; AXIS P3265-V ; 12.11.77 ; Axis current supported ; CVE-2026-4757 no ; find-out first repaired
AXIS ; P3265-V ; 12.11.44-beta1 ; Axis behind supported ; CVE-2026-4757 yes ; upgrade 12.11.77
AXIS ; P3265-V ; 12.1.3 ; Axis unknown unknown ; CVE-2026-4757 check ; find-out first repaired
AXIS ; P3344 ; LFP-3_1 beta1 ; Axis unknown unknown ; CVE-2026-4757 check ; find-out installed track
AXIS ; A1001 ; 1.65.4 ; Axis unknown unknown ; CVE-2023-21406 yes ; upgrade a version after 1.65.4
Dahua ; IPC-HDW5231R-ZE ; 2.622.0000000.9.R, build: 2017-06-18 ; Dahua unknown unknown ; CVE-2021-33044 yes, CVE-2021-33045 yes ; upgrade builds from June 2021 on
Dahua ; IPC-HDW5231R-ZE ; 2.622.0000000.9.R, build: 2021-05-31 ; Dahua unknown unknown ; CVE-2021-33044 yes, CVE-2021-33045 no ; upgrade builds from June 2021 on
Dahua ; IPC-HDW5231R-ZE ; V2.622.0000000.9.R ; Dahua unknown unknown ; CVE-2021-33044 check ; find-out getSoftwareVersion
Dahua ; IPC-HDW5231R-ZE ; 2.820.0000000.48.R.220614 ; Dahua unknown unknown ; CVE-2021-33044 no ; find-out first repaired
- ; DH-IPC-HFW5231E ; 2.800.0000000.16.R.20210601 ; Dahua unknown unknown ; CVE-2021-33044 no ; find-out first repaired
Dahua ; NVR5216 ; V2.420.14.R.2016-06-18 ; Dahua unknown unknown ; CVE-2021-33045 yes ; upgrade builds from December 2019 on
Amcrest ; IP5M-1173 ; 2.420.AC00.18.R.20200217 ; Amcrest unknown unknown ; CVE-2020-5735 no ; find-out first repaired
- ; IP5M-1173 ; 2.420.AC00.18.R.20190101 ; Amcrest unknown unknown ; CVE-2020-5735 yes ; upgrade 2.420.AC00.18.R.20200217
Amcrest ; IP5M-1173 ; 2.700.AC00.1.R.20190101 ; Amcrest unknown unknown ; CVE-2020-5735 check ; find-out CVE-2020-5735
Dahua ; IPM-721S ; 2.420.AC00.16.R.20170101 ; Amcrest unknown unknown ; CVE-2020-5735 yes ; upgrade 2.420.AC00.18.R.20200217
Lorex ; W461ASC-E ; 2.800.0000000.8.R.20241111 ; Lorex current unknown ; CVE-2024-52544 no ; find-out
Intelbras ; VIP S3020 G2 ; V2.800.00IB00C.0.T ; Intelbras unknown unknown ;  ; find-out build date
Bosch ; FLEXIDOME indoor 5100i IR ; 8.71.0066 ; Bosch unknown unknown ; CVE-2023-39509 check ; find-out platform CPP13
Hanwha ; XND-A9084RV ; 25.01.00_20250328_R392 ; Hanwha unknown unknown ;  ; find-out
Hanwha Techwin ; QNV-C8012 ; 2.21.02 ; Hanwha behind unknown ; CVE-2025-8075 yes ; upgrade 2.22.05
Hanwha Techwin ; QNV-C8012 ; 2.22.05 ; Hanwha current unknown ; CVE-2025-8075 no ; find-out
VIVOTEK ; FD9360-H ; 0100 ; Vivotek unknown unknown ;  ; find-out letter and suffix
VIVOTEK ; FD9371 ; 0100 ; Vivotek unknown unknown ; CVE-2026-22755 check ; find-out letter and suffix
VIVOTEK ; FD9371 ; 0113d ; Vivotek unknown unknown ; CVE-2026-22755 yes ; isolate
VIVOTEK ; FD9371 ; FD9371-VVTK-0121d_48573_1 ; Vivotek unknown unknown ; CVE-2026-22755 yes ; isolate
UNIVIEW ; IPC322LB-SF28-A ; IPC-B2202.7.11.230222 ; Uniview unknown unknown ; CVE-2023-0773 check ; find-out CVE-2023-0773
UNIVIEW ; IPC322LB-SF28-A ; CIPC-B2303.2.8.230105 ; Uniview unknown unknown ; CVE-2023-0773 yes ; upgrade a version after CIPC-B2303.2.8.230105
UNIVIEW ; NVR301-04S2-P4 ; NVR-B3801.20.17.240506 ; Uniview unknown unknown ; CVE-2024-3850 yes ; upgrade NVR-B3801.20.17.240507
- ; NVR301-04S2-P4 ; NVR-B3801.20.17.240507 ; Uniview unknown unknown ; CVE-2024-3850 no ; find-out
tp-link ; C210 ; 1.3.11 Build 240521 Rel.65442n ; TP-Link unknown unknown ;  ; find-out
TP-Link ; VIGI S245 ; 3.1.0_Build_250820_Rel.57668n ; TP-Link current unknown ; CVE-2026-0629 no ; find-out
TP-Link ; VIGI S245 ; 3.1.0 ; TP-Link unknown unknown ; CVE-2026-0629 check ; find-out Build and Rel
TP-Link ; Tapo C200 ; V3_1.4.5 Build 251104 ; TP-Link current unknown ; CVE-2025-14300 no ; find-out
Reolink ; RLC-410W ; v3.0.0.136_20121102 ; Reolink behind possibly-ended ; CVE-2021-40407 yes, CVE-2019-11001 no ; upgrade v3.0.0.2356
Reolink ; B500 ; v3.0.0.183_21012814 ; Reolink unknown unknown ;  ; find-out
Ubiquiti ; UNVR ; 5.1.11 ; Ubiquiti behind unknown ; CVE-2026-34908 yes ; upgrade 5.1.12
- ; UNVR ; 5.1.12 ; Ubiquiti current unknown ; CVE-2026-34908 no ; find-out
Ubiquiti ; UVC-G4-PRO ; UVC.v4.30.0.67 ; Ubiquiti unknown unknown ; CVE-2025-23117 yes ; upgrade 4.74.106
H264 ; XM530_R80X30-PQ_8M ; V5.00.R02.00030747.10010.349f17..ONVIF 16.12 ; Xiongmai unknown unknown ;  ; find-out
AVTECH ; AVM1203 ; FullImg-1023-1007-1011-1009 ; AVTECH unknown unknown ; CVE-2024-7029 yes ; upgrade a version after FullImg-1023-1007-1011-1009
- ; AVM1203 ; 1017-1003-1009-1003 ; AVTECH unknown unknown ; CVE-2024-7029 yes ; upgrade
Milesight ; MS-C2972-PB ; 51.7.0.77-r12 ; Milesight unknown unknown ;  ; find-out
Mobotix ; P3 ; MX-V4.7.2.18 ; Mobotix unknown unknown ; CVE-2023-34873 no ; find-out
Mobotix ; Mx6 ; MX-V5.2.0.61 ; Mobotix unknown unknown ; CVE-2023-34873 check ; find-out
Geutebrück ; EFD-2250 ; 1.12.0.27 ; Geutebrück unknown unknown ; CVE-2019-10956 no ; find-out
Geutebruck ; EFD-2241 ; 1.12.14.7 ; Geutebrück unknown unknown ; CVE-2021-33543 check ; find-out
D-Link ; DCS-2530L ; 1.05.05 ; D-Link unknown possibly-ended ; CVE-2020-25078 yes ; upgrade 1.06.01 Hotfix
D-Link ; DCS-2530L ; 1.06.01 Hotfix ; D-Link unknown possibly-ended ; CVE-2020-25078 no ; find-out
- ; DNR-322L ; 2.60B15 ; D-Link unknown ended ; CVE-2022-40799 yes ; replace
TVT ; TD-2308SS-B ; 1.3.4.22966B181219.D14.U1(8A41T) ; TVT unknown unknown ;  ; find-out
Software House ; iSTAR Ultra ; 6.9.7 ; Johnson Controls behind unknown ; CVE-2025-43875 yes ; upgrade 6.9.7.CU01
Johnson Controls ; iSTAR Ultra ; 6.9.7.CU01 ; Johnson Controls current unknown ; CVE-2025-43875 no ; find-out
Tyco ; Illustra Pro4 Fixed ; Illustra.SS016.24.03.00.0007 ; Johnson Controls unknown unknown ; CVE-2024-32753 no ; find-out
exacq ; exacqVision Server ; 24.03 ; exacq unknown unknown ; CVE-2024-32865 yes ; upgrade 24.06
Kantech ; KT-1 ; 3.10.12 ; Kantech unknown unknown ; CVE-2021-27662 no ; find-out
HID ; LP1502 ; 1.296 ; HID unknown unknown ; CVE-2022-31479 yes ; upgrade 1.302
HID ; EP4502 ; 1.296 ; HID unknown unknown ; CVE-2022-31479 no ; find-out CVE-2022-31481
LenelS2 ; LNL-X2220 ; 1.302 ; LenelS2 unknown unknown ; CVE-2022-31479 no ; find-out
Gallagher ; Controller 6000 ; vCR9.10.240520a ; Gallagher unknown unknown ; CVE-2024-22387 no, CVE-2024-24972 yes ; upgrade vCR9.10.240816a
Gallagher ; Command Centre Server ; vEL8.90|1318 ; Gallagher unknown unknown ; CVE-2024-21815 yes ; upgrade vEL8.90.2155 (MR5)
Gallagher ; Command Centre Server ; vEL8.90 ; Gallagher unknown unknown ; CVE-2024-21815 check ; find-out build number
Genetec ; Security Center ; 5.12.2.6 ; Genetec unknown unknown ; CVE-2025-43027 yes ; upgrade 5.12.2.12
Genetec ; Security Center ; 5.12.2.12 ; Genetec unknown unknown ; CVE-2025-43027 no ; find-out
Milestone ; XProtect VMS (Management Server) ; 25.3 ; Milestone unknown unknown ; CVE-2026-3014 check ; find-out revision of the installed cumulative patch
Siemens ; Siveillance Video V2023 R3 ; V23.3 HotfixRev26 ; Siemens unknown unknown ; CVE-2026-3014 yes ; upgrade V23.3 HotfixRev27
Siemens ; Siveillance Video V2023 R3 ; V23.3 HotfixRev27 ; Siemens unknown unknown ; CVE-2026-3014 no ; find-out
ZKTeco ; BioTime ; 8.5.5 ; ZKTeco unknown unknown ; CVE-2023-38950 yes ; upgrade 9.0.1 (20240617.19506)
ZKTeco ; BioTime ; 9.0.1 (20240617.19506) ; ZKTeco unknown unknown ; CVE-2023-38950 no ; find-out
QNAP ; VS-2108 Pro+ ; QVR 5.1.5 build 20210902 ; QNAP unknown ended ; CVE-2023-47565 no ; replace
PTZOptics ; PT30X-SDI ; 6.3.39 ; PTZOptics unknown unknown ; CVE-2024-8956 yes, CVE-2024-8957 yes ; upgrade 6.3.40
Zenitel ; TCIV-3+ ; 9.3.3.0 ; Zenitel current unknown ; CVE-2025-64126 no ; find-out
NUUO ; NVRsolo ; 03.11.00 ; NUUO unknown ended ; CVE-2022-23227 yes, CVE-2018-14933 check ; replace
`

const rows = table
  .trim()
  .split('\n')
  .map((line) => {
    const [maker = '', model = '', firmware = '', state = '', applies = '', next = ''] = line.split(' ; ')
    return { maker: maker === '-' ? null : maker, model, firmware, state, applies, next }
  })

describe('what the catalog answers to the version strings of each maker', () => {
  it.each(rows)('$maker $model with $firmware: $state, $applies, $next', ({ state, applies, next, ...device }) => {
    const answer = assess(device)
    for (const expected of applies.split(', ').filter((text) => text !== '')) {
      const [cve = ''] = expected.split(' ')
      expect(`${cve} ${answerTo(answer, cve)}`).toBe(expected)
    }
    expect(`${answer.vendor} ${answer.currency.state} ${answer.support.state}`).toBe(state)
    const { kind, to, fact } = answer.action
    const shown = kind === 'find-out' ? fact : to
    const [first = ''] = next.split(' ')
    expect(kind).toBe(first)
    if (kind === 'upgrade' && next !== first) expect(`${kind} ${shown}`).toBe(next)
    expect(`${kind} ${shown}`).toContain(next.slice(first.length).trim())
    expect(JSON.stringify(answer)).not.toMatch(/up[ -]to[ -]date/i)
  })

  it('names a source for every answer, and the deciding fact for every one that is open', () => {
    const nameless: string[] = []
    for (const device of rows) {
      const { vulnerabilities, undecided } = assess(device)
      for (const { cve, applies, source, decidingFact, undecidedBecause } of vulnerabilities) {
        const isOpen = applies === 'check'
        const said = source !== '' && (decidingFact !== null) === isOpen && (undecidedBecause !== null) === isOpen
        const asked = undecided.some(({ question }) => question.includes(cve))
        if (!said || asked !== isOpen) nameless.push(`${device.model} ${cve}`)
      }
    }
    expect(nameless).toEqual([])
  })

  it('are at least 60 strings of at least 30 makers', () => {
    expect(new Set(rows.map(({ firmware }) => firmware)).size).toBeGreaterThanOrEqual(60)
    expect(new Set(rows.map(({ state }) => state.split(' ')[0])).size).toBeGreaterThanOrEqual(30)
  })
})

describe('a patched build of a long-term track', () => {
  it.each(['11.11.212', '10.12.338', '9.80.121'])(
    '%s inside a range over tracks is never called affected',
    (firmware) => {
      const { vulnerabilities } = assess({ maker: 'AXIS', model: 'P3245-LV', firmware })
      expect(vulnerabilities.filter(({ applies }) => applies === 'yes')).toEqual([])
      const line = firmware.split('.', 2).join('.')
      expect(vulnerabilities.map(({ decidingFact }) => decidingFact).join()).toContain(
        `repaired build of the ${line} line`,
      )
    },
  )
})

describe('hardware behind one model name', () => {
  it('decides which newest firmware is meant', () => {
    const device = { maker: 'Reolink', model: 'B500', firmware: 'v3.0.0.183_21012814' }
    expect(
      assess(device)
        .undecided.map(({ decidingFact }) => decidingFact)
        .join(),
    ).toContain('hardware version')
    expect(assess({ ...device, hardwareId: 'IPC_515B8M5M_V2' })).toMatchObject({
      currency: { state: 'behind', latest: 'v3.1.0.2379_23062900' },
      behindBy: { releases: 1, days: 882 },
    })
    expect(assess({ ...device, hardwareId: 'IPC_5158M5M' }).currency.state).toBe('current')
  })
})

describe('how far behind', () => {
  it('is counted in releases that a source lists, and in days between builds', () => {
    expect(assess({ maker: 'AXIS', model: 'P3245-LV', firmware: '11.11.130' }).behindBy).toEqual({
      releases: 4,
      days: null,
    })
    expect(assess({ maker: null, model: 'DS-2CD2143G0-I', firmware: 'V5.5.0 build 170725' }).behindBy).toMatchObject({
      days: 3170,
    })
  })
})

describe('a brand of another factory', () => {
  it('is said, with the exploited issues of the factory that nothing rules out', () => {
    const old = assess({ maker: 'Lorex', model: 'W461ASC-E', firmware: '2.800.0000000.5.R.20191111' })
    expect(old.oem).toMatchObject({ builtBy: 'Dahua' })
    expect(old.undecided.map(({ question }) => question).join()).toMatch(/CVE-2021-33044.*of Dahua/)
    const recent = assess({ maker: 'Lorex', model: 'W461ASC-E', firmware: '2.800.0000000.8.R.20241111' })
    expect(recent.undecided.map(({ question }) => question).join()).not.toMatch(/CVE-2021-33044/)
    expect(assess({ maker: 'AXIS', model: 'P3245-LV', firmware: '11.11.212' }).oem).toBeNull()
  })
})
