import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../electron/contract/channels.ts'
import { firstDevice, site } from './examples.ts'
import { show } from './show.tsx'

const at = '2026-01-02T03:04:05.000Z'
const entry = (line: number, type: string, values = {}): Output<'activity.list'>['entries'][number] => ({
  ...{ line, at, type, values, deviceId: null, device: null },
})

describe('the activity of a visit', () => {
  it('tells each line in words, with its device, and a line without words by its type', async () => {
    show('/activity', {
      'site.view': site(),
      'activity.list': {
        entries: [
          {
            ...entry(3, 'change', { title: 'NTP', state: 'fixed', asLeft: '10.0.0.1' }),
            deviceId: firstDevice,
            device: '10.0.0.7',
          },
          entry(2, 'plan.made', { changes: '1', byHand: '2', trouble: '0' }),
          entry(1, 'something.new'),
        ],
        next: null,
      },
    })
    expect(await screen.findByText('NTP: fixed, as left 10.0.0.1')).toBeTruthy()
    expect(screen.getByRole('link', { name: '10.0.0.7' })).toBeTruthy()
    expect(screen.getByText('Plan made: 1 change, 2 by hand, 0 not planned')).toBeTruthy()
    expect(screen.getByText('Noted: something new')).toBeTruthy()
  })

  it('shows one kind, older pages, and new lines while it is open', async () => {
    let newest = [entry(5, 'assess.start', { devices: '2' })]
    const api = show('/activity', {
      'site.view': site(),
      'activity.list': ({ before }) =>
        before === null ? { entries: newest, next: 5 } : { entries: [entry(1, 'visit.start')], next: null },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Show older' }))
    expect(await screen.findByText('The visit began')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull()
    newest = [entry(6, 'assess.end', { devices: '2' }), ...newest]
    act(() => api.say('changed', { areas: ['devices'] }))
    expect(await screen.findByText('Assessment ended: 2 devices')).toBeTruthy()
    expect(screen.getAllByText(/^Assessment began/)).toHaveLength(1)
    expect(screen.getByText('The visit began')).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: 'Evidence' }))
    await waitFor(() => expect(api.inputsOf('activity.list').at(-1)).toEqual({ kind: 'evidence', before: null }))
  })

  it('says how many lines of other kinds lie between two, and leaves no hole when more came than one page holds', async () => {
    let newest = {
      entries: [entry(9, 'visit.start'), entry(5, 'assess.start', { devices: '2' })],
      next: 5 as number | null,
    }
    const api = show('/activity', {
      'site.view': site(),
      'activity.list': ({ before }) => {
        if (before === null) return newest
        if (before === 20) return { entries: [entry(12, 'seal', { sequence: '7', variant: 'insurer' })], next: 9 }
        return { entries: [entry(1, 'scope.confirmed', { targets: '10.0.0.0/24' })], next: null }
      },
    })
    expect(await screen.findByText('3 lines of other kinds between')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show older' }))
    expect(await screen.findByText('Scope confirmed: 10.0.0.0/24')).toBeTruthy()
    newest = {
      entries: [entry(21, 'assess.end', { devices: '2' }), entry(20, 'assess.start', { devices: '2' })],
      next: 20,
    }
    act(() => api.say('changed', { areas: ['devices'] }))
    fireEvent.click(await screen.findByRole('button', { name: 'Show 10 lines between' }))
    expect(await screen.findByText('Sealed pack 7 for the insurer')).toBeTruthy()
    expect(screen.getByText('The visit began')).toBeTruthy()
  })

  it('teaches what belongs here while nothing happened', async () => {
    show('/activity', { 'site.view': site(), 'activity.list': { entries: [], next: null } })
    expect(await screen.findByText('Nothing of this kind happened in this visit.')).toBeTruthy()
  })
})
