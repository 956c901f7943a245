import { describe, expect, it } from 'vitest'
import { Hold, runWaves, usualWaves, type WaveRule } from '../../electron/engine/waves.ts'
import { type Device, type DeviceClass, noIdentity } from '../../electron/model/device.ts'

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

/** Runs waves over devices of which some fail, and writes down what happened in which order. */
async function run(devices: readonly Device[], rule: Partial<WaveRule>, fails: readonly string[] = []) {
  const done: { id: string; wave: number }[] = []
  const left: { id: string; code: string | null }[] = []
  let running = 0
  let most = 0
  await runWaves(devices, {
    rule: { ...usualWaves, ...rule },
    signal: new AbortController().signal,
    hold: new Hold(),
    async work({ id }, wave) {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      done.push({ id, wave })
      return !fails.includes(id)
    },
    left: ({ id }, problem) => left.push({ id, code: problem?.code ?? null }),
  })
  return { done, left, most }
}

describe('waves', () => {
  it('send one device of each driver ahead, then the others, never more than the width at a time', async () => {
    const { done, left, most } = await run([...many(5), ...many(3, 'dahua')], { width: 2 })
    expect(done.filter(({ wave }) => wave === 0).map(({ id }) => id)).toEqual(['axis-1', 'dahua-1'])
    expect(done.map(({ wave }) => wave)).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
    expect(most).toBe(2)
    expect(left).toEqual([])
  })

  it('spare the other devices of a driver whose canary failed, and go on with the rest', async () => {
    const { done, left } = await run([...many(3), ...many(3, 'dahua')], { stopShare: 1 }, ['axis-1'])
    expect(done.map(({ id }) => id)).toEqual(['axis-1', 'dahua-1', 'dahua-2', 'dahua-3'])
    expect(left).toEqual([
      { id: 'axis-2', code: 'fix/canary-failed' },
      { id: 'axis-3', code: 'fix/canary-failed' },
    ])
  })

  it('begin nothing more when more than the stated share failed', async () => {
    const { done, left } = await run(many(10), { canary: 0, width: 1, stopShare: 0.2 }, ['axis-2', 'axis-3', 'axis-4'])
    expect(done).toHaveLength(4)
    expect(left).toHaveLength(6)
    expect(new Set(left.map(({ code }) => code))).toEqual(new Set(['fix/wave-stopped']))
  })

  it('need no canary for a driver with a single device', async () => {
    const { done } = await run([deviceOf(1), deviceOf(2, 'hid')], {})
    expect(done.map(({ wave }) => wave)).toEqual([1, 1])
  })

  it('come to doors last, so that a lesson is learned on a camera first', async () => {
    const { done } = await run([deviceOf(1, 'a', 'door-controller'), deviceOf(2, 'b', 'nvr'), deviceOf(3, 'c')], {
      width: 1,
    })
    expect(done.map(({ id }) => id)).toEqual(['c-3', 'b-2', 'a-1'])
  })

  it('leave what was not begun when a person cancels, without a problem', async () => {
    const controller = new AbortController()
    const left: unknown[] = []
    let done = 0
    await runWaves(many(5), {
      rule: { canary: 0, width: 1, stopShare: 1 },
      signal: controller.signal,
      hold: new Hold(),
      async work() {
        done += 1
        if (done === 2) controller.abort()
        return true
      },
      left: (_, problem) => left.push(problem),
    })
    expect(done).toBe(2)
    expect(left).toEqual([null, null, null])
  })

  it('come through with a bug in their work, after what was begun has ended', async () => {
    const work = async (device: Device) => {
      if (device.id === 'axis-2') throw new TypeError('a bug')
      return true
    }
    const waves = {
      rule: usualWaves,
      signal: new AbortController().signal,
      hold: new Hold(),
      work,
      left: () => undefined,
    }
    await expect(runWaves(many(4), waves)).rejects.toThrow('a bug')
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
