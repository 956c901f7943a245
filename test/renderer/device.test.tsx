import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { deviceView, firstDevice, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const route = `/devices/${firstDevice}`
const base = { 'site.view': site(), 'devices.view': deviceView() }

afterEach(() => vi.useRealTimers())

describe('one device', () => {
  it('shows as found beside as left, and more in the row', async () => {
    const api = show(route, base)
    expect(await screen.findByText('accepted: root')).toBeTruthy()
    expect(screen.getByText('refused')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Details of ACC-01' }))
    expect(screen.getByText('IEC 62443-4-2 CR 1.5')).toBeTruthy()
    expect(screen.getByText('Change it in the web page.')).toBeTruthy()
    expect(api.inputsOf('devices.view')).toEqual([{ id: firstDevice }])
  })

  it('says what is not known, and how facts ended', async () => {
    show(route, base)
    expect(await screen.findByText('not known')).toBeTruthy()
    fireEvent.click(screen.getByRole('tab', { name: /Facts/ }))
    const facts = screen.getByRole('tabpanel')
    expect(within(facts).getByText('Login refused')).toBeTruthy()
    expect(within(facts).getByText('It said no.')).toBeTruthy()
  })

  it('shows text of the device as text', async () => {
    const hostile = '<b id="ran">x</b>'
    show(route, {
      ...base,
      'devices.view': deviceView({ recognisedBy: [hostile], identity: [{ name: 'model', value: hostile }] }),
    })
    expect(await screen.findAllByText(hostile)).toHaveLength(2)
    expect(document.querySelector('#ran')).toBeNull()
  })
})

describe('a password', () => {
  it('is shown on purpose and goes away by itself after 15 seconds', async () => {
    const api = show(route, { ...base, 'devices.reveal': { text: 'k7-hidden-word' } })
    const reveal = await screen.findByRole('button', { name: 'Show the password of root' })
    expect(document.body.innerHTML).not.toContain('k7-hidden-word')
    vi.useFakeTimers({ shouldAdvanceTime: true })
    fireEvent.click(reveal)
    const shown = await screen.findByLabelText('Password of root')
    expect(shown.textContent).toBe('k7-hidden-word')
    expect(api.inputsOf('devices.reveal')).toEqual([{ id: firstDevice, username: 'root' }])
    for (let second = 0; second < 15; second += 1) await act(() => vi.advanceTimersByTimeAsync(1_000))
    expect(document.body.innerHTML).not.toContain('k7-hidden-word')
  })

  it('goes away at once when asked', async () => {
    show(route, { ...base, 'devices.reveal': { text: 'k7-hidden-word' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Show the password of root' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Hide now' }))
    expect(document.body.innerHTML).not.toContain('k7-hidden-word')
  })

  it('is refused when the unlock is long ago, and says what to do', async () => {
    show(route, {
      ...base,
      'devices.reveal': () => {
        throw new FakeProblem('vault/unlock-too-old', 'Too long ago.', 'Lock and unlock.')
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Show the password of root' }))
    expect(await screen.findByText('vault/unlock-too-old')).toBeTruthy()
  })

  it('without proof is said loudly', async () => {
    show(route, {
      ...base,
      'site.view': site({ unresolved: 1 }),
      'devices.view': deviceView({ vaultAccounts: [{ username: 'root', candidates: 2, state: 'unresolved' }] }),
    })
    expect(await screen.findByText('2 candidates: the proof is missing')).toBeTruthy()
    expect(screen.getByText(/1 device password is not proven. Every candidate is safe in the vault./)).toBeTruthy()
  })
})

describe('work on one device', () => {
  it('assesses it alone', async () => {
    const api = show(route, { ...base, 'assess.start': null })
    fireEvent.click(await screen.findByRole('button', { name: 'Assess again' }))
    await waitFor(() => expect(api.inputsOf('assess.start')).toEqual([{ ids: [firstDevice] }]))
  })
})
