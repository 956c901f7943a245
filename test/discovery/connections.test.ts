import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Connections } from '../../electron/discovery/connections.ts'
import { Pacer } from '../../electron/discovery/pace.ts'

const { signal } = new AbortController()

it('opens one connection at a time to an address and no more than allowed to all', async () => {
  const connections = new Connections(3)
  const open = new Map<string, number>()
  let most = 0
  const work = (address: string) => async () => {
    open.set(address, (open.get(address) ?? 0) + 1)
    expect(open.get(address)).toBe(1)
    most = Math.max(
      most,
      [...open.values()].reduce((sum, count) => sum + count, 0),
    )
    await wait(1)
    open.set(address, 0)
  }
  const addresses = ['a', 'b', 'c', 'd', 'e']
  const all = Array.from({ length: 50 }, (_, index) => addresses[index % addresses.length] ?? 'a')
  await Promise.all(all.map((address) => connections.one(address, signal, work(address))))
  expect(most).toBe(3)
})

it('gives the place of a connection that failed to the next one', async () => {
  const connections = new Connections(1)
  const failed = connections.one('a', signal, () => Promise.reject(new Error('refused')))
  const same = connections.one('a', signal, async () => 'same')
  const other = connections.one('b', signal, async () => 'other')
  await expect(failed).rejects.toThrow('refused')
  expect(await Promise.all([same, other])).toEqual(['same', 'other'])
})

it('opens nothing more when it is cancelled', async () => {
  const cancelling = new AbortController()
  const connections = new Connections(1)
  let opened = 0
  const first = connections.one('a', cancelling.signal, async () => {
    opened += 1
    cancelling.abort()
  })
  const others = ['a', 'b'].map((address) => connections.one(address, cancelling.signal, async () => (opened += 1)))
  await first
  expect((await Promise.allSettled(others)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(opened).toBe(1)
})

it('gives every probe its turn, whatever another one asks for', async () => {
  const pacer = new Pacer(1_000)
  const order: string[] = []
  const take = (lane: string, count: number) =>
    Array.from({ length: count }, () => pacer.turn(signal, lane).then(() => order.push(lane)))
  const crowd = take('crowd', 200)
  await Promise.all(take('few', 5))
  expect(order.filter((lane) => lane === 'crowd').length).toBeLessThan(60)
  await Promise.all(crowd)
})
