import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { nextStep } from '../../renderer/frame/next-step.ts'
import { screens } from '../../renderer/screens.ts'
import { site } from './examples.ts'
import { show } from './show.tsx'

const overview = { 'site.view': site({ counts: { fail: 2, pass: 3 } }), 'devices.list': [] }

describe('the one next step', () => {
  it.each([
    [site({ scope: null }), 'Scope', '#/discover'],
    [site({ deviceCount: 0, assessedCount: 0 }), 'Discover', '#/discover'],
    [site({ steps: { discover: 'running' } }), 'Watch', '#/discover'],
    [site({ assessedCount: 1 }), 'Assess', '#/devices'],
    [site({ steps: { assess: 'running' } }), 'Watch', '#/devices'],
    [site({ steps: { fix: 'todo' } }), 'Plan fixes', '#/changes'],
    [site({ steps: { fix: 'running' } }), 'Watch', '#/changes'],
    [site({ steps: { fix: 'done' } }), 'Seal', '#/evidence'],
    [site({ steps: { fix: 'partial' } }), 'Seal', '#/evidence'],
    [site({ steps: { fix: 'done', seal: 'done' } }), 'Evidence', '#/evidence'],
  ])('of visit %# is %s', (view, button, href) => {
    expect(nextStep(view)).toMatchObject({ button, href })
  })
})

describe('the frame of an open site', () => {
  it('names site and visit, every step with its state, and every place', async () => {
    show('/overview', overview)
    expect(await screen.findByText('Harbour')).toBeTruthy()
    const visit = screen.getByRole('navigation', { name: 'Visit' })
    expect(within(visit).getAllByText('Not started')).toHaveLength(5)
    const places = screen.getByRole('navigation', { name: 'Places' })
    expect(
      within(places)
        .getByRole('link', { name: /^Overview/ })
        .getAttribute('aria-current'),
    ).toBe('page')
    expect(within(places).getAllByRole('link')).toHaveLength(7)
  })

  it('locks on request', async () => {
    const api = show('/overview', { ...overview, 'site.lock': null })
    fireEvent.click(await screen.findByRole('button', { name: 'Lock now' }))
    await waitFor(() => expect(api.inputsOf('site.lock')).toHaveLength(1))
  })

  it('lets the keyboard jump to the screen', async () => {
    show('/overview', overview)
    fireEvent.click(await screen.findByRole('button', { name: 'Skip to content' }))
    expect(document.activeElement).toBe(screen.getByRole('main'))
  })

  it('gives coverage beside the number of open items, and each outcome its word', async () => {
    show('/overview', overview)
    expect(await screen.findByText('of 2 devices assessed')).toBeTruthy()
    const chart = screen.getByRole('list', { name: 'Share of each outcome' })
    expect(
      within(chart)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['Fail2', 'Pass3'])
  })

  it('sends nobody to a screen of a site that is not open', async () => {
    show('/devices', {})
    expect(await screen.findByRole('heading', { name: 'Start with a site' })).toBeTruthy()
  })
})

describe('the look', () => {
  it('changes theme and text size, and remembers both', async () => {
    show('/', {})
    fireEvent.click(await screen.findByRole('radio', { name: 'Outdoor theme' }))
    expect(document.documentElement.dataset.theme).toBe('outdoor')
    expect(screen.getByRole('radio', { name: 'Outdoor theme' }).getAttribute('aria-checked')).toBe('true')
    fireEvent.click(screen.getByRole('button', { name: 'Text size 100 %, change' }))
    fireEvent.click(screen.getByRole('button', { name: 'Text size 125 %, change' }))
    expect(document.documentElement.style.fontSize).toBe('150%')
    expect([
      window.localStorage.getItem('fieldseal.theme'),
      window.localStorage.getItem('fieldseal.text-size'),
    ]).toEqual(['outdoor', '150'])
  })
})

describe('the list of screens', () => {
  it('has one path and one id for each', () => {
    expect(new Set(screens.map(({ path }) => path)).size).toBe(screens.length)
    expect(new Set(screens.map(({ id }) => id)).size).toBe(screens.length)
  })

  it('lights a place that is in the rail for every screen of a site', () => {
    const places = screens.filter(({ rail }) => rail !== null).map(({ id }) => id)
    for (const { site: needs, place } of screens) if (needs !== 'bare') expect(places).toContain(place)
  })
})
