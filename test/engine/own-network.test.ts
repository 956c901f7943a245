import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OpenDevice } from '../../electron/engine/device/open-device.ts'
import type { Progress } from '../../electron/engine/progress.ts'
import type { Change } from '../../electron/model/site.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { NetworkCard } from './network-card.ts'
import { never, SiteFixture } from './site-fixture.ts'

const checks = ['ntp-configured']
const quiet = () => undefined

describe('a laptop that loses its own network in the middle of work', () => {
  const card = new NetworkCard()
  let site: SiteFixture
  let simulated: readonly PracticeDevice[]
  beforeEach(async () => {
    card.install()
    site = await SiteFixture.start({ devices: 6, personality: 'onvif-camera', ports: 'standard', seed: 'own-network' })
    simulated = site.practice.devices.map(({ address }) => site.practice.device(address))
    for (const { faults } of simulated) Object.assign(faults, noFaults())
    await site.discover()
  }, 60_000)
  afterEach(async () => {
    card.plugIn()
    card.restore()
    vi.restoreAllMocks()
    await site.stop()
  })

  const ended = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    )
  const leftOf = (id: string) => site.session.findings(id).asLeft.filter(({ check }) => check !== null)

  /** Pulls the card when the first device is done with, and tells when nothing more moves: all that was in hand is done, too. */
  function pulledAfterTheFirst(atOnce: number) {
    const seen: Progress[] = []
    let isPulled = false
    let told: (progress: Progress) => void = quiet
    const waiting = new Promise<Progress>((resolve) => {
      told = resolve
    })
    const on = (progress: Progress) => {
      seen.push(progress)
      if (progress.done === 1 && !isPulled) {
        isPulled = true
        card.pull()
      }
      if (progress.done === atOnce && progress.waiting !== undefined) told(progress)
    }
    return { on, seen, waiting }
  }

  it('asks no further device, says why, and goes on by itself when it is back', async () => {
    const { on, seen, waiting } = pulledAfterTheFirst(4)
    const work = site.session.assess({ devices: null, signal: never(), pace: 'gentle', on })
    const progress = await waiting
    expect(progress.waiting).toMatchObject({
      code: 'computer/waits-for-network',
      message: expect.stringMatching(/^This computer has no network on .+\(127\.0\.0\.1\)/),
      remedy: expect.stringContaining('by itself'),
    })
    const devices = site.session.devices()
    const looked = devices.filter(({ id }) => leftOf(id).length > 0)
    expect(looked).toHaveLength(4)
    // What was in hand has its end: said as the loss of this computer, and nothing that was not seen is a pass.
    const unread = looked.flatMap(({ id }) => leftOf(id)).filter(({ problem }) => problem !== null)
    const lost = unread.filter(({ problem }) => problem?.message.includes('ENETUNREACH'))
    for (const { problem } of lost) expect(problem?.code).toBe('computer/no-network')
    for (const { outcome } of unread) expect(['pass', 'fixed', 'attested']).not.toContain(outcome)
    card.plugIn()
    await work
    expect(seen.at(-1)).toMatchObject({ done: 6, total: 6 })
    expect(seen.at(-1)?.waiting).toBeUndefined()
    const waited = devices.filter((device) => !looked.includes(device))
    expect(waited).toHaveLength(2)
    for (const { id } of waited) {
      expect(leftOf(id).length).toBeGreaterThan(0)
      expect(leftOf(id).filter(({ problem }) => problem?.code.startsWith('computer/'))).toEqual([])
      expect(leftOf(id).some(({ outcome }) => outcome === 'pass')).toBe(true)
    }
    // One more look settles what was cut short.
    await site.assess()
    const left = devices.flatMap(({ id }) => leftOf(id))
    expect(left.filter(({ problem }) => problem?.code === 'computer/no-network')).toEqual([])
  }, 60_000)

  it('ends when it is cancelled while it waits, and has asked nobody meanwhile', async () => {
    const { on, waiting } = pulledAfterTheFirst(4)
    const controller = new AbortController()
    const open = vi.spyOn(OpenDevice, 'open')
    const work = ended(site.session.assess({ devices: null, signal: controller.signal, pace: 'gentle', on }))
    await waiting
    controller.abort()
    expect(await work).toMatchObject({ code: 'visit/cancelled' })
    const spared = site.session.devices().filter(({ id }) => leftOf(id).length === 0)
    expect(spared).toHaveLength(2)
    const asked = open.mock.calls.map(([{ id }]) => id)
    expect(asked).toHaveLength(4)
    for (const { id } of spared) expect(asked).not.toContain(id)
  }, 60_000)

  it('begins no change meanwhile, keeps what held, and carries out the others when it is back', async () => {
    await site.assess()
    const plan = await site.plan(checks)
    expect(plan.changes.length).toBeGreaterThan(1)
    const moved = new Map<string, Change>()
    const { on, seen, waiting } = pulledAfterTheFirst(1)
    const waves = { canary: 0, width: 1, stopShare: 0.1 }
    const onChange = (change: Change) => {
      moved.set(change.id, change)
      // Before the device is looked at again as a whole: that look meets no network.
      if (change.state === 'fixed' && seen.every(({ done }) => done === 0)) card.pull()
    }
    const work = site.session.apply(plan, { signal: never(), on, onChange, waves })
    await waiting
    const states = [...moved.values()].map(({ state }) => state)
    expect(states.filter((state) => state === 'fixed')).toHaveLength(1)
    expect(states.filter((state) => state !== 'fixed' && state !== 'planned')).toEqual([])
    const [first] = [...moved.values()].filter(({ state }) => state === 'fixed')
    const looked = leftOf(first?.deviceId ?? '')
    expect(looked.filter(({ outcome }) => ['pass', 'fixed'].includes(outcome))).toEqual([])
    expect(looked.every(({ problem, outcome }) => outcome === 'notapplicable' || problem !== null)).toBe(true)
    expect(looked.some(({ problem }) => problem?.code === 'computer/no-network')).toBe(true)
    expect(looked.filter(({ problem }) => problem?.code === 'device/unreachable')).toEqual([])
    card.plugIn()
    // Its own loss was no failure of a change: the others are not spared because of it.
    expect([...new Set((await work).map(({ state }) => state))]).toEqual(['fixed'])
    expect(seen.at(-1)?.waiting).toBeUndefined()
  }, 60_000)

  it('leaves alone what was not begun when the rest is cancelled while it waits', async () => {
    await site.assess()
    const plan = await site.plan(checks)
    const controller = new AbortController()
    const { on, waiting } = pulledAfterTheFirst(1)
    const waves = { canary: 0, width: 1, stopShare: 0.1 }
    const work = site.session.apply(plan, { signal: controller.signal, on, onChange: quiet, waves })
    await waiting
    controller.abort()
    const states = (await work).map(({ state }) => state)
    expect(states.filter((state) => state === 'cancelled')).toHaveLength(plan.changes.length - 1)
  }, 60_000)

  it('says of a device that it lost before the first change that nothing was written, and spares no other for it', async () => {
    await site.assess()
    const plan = await site.plan(checks)
    expect(plan.changes.length).toBeGreaterThan(1)
    const open = OpenDevice.open
    vi.spyOn(OpenDevice, 'open').mockImplementationOnce((...given) => {
      card.pull()
      return open(...given)
    })
    const { on, waiting } = pulledAfterTheFirst(1)
    const waves = { canary: 0, width: 1, stopShare: 0.1 }
    const work = site.session.apply(plan, { signal: never(), on, onChange: quiet, waves })
    await waiting
    card.plugIn()
    const [first, ...others] = await work
    expect(first).toMatchObject({ state: 'left', problem: { code: 'computer/no-network' } })
    expect([...new Set(others.map(({ state }) => state))]).toEqual(['fixed'])
    const looked = leftOf(first?.deviceId ?? '').filter(({ outcome }) => outcome !== 'notapplicable')
    expect(looked.every(({ outcome, problem }) => outcome === 'error' && problem?.code === 'computer/no-network')).toBe(
      true,
    )
  }, 60_000)
})
