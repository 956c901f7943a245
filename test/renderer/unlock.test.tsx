import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../electron/contract/channels.ts'
import { unlockRoute } from '../../electron/contract/unlock-route.ts'
import { ready, stamps } from './evidence-examples.ts'
import { site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const route = unlockRoute({ file: '/sites/harbour.fieldseal', name: 'Harbour' })
const field = () => screen.findByLabelText('Passphrase of Harbour') as Promise<HTMLInputElement>

async function unlockWith(passphrase: string) {
  fireEvent.change(await field(), { target: { value: passphrase } })
  fireEvent.click(screen.getByRole('button', { name: 'Unlock' }))
}

describe('unlocking', () => {
  it('shows a wrong passphrase in place and empties the field', async () => {
    show(route, {
      'site.open': () => {
        throw new FakeProblem('store/wrong-passphrase', 'It does not open.')
      },
    })
    await unlockWith('wrong')
    expect(await screen.findByText('store/wrong-passphrase')).toBeTruthy()
    expect((await field()).value).toBe('')
    // The next try needs no mouse.
    expect(document.activeElement).toBe(await field())
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Open a site')
  })

  it('opens the site', async () => {
    const api = show(route, { 'site.open': site(), 'devices.list': [] })
    await unlockWith('right')
    expect(await screen.findByRole('heading', { name: 'Overview', level: 1 })).toBeTruthy()
    expect(api.inputsOf('site.open')).toEqual([{ file: '/sites/harbour.fieldseal', passphrase: 'right' }])
  })

  it('goes to the start when the address names no site', async () => {
    show('/unlock/nonsense', {})
    expect(await screen.findByRole('heading', { name: 'Start with a site' })).toBeTruthy()
  })
})

describe('a lock', () => {
  it('says why, forgets the site, and comes back to the same screen', async () => {
    let open = true
    const api = show('/evidence', {
      'site.view': () => (open ? site() : null),
      'site.open': site(),
      'evidence.list': [],
      'evidence.ready': ready(),
      'evidence.risks': [],
      'evidence.stamps': stamps(),
      'site.lock': { locked: true },
    })
    await screen.findByRole('heading', { name: 'Evidence', level: 1 })
    open = false
    act(() => api.say('locked', { reason: 'idle' }))
    expect(await screen.findByRole('heading', { name: 'Locked' })).toBeTruthy()
    expect(screen.getByText(/Nothing was touched for a while/)).toBeTruthy()
    expect(screen.queryByText('10.0.0.0/24')).toBeNull()
    open = true
    await unlockWith('right')
    expect(await screen.findByRole('heading', { name: 'Evidence', level: 1 })).toBeTruthy()
    await waitFor(() => expect(api.inputsOf('evidence.list').length).toBeGreaterThan(1))
  })

  it('shows how far the work behind it is, as counts, and offers no other site while it goes on', async () => {
    let open = true
    let behind: Output<'site.behind'> = { state: 'goes-on', work: 'fix', done: 12, total: 23 }
    const api = show('/settings', { 'site.view': () => (open ? site() : null), 'site.behind': () => behind })
    await screen.findByRole('heading', { name: 'Settings', level: 1 })
    open = false
    act(() => api.say('locked', { reason: 'idle' }))
    expect(await screen.findByText('12 of 23')).toBeTruthy()
    expect(screen.getByText('It goes on while the site is locked.')).toBeTruthy()
    expect(screen.getByText(/keys of the site stay in memory until this has ended/)).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Choose another site' })).toBeNull()
    behind = { state: 'stopped', work: 'fix', done: 14, total: 23 }
    act(() => api.say('changed', { areas: ['site'] }))
    expect(await screen.findByText(/It was stopped here/)).toBeTruthy()
    expect(screen.getByText('14 of 23')).toBeTruthy()
    expect(screen.getByText(/The keys of the site are no longer in memory/)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Choose another site' })).toBeTruthy()
  })

  it('asks what becomes of work that runs, and cuts nothing off by itself', async () => {
    const api = show('/settings', {
      'site.view': site(),
      'site.lock': ({ work }) => ({ locked: work !== 'ask' }),
      'work.view': { work: 'fix', state: 'running', done: 12, total: 23, text: '' },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Lock now' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('12 of 23')).toBeTruthy()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Keep working' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.inputsOf('site.lock')).toEqual([{ work: 'ask' }])
    fireEvent.click(screen.getByRole('button', { name: 'Lock now' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Finish what is in hand, then lock' }))
    await waitFor(() => expect(api.inputsOf('site.lock').at(-1)).toEqual({ work: 'ends' }))
    fireEvent.click(screen.getByRole('button', { name: 'Lock now' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Lock; the work goes on' }))
    await waitFor(() => expect(api.inputsOf('site.lock').at(-1)).toEqual({ work: 'goes-on' }))
  })

  it('ends a practice site: nobody knows its passphrase', async () => {
    const api = show('/evidence', {
      'site.view': site({ practice: true }),
      'evidence.list': [],
      'evidence.ready': ready(),
      'evidence.risks': [],
      'evidence.stamps': stamps(),
    })
    await screen.findByRole('heading', { name: 'Evidence', level: 1 })
    act(() => api.say('locked', { reason: 'asked' }))
    expect(await screen.findByRole('heading', { name: 'Start with a site' })).toBeTruthy()
  })
})
