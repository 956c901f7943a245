import { describe, expect, it } from 'vitest'
import { activityView } from '../../electron/app/views/activity-view.ts'
import { namesOf } from '../../electron/app/views/plan-view.ts'
import { ActivityView } from '../../electron/contract/change-shapes.ts'
import { device, deviceId } from './examples.ts'

const names = namesOf([device()], [{ check: 'ntp-configured', title: 'NTP is set' }])

/** A log as the store gives it: newest first, before a position. */
function logOf(events: readonly object[]) {
  const lines = events.map((event, at) => ({
    position: at + 1,
    line: JSON.stringify({ prev: 'ab', t: '2026-01-02T03:04:05.000Z', mono: at, ...event }),
  }))
  return (before: number | null, most: number) =>
    lines
      .filter(({ position }) => position < (before ?? Number.POSITIVE_INFINITY))
      .toReversed()
      .slice(0, most)
}

describe('the log for people', () => {
  it('is newest first, names devices and fixes, and keeps to itself what only proves lines', () => {
    const page = logOf([
      { type: 'visit.start' },
      { type: 'change', device: deviceId, change: deviceId, fix: 'ntp-configured', state: 'fixed', asLeft: null },
      { type: 'time.stamp', line: 1, authority: 'TSA', token: 'AAAA' },
    ])
    const view = activityView({ kind: 'all', before: null }, page, names)
    expect(ActivityView.parse(view)).toEqual(view)
    expect(view.entries.map(({ line, type }) => [line, type])).toEqual([
      [3, 'time.stamp'],
      [2, 'change'],
      [1, 'visit.start'],
    ])
    expect(view.entries[0]?.values).toEqual({ line: '1', authority: 'TSA' })
    expect(view.entries[1]).toMatchObject({
      device: '10.0.0.7, AXIS P3245-LV',
      values: { fix: 'ntp-configured', title: 'NTP is set', state: 'fixed' },
    })
    expect(view.next).toBeNull()
  })

  it('shows single readings only when they are asked for', () => {
    const page = logOf([
      { type: 'fact.read', device: deviceId, fact: 'time.ntp' },
      { type: 'login.attempt', username: 'root' },
    ])
    const types = (kind: 'all' | 'readings' | 'logins') =>
      activityView({ kind, before: null }, page, names).entries.map(({ type }) => type)
    expect([types('all'), types('readings'), types('logins')]).toEqual([
      ['login.attempt'],
      ['fact.read'],
      ['login.attempt'],
    ])
  })

  it('goes on where a page ended, over thousands of lines of another kind, and loses none', () => {
    const events = Array.from({ length: 5_000 }, (_, at) => ({ type: at % 40 === 0 ? 'change' : 'finding' }))
    const page = logOf(events)
    const seen: number[] = []
    let before: number | null = null
    do {
      const view = activityView({ kind: 'changes', before }, page, names)
      seen.push(...view.entries.map(({ line }) => line))
      before = view.next
    } while (before !== null)
    expect(seen).toEqual(events.flatMap(({ type }, at) => (type === 'change' ? [at + 1] : [])).reverse())
  })
})
