import { describe, expect, it } from 'vitest'
import { deviceFirmware, standingsOf } from '../../electron/app/views/firmware-answer.ts'
import { catalogView, firmwareView, type JudgedDevice } from '../../electron/app/views/firmware-view.ts'
import { foreseeWith } from '../../electron/app/views/foresee.ts'
import { checks } from '../../electron/checks/index.ts'
import { DeviceFirmwareView, FirmwareView } from '../../electron/contract/firmware-shapes.ts'
import type { Device } from '../../electron/model/device.ts'
import { noIdentity } from '../../electron/model/device.ts'
import type { Finding } from '../../electron/model/finding.ts'
import type { FirmwareAssessment } from '../../electron/model/firmware.ts'
import { device, finding } from './examples.ts'
import { assessment, source, vulnerability } from './firmware-examples.ts'

const idOf = (place: number) => `2f1a7c0e-8a57-4a7c-9df9-6f2c5b6f0a${String(place).padStart(2, '0')}`
const camera = (place: number, over: Partial<Device['identity']> = {}): Device =>
  device({
    id: idOf(place),
    identity: { ...noIdentity, manufacturer: 'AXIS', model: 'P3245', firmware: '10.0', ...over },
  })

const catalog = catalogView(
  {
    version: 3,
    date: '2026-11-01',
    products: 10,
    vulnerabilities: 20,
    ageDays: () => 4,
    source: 'shipped',
    note: null,
  },
  new Date('2026-11-05T00:00:00Z'),
)

/** The fleet, with a catalog that says of each other version what `later` has for it. */
function viewOf(
  devices: readonly JudgedDevice[],
  later: Readonly<Record<string, FirmwareAssessment>> = {},
  findings: readonly Finding[] = [],
) {
  const foresee = foreseeWith({
    catalog: { assess: ({ firmware }) => later[firmware ?? ''] ?? assessment({ installed: firmware }) },
    checklist: { items: [] },
    checks,
    findings,
  })
  return firmwareView({ devices, catalog, foresee })
}

const exploited = vulnerability({ cve: 'CVE-2026-0666', knownExploited: true })
const behind = { currency: { state: 'behind', latest: '11.0', basis: null } } as const
const upgrade = {
  action: { kind: 'upgrade', to: '11.0', fact: null, because: 'it has flaws', meanwhile: null },
} as const

describe('what holds of firmware', () => {
  it.each([
    [['quiet'], {}],
    [['exploited'], { vulnerabilities: [exploited] }],
    [['flawed'], { vulnerabilities: [vulnerability()] }],
    [['behind'], behind],
    [['exploited', 'flawed', 'behind'], { ...behind, vulnerabilities: [exploited, vulnerability()] }],
    [['ended'], { support: { state: 'ended', endOfSupport: null, precision: null, note: null } }],
    [['undecided'], { support: { state: 'possibly-ended', endOfSupport: '2026', precision: 'year', note: null } }],
    [['undecided'], { support: { state: 'unknown', endOfSupport: null, precision: null, note: null } }],
    [['undecided'], { currency: { state: 'unknown', because: 'no newest is known' } }],
    [['undecided'], { undecided: [{ question: 'Which?', decidingFact: 'the label' }] }],
    [['undecided'], { vulnerabilities: [vulnerability({ applies: 'check' })] }],
    [['suspect', 'undecided'], { vulnerabilities: [{ ...exploited, applies: 'check' }] }],
    [['quiet'], { vulnerabilities: [{ ...exploited, applies: 'no' }] }],
  ] as const)('is %j', (expected, over) => {
    expect(standingsOf(assessment(over as Partial<FirmwareAssessment>))).toEqual(expected)
  })

  it.each(['text-parsed', 'product-only'] as const)('is never certain by a range that is %s', (confidence) => {
    expect(standingsOf(assessment({ vulnerabilities: [{ ...exploited, confidence }] }))).toEqual([
      'suspect',
      'undecided',
    ])
  })
})

describe('the firmware of all devices', () => {
  it('fits the contract, and has each device once: in one group, or as not judged', () => {
    const view = viewOf([
      { device: camera(1), assessment: assessment() },
      { device: camera(2), assessment: assessment() },
      { device: camera(3), assessment: assessment({ ...behind, ...upgrade, installed: '9.0' }) },
      { device: camera(4), assessment: null },
    ])
    expect(FirmwareView.parse(view)).toEqual(view)
    expect(view.devices).toBe(4)
    expect(view.unjudgedIds).toEqual([idOf(4)])
    expect(view.groups.map(({ version, deviceIds }) => [version, deviceIds])).toEqual([
      ['9.0', [idOf(3)]],
      ['10.0', [idOf(1), idOf(2)]],
    ])
  })

  it('puts the worst first and names what applies for certain apart from what is open', () => {
    const view = viewOf([
      { device: camera(1), assessment: assessment() },
      {
        device: camera(2),
        assessment: assessment({
          installed: '8.0',
          vulnerabilities: [
            exploited,
            vulnerability({ cve: 'CVE-2026-0002', severity: 'high' }),
            vulnerability({ cve: 'CVE-2026-0003', severity: null }),
            vulnerability({ cve: 'CVE-2026-0004', severity: 'critical', confidence: 'text-parsed' }),
            vulnerability({ cve: 'CVE-2026-0005', knownExploited: true, applies: 'check' }),
            vulnerability({ cve: 'CVE-2026-0006', applies: 'no' }),
          ],
        }),
      },
    ])
    expect(view.groups.map(({ is }) => is[0])).toEqual(['exploited', 'quiet'])
    expect(view.groups[0]).toMatchObject({
      exploited: ['CVE-2026-0666'],
      suspect: ['CVE-2026-0005'],
      flaws: { critical: 0, high: 1, medium: 0, low: 0, unrated: 1 },
    })
  })

  it('keeps devices of one version apart when their answers differ, as by hardware', () => {
    const view = viewOf([
      { device: camera(1, { hardwareId: 'one' }), assessment: assessment({ vulnerabilities: [exploited] }) },
      { device: camera(2, { hardwareId: 'two' }), assessment: assessment() },
      { device: camera(3, { hardwareId: 'three' }), assessment: assessment() },
    ])
    expect(view.groups.map(({ deviceIds }) => deviceIds.length)).toEqual([1, 2])
  })

  it('names a group the same way as long as its answer is the same', () => {
    const one = viewOf([{ device: camera(1), assessment: assessment() }]).groups[0]?.id
    const more = viewOf([
      { device: camera(2), assessment: assessment() },
      { device: camera(1), assessment: assessment() },
    ]).groups[0]?.id
    expect(more).toBe(one)
    expect(viewOf([{ device: camera(1), assessment: assessment(behind) }]).groups[0]?.id).not.toBe(one)
  })

  it('takes the maker and model that the device names where the catalog knows neither', () => {
    const unknown = assessment({ vendor: null, product: null, installed: null })
    const [group] = viewOf([{ device: camera(1, { model: null }), assessment: unknown }]).groups
    expect(group).toMatchObject({ vendor: 'AXIS', model: null, version: null, inCatalog: false })
  })

  it('counts the devices that another version of the catalog judged', () => {
    const view = viewOf([
      { device: camera(1), assessment: assessment({ catalogVersion: 2 }) },
      { device: camera(2), assessment: assessment() },
    ])
    expect(view.judgedByOther).toBe(1)
  })
})

describe('what one upgrade would clear', () => {
  const wrong = assessment({ ...behind, ...upgrade, vulnerabilities: [exploited, vulnerability()] })
  const failing = (deviceId: string, check: string) => finding({ deviceId, check, item: check })

  it('is what the catalog rules out for the new version, and the items that would then pass', () => {
    const [gain] = viewOf(
      [
        { device: camera(1), assessment: wrong },
        { device: camera(2), assessment: wrong },
      ],
      {
        '11.0': assessment({
          installed: '11.0',
          vulnerabilities: [{ ...exploited, applies: 'no' }, vulnerability({ applies: 'no' })],
        }),
      },
      [
        failing(idOf(1), 'firmware-current'),
        failing(idOf(1), 'firmware-not-known-exploited'),
        failing(idOf(2), 'firmware-current'),
        failing(idOf(2), 'ntp-configured'),
        failing(idOf(7), 'firmware-current'),
      ],
    ).upgrades
    expect(gain).toMatchObject({
      model: 'P3245',
      to: '11.0',
      devices: 2,
      clears: [
        { cve: 'CVE-2026-0666', knownExploited: true },
        { cve: 'CVE-2026-0001', knownExploited: false },
      ],
      keeps: [],
      cannotSay: [],
      items: { clears: 3, keeps: 0, cannotSay: 0 },
    })
  })

  it('never counts as cleared what still applies, what is undecided and what the new answer does not name', () => {
    const elsewhere = vulnerability({ cve: 'CVE-2026-0009', fixedIn: null })
    const now = assessment({ ...behind, ...upgrade, vulnerabilities: [exploited, vulnerability(), elsewhere] })
    const later = assessment({
      installed: '11.0',
      vulnerabilities: [
        { ...exploited, applies: 'check', fixedIn: null },
        vulnerability({ applies: 'yes', fixedIn: '12.0' }),
      ],
    })
    const [gain] = viewOf(
      [{ device: camera(1), assessment: { ...now, vulnerabilities: now.vulnerabilities.map(withoutRepair) } }],
      { '11.0': later },
      [failing(idOf(1), 'firmware-not-known-exploited'), failing(idOf(1), 'firmware-current')],
    ).upgrades
    expect(gain).toMatchObject({
      clears: [],
      keeps: ['CVE-2026-0001'],
      cannotSay: ['CVE-2026-0666', 'CVE-2026-0009'],
      items: { clears: 0, keeps: 1, cannotSay: 1 },
    })
  })

  it('clears, of a version that is only told in words, the holes whose repair is told in the same words', () => {
    const to = 'a version after 5.4'
    const words = { ...upgrade.action, to }
    const now = assessment({
      action: words,
      vulnerabilities: [vulnerability({ fixedIn: to }), { ...exploited, fixedIn: '6.0' }],
    })
    const asked = (answer: ReturnType<typeof vulnerability>) => ({ ...answer, applies: 'check' as const })
    const later = assessment({
      installed: to,
      currency: { state: 'unknown', because: 'it cannot be read' },
      vulnerabilities: now.vulnerabilities.map(asked),
    })
    const [gain] = viewOf([{ device: camera(1), assessment: now }], { [to]: later }, [
      failing(idOf(1), 'firmware-current'),
    ]).upgrades
    expect(gain).toMatchObject({
      clears: [{ cve: 'CVE-2026-0001' }],
      cannotSay: ['CVE-2026-0666'],
      items: { clears: 0, cannotSay: 1 },
    })
  })

  it('is one line per model and new version, and what one old version keeps is not cleared for all', () => {
    const two = vulnerability({ cve: 'CVE-2026-0002' })
    const older = assessment({ ...behind, ...upgrade, installed: '9.0', vulnerabilities: [vulnerability(), two] })
    const newer = assessment({ ...behind, ...upgrade, installed: '10.0', vulnerabilities: [vulnerability()] })
    const later = assessment({
      installed: '11.0',
      vulnerabilities: [vulnerability({ applies: 'no' }), { ...two, applies: 'check' }],
    })
    const { upgrades } = viewOf(
      [
        { device: camera(1), assessment: { ...older, vulnerabilities: older.vulnerabilities.map(withoutRepair) } },
        { device: camera(2), assessment: { ...newer, vulnerabilities: newer.vulnerabilities.map(withoutRepair) } },
        { device: camera(3, { model: 'P9' }), assessment: newer },
      ],
      { '11.0': later },
    )
    expect(upgrades.map(({ model, groupIds, devices }) => [model, groupIds.length, devices])).toEqual([
      ['P3245', 2, 2],
      ['P9', 1, 1],
    ])
    expect(upgrades[0]).toMatchObject({ clears: [{ cve: 'CVE-2026-0001' }], cannotSay: ['CVE-2026-0002'] })
  })

  it('is nothing where the catalog asks for no upgrade', () => {
    expect(viewOf([{ device: camera(1), assessment: assessment(behind) }]).upgrades).toEqual([])
  })
})

/** The repair is not named by this very version: only the new answer can say what becomes of it. */
const withoutRepair = (answer: ReturnType<typeof vulnerability>) => ({ ...answer, fixedIn: null })

describe('the firmware of one device', () => {
  const answer = deviceFirmware(
    assessment({
      sources: [source('https://maker.com/notes'), source('public source code: notes')],
      vulnerabilities: [
        vulnerability(),
        vulnerability({ cve: 'CVE-2026-0002', source: 'https://maker.com/notes' }),
        vulnerability({ cve: 'CVE-2026-0003', confidence: 'text-parsed' }),
      ],
      oem: { builtBy: 'Dahua', note: 'Built by Dahua.' },
    }),
  )

  it('fits the contract', () => {
    expect(DeviceFirmwareView.parse(answer)).toEqual(answer)
    expect(answer).toMatchObject({ oem: 'Built by Dahua.', catalogVersion: 3 })
  })

  it('says loudly when the catalog of the answer is more than 90 days old', () => {
    const on = (day: string) => deviceFirmware(assessment({ catalogDate: '2026-08-01' }), new Date(day)).catalogWarning
    expect(on('2026-10-30T12:00:00Z')).toBeNull()
    expect(on('2026-10-31T12:00:00Z')).toMatch(/^Catalog is 91 days old: /)
  })

  it('has every source once, with its dates, and says which of them can be opened', () => {
    expect(answer.sources).toEqual([
      { text: 'https://maker.com/notes', published: '2026-03', retrieved: '2026-11-01', opens: true },
      { text: 'public source code: notes', published: '2026-03', retrieved: '2026-11-01', opens: false },
      { text: 'https://cve.maker.com/CVE-2026-0001', published: null, retrieved: null, opens: true },
    ])
    expect(answer.vulnerabilities.map(({ source: place }) => place)).toEqual([2, 0, 2])
  })

  it('calls a flaw by a weakly read range undecided, and says why', () => {
    expect(answer.vulnerabilities[2]).toMatchObject({
      applies: 'check',
      because: 'its range was read out of a description',
    })
  })
})

describe('the catalog line', () => {
  it.each([
    [90, null],
    [91, expect.stringContaining('91 days old')],
  ])('of a catalog that is %i days old warns: %s', (age, warning) => {
    const status = { ...catalog, ageDays: () => age }
    expect(catalogView(status, new Date()).warning).toEqual(warning)
  })
})
