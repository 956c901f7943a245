import { describe, expect, it } from 'vitest'
import { probes } from '../../electron/discovery/index.ts'
import { Pacer, paceLimits } from '../../electron/discovery/pace.ts'
import { defineProbe, eachOf } from '../../electron/discovery/probe.ts'
import { ProtocolViolation } from '../../electron/model/errors.ts'
import { discover } from './discover.ts'

const speaking = (name: string, count: number) =>
  defineProbe({
    name,
    async run({ sight, progress }) {
      for (let index = 0; index < count; index += 1) {
        sight({ address: `127.73.${Math.floor(index / 250)}.${1 + (index % 250)}`, marks: { index: String(index) } })
      }
      progress({ done: count, total: count })
      return undefined
    },
  })

describe('runProbes', () => {
  it('keeps going when one probe is in trouble, and shows the trouble', async () => {
    const broken = defineProbe({
      name: 'broken',
      run: () => Promise.reject(new ProtocolViolation('No socket to be had.')),
    })
    const run = await discover([broken, speaking('fine', 3)], ['127.73.0.0/24'])
    expect(run.sightings).toHaveLength(3)
    expect(run.last('broken')).toMatchObject({ state: 'problem', note: 'No socket to be had.' })
    expect(run.last('fine')).toMatchObject({ state: 'done', heard: 3, done: 3 })
  })

  it('stays loud about a bug', async () => {
    const buggy = defineProbe({ name: 'buggy', run: () => Promise.reject(new TypeError('bug')) })
    await expect(discover([buggy], ['127.73.0.1'])).rejects.toThrow('bug')
  })

  it('tells each sighting as it comes', async () => {
    const { events, sightings } = await discover([speaking('fine', 3)], ['127.73.0.0/24'])
    expect(events.flatMap(({ sighting }) => (sighting === null ? [] : [sighting]))).toEqual(sightings)
    expect(events.map(({ state }) => state)).toEqual([
      'waiting',
      'running',
      'running',
      'running',
      'running',
      'running',
      'done',
    ])
  })

  it('tells the same note once, however often a probe has it', async () => {
    const noisy = defineProbe({
      name: 'noisy',
      async run({ progress }) {
        for (let round = 0; round < 1_000; round += 1) progress({ note: 'Truncated.' })
      },
    })
    const run = await discover([noisy], ['127.73.0.1'])
    expect(run.events).toHaveLength(4)
    expect(run.last('noisy').note).toBe('Truncated.')
  })

  it('counts the same answer once', async () => {
    const twice = defineProbe({
      name: 'twice',
      async run({ sight }) {
        expect(sight({ address: '127.73.0.1', marks: { a: 'b' } })).toBe(true)
        expect(sight({ address: '127.73.0.1', marks: { a: 'b' } })).toBe(false)
      },
    })
    expect((await discover([twice], ['127.73.0.1'])).sightings).toHaveLength(1)
  })

  it('caps a flood of answers as a whole, and of addresses outside the scope', async () => {
    const flood = await discover([speaking('flood', 30_000)], ['127.73.0.0/16'])
    expect(flood.sightings).toHaveLength(20_000)
    expect(flood.last('flood').note).toMatch(/Truncated: more than 20000 answers/)
    const outside = await discover([speaking('flood', 3_000)], ['127.74.0.1'])
    expect(outside.sightings).toEqual([])
    expect(outside.outside).toHaveLength(1_000)
    expect(outside.last('flood').note).toMatch(/Truncated/)
  })

  it('caps what one answer holds', async () => {
    const large = defineProbe({
      name: 'large',
      async run({ sight }) {
        sight({
          address: '127.73.0.1',
          endpointReference: 'urn:'.repeat(10_000),
          identity: { model: ' \u0000 ', manufacturer: 'm'.repeat(9_999) },
          marks: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`m${index}`, 'v'.repeat(2_000)])),
        })
      },
    })
    const [sighting] = (await discover([large], ['127.73.0.1'])).sightings
    expect(Object.keys(sighting?.marks ?? {})).toHaveLength(64)
    expect(sighting?.marks.m0).toHaveLength(512)
    expect(sighting?.endpointReference).toHaveLength(512)
    expect(sighting?.identity.manufacturer).toHaveLength(512)
    expect(sighting?.identity.model).toBe('␀')
  })

  it('ends early when it is cancelled, with what was heard so far', async () => {
    const controller = new AbortController()
    const run = await discover([speaking('fine', 2), ...probes], ['127.73.0.0/24'], {
      signal: controller.signal,
      pace: 'gentle',
      on: ({ probe, state }) => {
        if (probe === 'fine' && state === 'done') setTimeout(() => controller.abort(), 50)
      },
    })
    expect(run.sightings.length).toBeGreaterThanOrEqual(2)
    // Without an interface there is nothing to ask by SADP.
    const asking = probes.filter(({ name }) => name !== 'sadp')
    for (const { name } of asking) expect(run.last(name).state, name).toBe('cancelled')
  })

  it('starts a probe after those that it builds on', async () => {
    const order: string[] = []
    const first = defineProbe({
      name: 'first',
      async run({ sight }) {
        await new Promise((resolve) => setTimeout(resolve, 30))
        sight({ address: '127.73.0.1', openPorts: [80] })
        order.push('first')
      },
    })
    const second = defineProbe({
      name: 'second',
      after: ['first'],
      async run({ earlier }) {
        order.push(`second ${earlier('127.73.0.1', null).length}`)
      },
    })
    await discover([first, second], ['127.73.0.1'])
    expect(order).toEqual(['first', 'second 1'])
    await expect(discover([second, first], ['127.73.0.1'])).rejects.toThrow(/stands before/)
  })
})

describe('pace', () => {
  it('is gentler the gentler it is called', () => {
    const { gentle, normal, fast } = paceLimits
    expect(gentle.packetsPerSecond).toBeLessThan(normal.packetsPerSecond)
    expect(normal.packetsPerSecond).toBeLessThan(fast.packetsPerSecond)
    expect(gentle.connectionsInFlight).toBeLessThan(fast.connectionsInFlight)
    expect(gentle.portsOfSilent).toBeNull()
  })

  it('hands out no more turns than it says, and ends when cancelled', async () => {
    const pacer = new Pacer(500)
    const { signal } = new AbortController()
    const started = performance.now()
    await Promise.all(Array.from({ length: 101 }, () => pacer.turn(signal)))
    // 101 turns at 500 a second cannot be over before ten ticks of 20 ms have begun; the first may be cut short.
    expect(performance.now() - started).toBeGreaterThan(160)
    const cancelled = new AbortController()
    const turns = Array.from({ length: 50 }, () => pacer.turn(cancelled.signal))
    cancelled.abort()
    expect((await Promise.allSettled(turns)).some(({ status }) => status === 'rejected')).toBe(true)
  })
})

describe('eachOf', () => {
  it('never has more in work than allowed and takes every item once', async () => {
    let running = 0
    let most = 0
    const taken: number[] = []
    await eachOf([1, 2, 3, 4, 5, 6, 7], 3, new AbortController().signal, async (item) => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running -= 1
      taken.push(item)
    })
    expect(most).toBe(3)
    expect(taken.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})
