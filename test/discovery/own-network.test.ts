import os from 'node:os'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DiscoveryProgress } from '../../electron/discovery/index.ts'
import { defineProbe } from '../../electron/discovery/probe.ts'
import { cutOffNote } from '../../electron/discovery/run.ts'
import { discover } from './discover.ts'

const card = (out: () => boolean) => {
  const now = os.networkInterfaces()
  vi.spyOn(os, 'networkInterfaces').mockImplementation(() => (out() ? {} : now))
}

describe('a discovery on a computer that loses its own network', () => {
  afterEach(() => vi.restoreAllMocks())

  /** Takes turns until the run is said to wait, and some more after that. */
  function sweep(more: number) {
    let isOut = false
    card(() => isOut)
    const events: DiscoveryProgress[] = []
    let told = () => {}
    const waiting = new Promise<void>((resolve) => {
      told = resolve
    })
    let turns = 0
    const probe = defineProbe({
      name: 'sweep',
      async run({ turn, connect }) {
        await turn()
        turns += 1
        isOut = true
        // As many as it takes: a look for the card comes now and then only.
        while (!events.some((event) => event.waiting !== undefined)) {
          await connect('127.73.0.1', async () => {
            turns += 1
          })
        }
        for (let left = more; left > 0; left -= 1) {
          await turn()
          turns += 1
        }
      },
    })
    const on = (event: DiscoveryProgress) => {
      events.push(event)
      if (event.waiting !== undefined) told()
    }
    const plugIn = () => {
      isOut = false
    }
    return { probe, events, on, waiting, turns: () => turns, plugIn }
  }

  it('asks nobody meanwhile, says why, and goes on by itself', async () => {
    const { probe, events, on, waiting, turns, plugIn } = sweep(3)
    const running = discover([probe], ['127.73.0.0/29'], { on })
    await waiting
    const before = turns()
    await new Promise((resolve) => setImmediate(resolve))
    expect(turns()).toBe(before)
    plugIn()
    const run = await running
    expect(turns()).toBeGreaterThan(before + 2)
    expect(events.find((event) => event.waiting !== undefined)?.waiting?.code).toBe('computer/waits-for-network')
    expect(run.last('sweep')).toMatchObject({ state: 'done', note: cutOffNote })
    expect(run.last('sweep').waiting).toBeUndefined()
  })

  it('ends when it is cancelled meanwhile', async () => {
    const controller = new AbortController()
    const { probe, on, waiting } = sweep(3)
    const running = discover([probe], ['127.73.0.0/29'], { on, signal: controller.signal })
    await waiting
    controller.abort()
    expect((await running).last('sweep').state).toBe('cancelled')
  })
})
