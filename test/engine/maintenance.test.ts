import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DriftEntry } from '../../electron/engine/visits/drift.ts'
import type { Device } from '../../electron/model/device.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { LaptopClock } from './laptop-clock.ts'
import { SiteFixture } from './site-fixture.ts'

const dayMs = 86_400_000
/** Long enough for the support of a firmware, an attestation and a waiver to end. */
const betweenVisitsDays = 2_200
const camera = 'onvif-camera' as const

/** What the test does between the two visits, and to which device. */
const lineUp = [
  { personality: camera, model: 'P3265-V' },
  { personality: camera, model: 'QNV-C8012' },
  { personality: camera, model: 'QNV-C8012' },
  { personality: camera, model: 'QNV-C8012' },
  { personality: camera, model: 'QNV-C8012' },
  { personality: camera, model: 'QNV-C8012' },
  { personality: camera, model: 'QNV-C8012' },
]

describe('a second visit on the same site', () => {
  const clock = new LaptopClock()
  let site: SiteFixture
  let devices: readonly PracticeDevice[]
  let entries: readonly DriftEntry[]
  let replacedId: string

  const known = (device: PracticeDevice): Device => {
    const found = site.session.devices().filter(({ endpoint }) => endpoint.address === device.address)
    const newest = found.at(-1)
    if (newest === undefined) throw new Error(`${device.address} is not in the inventory`)
    return newest
  }
  const at = (index: number): PracticeDevice => {
    const device = devices[index]
    if (device === undefined) throw new Error(`no device ${index}`)
    return device
  }

  beforeAll(async () => {
    clock.turn()
    site = await SiteFixture.start({ devices: lineUp.length, ports: 'standard', seed: 'maintenance', lineUp })
    devices = site.practice.devices.map(({ address }) => site.practice.device(address))
    for (const device of devices) {
      Object.assign(device.faults, noFaults())
      device.state.discovery = {
        ...device.state.discovery,
        answers: 'matching',
        directedOnly: false,
        foreignHost: null,
      }
    }
    // The one that comes later hangs on no cable yet.
    const newcomer = at(1)
    await newcomer.close()
    await site.discover()
    await site.assess()
    await site.fix(['ntp-configured'])
    await site.assess()
    site.session.statements.waive({
      item: 'NET-04',
      deviceId: known(at(6)).id,
      reason: 'The recorder is replaced in spring.',
      compensatingControl: 'The network is closed.',
      approver: 'C. Customer',
      requestedBy: 'T. Tester',
      expiresOn: new Date(Date.now() + 30 * dayMs).toISOString().slice(0, 10),
    })
    site.session.statements.attest({
      item: 'ACC-02',
      deviceIds: [known(at(6)).id],
      answer: 'met',
      statement: 'The customer keeps the password in the safe; it is used nowhere else.',
      measurement: null,
      by: 'T. Tester',
      role: 'administrator',
      photos: [],
    })
    await site.seal()

    clock.aheadMs += betweenVisitsDays * dayMs
    for (const device of devices) {
      device.passTime(betweenVisitsDays * dayMs)
      device.state.clock.offsetMs += betweenVisitsDays * dayMs
    }
    await newcomer.start()
    await at(2).close()
    replacedId = known(at(3)).id
    await at(3).close()
    Object.assign(at(3).state.identity, {
      serial: 'ZZ9NEW0001',
      mac: '00:09:18:aa:bb:cc',
      endpointReference: 'urn:uuid:5a4b3c2d-0000-1000-8000-000918aabbcc',
    })
    await at(3).start()
    at(4).state.hostname.name = 'moved-to-the-yard'
    at(5).state.ntp.servers = []
    await site.reopen()
    await site.discover()
    await site.assess()
    entries = site.session.drift()?.entries ?? []
  }, 60_000)
  afterAll(async () => {
    await site.stop()
    clock.restore()
  })

  const expected = () => [
    { kind: 'device-new', deviceId: known(at(1)).id },
    { kind: 'device-replaced', deviceId: known(at(3)).id, formerId: replacedId },
    { kind: 'device-gone', deviceId: known(at(2)).id },
    { kind: 'fact-changed', deviceId: known(at(4)).id, fact: 'network.hostname', now: 'moved-to-the-yard' },
    { kind: 'fact-changed', deviceId: known(at(5)).id, fact: 'time.ntp', now: 'ntp, servers: none' },
    { kind: 'end-of-life-meanwhile', deviceId: known(at(0)).id, item: 'FW-03' },
    { kind: 'finding-came-back', deviceId: known(at(5)).id, item: 'TIM-01' },
    { kind: 'attestation-stale', deviceId: known(at(6)).id, item: 'ACC-02' },
    { kind: 'waiver-ended', deviceId: known(at(6)).id, item: 'NET-04' },
  ]
  const inOrder = (drift: readonly { readonly kind: string; readonly deviceId: string | null }[]) =>
    drift.toSorted((a, b) => `${a.kind} ${a.deviceId}`.localeCompare(`${b.kind} ${b.deviceId}`))

  it('shows exactly what the test did in between, and nothing else', () => {
    expect(inOrder(entries)).toMatchObject(inOrder(expected()))
    expect(entries).toHaveLength(expected().length)
  })

  it('has taken the device with a new serial for what it is: another one, judged anew, beside the entry of the old one', () => {
    const young = known(at(3))
    expect(young.id).not.toBe(replacedId)
    expect(young.identity.serial).toBe('ZZ9NEW0001')
    expect(site.session.findings(young.id).asLeft.length).toBeGreaterThan(10)
    expect(site.session.findings(replacedId).asLeft).toEqual([])
  })

  it('shows the same when it looks once more', async () => {
    await site.discover()
    await site.assess()
    const again = site.session.drift()?.entries ?? []
    expect(inOrder(again)).toMatchObject(inOrder(expected()))
    expect(again).toHaveLength(expected().length)
  }, 30_000)
})
