import { describe, expect, it } from 'vitest'
import type { Driver } from '../../electron/drivers/driver.ts'
import { drivers } from '../../electron/drivers/index.ts'
import { confirmReason } from '../../electron/engine/change/confirm-change.ts'
import { nobodyKnown, pictureTakers, recordedBy } from '../../electron/engine/change/recorded-by.ts'
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
    const { cameras, unread } = recordedBy(devices, (id) => readings[id] ?? null)
    expect([...cameras].map(([address, recorders]) => [address, recorders.map(({ id }) => id)])).toEqual([
      ['127.0.0.9', ['127.0.0.2', '127.0.0.3']],
      ['127.0.0.8', ['127.0.0.3']],
    ])
    // The fourth recorder: nobody could read its cameras, so that it may have any of them.
    expect(unread.map(({ id }) => id)).toEqual(['127.0.0.5'])
  })
})

describe('a change asks for a yes of its own', () => {
  const camera = deviceAt('127.0.0.9')
  const named = { ...nobodyKnown, naming: ['127.0.0.2'] }
  const axis = driverOf('axis')

  it.each(['https-on', 'address-filter-on', 'passwords-unique', 'default-logins-refused'])(
    'when %s would part a camera from its recorder',
    (id) => {
      expect(confirmReason(fixOf(id), axis, camera, {}, named)).toMatch(/^127\.0\.0\.2 records this camera/)
      expect(confirmReason(fixOf(id), axis, camera, {})).toBeNull()
    },
  )

  const picture = ['https-on', 'tls-modern', 'passwords-unique', 'default-logins-refused']
  const kinds = ['camera', 'encoder', 'intercom', 'unknown'] as const
  it.each(kinds.flatMap((kind) => ['axis', 'hikvision', 'hanwha', 'onvif'].map((driver) => [kind, driver] as const)))(
    'when a recorder that nobody could read may have the picture of this %s (%s)',
    (kind, driver) => {
      const device = deviceAt('127.0.0.9', kind)
      const takers = pictureTakers(
        device,
        recordedBy([deviceAt('127.0.0.5', 'nvr'), device], () => null),
        [],
      )
      for (const id of picture)
        expect(confirmReason(fixOf(id), driverOf(driver), device, {}, takers)).toMatch(
          /Nobody could read which cameras 127\.0\.0\.5 records/,
        )
    },
  )

  it('of a recorder never because of itself, and of a switch never because of a recorder', () => {
    const recorder = deviceAt('127.0.0.5', 'nvr')
    const known = recordedBy([recorder], () => null)
    expect(pictureTakers(recorder, known, ['vms'])).toEqual(nobodyKnown)
    expect(pictureTakers(deviceAt('127.0.0.6', 'switch'), known, ['vms'])).toEqual(nobodyKnown)
  })

  it('when the account is the one that the video management logs in with, or when its way in changes', () => {
    const takers = { ...nobodyKnown, vmsAccounts: ['vms'] }
    const ask = (id: string, ...accounts: string[]) => confirmReason(fixOf(id), axis, camera, {}, takers, accounts)
    expect(ask('passwords-unique', 'root', 'vms')).toMatch(/video management logs in as vms/)
    expect(ask('passwords-unique', 'root')).toBeNull()
    expect(ask('https-on')).toMatch(/video management/)
    expect(ask('tls-modern')).toMatch(/video management/)
  })

  it('never for what a recorder does not notice', () => {
    expect(confirmReason(fixOf('telnet-closed'), axis, camera, {}, named)).toBeNull()
  })

  it.each([
    ['nvr', 'passwords-unique', /^A recorder:/],
    ['door-controller', 'passwords-unique', /^A door controller:/],
    ['intercom', 'passwords-unique', /^An intercom:/],
    ['unknown', 'passwords-unique', /^Nobody knows what kind/],
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
