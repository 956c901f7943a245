import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drivers } from '../../electron/drivers/index.ts'
import { signOfAnother } from '../../electron/engine/inventory/same-device.ts'
import { type Device, type Identity, noIdentity } from '../../electron/model/device.ts'
import type { Change } from '../../electron/model/site.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { LineUpEntry } from '../../electron/practice/practice-site.ts'
import { never, SiteFixture } from './site-fixture.ts'

const camera = (model: string): LineUpEntry => ({ personality: 'onvif-camera', model })

/** One device for each driver that changes anything; the last one stays what it is. */
const lineUp: readonly LineUpEntry[] = [
  camera('M5525-E'),
  camera('DS-2CD2142FWD-I'),
  camera('IPC-HDW5831R-ZE'),
  camera('QNV-C8012'),
  camera('IPC322LB-SF28-A'),
  camera('FLEXIDOME indoor 5100i IR'),
  camera('IB8367A'),
  { personality: 'reolink-camera' },
  { personality: 'mobotix-camera' },
  { personality: '2n-intercom' },
  camera('DS-2CD2020F-I'),
]

/** Another one of the same maker. */
const turned = (text: string): string => text.slice(0, 6) + [...text.slice(6)].reverse().join('')

const couldWrite =
  /^(?:Set|Create|Delete|Add|Remove|Load|Upgrade|System(?:Reboot|Factory))|^(?:PUT|PATCH|DELETE) |action=(?:set|add|update|remove|delete|modify)|^POST \S*(?:pwdgrp|restart|firmware)/

describe('devices that are others than a moment ago', () => {
  let site: SiteFixture
  let changed: Device[]
  let changes: Change[]
  beforeAll(async () => {
    site = await SiteFixture.start({ devices: lineUp.length, lineUp, ports: 'high', seed: 'changed identity' })
    for (const { address, port } of site.practice.devices) {
      const { faults, state } = site.practice.device(`${address}:${port}`)
      Object.assign(faults, noFaults())
      state.clock.source = 'Manual'
      state.ntp.servers = []
    }
    // Not the fast pace: all of them run in this process, and answer late.
    await site.discover('normal')
    await site.assess()
    const plan = await site.plan()
    changed = site.session.devices().filter((device) => site.simulated(device) !== site.practice.device(staying()))
    for (const device of changed) {
      const { state, requests } = site.simulated(device)
      const { mac, serial } = state.identity
      Object.assign(state.identity, { mac: turned(mac), serial: turned(serial) })
      requests.clear()
    }
    changes = await site.session.apply(plan, {
      signal: never(),
      on: () => undefined,
      onChange: () => undefined,
      confirmed: new Set(plan.changes.map(({ change }) => change.id)),
      waves: { canary: 0, stopShare: 1 },
    })
  }, 240_000)
  afterAll(() => site.stop())

  const staying = (): string => {
    const { address = '', port } = site.practice.devices.at(-1) ?? {}
    return `${address}:${port}`
  }

  it('are of every maker whose driver writes', () => {
    const writing = drivers.filter(
      ({ identifies, supports, logins }) =>
        identifies.length > 0 && [...supports, ...logins].some((each) => 'write' in each || 'setPassword' in each),
    )
    expect(new Set(changed.map(({ driver }) => driver))).toEqual(new Set(writing.map(({ id }) => id)))
  })

  it('are sent nothing that could write, and each change says why', () => {
    for (const device of changed) {
      const own = changes.filter(({ deviceId }) => deviceId === device.id)
      expect(own.length, `${device.driver} has something planned`).toBeGreaterThan(0)
      expect(
        own.map(({ state }) => state),
        String(device.driver),
      ).not.toContain('fixed')
      for (const { problem } of own) expect(problem?.code, String(device.driver)).toMatch(/identity|replaced/)
      const asked = site.simulated(device).requests.all.map(({ operation }) => operation)
      expect(asked.length).toBeGreaterThan(0)
      expect(asked.filter((operation) => couldWrite.test(operation))).toEqual([])
    }
  })

  it('do not keep the one that stayed the same from being mended', () => {
    const ids = new Set(changed.map(({ id }) => id))
    const own = changes.filter(({ deviceId }) => !ids.has(deviceId))
    expect(own.map(({ state }) => state)).toContain('fixed')
  })
})

describe('the sign of another device', () => {
  const one: Identity = { ...noIdentity, serial: 'ABC1234567', macs: ['00:11:22:33:44:55'] }
  it.each<readonly [string, Partial<Identity>, Partial<Identity>, string | null]>([
    ['another serial number', {}, { serial: 'XYZ7654321' }, 'serial XYZ7654321, the site file knows ABC1234567'],
    ['the same, with the model in front', {}, { serial: 'CAM-ABC1234567', macs: ['66:77:88:99:aa:bb'] }, null],
    ['no serial number and another address', {}, { serial: null, macs: ['66:77:88:99:aa:bb'] }, 'hardware address'],
    [
      'a serial number that was not known, and another address',
      { serial: null },
      { macs: ['66:77:88:99:aa:bb'] },
      'hardware address',
    ],
    [
      'no serial number, and one of its addresses',
      {},
      { serial: null, macs: ['66:77:88:99:aa:bb', ...one.macs] },
      null,
    ],
    ['nothing at all', {}, { serial: null, macs: [] }, null],
  ])('is seen in %s', (_, known, said, sign) => {
    const found = signOfAnother({ ...one, ...known }, { ...one, ...said })
    if (sign === null) expect(found).toBeNull()
    else expect(found).toContain(sign)
  })
})
