import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { driverById } from '../../electron/drivers/index.ts'
import type { Device } from '../../electron/model/device.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { personalities } from '../../electron/practice/personalities.ts'
import type { PracticeDevice, PracticeDeviceInfo } from '../../electron/practice/practice-device.ts'
import type { LineUpEntry } from '../../electron/practice/practice-site.ts'
import { SiteFixture } from './site-fixture.ts'

/** The first product of each maker in each personality. */
const oneOfEach: readonly LineUpEntry[] = personalities.flatMap(({ id, products }) => {
  const makers = [...new Set(products.map(({ maker }) => maker))]
  return makers.flatMap((maker) => {
    const product = products.find((candidate) => candidate.maker === maker)
    return product === undefined ? [] : [{ personality: id, model: product.model }]
  })
})

/** Whose driver is not there yet speaks ONVIF. */
const ownOrOnvif = (id: string): string => (driverById(id) === null ? 'onvif' : id)

/** The driver that each maker of the practice site belongs to. */
const drivers: Readonly<Record<string, string>> = {
  AXIS: 'axis',
  HIKVISION: 'hikvision',
  Dahua: 'dahua',
  'Hanwha Vision': 'hanwha',
  HID: 'hid',
  'Mercury Security': 'mercury',
  ZKTeco: 'zkteco',
  Comnet: 'switch',
  Bosch: ownOrOnvif('bosch'),
  VIVOTEK: ownOrOnvif('vivotek'),
  UNIVIEW: ownOrOnvif('uniview'),
  Reolink: ownOrOnvif('reolink'),
  MOBOTIX: ownOrOnvif('mobotix'),
  '2N': ownOrOnvif('2n'),
}

describe('a site with one of each', () => {
  let site: SiteFixture
  let rows: { truth: PracticeDeviceInfo; simulated: PracticeDevice; found: Device | undefined }[]
  beforeAll(async () => {
    const devices = oneOfEach.length
    site = await SiteFixture.start({ devices, lineUp: oneOfEach, ports: 'standard', seed: 'one of each' })
    for (const { address } of site.practice.devices) {
      const simulated = site.practice.device(address)
      Object.assign(simulated.faults, noFaults())
      // With a second user this maker's port wants its communication key, and says nothing without.
      if (simulated.maker.vendor === 'ZKTeco') simulated.state.users.splice(1)
    }
    // Not the fast pace: the devices run in this very process, and their answers to multicast are awaited no longer than it says.
    await site.discover('normal')
    await site.assess()
    const found = site.session.devices()
    rows = site.practice.devices.map((truth) => ({
      truth,
      simulated: site.practice.device(truth.address),
      found: found.find(({ endpoint }) => endpoint.address === truth.address),
    }))
  }, 120_000)
  afterAll(() => site.stop())

  it('holds every product maker of every personality', () => {
    expect(rows.map(({ truth }) => truth.vendor)).toHaveLength(oneOfEach.length)
    expect(rows.map(({ truth }) => truth.vendor).filter((vendor) => drivers[vendor] === undefined)).toEqual([])
    expect(site.session.devices()).toHaveLength(oneOfEach.length)
  })

  it('knows vendor, model, class and driver of every device', () => {
    const seen = rows.map(({ truth, found }) => ({
      vendor: firstWord(found?.identity.manufacturer),
      model: found?.identity.model,
      class: found?.deviceClass,
      driver: found?.driver,
      at: truth.address,
    }))
    expect(seen).toEqual(
      rows.map(({ truth }) => ({
        vendor: firstWord(truth.vendor),
        model: truth.model.replace(/^AXIS /, ''),
        class: truth.class,
        driver: drivers[truth.vendor],
        at: truth.address,
      })),
    )
  })

  it('knows the firmware of every device', () => {
    expect(rows.map(({ found, truth }) => firmwareOf(found, truth.firmware))).toEqual(
      rows.map(({ truth }) => plain(truth.firmware)),
    )
  })

  it('knows the serial number wherever the protocols of the device tell one', () => {
    const told = rows.filter(({ found }) => found?.identity.serial !== null)
    expect(told.map(({ found }) => found?.identity.serial)).toEqual(told.map(({ truth }) => truth.serial))
    const silent = rows.filter(({ found }) => found?.identity.serial === null).map(({ truth }) => truth.vendor)
    expect([...new Set(silent)].sort()).toEqual(['HID', 'Hanwha Vision', 'Mercury Security'])
  })

  it('recognises what nobody has set up yet, and only that', () => {
    const factory = rows.filter(({ simulated }) => !simulated.state.settings.activated)
    expect(factory.map(({ truth }) => truth.vendor).sort()).toEqual(['AXIS', 'Dahua', 'HIKVISION', 'Hanwha Vision'])
    const failing = rows.filter(({ found }) => found !== undefined && site.outcome(found, 'INV-03') === 'fail')
    expect(failing.map(({ truth }) => truth.address)).toEqual(factory.map(({ truth }) => truth.address))
  })

  it('locks nobody out', () => {
    expect(rows.filter(({ simulated }) => simulated.lockedOut).map(({ truth }) => truth.model)).toEqual([])
  })
})

const firstWord = (text: string | null | undefined): string => (text ?? '').split(' ')[0]?.toLowerCase() ?? ''

/** Version and build, however the interface that told them puts them together. */
const plain = (text: string): string => text.replace(/[^\w.]+build[: ]*/i, ' ')

/** The firmware that was found, with its build where that makes it the whole truth. */
function firmwareOf(device: Device | undefined, truth: string): string {
  const { firmware, build } = device?.identity ?? {}
  const text = plain(firmware ?? '')
  const whole = `${text} ${(build ?? '').replace(/^build /, '')}`
  return whole === plain(truth) ? whole : text
}
