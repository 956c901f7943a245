import { describe, expect, it } from 'vitest'
import { channels, type Output } from '../../electron/contract/channels.ts'
import { DeviceRow } from '../../electron/contract/device-shapes.ts'
import { fromWire, toWire } from '../../electron/contract/wire.ts'

type Row = Output<'devices.list'>[number]

const full: Row = {
  id: '5f0a3f4e-0d8a-4d2c-8f4b-0f6f1f8a0b01',
  address: '10.0.0.7:8080',
  name: 'Dock 4, "north"\n',
  vendor: 'AXIS',
  model: 'P3245-LV',
  firmware: '11.11.73',
  serial: 'ACCC8E000001',
  macs: ['00:40:8c:00:00:01', '00:40:8c:00:00:02'],
  deviceClass: 'door-controller',
  driver: 'axis',
  grade: 'gold',
  zone: 'Doors',
  worst: { item: 'ACC-01', title: 'Published logins are refused', outcome: 'fail', severity: 'critical' },
  open: 3,
  openCritical: 1,
  openItems: ['ACC-01', 'TIM-01', 'NET-01'],
  severities: ['critical', 'low'],
  outcomes: ['pass', 'fail', 'waived'],
  fixable: 2,
  assessed: true,
  conflict: true,
  trouble: 'device/unreachable',
  presence: 'new',
  lastSeen: '2026-01-02T03:04:05.000Z',
}
const bare: Row = {
  ...full,
  id: '5f0a3f4e-0d8a-4d2c-8f4b-0f6f1f8a0b02',
  name: null,
  vendor: null,
  model: '',
  firmware: null,
  serial: null,
  macs: [],
  deviceClass: 'unknown',
  driver: null,
  grade: null,
  zone: null,
  worst: null,
  open: 0,
  openCritical: 0,
  openItems: [],
  severities: [],
  outcomes: [],
  assessed: false,
  conflict: false,
  trouble: null,
  presence: 'missing',
}

const { wire } = channels['devices.list']
const packed = toWire('devices.list', [full, bare]) as string
const changed = (over: object) => JSON.stringify({ ...JSON.parse(packed), ...over })

describe('the device list on its way between processes', () => {
  it('arrives as it left, nothing of it lost', () => {
    expect(wire.parse(packed)).toBe(packed)
    expect(fromWire('devices.list', packed)).toEqual([full, bare])
    expect(fromWire('devices.list', toWire('devices.list', []))).toEqual([])
  })

  it('carries every field of a row', () => {
    expect(Object.keys(full).toSorted()).toEqual(Object.keys(DeviceRow.shape).toSorted())
  })

  it('keeps a text that comes back once', () => {
    const many = toWire(
      'devices.list',
      Array.from({ length: 50 }, () => full),
    ) as string
    expect(many.split('Published logins are refused')).toHaveLength(2)
  })

  it.each([
    ['a column that nobody named', { passphrase: ['nine calm herons'] }],
    ['an id that is none', { id: ['x', 'y'] }],
    ['a word beyond its list', { presence: [3, 0] }],
    ['an amount that is none', { open: [-1, 0] }],
    ['a column that is missing', { flags: undefined }],
  ])('is refused with %s', (_what, over) => {
    expect(wire.safeParse(changed(over)).success).toBe(false)
  })

  it('leaves the answers of other channels as they are', () => {
    const value = { any: 'answer' }
    expect(fromWire('site.view', toWire('site.view', value))).toBe(value)
  })
})
