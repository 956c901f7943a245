import { afterEach, expect, it, vi } from 'vitest'
import { switchOffUpnp } from '../../electron/fixes/upnp-off.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { never, SiteFixture } from './site-fixture.ts'

let site: SiteFixture
afterEach(() => {
  vi.restoreAllMocks()
  return site.stop()
})

const quiet = () => undefined

it('takes back what was written before a bug of the program, and gives every other change an end', async () => {
  const camera = { personality: 'onvif-camera', model: 'DS-2CD2142FWD-I' } as const
  site = await SiteFixture.start({
    devices: 3,
    lineUp: [camera, camera, camera],
    ports: 'standard',
    seed: 'bug in a fix',
  })
  const cameras = site.practice.devices.map(({ address }) => site.practice.device(address))
  for (const { faults, state } of cameras) {
    Object.assign(faults, noFaults())
    state.settings.services.upnp = true
  }
  await site.discover('normal')
  await site.assess()
  const plan = await site.plan(['upnp-off'])
  expect(plan.changes).toHaveLength(3)

  vi.spyOn(switchOffUpnp, 'verify').mockRejectedValue(new TypeError('a bug'))
  const confirmed = new Set(plan.changes.map(({ change }) => change.id))
  const options = { signal: never(), on: quiet, onChange: quiet, confirmed, waves: { canary: 1, width: 1 } }
  await expect(site.session.apply(plan, options)).rejects.toThrow('a bug')

  const ends = site.session.changes().map(({ state, problem }) => `${state} ${problem?.code}`)
  expect(ends.toSorted()).toEqual(['left fix/wave-stopped', 'left fix/wave-stopped', 'rolled-back app/bug'])
  expect(cameras.map(({ state }) => state.settings.services.upnp)).toEqual([true, true, true])
})
