import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
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
      'site.lock': null,
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
