import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

describe('the first screen', () => {
  it('offers the practice site, a new site, opening and verifying', async () => {
    show('/', {})
    expect(await screen.findByRole('heading', { name: 'Start with a site', level: 1 })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Open the practice site' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Create: New site' }).getAttribute('href')).toBe('#/new')
    expect(screen.getByRole('button', { name: 'Open a site file' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Verify a pack' }).getAttribute('href')).toBe('#/verify')
    expect(document.title).toBe('Start with a site - Fieldseal')
  })

  it('opens the practice site on Discover', async () => {
    const api = show('/', {
      'site.practice': site({ practice: true, deviceCount: 0 }),
      'discovery.view': {
        running: false,
        probes: [],
        sightings: 0,
        devices: 0,
        conflicts: [],
        unidentified: [],
        outside: 0,
        answered: 0,
        newest: [],
      },
      'scope.interfaces': [],
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Open the practice site' }))
    expect(await screen.findByRole('heading', { name: 'Discover', level: 1 })).toBeTruthy()
    expect(api.inputsOf('site.practice')).toEqual([{ devices: 24 }])
    expect(screen.getByText('Practice')).toBeTruthy()
  })

  it('shows trouble in place: what happened, what to do, the code', async () => {
    show('/', {
      'site.practice': () => {
        throw new FakeProblem('practice/no-room', 'Every address is taken.', 'Close the other practice site.')
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Open the practice site' }))
    const alert = await screen.findByRole('alert')
    expect(within(alert).getByText('Every address is taken.').tagName).toBe('STRONG')
    expect(within(alert).getByText(/Close the other practice site/)).toBeTruthy()
    expect(within(alert).getByText('practice/no-room')).toBeTruthy()
  })

  it('names a site of before as text, whatever its name is', async () => {
    const name = '<img src=x onerror="window.ran = true">'
    show('/', {
      'app.about': {
        version: '1',
        electron: '45',
        recent: [{ file: '/sites/x.fieldseal', name, openedAt: '2026-01-02T03:04:05.000Z' }],
      },
    })
    expect(await screen.findByText(name)).toBeTruthy()
    expect(document.querySelector('img')).toBeNull()
  })

  it('asks for the passphrase of a chosen file, and stays when the dialog was closed', async () => {
    let chosen: { file: string; name: string } | null = null
    show('/', { 'site.choose': () => chosen })
    const open = await screen.findByRole('button', { name: 'Open a site file' })
    fireEvent.click(open)
    await waitFor(() => expect((open as HTMLButtonElement).disabled).toBe(false))
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Start with a site')
    chosen = { file: '/sites/a b.fieldseal', name: 'Harbour & Sons' }
    fireEvent.click(open)
    expect(await screen.findByLabelText('Passphrase of Harbour & Sons')).toBeTruthy()
  })
})
