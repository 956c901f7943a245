import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { nextStep } from '../../renderer/frame/next-step.ts'
import { screens } from '../../renderer/screens.ts'
import { firstDevice, overviewOf, row, site } from './examples.ts'
import { firmwareView } from './firmware-examples.ts'
import { show } from './show.tsx'

const overview = {
  'site.view': site({ counts: { fail: 2, pass: 3 } }),
  'site.overview': overviewOf(),
  'devices.list': [],
  'firmware.view': firmwareView(),
  'record.drift': null,
}
const practice = { ...overview, 'site.view': site({ practice: true, steps: { scope: 'done', discover: 'done' } }) }
const byHand = (state: 'todo' | 'partial') => {
  const view = site({ steps: { fix: 'done' } })
  const note = { is: 'to-attest', amount: 5, of: null } as const
  return { ...view, steps: view.steps.map((step) => (step.id === 'attest' ? { ...step, state, note } : step)) }
}

describe('the one next step', () => {
  it.each([
    [site({ scope: null }), 'Scope', '#/discover'],
    [site({ deviceCount: 0, assessedCount: 0 }), 'Discover', '#/discover'],
    [site({ steps: { discover: 'running' } }), 'Watch', '#/discover'],
    [site({ assessedCount: 1 }), 'Assess', '#/devices'],
    [site({ steps: { assess: 'running' } }), 'Watch', '#/devices'],
    [site({ steps: { fix: 'todo' } }), 'Plan fixes', '#/changes'],
    [site({ steps: { fix: 'running' } }), 'Watch', '#/changes'],
    [site({ steps: { fix: 'attention' } }), 'Open', '#/changes'],
    [byHand('todo'), 'Attest', '#/attest'],
    [byHand('partial'), 'Attest', '#/attest'],
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
    expect(within(visit).getAllByText('Not started')).toHaveLength(6)
    const places = screen.getByRole('navigation', { name: 'Places' })
    expect(
      within(places)
        .getByRole('link', { name: /^Overview/ })
        .getAttribute('aria-current'),
    ).toBe('page')
    expect(within(places).getAllByRole('link')).toHaveLength(screens.filter(({ rail }) => rail !== null).length)
  })

  it('locks on request', async () => {
    const api = show('/overview', { ...overview, 'site.lock': { locked: true } })
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

describe('keys', () => {
  const press = (key: string, held: { ctrlKey?: boolean; altKey?: boolean } = {}, on: Element = document.body) =>
    fireEvent.keyDown(on, { key, code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key, ...held })

  it('take what the palette names first, as soon as the letters are there', async () => {
    show('/overview', overview)
    await screen.findByText('Harbour')
    press('k', { ctrlKey: true })
    const search = await screen.findByPlaceholderText('Search devices and commands')
    fireEvent.change(search, { target: { value: 'waivers' } })
    const found = () => [...screen.getByRole('dialog').querySelectorAll('[data-action]')]
    expect(found()).toHaveLength(1)
    await waitFor(() => expect(found()[0]?.hasAttribute('data-selected')).toBe(true))
    fireEvent.keyDown(search, { key: 'Enter', code: 'Enter' })
    await waitFor(() => expect(window.location.hash).toBe('#/waivers'))
  })

  it('find a command by a few letters, from every screen', async () => {
    show('/overview', overview)
    await screen.findByText('Harbour')
    press('k', { ctrlKey: true })
    fireEvent.change(await screen.findByPlaceholderText('Search devices and commands'), { target: { value: 'sett' } })
    fireEvent.click(await screen.findByRole('button', { name: /^Settings/ }))
    await waitFor(() => expect(window.location.hash).toBe('#/settings'))
  })

  it('find a device by part of its serial', async () => {
    show('/overview', { ...overview, 'devices.list': [row()] })
    await screen.findByText('Harbour')
    press('k', { ctrlKey: true })
    fireEvent.change(await screen.findByPlaceholderText('Search devices and commands'), { target: { value: '8e0000' } })
    fireEvent.click(await screen.findByRole('button', { name: /10\.0\.0\.7/ }))
    await waitFor(() => expect(window.location.hash).toBe(`#/devices/${row().id}`))
  })

  it('go to a place by two letters, and to the next step by one', async () => {
    show('/settings', { ...overview, 'evidence.list': [] })
    await screen.findByRole('heading', { name: 'Settings', level: 1 })
    press('g')
    press('o')
    await waitFor(() => expect(window.location.hash).toBe('#/overview'))
    await screen.findByRole('heading', { name: 'Overview', level: 1 })
    press('n')
    await waitFor(() => expect(window.location.hash).toBe('#/changes'))
  })

  it('of one letter are quiet in a field, and when they were switched off', async () => {
    show('/settings', {})
    const field = await screen.findByLabelText('Language')
    press('?', {}, field)
    expect(screen.queryByRole('dialog')).toBeNull()
    fireEvent.click(screen.getByRole('switch', { name: /^Keys of one letter/ }))
    press('?')
    expect(screen.queryByRole('dialog')).toBeNull()
    fireEvent.click(screen.getByRole('switch', { name: /^Keys of one letter/ }))
    press('?')
    expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeTruthy()
  })
})

describe('the guided visit', () => {
  it('says on the practice site what the next step is for, until it is ended', async () => {
    show('/overview', practice)
    const card = await screen.findByRole('complementary', { name: 'Guided visit' })
    expect(card.textContent).toMatch(/Step 3 of 6.*Hold every device/)
    fireEvent.click(within(card).getByRole('button', { name: 'End the guided visit' }))
    expect(screen.queryByRole('complementary', { name: 'Guided visit' })).toBeNull()
    expect(window.localStorage.getItem('fieldseal.tour')).toBe('ended')
  })

  it('leaves real sites alone', async () => {
    show('/overview', overview)
    await screen.findByText('Harbour')
    expect(screen.queryByRole('complementary', { name: 'Guided visit' })).toBeNull()
  })
})

describe('what is said of work', () => {
  it('is a message when it stopped with trouble', async () => {
    const api = show('/overview', overview)
    await screen.findByText('Harbour')
    act(() => {
      api.say('progress', { work: 'assess', state: 'running', done: 1, total: 9, text: '' })
      api.say('progress', { work: 'assess', state: 'problem', done: 1, total: 9, text: '' })
    })
    expect(await screen.findByText('The assessment stopped')).toBeTruthy()
  })
})

describe('the place in a site', () => {
  it('is the same after the app was killed', async () => {
    show('/settings', overview)
    await screen.findByRole('heading', { name: 'Settings', level: 1 })
    await waitFor(() => expect(window.localStorage.getItem('fieldseal.place')).toBe(`${site().id} /settings`))
    cleanup()
    show('/', overview)
    await waitFor(() => expect(window.location.hash).toBe('#/settings'))
  })

  it('is not kept of a practice site, nor used for another site', async () => {
    window.localStorage.setItem('fieldseal.place', `${firstDevice} /settings`)
    show('/', practice)
    await waitFor(() => expect(window.location.hash).toBe('#/overview'))
    expect(window.localStorage.getItem('fieldseal.place')).toBe(`${firstDevice} /settings`)
  })
})

describe('the look', () => {
  it('changes theme and text size, and remembers both', async () => {
    show('/', {})
    fireEvent.click(await screen.findByRole('radio', { name: 'Outdoor theme' }))
    expect(document.documentElement.dataset.theme).toBe('outdoor')
    expect(screen.getByRole('radio', { name: 'Outdoor theme' }).getAttribute('aria-checked')).toBe('true')
    fireEvent.click(screen.getByRole('button', { name: 'Text size 100 %, change' }))
    fireEvent.click(screen.getByRole('button', { name: 'Text size 110 %, change' }))
    expect(document.documentElement.style.fontSize).toBe('125%')
    expect([
      window.localStorage.getItem('fieldseal.theme'),
      window.localStorage.getItem('fieldseal.text-size'),
    ]).toEqual(['outdoor', '125'])
  })

  it('goes from 90 to 200 percent, and back to what the system asks for', async () => {
    show('/settings', {})
    const size = await screen.findByLabelText('Text size')
    for (const percent of ['90', '200']) {
      fireEvent.change(size, { target: { value: percent } })
      expect(document.documentElement.style.fontSize).toBe(`${percent}%`)
    }
    fireEvent.click(screen.getByRole('radio', { name: 'Dark' }))
    expect(document.documentElement.dataset.theme).toBe('dark')
    fireEvent.click(screen.getByRole('radio', { name: 'As the system' }))
    expect(document.documentElement.dataset.theme).toBe('light')
    expect(window.localStorage.getItem('fieldseal.theme')).toBeNull()
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
