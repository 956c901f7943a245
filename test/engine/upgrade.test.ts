import { createServer, type Server } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { UpgradeEnded, UpgradeOptions, UpgradeReport } from '../../electron/engine/upgrade/upgrade.ts'
import type { FirmwareSource, UpgradePlan } from '../../electron/engine/upgrade/upgrade-plan.ts'
import type { Device } from '../../electron/model/device.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { TestLibrary } from './firmware-files.ts'
import { never, SiteFixture } from './site-fixture.ts'

const quiet = () => undefined
const patience = { pollMs: 20, goneMs: 3_000, backMs: 20_000 }
const axisNew = '13.1.5'
const hikvisionNew = 'V5.9.10 build 260401'

let site: SiteFixture
let files: TestLibrary

/** A site of cameras that are all there and well, each with a short restart. `are` may make them what they are not. */
async function start(
  count: number,
  are: (camera: PracticeDevice) => void = () => undefined,
  chosen: (cameras: PracticeDevice[]) => PracticeDevice[] = (cameras) => cameras,
): Promise<void> {
  site = await SiteFixture.start({
    devices: count,
    personality: 'onvif-camera',
    ports: 'standard',
    seed: 'upgrades',
  })
  const cameras = site.practice.devices.map(({ address }) => site.practice.device(address))
  const targets = chosen(cameras).map(({ address }) => address)
  site.session.confirmScope({ targets, interfaces: site.practice.interfaces, excluded: [] })
  for (const camera of cameras) {
    Object.assign(camera.faults, noFaults())
    camera.rebootMs = 120
    are(camera)
  }
  files = new TestLibrary(site.folder)
  await site.discover()
}

const devices = (): Device[] => site.session.devices()
const of = (vendor: string) => devices().filter((device) => site.simulated(device).maker.vendor === vendor)

const plan = (sources: readonly FirmwareSource[], ids: readonly string[] | null = null): Promise<UpgradePlan> =>
  site.session.upgrades().plan({ devices: ids, sources, signal: never(), on: quiet })

const apply = (made: UpgradePlan, options: Partial<UpgradeOptions> = {}): Promise<UpgradeReport> =>
  site.session.upgrades().apply(made, {
    canary: 1,
    width: 6,
    stopShare: 0.5,
    confirmed: [],
    patience,
    signal: never(),
    on: quiet,
    onChange: quiet,
    ...options,
  })

const endOf = ({ ended }: UpgradeReport, device: Device): UpgradeEnded | undefined =>
  ended.find(({ deviceId }) => deviceId === device.id)

const models = (list: readonly Device[]): string[] => [
  ...new Set(list.map((device) => site.simulated(device).state.identity.model)),
]

describe('an upgrade of a site', () => {
  afterAll(() => site.stop())

  it('of 20 devices of two makers runs to its end, and says which one never came back and which one kept its version', async () => {
    const uploads = ({ product }: PracticeDevice) => !(product.lacks ?? []).includes('StartFirmwareUpgrade')
    const some = (maker: string, cameras: PracticeDevice[]) =>
      cameras.filter((camera) => camera.maker.vendor === maker && uploads(camera)).slice(0, maker === 'AXIS' ? 13 : 7)
    await start(
      54,
      () => undefined,
      (cameras) => [...some('AXIS', cameras), ...some('HIKVISION', cameras)],
    )
    const [axis, hikvision] = [of('AXIS'), of('HIKVISION')]
    const twenty = [...axis, ...hikvision]
    expect(twenty).toHaveLength(20)
    expect(hikvision).toHaveLength(7)
    const ids = twenty.map(({ id }) => id)
    await site.assess(ids)
    const sources = [
      await files.add('AXIS', models(axis), axisNew),
      await files.add('HIKVISION', models(hikvision), hikvisionNew),
    ]
    const made = await plan(sources, ids)
    expect(made.refused).toEqual([])
    expect(made.upgrades).toHaveLength(20)
    expect(made.warnings.join(' ')).toMatch(/power/i)
    for (const { address } of site.practice.devices) {
      expect(site.practice.device(address).firmware.uploads).toEqual([])
    }
    const lost = made.upgrades.at(-1)?.device as Device
    const stubborn = made.upgrades.at(5)?.device as Device
    site.simulated(lost).faults.neverReturns = true
    site.simulated(stubborn).faults.comesBackOnOldVersion = true
    const before = site.simulated(stubborn).state.identity.firmware

    const report = await apply(made, { stopShare: 0.3, width: 12, patience: { ...patience, backMs: 6_000 } })

    expect(report.stopped).toBeNull()
    expect(report.ended).toHaveLength(20)
    const others = twenty.filter(({ id }) => id !== lost.id && id !== stubborn.id)
    expect(others.map((device) => endOf(report, device)?.end)).toEqual(others.map(() => 'upgraded'))
    expect(endOf(report, lost)).toMatchObject({ end: 'never-came-back', problem: { code: 'upgrade/never-came-back' } })
    expect(endOf(report, lost)?.problem?.message).toMatch(/went away at 20\d\d-.*had not come back at 20\d\d-/)
    expect(endOf(report, stubborn)).toMatchObject({
      end: 'came-back-on-old-version',
      asLeft: before,
      problem: { code: 'upgrade/old-version' },
    })
    for (const device of others) {
      const { identity } = site.simulated(device).state
      const wanted = site.simulated(device).maker.vendor === 'AXIS' ? axisNew : hikvisionNew
      expect(identity.firmware).toBe(wanted)
      // Read anew after the upgrade: the inventory and the facts know the new version.
      expect(devices().find(({ id }) => id === device.id)?.identity.firmware).toBe(wanted)
      expect(site.session.readings(device.id).identity).toMatchObject({ end: 'value', value: { firmware: wanted } })
      expect(site.simulated(device).lockedOut).toBe(false)
      expect(site.simulated(device).firmware.committed).toBe(true)
    }
    // A device that is gone leaves no old pass standing.
    const findings = site.session.findings(lost.id).asLeft
    expect(findings.filter(({ outcome }) => outcome === 'pass' || outcome === 'fixed')).toEqual([])
    expect(findings.find(({ outcome }) => outcome === 'error')?.problem?.code).toBe('upgrade/never-came-back')
    const changes = site.session.changes().filter(({ fix }) => fix === 'firmware-upgrade')
    expect(changes.map(({ state }) => state).sort()).toEqual([...Array(2).fill('failed'), ...Array(18).fill('fixed')])
    // Both ways were used: the one of the maker, and ONVIF where the device is too old for it.
    expect(new Set(report.ended.map(({ transport }) => transport))).toEqual(new Set(['vapix', 'isapi']))
  }, 120_000)
})

describe('a wave', () => {
  beforeAll(async () => {
    // One maker and model for all, so that one file is for all of them.
    await start(5, ({ state }) => Object.assign(state.identity, { vendor: 'ACME', model: 'C-1', firmware: '1.0.0' }))
    await site.assess()
    source = await files.add('ACME', ['C-1'], '1.2.0')
  }, 60_000)
  beforeEach(() => {
    for (const device of devices()) {
      Object.assign(site.simulated(device).faults, noFaults())
      site.simulated(device).state.identity.firmware = '1.0.0'
      site.simulated(device).firmware.uploads.length = 0
    }
  })
  afterAll(() => site.stop())
  let source: FirmwareSource

  it('stops when the device that went first does not come back on the new version', async () => {
    const made = await plan([source])
    expect(made.upgrades.length).toBeGreaterThan(2)
    const first = made.upgrades[0]?.device as Device
    site.simulated(first).faults.comesBackOnOldVersion = true
    const report = await apply(made, { stopShare: 1 })
    expect(endOf(report, first)?.end).toBe('came-back-on-old-version')
    expect(report.stopped?.code).toBe('upgrade/wave-stopped')
    for (const { device } of made.upgrades.slice(1)) {
      expect(endOf(report, device)).toMatchObject({ end: 'cancelled', problem: { code: 'upgrade/wave-stopped' } })
      expect(site.simulated(device).firmware.uploads).toEqual([])
    }
  }, 60_000)

  it('stops when more than the stated share of the devices fails', async () => {
    const made = await plan([source])
    for (const { device } of made.upgrades) site.simulated(device).faults.refusesFile = true
    const report = await apply(made, { canary: 0, width: 1, stopShare: 0.3 })
    const ends = report.ended.map(({ end }) => end)
    const begun = Math.floor(made.upgrades.length * 0.3) + 1
    expect(ends.filter((end) => end === 'refused')).toHaveLength(begun)
    expect(ends.filter((end) => end === 'cancelled')).toHaveLength(made.upgrades.length - begun)
    expect(report.stopped?.code).toBe('upgrade/wave-stopped')
  }, 60_000)

  it.each([
    ['goes first', 1],
    ['comes later', 0],
  ])(
    'sends firmware to no further device after a bug on one that %s, and leaves none without an end',
    async (_, canary) => {
      const made = await plan([source])
      const hit = made.upgrades[0]?.device as Device
      const bug = (id: string) => {
        if (id === hit.id) throw new TypeError('a bug')
      }
      const known = new Set(site.session.changes().map(({ id }) => id))
      await expect(apply(made, { canary, width: 1, onStage: bug })).rejects.toThrow('a bug')
      const changes = site.session.changes().filter(({ id }) => !known.has(id))
      const ends = changes.map(({ state, problem }) => `${state} ${problem?.code}`)
      expect(ends.toSorted()).toEqual([
        'failed app/bug',
        ...made.upgrades.slice(1).map(() => 'left upgrade/wave-stopped'),
      ])
      for (const { device } of made.upgrades) expect(site.simulated(device).firmware.uploads).toEqual([])
    },
    60_000,
  )

  it('begins no further device once it is cancelled, and follows the one that was begun to its end', async () => {
    const made = await plan([source])
    const controller = new AbortController()
    const report = await apply(made, {
      signal: controller.signal,
      onChange: ({ state }) => (state === 'applying' ? controller.abort() : undefined),
    })
    const [first, ...rest] = report.ended.map(({ end }) => end)
    expect(first).toBe('upgraded')
    expect(new Set(rest)).toEqual(new Set(['cancelled']))
  }, 60_000)
})

describe('one device', () => {
  let device: Device
  let camera: PracticeDevice
  let asFound: { firmware: string; model: string; serial: string }
  let source: FirmwareSource
  beforeAll(async () => {
    await start(2)
    device = of('HIKVISION')[0] as Device
    camera = site.simulated(device)
    asFound = { ...camera.state.identity }
    await site.assess([device.id])
    source = await files.add('HIKVISION', [asFound.model], hikvisionNew)
  }, 60_000)
  beforeEach(() => {
    Object.assign(camera.faults, noFaults())
    Object.assign(camera.state.identity, asFound)
    camera.firmware.uploads.length = 0
  })
  afterAll(() => site.stop())

  const only = (chosen: FirmwareSource) => plan([chosen], [device.id])

  it('of another model is refused before any byte', async () => {
    camera.requests.clear()
    const made = await only(await files.add('HIKVISION', ['DS-2CD0000-X'], hikvisionNew))
    expect(made.upgrades).toEqual([])
    expect(made.refused).toMatchObject([{ deviceId: device.id, problem: { code: 'upgrade/wrong-model' } }])
    // Its model is known: it was not even asked.
    expect(camera.requests.all).toEqual([])
  })

  it('of another model than when the plan was made is refused before any byte', async () => {
    const made = await only(source)
    Object.assign(camera.state.identity, { model: 'DS-2CD0000-X' })
    const report = await apply(made)
    expect(report.ended).toMatchObject([{ end: 'refused', problem: { code: 'device/identity-mismatch' } }])
    expect(camera.firmware.uploads).toEqual([])
  })

  it('gets no older firmware, and not the one it has', async () => {
    const model = camera.state.identity.model
    const older = await only(await files.add('HIKVISION', [model], 'V5.0.0 build 130101'))
    expect(older.refused).toMatchObject([{ problem: { code: 'upgrade/downgrade' } }])
    const same = await only(await files.add('HIKVISION', [model], camera.state.identity.firmware))
    expect(same.refused).toMatchObject([{ problem: { code: 'upgrade/same-version' } }])
  })

  it('that says no to the file keeps its version and says why', async () => {
    camera.faults.refusesFile = true
    const before = camera.state.identity.firmware
    const [ended] = (await apply(await only(source))).ended
    expect(ended).toMatchObject({ end: 'refused', asLeft: before, problem: { code: 'device/write-refused' } })
    expect(camera.state.identity.firmware).toBe(before)
  }, 60_000)

  it('that hangs up in the middle of the file is looked at again before anything is said', async () => {
    camera.faults.cutsUpload = true
    const before = camera.state.identity.firmware
    const made = await only(await files.add('HIKVISION', [camera.state.identity.model], hikvisionNew, 3_000_000))
    const [ended] = (await apply(made, { patience: { ...patience, goneMs: 200 } })).ended
    expect(ended).toMatchObject({ end: 'refused', asLeft: before, problem: { code: 'upgrade/cut' } })
    expect(camera.firmware.uploads).toMatchObject([{ outcome: 'cut' }])
  }, 60_000)

  it('that comes back as another device is found out', async () => {
    const made = await only(source)
    camera.applyAtReboot(() => void Object.assign(camera.state.identity, { serial: 'SOMEBODY-ELSE' }))
    const [ended] = (await apply(made)).ended
    expect(ended).toMatchObject({
      end: 'came-back-unproven',
      change: { state: 'unresolved' },
      problem: { code: 'device/identity-mismatch' },
    })
    expect(site.session.findings(device.id).asLeft.filter(({ outcome }) => outcome === 'pass')).toEqual([])
  }, 60_000)

  it('whose file was altered in the library gets none of it', async () => {
    const made = await only(source)
    const altered = { ...source, check: () => files.library.check('0000000000000000') }
    const [planned] = made.upgrades
    if (planned === undefined) throw new Error('nothing planned')
    const report = await apply({ ...made, upgrades: [{ ...planned, source: altered }] })
    expect(report.ended).toMatchObject([{ end: 'refused', problem: { code: 'firmware/unknown' } }])
    expect(camera.firmware.uploads).toEqual([])
  })

  it('is not upgraded by a plan of an earlier visit', async () => {
    const made = await only(source)
    await expect(apply({ ...made, visitId: 'another' })).rejects.toMatchObject({ code: 'fix/plan-outdated' })
  })

  it('that records other cameras waits for a yes of its own', async () => {
    const made = await only(source)
    const [planned] = made.upgrades
    if (planned === undefined) throw new Error('nothing planned')
    const asking = { ...made, upgrades: [{ ...planned, needsYes: ['A recorder.'] }] }
    expect((await apply(asking)).ended).toMatchObject([{ end: 'refused', problem: { code: 'upgrade/not-confirmed' } }])
    expect(camera.firmware.uploads).toEqual([])
    expect((await apply(asking, { confirmed: [device.id] })).ended).toMatchObject([{ end: 'upgraded' }])
  }, 60_000)
})

describe('the address that a device names for its upload', () => {
  const trapAddress = '127.250.9.10'
  let trap: Server
  let knocks = 0
  beforeEach(async () => {
    knocks = 0
    trap = createServer((socket) => {
      knocks += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => trap.listen(80, trapAddress, resolve))
    await start(4)
  }, 60_000)
  afterEach(async () => {
    await site.stop()
    await new Promise((resolve) => trap.close(resolve))
  })

  it('gets no packet when it is somewhere else: the file goes to the device itself', async () => {
    const device = devices().find((one) => !['AXIS', 'HIKVISION'].includes(site.simulated(one).maker.vendor)) as Device
    const camera = site.simulated(device)
    camera.faults.foreignUploadHost = trapAddress
    await site.assess([device.id])
    const { vendor, model } = camera.state.identity
    Object.assign(camera.state.identity, { firmware: '2.21.02' })
    const made = await plan([await files.add(vendor, [model], '2.22.05')], [device.id])
    expect(made.upgrades).toMatchObject([{ transport: 'onvif' }])
    const report = await apply(made, { confirmed: [device.id] })
    expect(report.ended).toMatchObject([{ end: 'upgraded', transport: 'onvif', asLeft: '2.22.05' }])
    expect(camera.firmware.uploads).toMatchObject([{ way: 'onvif', outcome: 'taken' }])
    expect(knocks).toBe(0)
  }, 60_000)
})
