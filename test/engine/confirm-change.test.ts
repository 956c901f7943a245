import { describe, expect, it } from 'vitest'
import type { Driver } from '../../electron/drivers/driver.ts'
import { drivers } from '../../electron/drivers/index.ts'
import { confirmReason } from '../../electron/engine/change/confirm-change.ts'
import { recordedBy } from '../../electron/engine/change/recorded-by.ts'
import type { AnyFix } from '../../electron/fixes/fix.ts'
import { fixes } from '../../electron/fixes/index.ts'
import { type Device, type DeviceClass, noIdentity } from '../../electron/model/device.ts'
import type { Readings } from '../../electron/model/facts.ts'

const readAt = '2026-11-22T08:00:00Z'

const deviceAt = (address: string, deviceClass: DeviceClass = 'camera'): Device => ({
  id: address,
  endpoint: { address, forwarded: false, ports: { http: 80 } },
  identity: noIdentity,
  deviceClass,
  driver: 'axis',
  endpointReference: null,
  marks: {},
  firstSeenAt: readAt,
  lastSeenAt: readAt,
})

function fixOf(id: string): AnyFix {
  const fix = fixes.find((one) => one.id === id)
  if (fix === undefined) throw new Error(`no fix ${id}`)
  return fix
}

function driverOf(id: string): Driver {
  const driver = drivers.find((one) => one.id === id)
  if (driver === undefined) throw new Error(`no driver ${id}`)
  return driver
}

const camerasOf = (...addresses: (string | null)[]): Readings => ({
  'recorder.cameras': {
    end: 'value',
    readAt,
    value: addresses.map((address, index) => ({
      channel: `${index + 1}`,
      name: null,
      address,
      model: null,
      firmware: null,
      online: true,
    })),
  },
})

describe('who records a camera', () => {
  it('is every recorder of the site that names its address, once each', () => {
    const readings: Record<string, Readings> = {
      '127.0.0.2': camerasOf('127.0.0.9', '127.0.0.9', null),
      '127.0.0.3': camerasOf('127.0.0.9', '127.0.0.8'),
      '127.0.0.4': camerasOf('127.0.0.8'),
    }
    const devices = [
      deviceAt('127.0.0.2', 'nvr'),
      deviceAt('127.0.0.3', 'nvr'),
      deviceAt('127.0.0.4'),
      deviceAt('127.0.0.5', 'nvr'),
    ]
    const recorders = recordedBy(devices, (id) => readings[id] ?? null)
    expect([...recorders]).toEqual([
      ['127.0.0.9', ['127.0.0.2', '127.0.0.3']],
      ['127.0.0.8', ['127.0.0.3']],
    ])
  })
})

describe('a change asks for a yes of its own', () => {
  const camera = deviceAt('127.0.0.9')
  const axis = driverOf('axis')

  it.each(['https-on', 'address-filter-on', 'passwords-unique', 'default-logins-refused'])(
    'when %s would part a camera from its recorder',
    (id) => {
      expect(confirmReason(fixOf(id), axis, camera, {}, ['127.0.0.2'])).toMatch(/^127\.0\.0\.2 records this camera/)
      expect(confirmReason(fixOf(id), axis, camera, {})).toBeNull()
    },
  )

  it('never for what a recorder does not notice', () => {
    expect(confirmReason(fixOf('telnet-closed'), axis, camera, {}, ['127.0.0.2'])).toBeNull()
  })

  it.each([
    ['nvr', 'passwords-unique', /^A recorder:/],
    ['door-controller', 'passwords-unique', /^A door controller:/],
    ['switch', 'network-protocols-needed-only', /^A switch:/],
  ] as const)('when a %s gets %s, whatever else is known of it', (deviceClass, id, words) => {
    expect(confirmReason(fixOf(id), axis, deviceAt('127.0.0.2', deviceClass), {})).toMatch(words)
    expect(confirmReason(fixOf('ntp-configured'), axis, deviceAt('127.0.0.2', deviceClass), {})).toBeNull()
  })

  it('when the device itself records cameras', () => {
    const recorder = deviceAt('127.0.0.2', 'nvr')
    expect(confirmReason(fixOf('https-on'), axis, recorder, camerasOf('127.0.0.9'))).toMatch(/recording of 1 camera/)
  })
})
