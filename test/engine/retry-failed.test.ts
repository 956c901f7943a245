import { afterEach, describe, expect, it } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import { SiteFixture } from './site-fixture.ts'

const checks = ['ntp-configured', 'discovery-off']

describe('trying again only what failed', () => {
  let site: SiteFixture
  afterEach(() => site.stop())

  it('writes to the devices that failed and asks nothing of the others, with the checks that failed there', async () => {
    site = await SiteFixture.start({ devices: 3, personality: 'onvif-camera', ports: 'standard', seed: 'retry' })
    const simulated = site.practice.devices.map(({ address }) => site.practice.device(address))
    for (const { faults } of simulated) Object.assign(faults, noFaults())
    await site.discover()
    await site.assess()
    const [broken] = site.session.devices().filter((device) => site.outcome(device, 'TIM-02') === 'fail')
    if (broken === undefined) throw new Error('no device without time server')
    const device = site.simulated(broken)
    device.faults.silentlyIgnoreWrites = ['*']
    const first = await site.session.apply(await site.plan(checks), {
      signal: new AbortController().signal,
      on: () => undefined,
      onChange: () => undefined,
      waves: { canary: 0, width: 3, stopShare: 1 },
    })
    const failed = first.filter(({ state }) => state !== 'fixed')
    expect([...new Set(failed.map(({ deviceId }) => deviceId))]).toEqual([broken.id])

    device.faults.silentlyIgnoreWrites = []
    for (const { requests } of simulated) requests.clear()
    const ids = [...new Set(failed.map(({ deviceId }) => deviceId))]
    const again = await site.fix([...new Set(failed.map(({ fix }) => fix))], ids)
    expect(again.length).toBeGreaterThan(0)
    expect(again.every(({ state, deviceId }) => state === 'fixed' && deviceId === broken.id)).toBe(true)
    for (const other of simulated) {
      // Multicast is heard by everybody, whoever on this computer looks for devices.
      const asked = other.requests.all.filter(({ interface: by }) => by === 'onvif' || by === 'http' || by === 'rtsp')
      if (other !== device) expect(asked).toEqual([])
    }
  }, 60_000)
})
