import { describe, expect, it } from 'vitest'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Work } from '../../electron/app/host/work.ts'
import { Cancelled, DeviceUnreachable } from '../../electron/model/errors.ts'

function makeWork() {
  const said: { readonly event: string; readonly payload: unknown }[] = []
  const bugs: unknown[] = []
  const events = new HostEvents(
    (event, payload) => said.push({ event, payload }),
    (error) => bugs.push(error),
  )
  const states = () =>
    said.filter(({ event }) => event === 'progress').map(({ payload }) => (payload as { state: string }).state)
  return { work: new Work(events), said, bugs, states }
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Cancelled('stopped')), { once: true })
  })

describe('long work', () => {
  it('is told from its first step to its end, and then what to ask for again', async () => {
    const { work, said, states } = makeWork()
    const value = await work.run('assess', async (_signal, report) => {
      report({ done: 1, total: 2, text: '10.0.0.7' })
      expect(work.running).toMatchObject({ work: 'assess', done: 1, total: 2 })
      return 'answer'
    })
    expect(value).toBe('answer')
    expect(work.running).toBeNull()
    expect(states()).toEqual(['running', 'running', 'done'])
    expect(said.at(-1)?.event).toBe('changed')
  })

  it('shows in the visit from its first moment, and says at once that it is held back', async () => {
    const { work, said } = makeWork()
    work.start('fix', untilAborted)
    expect(said).toContainEqual({ event: 'changed', payload: { areas: ['site'] } })
    work.paused(true)
    expect(said.at(-1)).toMatchObject({ event: 'progress', payload: { work: 'fix', held: true } })
    await work.end()
  })

  it('says why it waits, and that it goes on', async () => {
    const { work } = makeWork()
    const waiting = { code: 'computer/waits-for-network', message: 'No network.', remedy: 'Plug it in.' }
    await work.run('assess', async (_signal, report) => {
      report({ done: 1, total: 2, text: '', waiting })
      expect(work.running).toMatchObject({ done: 1, waiting })
      report({ done: 1, total: 2, text: '' })
      expect(work.running?.waiting).toBeUndefined()
    })
  })

  it('does not begin while other work runs', async () => {
    const { work } = makeWork()
    work.start('discover', untilAborted)
    await expect(work.run('fix', async () => undefined)).rejects.toMatchObject({ code: 'app/work-runs' })
    expect(() => work.start('fix', async () => undefined)).toThrow(expect.objectContaining({ code: 'app/work-runs' }))
    await work.end()
  })

  it('ends as cancelled, without a problem, and only when it has put everything down', async () => {
    const { work, said, states } = makeWork()
    let put = false
    work.start('fix', async (signal) => {
      await untilAborted(signal).catch(() => undefined)
      await new Promise((resolve) => setImmediate(resolve))
      put = true
      throw new Cancelled('stopped')
    })
    await work.end()
    expect(put).toBe(true)
    expect(states()).toEqual(['running', 'cancelled'])
    expect(said.some(({ event }) => event === 'problem')).toBe(false)
  })

  it('says expected trouble to the window and gives bugs to the log', async () => {
    const { work, said, bugs } = makeWork()
    work.start('assess', async () => {
      throw new DeviceUnreachable('10.0.0.7 gave no answer')
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(said).toContainEqual({ event: 'problem', payload: expect.objectContaining({ code: 'device/unreachable' }) })
    work.start('assess', async () => {
      throw new TypeError('a bug')
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(bugs).toMatchObject([{ message: 'a bug' }])
  })
})
