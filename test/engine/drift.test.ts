import { describe, expect, it } from 'vitest'
import { type DriftInput, driftOf, type Snapshot } from '../../electron/engine/visits/drift.ts'
import type { Attestation } from '../../electron/model/attestation.ts'
import { type Device, noIdentity } from '../../electron/model/device.ts'
import type { Readings } from '../../electron/model/facts.ts'
import type { Finding } from '../../electron/model/finding.ts'
import type { Waiver } from '../../electron/model/waiver.ts'

const device = (id: string, address: string, serial: string): Device => ({
  id,
  endpoint: { address, forwarded: false, ports: { http: 80 } },
  identity: { ...noIdentity, manufacturer: 'ACME', model: 'C1', serial },
  deviceClass: 'camera',
  driver: 'onvif',
  endpointReference: null,
  marks: {},
  firstSeenAt: '2026-05-01T08:00:00Z',
  lastSeenAt: '2026-11-22T08:00:00Z',
})

const finding = (deviceId: string, item: string, outcome: Finding['outcome'], check = 'ntp-configured'): Finding => ({
  deviceId,
  item,
  check,
  title: `title of ${item}`,
  severity: 'high',
  outcome,
  observed: 'seen',
  expected: 'wanted',
  references: [],
  fix: 'none',
  instruction: null,
  problem: null,
  facts: [],
  at: '2026-11-22T08:00:00Z',
})

const snapshot = (parts: {
  readonly devices?: readonly Device[]
  readonly readings?: Readings
  readonly findings?: readonly Finding[]
}): Snapshot => ({
  devices: parts.devices ?? [device('a', '10.0.0.1', 'S1')],
  readings: () => parts.readings ?? {},
  findings: parts.findings ?? [],
})

const drift = (parts: Partial<DriftInput>) =>
  driftOf({
    before: snapshot({}),
    now: snapshot({}),
    attestations: [],
    waivers: [],
    sealedAt: '2026-05-01T12:00:00Z',
    at: '2026-11-22T08:00:00Z',
    ...parts,
  })

const kinds = (parts: Partial<DriftInput>) => drift(parts).map(({ kind }) => kind)
const ntp = (server: string): Readings => ({
  'time.ntp': { end: 'value', value: { source: 'ntp', fromDhcp: false, servers: [server] }, readAt: 'x' },
})

describe('drift since the last sealed visit', () => {
  it('is nothing when nothing changed', () => {
    const same = snapshot({ readings: ntp('10.0.0.5'), findings: [finding('a', 'TIM-01', 'pass')] })
    expect(drift({ before: same, now: same })).toEqual([])
  })

  it('names devices that are new and devices that are gone', () => {
    const [one, two] = [device('a', '10.0.0.1', 'S1'), device('b', '10.0.0.2', 'S2')]
    expect(drift({ before: snapshot({ devices: [one] }), now: snapshot({ devices: [two] }) })).toEqual([
      { kind: 'device-new', deviceId: 'b', text: 'ACME C1 at 10.0.0.2 (serial S2) was not there before.' },
      { kind: 'device-gone', deviceId: 'a', text: 'ACME C1 at 10.0.0.1 (serial S1) was not seen any more.' },
    ])
  })

  it('tells a device that was replaced from one that came and one that went', () => {
    const [old, young] = [device('a', '10.0.0.1', 'S1'), device('b', '10.0.0.1', 'S9')]
    expect(drift({ before: snapshot({ devices: [old] }), now: snapshot({ devices: [young] }) })).toMatchObject([
      { kind: 'device-replaced', deviceId: 'b', formerId: 'a' },
    ])
  })

  it('names facts that changed with both values, and not those that always move', () => {
    const clock = (offsetSeconds: number): Readings => ({
      'time.clock': {
        end: 'value',
        value: { offsetSeconds, uncertaintySeconds: 0.1, timeZone: 'UTC0', daylightSaving: false },
        readAt: 'x',
      },
    })
    expect(
      drift({
        before: snapshot({ readings: { ...ntp('10.0.0.5'), ...clock(0) } }),
        now: snapshot({ readings: { ...ntp('10.0.0.6'), ...clock(3) } }),
      }),
    ).toMatchObject([
      { kind: 'fact-changed', fact: 'time.ntp', before: 'ntp, servers: 10.0.0.5', now: 'ntp, servers: 10.0.0.6' },
    ])
  })

  it('calls nothing changed that could not be read at one of the two visits', () => {
    const problem = { code: 'device/unreachable', message: 'silent', remedy: 'look' }
    const unread: Readings = { 'time.ntp': { end: 'unreachable', problem, readAt: 'x' } }
    expect(kinds({ before: snapshot({ readings: ntp('10.0.0.5') }), now: snapshot({ readings: unread }) })).toEqual([])
  })

  it('names findings that came back, and those that were mended', () => {
    const before = [finding('a', 'TIM-01', 'fixed'), finding('a', 'NET-01', 'fail')]
    const now = [finding('a', 'TIM-01', 'fail'), finding('a', 'NET-01', 'pass')]
    expect(drift({ before: snapshot({ findings: before }), now: snapshot({ findings: now }) })).toMatchObject([
      { kind: 'finding-came-back', item: 'TIM-01' },
      { kind: 'finding-mended', item: 'NET-01' },
    ])
  })

  it('says of firmware that its support ended meanwhile', () => {
    const of = (outcome: Finding['outcome']) => [finding('a', 'FW-03', outcome, 'firmware-supported')]
    expect(kinds({ before: snapshot({ findings: of('pass') }), now: snapshot({ findings: of('fail') }) })).toEqual([
      'end-of-life-meanwhile',
    ])
  })

  const attestation = (at: string, holdsUntil: string | null): Attestation => ({
    id: at,
    visitId: 'v',
    item: 'PHY-01',
    deviceId: null,
    answer: 'met',
    statement: 'locked',
    measurement: null,
    by: 'T. Tester',
    role: 'technician',
    at,
    holdsUntil,
    attachments: [],
  })
  it('names attestations that went stale, unless somebody attested anew', () => {
    const old = attestation('2026-04-30T10:00:00Z', '2026-10-31')
    expect(kinds({ attestations: [old] })).toEqual(['attestation-stale'])
    expect(kinds({ attestations: [old, attestation('2026-11-21T10:00:00Z', '2027-05-01')] })).toEqual([])
    expect(kinds({ attestations: [attestation('2026-04-30T10:00:00Z', null)] })).toEqual([])
  })

  it('names waivers that ended or were taken back', () => {
    const waiver: Waiver = {
      id: 'w',
      visitId: 'v',
      item: 'NET-01',
      deviceId: null,
      reason: 'replacement is ordered',
      compensatingControl: 'blocked at the switch',
      approver: 'C. Customer',
      requestedBy: 'T. Tester',
      at: '2026-04-30T10:00:00Z',
      expiresOn: '2026-11-22',
      revokedAt: null,
    }
    expect(kinds({ waivers: [waiver] })).toEqual(['waiver-ended'])
    expect(kinds({ waivers: [{ ...waiver, expiresOn: '2026-11-23' }] })).toEqual([])
    expect(kinds({ waivers: [{ ...waiver, expiresOn: '2027-01-01', revokedAt: '2026-06-01T00:00:00Z' }] })).toEqual([
      'waiver-ended',
    ])
  })
})
