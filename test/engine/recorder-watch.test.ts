import { afterEach, describe, expect, it } from 'vitest'
import type { Change } from '../../electron/model/site.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { never, SiteFixture } from './site-fixture.ts'

const quiet = () => undefined
const lineUp = [
  { personality: 'hikvision-camera' as const },
  { personality: 'hikvision-camera' as const },
  { personality: 'network-recorder' as const },
]

describe('a recorder that has the picture of a camera', () => {
  let site: SiteFixture
  afterEach(() => site.stop())

  /** Two cameras of one kind behind a recorder that knows the login which they had before. */
  async function carryOut(isPrepared: boolean): Promise<readonly Change[]> {
    site = await SiteFixture.start({ devices: 3, lineUp, ports: 'standard', seed: 'behind a recorder' })
    const all = site.practice.devices.map(({ address }) => site.practice.device(address))
    for (const device of all) Object.assign(device.faults, noFaults())
    const cameras = all.filter(({ state }) => state.identity.deviceClass === 'camera')
    const recorder = all.find(({ state }) => state.identity.deviceClass === 'nvr')
    if (recorder === undefined) throw new Error('no recorder')
    for (const camera of cameras) toDefault(camera)
    const first = cameras.map((camera) => camera.login().password)
    recorder.state.settings.behind = cameras.map((camera, index) => ({
      address: camera.address,
      online: () => isPrepared || camera.login().password === first[index],
    }))
    await site.discover()
    await site.assess()
    const cameraIds = site.session
      .devices()
      .filter(({ deviceClass }) => deviceClass === 'camera')
      .map(({ id }) => id)
    const plan = await site.plan(['default-logins-refused'], cameraIds)
    expect(plan.changes.map(({ change }) => change.confirm)).toEqual([
      expect.stringContaining('records this camera'),
      expect.stringContaining('records this camera'),
    ])
    const confirmed = new Set(plan.changes.map(({ change }) => change.id))
    return await site.session.apply(plan, { signal: never(), on: quiet, onChange: quiet, confirmed, patienceMs: 1_000 })
  }

  it('is asked after the change, and the others of the kind are spared when it lost it', async () => {
    const changes = await carryOut(false)
    expect(changes.map(({ state, problem }) => `${state} ${problem?.code}`).toSorted()).toEqual([
      'failed fix/recorder-lost',
      'left fix/canary-failed',
    ])
    // What the camera holds now stays on record, and in the vault.
    expect(changes.find(({ state }) => state === 'failed')?.asLeft).toMatch(/refused/)
    expect(site.session.unresolved()).toBe(0)
  }, 60_000)

  it('lets the work go on when it was prepared', async () => {
    expect((await carryOut(true)).map(({ state }) => state)).toEqual(['fixed', 'fixed'])
  }, 60_000)
})

/** As it came out of its box. */
function toDefault({ state, maker }: PracticeDevice): void {
  for (const list of [state.users, state.webUsers ?? []])
    for (const user of list) if (user.level === 'Administrator') Object.assign(user, maker.defaultLogin)
}
