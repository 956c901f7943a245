import type { VersionScheme } from './product.ts'

/** What stands in a version string, before it is known whether two of them may be compared. */
export interface VersionParts {
  /** What may be compared with each other: a track, a platform baseline, an OEM branch. Empty where there is one line. */
  readonly line: string
  readonly numbers: readonly number[]
  /** Build date `YYYY-MM-DD`, null when the string names none. */
  readonly date: string | null
  readonly counter: number | null
  /** What comes after everything else, missing places count as zero: negative for a beta, positive for a hotfix. */
  readonly suffix: readonly number[]
}

type Groups = Readonly<Record<string, string | undefined>>

/** How one maker writes versions and what decides which of two is newer. */
export interface Scheme {
  /**
   * The first form that fits is taken. Groups: `n` numbers, `d` date, `c` counter, `l` letter that counts as `counter`,
   * `nl` letter that counts as one more number, `sl` letter of the suffix, `s` numbers of the suffix, `line`.
   */
  readonly forms: readonly RegExp[]
  /** Which part decides first. Where one of two versions lacks the part that decides, nothing is decided. */
  readonly order: readonly ('numbers' | 'date' | 'counter' | 'suffix')[]
  /** One line where it is absent. */
  readonly lineOf?: (numbers: readonly number[], groups: Groups) => string
  /** How many leading numbers say which of two lines was opened later; 0 where lines stand side by side. */
  readonly orderedLines?: number
  /** What a missing counter means; where absent, that it is not known. */
  readonly counterWhenMissing?: number
  /** The part that every build has, so that a string without it was cut off on the way. */
  readonly alwaysHas?: 'date' | 'counter'
  /** Repairs come as revisions of a release whose own number stays the same. */
  readonly revisionDecides?: boolean
  /** Only for what named groups cannot say. */
  readonly refine?: (parts: VersionParts, groups: Groups) => VersionParts | null
  /** What a person has to look up when a string lacks the part that decides. */
  readonly missing: string
  /** Strings as devices, packages and advisories print them. */
  readonly examples: readonly string[]
}

const firstTwo = (numbers: readonly number[]): string => numbers.slice(0, 2).join('.')
const theFullString = 'the whole version string as the web page of the device shows it'

/** Every scheme by name. @see the examples, each of which a test reads */
export const schemes: Readonly<Record<VersionScheme, Scheme>> = {
  dotted: {
    forms: [/^(?:ver\.?|[vr])? ?(?<n>\d+(?:\.\d+)+)$/i],
    order: ['numbers'],
    missing: theFullString,
    examples: ['8.71.0066', '9.3.3.0', 'R1.00.08.05', 'Ver.1.86.00', '6.3.40', '3.10.12', 'v03.11.00'],
  },
  dashed: {
    forms: [/^v?(?<n>\d+(?:\.\d+)+)(?:[-R](?<c>\d+)(?<sl>[a-z])?)?$/i],
    order: ['numbers', 'counter', 'suffix'],
    missing: 'the revision behind the dash of the version',
    examples: ['1.00-06', '0.32-07e', '1.0.7-0298', '3.1.0.71-11', '2.03-06', '4.04R03'],
  },
  build: {
    forms: [
      /^(?:QVR )?v?(?<n>\d+(?:\.\d+)+)[ _](?:build )?(?<d>\d{8})$/i,
      /^(?:QVR )?v?(?<n>\d+(?:\.\d+)+)(?:[ _](?:build )?(?<c>\d{1,7}))?$/i,
    ],
    order: ['numbers', 'date', 'counter'],
    missing: 'the build that belongs to the version',
    examples: ['5.1.5 build 20210902', 'V5.3.13_1072', '2.52.2.43', 'V1.2.2 build 68'],
  },
  exact: {
    forms: [/^V?\d\.\d\d\.R\d\d\.[0-9A-Z]{8}\.[\w .-]{3,100}$/i],
    order: ['numbers'],
    lineOf: (_, { whole = '' }) => whole.toUpperCase().replace(/^V/, ''),
    missing: 'the advisory for this very build',
    examples: ['V5.00.R02.00030747.10010.349f17..ONVIF 16.12', 'V4.02.R11.24340142.10001.131900.00000'],
  },
  acti: {
    forms: [/^(?<line>[A-Z0-9]+-\d+)-V(?<n>\d+(?:\.\d+)+)-AC$/i],
    order: ['numbers'],
    missing: theFullString,
    examples: ['A1D-500-V6.11.31-AC'],
  },
  avtech: {
    forms: [/^(?:FullImg-)?(?<n>\d{4}(?:-\d{4}){3})$/i],
    order: ['numbers'],
    missing: theFullString,
    examples: ['FullImg-1023-1007-1011-1009', '1017-1003-1009-1003'],
  },
  axis: {
    forms: [/^(?<n>\d+\.\d+(?:\.\d+){0,3})(?:[-_. ]?(?<stage>alpha|beta|rc)[-_. ]?(?<s>\d+)?)?$/i],
    order: ['numbers', 'suffix'],
    // Access controllers had one line below 5.
    lineOf: (numbers) => ((numbers[0] ?? 0) < 5 ? 'below 5' : firstTwo(numbers)),
    orderedLines: 2,
    refine: (parts, { stage }) => {
      const before = { alpha: -3, beta: -2, rc: -1 }[stage?.toLowerCase() ?? '']
      return before === undefined ? parts : { ...parts, suffix: [before, ...parts.suffix] }
    },
    missing: 'the first repaired build of the installed track, from the advisory of the maker',
    examples: ['8.40.1.1', '9.80.3.5', '9.80.121', '10.12.220', '10.12.338.1', '12.11.77', '12.0.0-beta1', '1.65.4'],
  },
  dahua: {
    forms: [
      /^(?:.*_)?V?(?<n>\d+\.\d{2,4})\.(?:(?<oem>[^.]{1,20})\.)?(?<c>\d{1,3})(?:\.[RT])?(?:(?:[.,]? ?build(?: date)?:? ?|[.,] ?)(?<d>\d{4}-\d{2}-\d{2}|\d{8}|\d{6}))?$/i,
      /^V?(?<n>\d+\.\d{3})\.(?<oem>[^.]{4,20})(?:\.[RT])?(?:[.,]? ?build(?: date)?:? ?|\.)(?<d>\d{4}-\d{2}-\d{2}|\d{8}|\d{6})$/i,
    ],
    // The maker says itself that builds are compared by date.
    order: ['date', 'counter'],
    alwaysHas: 'date',
    lineOf: (_, { n = '', oem = '' }) => {
      const brand = oem.replace(/^dahua ?/i, '').replace(/^0+/, '')
      return `${n.replace(/^0+(?=\d)/, '')}${brand === '' ? '' : `/${brand.toUpperCase()}`}`
    },
    missing: 'the build date, which the web page and magicBox.cgi?action=getSoftwareVersion show',
    examples: [
      '2.420.Dahua 00.14.R, build: 2016-06-18',
      'V2.420.14.R.2016-06-18',
      'V2.622.0000000.9.R',
      '2.820.0000000.48.R.220614',
      '2.800.0000000.8.R, Build Date: 2019-12-13',
      '2.420.AC00.18.R.20200217',
      '1.000.HW01.3.20190820',
      '1.000.0041.20180530',
      'V2.800.00IB00C.0.T',
      '2.01.0.T.190521',
    ],
  },
  dlink: {
    forms: [/^v?(?<n>\d+(?:\.\d+)+)(?:[ _]?b(?:uild)? ?(?<c>\d+))?(?<hotfix> ?hotfix)?$/i],
    order: ['numbers', 'counter', 'suffix'],
    refine: (parts, { hotfix }) => (hotfix === undefined ? parts : { ...parts, suffix: [1] }),
    missing: 'the B number of the version and the hardware revision on the label',
    examples: ['1.06.01 Hotfix', '2.60B15', '1.01_B2', '1.04b12', '2.10 build 03', 'v1.05'],
  },
  exacq: {
    forms: [/^v?(?<n>\d{2}\.\d{2}(?:\.\d+)*)$/i],
    order: ['numbers'],
    missing: theFullString,
    examples: ['24.06', '21.06.11.0', 'v20.12.02.0'],
  },
  'gallagher-controller': {
    forms: [/^(?:vCR)?(?<n>\d+\.\d+)(?:\.(?<d>\d{6})(?<l>[a-z]))?$/i],
    order: ['numbers', 'date', 'counter'],
    alwaysHas: 'date',
    lineOf: firstTwo,
    orderedLines: 2,
    missing: 'the date and letter of the controller version',
    examples: ['vCR9.10.240816a', 'vCR8.80.240816b', '9.10'],
  },
  'gallagher-server': {
    forms: [/^(?:vEL)?(?<n>\d+\.\d+)(?:[. ](?<c>\d+))? ?(?:\(MR\d+\))?$/i],
    order: ['numbers', 'counter'],
    alwaysHas: 'counter',
    lineOf: firstTwo,
    orderedLines: 2,
    missing: 'the build number behind the release',
    examples: ['vEL8.90.1318', 'vEL8.90 1318', '8.80.1192', 'vEL8.90.2155 (MR5)'],
  },
  genetec: {
    forms: [/^v?(?<n>\d+\.\d+(?:\.\d+){1,2})$/i],
    order: ['numbers'],
    lineOf: firstTwo,
    orderedLines: 2,
    missing: 'the cumulative update of the installed minor version',
    examples: ['5.12.2.12', '5.9.5.10', '5.13.2.3'],
  },
  geovision: {
    forms: [/^V?(?<n>\d+(?:\.\d+)+)(?:_(?<d>\d{4}_\d{2}_\d{2}))?$/i],
    order: ['numbers', 'date'],
    missing: 'the date behind the version',
    examples: ['V1.00_2017_12_15', '6.1.2.0'],
  },
  geutebrueck: {
    forms: [/^(?<n>\d+\.\d+\.\d+(?:\.\d+)?)$/],
    order: ['numbers'],
    // 1.12.0, 1.12.13 and 1.12.14 are product lines beside each other.
    lineOf: (numbers) => numbers.slice(0, 3).join('.'),
    missing: 'the advisory of the maker for the installed firmware line',
    examples: ['1.12.0.27', '1.12.13.2', '1.12.14.7'],
  },
  hanwha: {
    forms: [/^(?:[A-Z0-9-]+_)?v?(?<n>\d+(?:\.\d+){1,3})(?:_(?<d>\d{8}|\d{6}))?(?:_R(?<c>\d+))?$/i],
    order: ['numbers', 'date', 'counter'],
    // The numbers began anew with the year in front.
    lineOf: (numbers) => ((numbers[0] ?? 0) >= 20 ? 'year' : 'classic'),
    missing: 'the date of the build',
    examples: ['2.22.05', '3.05.62', '25.01.00_20250328_R392', 'SRN4000_v2.16_170401'],
  },
  hikvision: {
    forms: [/^V?(?<n>\d+(?:\.\d+){1,3})(?:[ _,]*(?:build)?[ _]*(?<d>\d{6}))?$/i],
    order: ['numbers', 'date'],
    alwaysHas: 'date',
    missing: 'the build date, which ISAPI /ISAPI/System/deviceInfo gives and ONVIF does not',
    examples: [
      'V5.5.0 build 170725',
      'V5.6.1',
      'V5.5.800 build 210325',
      'V5.7.23_260320',
      'V4.30.096build221220',
      '5.4.4  Build 161125',
      '1.4.0_build221212',
    ],
  },
  illustra: {
    forms: [/^Illustra\.(?<line>[A-Z]+\d+)\.(?<n>\d+(?:\.\d+)+)$/i, /^v?(?<n>\d+(?:\.\d+)+)$/i],
    order: ['numbers'],
    missing: 'the whole version string with the platform in it',
    examples: ['Illustra.SS016.24.03.00.0007', 'Illustra.Ess4.01.02.10.5982', '1.9.4'],
  },
  istar: {
    forms: [/^v?(?<n>\d+(?:\.\d+)+)(?:[. ]CU(?<c>\d+))?$/i],
    order: ['numbers', 'counter'],
    counterWhenMissing: 0,
    missing: theFullString,
    examples: ['6.9.7.CU01', '6.8.9 CU01', '6.9.3'],
  },
  lilin: {
    forms: [/^v?(?<n>\d+\.\d+)b(?<c>\d+)(?:_(?<d>\d{8}))?$/i],
    order: ['numbers', 'counter', 'date'],
    missing: 'the date of the build',
    examples: ['2.0b60_20200207'],
  },
  mercury: {
    // The second number is a build of three digits; anything shorter was cut off.
    forms: [/^v?(?<n>\d+\.\d{3})$/i],
    order: ['numbers'],
    missing: 'the board family (LP or EP) and its version of the form 1.302',
    examples: ['1.302', '1.296'],
  },
  milesight: {
    forms: [/^(?<line>\d+)\.(?<n>\d+(?:\.\d+)+)(?:-r(?<c>\d+))?$/i],
    order: ['numbers', 'counter'],
    missing: 'the revision (-r) behind the version',
    examples: ['51.7.0.77-r12', '61.8.0.5-r2'],
  },
  milestone: {
    forms: [/^V?(?<n>\d+\.\d+)(?<nl>[a-z])?(?: ?HotfixRev ?(?<c>\d+)| \((?<c2>\d+)\))?$/i],
    order: ['numbers', 'counter'],
    alwaysHas: 'counter',
    lineOf: firstTwo,
    orderedLines: 2,
    revisionDecides: true,
    refine: (parts, { c2 }) => (c2 === undefined ? parts : { ...parts, counter: Number(c2) }),
    missing: 'the revision of the installed cumulative patch: the release number does not change with it',
    examples: ['25.3', 'V23.3 HotfixRev27', 'V12.2a', 'V22.2a (80)'],
  },
  mobotix: {
    forms: [/^(?:MX-)?V?(?<n>\d+(?:\.\d+){3})$/i],
    order: ['numbers'],
    // 4.7 serves the P3 platform, 5 serves Mx6.
    lineOf: (numbers) => String(numbers[0]),
    missing: 'the advisory of the maker for the installed platform',
    examples: ['MX-V5.2.0.61', 'MX-V4.7.2.18', 'V4.2.1.61'],
  },
  reolink: {
    forms: [/^v?(?<n>\d+(?:\.\d+){2,4}(?:_\d{3,4})?)(?:_(?<d>\d{6})(?<c>\d{1,6})?(?:_v[\d.]+)?)?$/i],
    order: ['numbers', 'date', 'counter'],
    alwaysHas: 'date',
    missing: 'the stamp behind the version, and the hardware version of the device',
    examples: ['v3.1.0.5036_2506279222', 'v3.0.0.136_20121102', 'v3.1.0_4366_24121214', '1.0.227'],
  },
  'tp-link': {
    forms: [/^(?:V\d+_)?v?(?<n>\d+(?:\.\d+)+)(?:[ _]Build[ _](?<d>\d{6}))?(?:[ _]Rel\.?(?<c>\d+)[a-z]?)?$/i],
    order: ['numbers', 'date', 'counter'],
    alwaysHas: 'date',
    missing: 'the Build and Rel numbers behind the version, and the hardware version on the label',
    examples: ['1.3.11 Build 240521 Rel.65442n', '3.1.0_Build_250820_Rel.57668n', 'V3_1.4.5 Build 251104'],
  },
  tvt: {
    forms: [/^(?<n>\d+(?:\.\d+)+)B(?<d>\d{6})(?<line>(?:\.[A-Z0-9()]+)*)$/i],
    order: ['numbers', 'date'],
    missing: theFullString,
    examples: ['1.3.4.22966B181219.D14.U1(8A41T)'],
  },
  ubiquiti: {
    forms: [/^(?:UVC\.)?(?:[A-Z][A-Z0-9]+\.(?=v))?v?(?<n>\d+(?:\.\d+){1,3})$/i],
    order: ['numbers'],
    missing: theFullString,
    examples: ['6.2.72', '5.1.12', '4.74.106', 'UVC.v4.30.0.67'],
  },
  uniview: {
    forms: [/^(?<line>(?:[A-Z]+-)?[A-Z]\d{4})\.(?<n>\d+(?:\.\d+)*)\.(?<d>\d{6})$/i],
    order: ['numbers', 'date'],
    missing: 'the advisory of the maker for the installed baseline',
    examples: ['IPC-B2202.7.11.230222', 'NVR-B3801.20.17.240507', 'CIPC-B2303.2.8.230105'],
  },
  vivotek: {
    forms: [/^(?:[A-Z0-9-]+-VVTK-)?(?<n>\d{4})(?<l>[a-z])?(?<s>(?:_\d+)*)$/i],
    order: ['numbers', 'counter', 'suffix'],
    alwaysHas: 'counter',
    missing:
      'the build with its letter and suffix as the web page shows it (MODEL-VVTK-0100x); ONVIF gives four digits only',
    examples: ['0100', '0113d', '0121d_48573_1', 'FD8136-VVTK-0300a'],
  },
  zkteco: {
    forms: [
      /^(?<line>[A-Z0-9]+-[A-Z]+)-(?<n>\d+(?:\.\d+)+)-(?<c>\d+)-Ver(?<s>\d+(?:\.\d+)*)$/i,
      /^v?(?<n>\d+(?:\.\d+)+)\.(?<d>20\d{6})$/i,
      /^v?(?<n>\d+(?:\.\d+)+)(?:_R)?(?: Build (?<d>\d{8}))?$/i,
      /^v?(?<n>\d+(?:\.\d+)+) \((?<d>\d{8})\.(?<c>\d+)\)$/i,
    ],
    order: ['numbers', 'date', 'counter', 'suffix'],
    missing: 'the build in brackets behind the version',
    examples: ['9.0.1 (20240617.19506)', 'ZAM170-NF-1.8.25-7354-Ver1.0.0', 'V5.0.1.2.20260421', '9.0.2 Build 20250526'],
  },
}
