import { describe, expect, it } from 'vitest'
import { deviceCsv } from '../../electron/app/views/device-csv.ts'
import { deviceDiagnostics } from '../../electron/app/views/device-diagnostics.ts'
import { deviceRow, deviceRows, listContext } from '../../electron/app/views/device-row.ts'
import { deviceView } from '../../electron/app/views/device-view.ts'
import { DeviceView } from '../../electron/contract/device-shapes.ts'
import type { Excerpt } from '../../electron/model/excerpt.ts'
import type { Finding } from '../../electron/model/finding.ts'
import { summaryOf } from '../../electron/model/finding-summary.ts'
import { device, deviceId, finding } from './examples.ts'

const visit = { number: 2, startedAt: '2026-01-01T00:00:00.000Z' }
const context = listContext({ conflicts: [], visit, zones: [] })
const rowOf = (over: Parameters<typeof device>[0], findings: readonly Finding[], at = context) =>
  deviceRow(device(over), findings.length === 0 ? null : summaryOf(deviceId, findings), at)

describe('a row of the device list', () => {
  it('names the worst open item: outcome first, then severity', () => {
    const row = rowOf({}, [
      finding({ item: 'A', outcome: 'error', severity: 'critical' }),
      finding({ item: 'B', outcome: 'fail', severity: 'low' }),
      finding({ item: 'C', outcome: 'fail', severity: 'high', fix: 'none' }),
      finding({ item: 'D', outcome: 'pass', severity: 'critical' }),
    ])
    expect(row).toMatchObject({ worst: { item: 'C' }, open: 3, openCritical: 1, fixable: 1, assessed: true })
    expect(row.openItems).toEqual(['C', 'B', 'A'])
    expect(row.severities).toEqual(['critical', 'high', 'low'])
    expect(row.outcomes).toEqual(['pass', 'fail', 'error'])
  })

  it('tells nothing open from not assessed', () => {
    expect(rowOf({}, [finding({ outcome: 'pass' })])).toMatchObject({ worst: null, assessed: true })
    expect(rowOf({}, [])).toMatchObject({ worst: null, assessed: false })
  })

  it('is in conflict when its address is', () => {
    const at = (addresses: readonly string[]) =>
      listContext({ conflicts: [{ kind: 'duplicate-serial', value: 'S', addresses }], visit, zones: [] })
    expect(rowOf({}, [], at(['10.0.0.7', '10.0.0.8'])).conflict).toBe(true)
    expect(rowOf({}, [], at(['10.0.0.70'])).conflict).toBe(false)
  })

  it('says what kept anybody from looking only when nothing at all was seen', () => {
    const problem = { code: 'device/unreachable', message: 'No answer.', remedy: 'Check power.' }
    const silent = finding({ outcome: 'error', problem })
    expect(rowOf({}, [silent, finding({ item: 'M', check: null, outcome: 'notchecked' })]).trouble).toBe(problem.code)
    expect(rowOf({}, [silent, finding({ item: 'B', outcome: 'pass' })]).trouble).toBeNull()
    expect(
      rowOf({}, [finding({ outcome: 'error', problem: { ...problem, code: 'device/unsupported' } })]).trouble,
    ).toBeNull()
  })

  it('is in the first zone that holds its address, and in none of another family', () => {
    const zone = (name: string, networks: readonly string[]) =>
      ({ name, networks, criticality: 'low', safetyImpact: 'none' }) as const
    const zones = [zone('six', ['::/0']), zone('dock', ['10.0.0.0/29']), zone('all', ['10.0.0.0/8'])]
    const at = listContext({ conflicts: [], visit, zones })
    expect(rowOf({}, [], at).zone).toBe('dock')
    expect(rowOf({ endpoint: { address: '10.0.0.9', forwarded: false, ports: {} } }, [], at).zone).toBe('all')
    expect(rowOf({}, []).zone).toBeNull()
  })

  it('tells what is new in a later visit, and what was not heard in it', () => {
    expect(rowOf({}, []).presence).toBe('new')
    expect(rowOf({ firstSeenAt: '2025-01-01T00:00:00.000Z' }, []).presence).toBe('here')
    expect(rowOf({ lastSeenAt: '2025-01-01T00:00:00.000Z' }, []).presence).toBe('missing')
    const first = listContext({ conflicts: [], visit: { ...visit, number: 1 }, zones: [] })
    expect(rowOf({}, [], first).presence).toBe('here')
  })

  it('has the name that a person gave it, and none that only repeats its model', () => {
    expect(rowOf({ marks: { 'onvif.name': 'Fence 16' } }, []).name).toBe('Fence 16')
    expect(rowOf({ marks: { 'onvif.name': 'AXIS P3245-LV' } }, []).name).toBeNull()
  })

  it('has the port of a forwarded device in its address', () => {
    const forwarded = device({ endpoint: { address: '10.0.0.7', forwarded: true, ports: { http: 8081 } } })
    expect(deviceRow(forwarded, null, context).address).toBe('10.0.0.7:8081')
  })

  it('has its own findings and nobody else’s', () => {
    const rows = deviceRows([device(), device({ id: 'other' })], [summaryOf(deviceId, [finding()])], context)
    expect(rows.map(({ open }) => open)).toEqual([1, 0])
  })
})

describe('one device in full', () => {
  const view = deviceView({
    device: device(),
    asFound: [finding()],
    asLeft: [
      finding({ outcome: 'fixed', observed: 'NTP, 10.0.0.1' }),
      finding({ item: 'NEW', outcome: 'fail', observed: '' }),
    ],
    readings: {
      'time.ntp': {
        end: 'value',
        readAt: '2026-01-02T03:04:05.000Z',
        value: { source: 'ntp', fromDhcp: false, servers: ['10.0.0.1'] },
      },
      accounts: {
        end: 'refused',
        readAt: '2026-01-02T03:04:05.000Z',
        problem: { code: 'device/credentials-refused', message: 'It said no.', remedy: 'Enter a login.' },
      },
    },
    firstReadings: {
      'time.ntp': {
        end: 'value',
        readAt: '2026-01-02T03:04:00.000Z',
        value: { source: 'manual', fromDhcp: false, servers: [] },
      },
    },
    conflicts: [{ kind: 'duplicate-serial', value: 'S', addresses: ['10.0.0.7', '10.0.0.8'] }],
    context,
    excerpts: {
      asFound: [excerpt({ answer: 'Manual' }), excerpt({ fact: 'identity' })],
      asLeft: [excerpt({ answer: 'NTP' }), excerpt({ fact: 'identity' })],
    },
    visits: [],
    currentVisit: 'one',
    titleOf: (fix) => fix,
    vaultAccounts: [{ username: 'root', candidates: 1, state: 'committed' }],
  })

  it('fits the contract', () => {
    expect(DeviceView.parse(view)).toEqual(view)
  })

  it('shows as found beside as left, and what was not read as null', () => {
    expect(view.findings).toMatchObject([
      { item: 'NEW', asFound: null, asLeft: null },
      { item: 'TIM-01', asFound: 'time set by hand', asLeft: 'NTP, 10.0.0.1', outcome: 'fixed' },
    ])
  })

  it('says a fact in words as found and as left, and why there is none', () => {
    expect(view.facts).toMatchObject([
      { name: 'accounts', area: 'accounts', end: 'refused', asLeft: null, problem: { message: 'It said no.' } },
      {
        name: 'time.ntp',
        area: 'time',
        end: 'value',
        asFound: 'manual, servers: none',
        asLeft: 'ntp, servers: 10.0.0.1',
      },
    ])
    expect(view.row.id).toBe(deviceId)
  })

  it('names its conflicts and what its driver can do', () => {
    expect(view.conflicts).toMatchObject([{ kind: 'duplicate-serial' }])
    expect(view.driver).toMatchObject({ id: 'onvif', grade: 'silver' })
    expect(view.driver?.reads).toBeGreaterThan(view.driver?.writes.length ?? 0)
  })

  it('shows an answer that did not change once, and one that did twice', () => {
    expect(view.excerpts.map(({ fact, look, answer }) => [fact, look, answer])).toEqual([
      ['time.ntp', 'as-found', 'Manual'],
      ['time.ntp', 'as-left', 'NTP'],
      ['identity', 'both', 'yes'],
    ])
  })

  it('gives diagnostics without what names the device, its people or its network', () => {
    const told = deviceDiagnostics(view, device({ marks: { 'http.server': 'on 10.0.0.7 of ACCC8E000001' } }), {
      version: '1.2.3',
    }).toString()
    expect(told).not.toMatch(/10\.0\.0|ACCC8E000001|deviceId/)
    expect(JSON.parse(told)).toMatchObject({
      app: '1.2.3',
      driver: 'onvif',
      firmware: '11.11.73',
      marks: { 'http.server': 'on <own> of <own>' },
    })
  })

  it('gives raw answers with made-up values in the place of private ones, and none that names people', () => {
    const shown = { look: 'both', ...excerpt({}) } as const
    const answer =
      '<Serial>ACCC8E000001</Serial><HostName>lobby-north</HostName><NTP>192.168.4.20</NTP><Mode>Manual</Mode>'
    const excerpts = [
      { ...shown, request: 'GET /time of 10.0.0.7', answer },
      { ...shown, fact: 'accounts', answer: '<Username>m.meier</Username>' },
    ]
    const { answers } = JSON.parse(deviceDiagnostics({ ...view, excerpts }, device(), { version: '1.2.3' }).toString())
    expect(answers).toMatchObject([{ fact: 'time.ntp', over: 'HTTP' }])
    expect(JSON.stringify(answers)).toContain('<Mode>Manual</Mode>')
    expect(JSON.stringify(answers)).not.toMatch(/ACCC8E000001|lobby-north|192\.168\.4\.20|10\.0\.0\.7|meier/)
  })
})

describe('a table of devices', () => {
  it('has the wanted columns, and no cell that a spreadsheet would run', () => {
    const hostile = rowOf({ identity: { ...device().identity, model: '=cmd()' } }, [finding()])
    expect(deviceCsv([hostile], ['address', 'model', 'open']).toString()).toBe(
      '\uFEFF"address","model","open"\r\n"10.0.0.7","\'=cmd()","1"\r\n',
    )
  })
})

function excerpt(over: Partial<Excerpt>): Excerpt {
  return {
    fact: 'time.ntp',
    over: 'HTTP',
    request: 'ask',
    answer: 'yes',
    removed: false,
    cut: false,
    at: '2026-01-02T03:04:05.000Z',
    ...over,
  }
}
