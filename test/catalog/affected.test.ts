import { describe, expect, it } from 'vitest'
import { judgeAffected } from '../../electron/catalog/affected.ts'
import type { AffectedCondition, VersionScheme, Vulnerability } from '../../electron/catalog/product.ts'
import { parseVersion } from '../../electron/catalog/versions.ts'

const hole: Vulnerability = {
  cve: 'CVE-2020-0001',
  summary: 'A hole',
  cvss: 9.8,
  affected: null,
  affectedText: null,
  fixedIn: null,
  fixedInLines: {},
  spansLines: false,
  knownExploited: false,
  exploitedSince: null,
  exploitedPerVendor: false,
  confidence: 'curated',
  source: 'x',
}

const judged = (scheme: VersionScheme, text: string | null, parts: Partial<Vulnerability>) =>
  judgeAffected({ ...hole, ...parts }, { scheme, text, version: text === null ? null : parseVersion(scheme, text) })

describe('a range of versions', () => {
  it.each<[VersionScheme, string, AffectedCondition[], 'yes' | 'no' | 'check']>([
    ['hikvision', 'V5.4.0 build 160101', [{ gte: '5.2.0 build 140721', lte: '5.4.0 Build 160414' }], 'yes'],
    ['hikvision', 'V5.4.0 build 160501', [{ gte: '5.2.0 build 140721', lte: '5.4.0 Build 160414' }], 'no'],
    ['hikvision', 'V5.4.0', [{ gte: '5.2.0 build 140721', lte: '5.4.0 Build 160414' }], 'check'],
    ['hikvision', 'V5.1.9', [{ gte: '5.2.0 build 140721', lte: '5.4.0 Build 160414' }], 'no'],
    ['hikvision', 'V5.4.1', [{ gte: '5.2.0 build 140721', lte: '5.4.0 Build 160414' }], 'no'],
    ['hikvision', 'V3.7.79', [{ lt: 'V3.7.80' }], 'yes'],
    ['hikvision', 'V3.7.80', [{ lt: 'V3.7.80' }], 'no'],
    ['hikvision', 'V5.0.0', [{ buildBefore: '2025-08-07' }], 'check'],
    ['hikvision', 'V5.0.0 build 250806', [{ buildBefore: '2025-08-07' }], 'yes'],
    ['hikvision', 'V5.0.0 build 250807', [{ buildBefore: '2025-08-07' }], 'no'],
    ['hikvision', 'something else', [{ lt: 'V3.7.80' }], 'check'],
    ['hikvision', 'something else', [{ all: true }], 'yes'],
    ['dahua', '2.622.0000000.9.R.170618', [{ buildBefore: '2021-06-01' }], 'yes'],
    ['dahua', 'V2.622.0000000.9.R', [{ lt: '2.820.0000000.48.R.220614' }], 'check'],
    ['dahua', '2.420.AC00.18.R.20190101', [{ prefix: '2.420.AC00.', lt: '2.420.AC00.18.R.20200217' }], 'yes'],
    [
      'dahua',
      '2.420.AC00.18.R.20210101',
      [
        { prefix: '2.420.AC00.', lt: '2.420.AC00.18.R.20200217' },
        { prefix: '2.623.00AC004.', lt: '2.623.00AC004.0.R.200316' },
      ],
      'no',
    ],
    ['dahua', '2.700.AC00.1.R.20190101', [{ prefix: '2.420.AC00.', lt: '2.420.AC00.18.R.20200217' }], 'check'],
    ['dahua', '2.420.AC00.16.R.20170101', [{ eq: 'V2.420.AC00.16.R' }], 'yes'],
    ['dahua', '2.420.AC00.15.R.20160101', [{ eq: 'V2.420.AC00.16.R' }], 'check'],
    ['vivotek', 'FD9365-VVTK-0113d', [{ in: ['0100a', '0113d'] }], 'yes'],
    ['vivotek', '0200', [{ in: ['0100a', '0113d'] }], 'check'],
    ['axis', '12.11.30', [{ gte: '12.0.0', lt: '12.11.44' }], 'yes'],
    ['axis', '12.11.44', [{ gte: '12.0.0', lt: '12.11.44' }], 'no'],
    ['axis', '12.4.10', [{ gte: '12.0.0', lt: '12.11.44' }], 'check'],
    ['axis', '11.11.212', [{ gte: '12.0.0', lt: '12.11.44' }], 'no'],
    ['axis', '10.12.200', [{ lte: '1.84.4' }, { lte: '10.12.171.0' }, { gte: '11.0', lte: '11.6.16.0' }], 'no'],
    ['axis', '10.12.100', [{ lte: '1.84.4' }, { lte: '10.12.171.0' }, { gte: '11.0', lte: '11.6.16.0' }], 'yes'],
    ['axis', '11.8.102', [{ gte: '6.50', lte: '11.8' }], 'check'],
    ['dotted', '8.90.0001', [{ lte: '8.90' }], 'check'],
    ['dotted', '8.90', [{ gt: '8.71', lte: '8.90' }], 'yes'],
    ['dotted', '8.71', [{ gt: '8.71', lte: '8.90' }], 'no'],
  ])('%s %s in %o: %s', (scheme, text, affected, expected) => {
    const answer = judged(scheme, text, { affected })
    expect(answer.applies).toBe(expected)
    expect(answer.undecidedBecause === null).toBe(expected !== 'check')
  })

  it('that was never established has to be checked', () => {
    expect(judged('axis', '12.11.30', { affected: null })).toMatchObject({ applies: 'check' })
  })

  it('cannot be held against a device that did not name its firmware', () => {
    expect(judged('axis', null, { affected: [{ lt: '12.11.44' }] })).toMatchObject({ applies: 'check' })
  })
})

describe('a range over parallel lines', () => {
  const spanning = { affected: [{ gte: '6.50', lte: '11.8' }], spansLines: true }

  it('never applies by number alone', () => {
    expect(judged('axis', '10.12.100', spanning).applies).toBe('check')
    expect(judged('axis', '8.40.1.1', spanning).applies).toBe('check')
  })

  it('is left behind by a later line and not yet reached by an earlier one', () => {
    expect(judged('axis', '12.11.77', spanning).applies).toBe('no')
    expect(judged('axis', '5.90.1.1', spanning).applies).toBe('no')
  })

  it('is decided by the first repaired version of the line that is installed', () => {
    const withLines = { ...spanning, fixedInLines: { '10.12': '10.12.213' } }
    expect(judged('axis', '10.12.100', withLines).applies).toBe('yes')
    expect(judged('axis', '10.12.213', withLines).applies).toBe('no')
    expect(judged('axis', '9.80.3.5', withLines).applies).toBe('check')
  })
})
