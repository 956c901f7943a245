import { describe, expect, it } from 'vitest'
import { deviceRow, deviceRows, deviceView } from '../../electron/app/views/device-view.ts'
import { DeviceView } from '../../electron/contract/shapes.ts'
import { device, deviceId, finding } from './examples.ts'

describe('a row of the device list', () => {
  it('names the worst open item: outcome first, then severity', () => {
    const row = deviceRow(
      device(),
      [
        finding({ item: 'A', outcome: 'error', severity: 'critical' }),
        finding({ item: 'B', outcome: 'fail', severity: 'low' }),
        finding({ item: 'C', outcome: 'fail', severity: 'high', fix: 'none' }),
        finding({ item: 'D', outcome: 'pass', severity: 'critical' }),
      ],
      [],
    )
    expect(row).toMatchObject({ worst: { item: 'C' }, open: 3, fixable: 1, assessed: true })
  })

  it('tells nothing open from not assessed', () => {
    expect(deviceRow(device(), [finding({ outcome: 'pass' })], [])).toMatchObject({ worst: null, assessed: true })
    expect(deviceRow(device(), [], [])).toMatchObject({ worst: null, assessed: false })
  })

  it('is in conflict when its address is', () => {
    const conflict = { kind: 'duplicate-serial', value: 'S', addresses: ['10.0.0.7', '10.0.0.8'] } as const
    expect(deviceRow(device(), [], [conflict]).conflict).toBe(true)
    expect(deviceRow(device(), [], [{ ...conflict, addresses: ['10.0.0.70'] }]).conflict).toBe(false)
  })

  it('has the port of a forwarded device in its address', () => {
    const forwarded = device({ endpoint: { address: '10.0.0.7', forwarded: true, ports: { http: 8081 } } })
    expect(deviceRow(forwarded, [], []).address).toBe('10.0.0.7:8081')
  })

  it('has its own findings and nobody else’s', () => {
    const rows = deviceRows([device(), device({ id: 'other' })], [finding()], [])
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
    conflicts: [],
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

  it('says a fact in words, and why there is none', () => {
    expect(view.facts).toMatchObject([
      { name: 'accounts', end: 'refused', text: 'It said no.' },
      { name: 'time.ntp', end: 'value', text: 'ntp, servers: 10.0.0.1' },
    ])
    expect(view.row.id).toBe(deviceId)
  })
})
