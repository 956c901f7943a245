import { describe, expect, it } from 'vitest'
import { KnownWork } from '../../electron/app/known-work.ts'
import type { Event } from '../../electron/contract/channels.ts'

const progress = (state: Event<'progress'>['state']): Event<'progress'> => ({
  work: 'fix',
  state,
  done: 1,
  total: 9,
  text: '',
})
const never = new Promise<boolean>(() => undefined)
/** A process that is too busy to answer. */
const asBusy = (known: KnownWork) => known.runs(never, 1)

describe('whether work runs, while the process gives no answer', () => {
  it('is what it told of the work last', async () => {
    const known = new KnownWork()
    expect(await asBusy(known)).toBe(false)
    known.heard('progress', progress('running'))
    known.heard('changed', { areas: ['site'] })
    expect(await asBusy(known)).toBe(true)
    for (const state of ['done', 'cancelled', 'problem'] as const) {
      known.heard('progress', progress('running'))
      known.heard('progress', progress(state))
      expect(await asBusy(known)).toBe(false)
    }
  })

  it('is yes of work behind a lock, of which nothing is heard, until the process says that it ended', async () => {
    const known = new KnownWork()
    known.heard('progress', progress('running'))
    known.heard('locked', { reason: 'idle' })
    expect(await asBusy(known)).toBe(true)
    expect(await known.runs(Promise.resolve(false), 60_000)).toBe(false)
    expect(await asBusy(known)).toBe(false)
  })

  it('is no once the process is gone', async () => {
    const known = new KnownWork()
    known.heard('progress', progress('running'))
    known.gone()
    expect(await asBusy(known)).toBe(false)
  })
})

describe('whether work runs, once the process says so', () => {
  it('is what the process says, and what was heard where it cannot say', async () => {
    const known = new KnownWork()
    expect(await known.runs(Promise.resolve(true), 60_000)).toBe(true)
    expect(await known.runs(Promise.resolve(null), 60_000)).toBe(true)
    known.heard('progress', progress('running'))
    expect(await known.runs(Promise.resolve(false), 60_000)).toBe(false)
    expect(await known.runs(Promise.resolve(null), 60_000)).toBe(false)
  })
})
