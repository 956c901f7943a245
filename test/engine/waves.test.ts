import { describe, expect, it } from 'vitest'
import type { PlannedDevice } from '../../electron/engine/change/canaries.ts'
import { Hold, runWaves, usualWaves, type WaveRule } from '../../electron/engine/change/waves.ts'
import { type Device, type DeviceClass, noIdentity } from '../../electron/model/device.ts'
import type { Problem } from '../../electron/model/errors.ts'

const deviceOf = (number: number, driver = 'axis', deviceClass: DeviceClass = 'camera'): Device => ({
  id: `${driver}-${number}`,
  endpoint: { address: `127.77.0.${number}`, forwarded: false, ports: { http: 80 } },
  identity: noIdentity,
  deviceClass,
  driver,
  endpointReference: null,
  marks: {},
  firstSeenAt: '2026-11-22T08:00:00Z',
  lastSeenAt: '2026-11-22T08:00:00Z',
})

const many = (count: number, driver = 'axis') =>
  Array.from({ length: count }, (_, index) => deviceOf(index + 1, driver))

const clock = (devices: readonly Device[]): PlannedDevice[] =>
  devices.map((device) => ({ device, fixes: ['clock-accurate'] }))

interface Ends {
  /** Devices on which every change fails. */
  readonly fails?: readonly string[]
  /** Devices on which every change turns out to be outdated. */
  readonly outdated?: readonly string[]
}

/** Runs waves over devices, and writes down what happened in which order. */
async function run(planned: readonly PlannedDevice[], rule: Partial<WaveRule>, { fails, outdated }: Ends = {}) {
  const done: { id: string; wave: number }[] = []
  const left: { id: string; code: string | null }[] = []
  let running = 0
  let most = 0
  await runWaves(planned, {
    rule: { ...usualWaves, ...rule },
    signal: new AbortController().signal,
    ready: async () => undefined,
    async work({ id }, wave) {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      done.push({ id, wave })
      const isGood = fails?.includes(id) !== true
      const own = planned.find(({ device }) => device.id === id)?.fixes ?? []
      return { isGood, held: isGood && outdated?.includes(id) !== true ? own : [] }
    },
    left: ({ id }, problem) => left.push({ id, code: problem?.code ?? null }),
  })
  return { done, left, most }
}

describe('waves', () => {
  it('send one device of each driver ahead, then the others, never more than the width at a time', async () => {
    const { done, left, most } = await run(clock([...many(5), ...many(3, 'dahua')]), { width: 2 })
    expect(done.filter(({ wave }) => wave === 0).map(({ id }) => id)).toEqual(['axis-1', 'dahua-1'])
    expect(done.map(({ wave }) => wave)).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
    expect(most).toBe(2)
    expect(left).toEqual([])
  })

  it('spare the other devices of a driver whose canary failed, and go on with the rest', async () => {
    const { done, left } = await run(clock([...many(3), ...many(3, 'dahua')]), { stopShare: 1 }, { fails: ['axis-1'] })
    expect(done.map(({ id }) => id)).toEqual(['axis-1', 'dahua-1', 'dahua-2', 'dahua-3'])
    expect(left).toEqual([
      { id: 'axis-2', code: 'fix/canary-failed' },
      { id: 'axis-3', code: 'fix/canary-failed' },
    ])
  })

  it('begin nothing more when more than the stated share failed', async () => {
    const { done, left } = await run(
      clock(many(10)),
      { canary: 0, width: 1, stopShare: 0.2 },
      {
        fails: ['axis-2', 'axis-3', 'axis-4'],
      },
    )
    expect(done).toHaveLength(4)
    expect(left).toHaveLength(6)
    expect(new Set(left.map(({ code }) => code))).toEqual(new Set(['fix/wave-stopped']))
  })

  it('stop after a few devices of a large site when most of them fail', async () => {
    const devices = many(200)
    const fails = devices.slice(1).map(({ id }) => id)
    const { done } = await run(clock(devices), { width: 1 }, { fails })
    expect(done).toHaveLength(4)
  })

  it('do not stop a large site for its first device alone', async () => {
    const { done } = await run(clock(many(50)), { canary: 0, width: 1 }, { fails: ['axis-1', 'axis-2'] })
    expect(done).toHaveLength(50)
  })

  it('count canaries that failed', async () => {
    const drivers = ['axis', 'dahua', 'hanwha', 'bosch']
    const planned = clock(drivers.flatMap((driver) => many(2, driver)))
    const { done } = await run(planned, { stopShare: 0.2, width: 1 }, { fails: ['axis-1', 'dahua-1', 'hanwha-1'] })
    expect(done.map(({ id }) => id)).toEqual(['axis-1', 'dahua-1'])
  })

  it('try each fix on a canary of the same driver and class before others of them get it', async () => {
    const cameras = many(3)
    const recorders = [4, 5, 6].map((number) => deviceOf(number, 'axis', 'nvr'))
    const planned = [
      { device: cameras[0] as Device, fixes: ['clock-accurate'] },
      ...cameras.slice(1).map((device) => ({ device, fixes: ['clock-accurate', 'https-on'] })),
      ...clock(recorders),
    ]
    const { done } = await run(planned, {})
    expect(done.filter(({ wave }) => wave === 0).map(({ id }) => id)).toEqual(['axis-2', 'axis-4'])
    expect(done.filter(({ wave }) => wave > 0).map(({ id, wave }) => `${id} in ${wave}`)).toEqual([
      'axis-1 in 1',
      'axis-3 in 1',
      'axis-5 in 2',
      'axis-6 in 2',
    ])
  })

  it('send another canary where the first one proved nothing', async () => {
    const { done } = await run(clock(many(5)), {}, { outdated: ['axis-1', 'axis-2'] })
    expect(done.map(({ id, wave }) => `${id} in ${wave}`)).toEqual([
      'axis-1 in 0',
      'axis-2 in 1',
      'axis-3 in 2',
      'axis-4 in 3',
      'axis-5 in 3',
    ])
  })

  it('need no canary for a driver with a single device', async () => {
    const { done } = await run(clock([deviceOf(1), deviceOf(2, 'hid')]), {})
    expect(done.map(({ wave }) => wave)).toEqual([1, 1])
  })

  it('come to doors last, so that a lesson is learned on a camera first', async () => {
    const { done } = await run(
      clock([deviceOf(1, 'a', 'door-controller'), deviceOf(2, 'b', 'nvr'), deviceOf(3, 'c')]),
      {},
    )
    expect(done.map(({ wave }) => wave)).toEqual([1, 2, 3])
    expect(done.map(({ id }) => id)).toEqual(['c-3', 'b-2', 'a-1'])
  })

  it('leave what was not begun when a person cancels, without a problem', async () => {
    const controller = new AbortController()
    const left: unknown[] = []
    let done = 0
    await runWaves(clock(many(5)), {
      rule: { canary: 0, width: 1, stopShare: 1 },
      signal: controller.signal,
      ready: async () => undefined,
      async work() {
        done += 1
        if (done === 2) controller.abort()
        return { isGood: true, held: [] }
      },
      left: (_, problem) => left.push(problem),
    })
    expect(done).toBe(2)
    expect(left).toEqual([null, null, null])
  })

  it('come through with a bug in their work, after every device has its end', async () => {
    const left: (string | null)[] = []
    const waves = {
      rule: usualWaves,
      signal: new AbortController().signal,
      ready: async () => undefined,
      work: async () => {
        throw new TypeError('a bug')
      },
      left: (_: Device, problem: Problem | null) => void left.push(problem?.code ?? null),
    }
    await expect(runWaves(clock(many(4)), waves)).rejects.toThrow('a bug')
    expect(left).toEqual(['fix/wave-stopped', 'fix/wave-stopped', 'fix/wave-stopped'])
  })
})

describe('a hold', () => {
  it('keeps work waiting until somebody resumes it', async () => {
    const hold = new Hold()
    hold.pause()
    let passed = false
    const waiting = hold.passed(new AbortController().signal).then(() => {
      passed = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect({ passed, held: hold.held }).toEqual({ passed: false, held: true })
    hold.resume()
    await waiting
    expect({ passed, held: hold.held }).toEqual({ passed: true, held: false })
  })

  it('lets go of work that was cancelled meanwhile', async () => {
    const hold = new Hold()
    const controller = new AbortController()
    hold.pause()
    const waiting = hold.passed(controller.signal)
    controller.abort()
    await waiting
    expect(hold.held).toBe(true)
  })
})
