import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type VersionScheme, versionSchemes } from '../../electron/catalog/product.ts'
import { compareVersions, parseVersion, type Version } from '../../electron/catalog/versions.ts'

const parsed = (scheme: VersionScheme, text: string): Version => {
  const version = parseVersion(scheme, text)
  if (version === null) throw new Error(`${text} was not understood`)
  return version
}

const numbers = (least: number, most: number) => fc.array(fc.nat(400), { minLength: least, maxLength: most })
const joined = (start: string, least: number, most: number) =>
  numbers(least, most).map((rest) => [start, ...rest].filter((part) => part !== '').join('.'))
const day = fc.date({ min: new Date('2010-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
const longStamp = day.map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))
const stamp = longStamp.map((text) => text.slice(2))
const counter = fc.nat(900)
const letter = fc.constantFrom('a', 'b', 'k')
const perhaps = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), text)
const text = (...parts: (string | fc.Arbitrary<string | number>)[]) =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''))

/** Texts that all belong to one line of the maker, so that each two of them must be comparable. */
const ofOneLine: Readonly<Record<VersionScheme, fc.Arbitrary<string>>> = {
  dotted: joined('', 2, 4),
  dashed: text(joined('1', 1, 2), '-', counter, perhaps(letter)),
  build: text(joined('', 2, 3), ' build ', longStamp),
  exact: fc.constantFrom('V4.02.R11.24340142.10001.131900.00000', '4.02.R11.24340142.10001.131900.00000'),
  acti: text(joined('A1D-500-V6', 1, 2), '-AC'),
  avtech: fc.array(fc.integer({ min: 1000, max: 1100 }), { minLength: 4, maxLength: 4 }).map((all) => all.join('-')),
  axis: text(joined('11.11', 1, 2), perhaps(text('-beta', counter))),
  dahua: text('2.800.0000000.', fc.nat(60), '.R.', stamp),
  dlink: text(joined('1', 1, 2), 'B', counter, perhaps(fc.constant(' Hotfix'))),
  exacq: fc
    .tuple(fc.integer({ min: 10, max: 30 }), fc.integer({ min: 10, max: 12 }), fc.nat(90))
    .map((all) => all.join('.')),
  'gallagher-controller': text('vCR9.10.', stamp, letter),
  'gallagher-server': text('vEL8.90.', counter),
  genetec: joined('5.12', 1, 2),
  geovision: text(
    joined('V1', 1, 1),
    '_',
    longStamp.map((all) => `${all.slice(0, 4)}_${all.slice(4, 6)}_${all.slice(6)}`),
  ),
  geutebrueck: joined('1.12.0', 1, 1),
  hanwha: text(joined('2', 2, 2), '_', stamp, '_R', counter),
  hikvision: text('V', joined('', 3, 3), ' build ', stamp),
  illustra: joined('Illustra.SS016', 2, 4),
  istar: text(joined('6', 1, 2), perhaps(text('.CU', counter))),
  lilin: text('2.', counter, 'b', counter, '_', longStamp),
  mercury: fc.integer({ min: 100, max: 999 }).map((build) => `1.${build}`),
  milesight: text(joined('51', 2, 3), '-r', counter),
  milestone: text('V23.3 HotfixRev', counter),
  mobotix: joined('MX-V5', 3, 3),
  reolink: text(joined('v3', 3, 3), '_', stamp, counter),
  'tp-link': text(joined('1', 2, 2), ' Build ', stamp, ' Rel.', counter, 'n'),
  tvt: text(joined('1', 2, 3), 'B', stamp, '.D14.U1(8A41T)'),
  ubiquiti: joined('', 2, 4),
  uniview: text(joined('IPC-B2202', 2, 2), '.', stamp),
  vivotek: text(
    fc.nat(9999).map((all) => String(all).padStart(4, '0')),
    letter,
    perhaps(text('_', counter)),
  ),
  zkteco: text(joined('9', 1, 2), ' (', longStamp, '.', counter, ')'),
}

/** Notation around the same version: the maker's own prefix, or zeros that mean nothing. */
const sameAs: Readonly<Partial<Record<VersionScheme, (text: string) => string>>> = {
  dotted: (all) => `v${all.replace(/\d+/g, (digits) => `0${digits}`)}.0`,
  avtech: (all) => `FullImg-${all}`,
  axis: (all) => all.replace(/^11\.11/, '011.011'),
  dahua: (all) => `V${all.replace('0000000', '00')}`,
  genetec: (all) => `V${all}`,
  hikvision: (all) => all.replace('V', '').replace(' build ', '_'),
  istar: (all) => all.replace('.CU', ' CU'),
  mobotix: (all) => all.replace('MX-', ''),
  reolink: (all) => all.replace('v', ''),
  'tp-link': (all) => `V3_${all.replaceAll(' ', '_')}`,
  ubiquiti: (all) => `UVC.v${all}`,
  uniview: (all) => all.toLowerCase(),
  vivotek: (all) => `FD8136-VVTK-${all}`,
}

describe.each(versionSchemes)('the order inside one line of %s', (scheme) => {
  const version = ofOneLine[scheme].map((all) => parsed(scheme, all))

  it('is total, antisymmetric and transitive', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [ab, bc, ac, ba] = [
          compareVersions(a, b),
          compareVersions(b, c),
          compareVersions(a, c),
          compareVersions(b, a),
        ]
        if (ab === null || bc === null || ac === null || ba === null) return false
        if (ab + ba !== 0) return false
        return !(ab <= 0 && bc <= 0) || ac <= 0
      }),
    )
  })

  it('calls a version the same as itself, whatever spaces, prefix and padding stand around it', () => {
    const dressed = sameAs[scheme] ?? ((all: string) => all)
    fc.assert(
      fc.property(ofOneLine[scheme], (all) => {
        const plain = parsed(scheme, all)
        return (
          compareVersions(plain, parsed(scheme, ` ${all} `)) === 0 &&
          compareVersions(plain, parsed(scheme, dressed(all))) === 0
        )
      }),
    )
  })
})

describe('text of no maker', () => {
  it('is never made into a version with impossible numbers, and never fails', () => {
    fc.assert(
      fc.property(fc.constantFrom(...versionSchemes), fc.string({ maxLength: 400 }), (scheme, all) => {
        const version = parseVersion(scheme, all)
        return version === null || version.numbers.every((number) => Number.isSafeInteger(number) && number >= 0)
      }),
    )
  })

  it('longer than any version is refused before a pattern sees it', () => {
    for (const scheme of versionSchemes) {
      expect(parseVersion(scheme, `${'1.'.repeat(100_000)}x`)).toBeNull()
      expect(parseVersion(scheme, `${'1'.repeat(190)}_`)).toBeNull()
    }
  })
})
