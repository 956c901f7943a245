import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '../../electron/contract/channels.ts'
import { nextStep } from '../../renderer/frame/next-step.ts'
import { cssVariables, rowPixels } from '../../renderer/theme/tokens.ts'
import { deviceView, firstDevice, overviewOf, row, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const firmware: Output<'firmware.view'> = {
  catalog: {
    version: 1,
    date: '2026-01-01',
    ageDays: 3,
    warning: null,
    source: 'shipped',
    products: 1,
    vulnerabilities: 1,
    note: null,
  },
  devices: 2,
  unjudgedIds: [],
  groups: [],
  upgrades: [],
  judgedByOther: 0,
}
const unlooked = { worst: null, open: 0, openCritical: 0, fixable: 0, assessed: false }
const fresh = {
  'site.view': site({ deviceCount: 2, assessedCount: 0 }),
  'site.overview': overviewOf({ critical: [], criticalDevices: 0, openDevices: 0 }),
  'firmware.view': firmware,
  'devices.list': [row(unlooked), row({ ...unlooked, id: row().id.replace(/.$/, '9'), address: '10.0.0.9' })],
  'record.drift': null,
}

beforeEach(() => window.localStorage.setItem('fieldseal.tour', 'ended'))

describe('before anybody looked', () => {
  it('the overview claims nothing of the devices', async () => {
    show('/overview', fresh)
    await waitFor(() => expect(screen.getAllByText(/^Nothing looked at yet/)).toHaveLength(3))
    expect(screen.queryByText(/with an open critical item/)).toBeNull()
    expect(screen.queryByText(/No critical item is open/)).toBeNull()
    expect(screen.queryByText(/None of the/)).toBeNull()
  })

  it('the list shows no zero', async () => {
    show('/devices', fresh)
    expect(await screen.findByText('2 devices, none assessed yet')).toBeTruthy()
    expect(screen.getByRole('button', { name: /^Critical open/ }).textContent).toBe('Critical open–')
    const cells = within(screen.getByRole('row', { name: /10\.0\.0\.9/ })).getAllByRole('cell')
    expect(cells.some(({ textContent }) => textContent === '–')).toBe(true)
    expect(cells.some(({ textContent }) => textContent === '0')).toBe(false)
  })

  it('while some were looked at, every number says of how many', async () => {
    show('/overview', { ...fresh, 'site.view': site({ deviceCount: 24, assessedCount: 8 }) })
    expect(await screen.findByText(/0 of the 8 devices looked at have something open\. 16 devices not looked at yet\./))
    expect(screen.queryByText('Nothing looked at yet')).toBeNull()
  })

  it('the list says how many are still to come', async () => {
    show('/devices', {
      ...fresh,
      'devices.list': [row({ assessed: true, open: 0 }), ...fresh['devices.list'].slice(1)],
    })
    expect(await screen.findByText('2 devices, 0 with open items, 1 not assessed yet')).toBeTruthy()
  })
})

describe('the page of a device', () => {
  it('opens an item by any part of its row, and closes it again', async () => {
    show(`/devices/${firstDevice}`, { 'site.view': site(), 'devices.view': deviceView() })
    fireEvent.click(await screen.findByText('accepted: root'))
    expect(screen.getByText('IEC 62443-4-2 CR 1.5')).toBeTruthy()
    const button = screen.getByRole('button', { name: 'Details of ACC-01' })
    expect(button.getAttribute('aria-expanded')).toBe('true')
    expect(button.closest('tr')?.firstElementChild?.contains(button)).toBe(true)
    fireEvent.click(screen.getByText('accepted: root'))
    expect(screen.queryByText('IEC 62443-4-2 CR 1.5')).toBeNull()
  })
})

describe('the support of firmware', () => {
  it('names the devices of which nobody knows when it ends', async () => {
    const group = {
      ...{ id: '1'.repeat(64), manufacturer: 'AXIS', model: 'P3245', firmware: '11.1', build: null, is: [] },
      ...{ deviceIds: [firstDevice], currency: { state: 'current', newest: null } },
      support: { state: 'supported', date: '2027-01-01', precision: 'day' },
    } as unknown as (typeof firmware)['groups'][number]
    show('/overview', { ...fresh, 'firmware.view': { ...firmware, devices: 24, groups: [group] } })
    expect(await screen.findByRole('link', { name: '23 devices: end of support not known' })).toBeTruthy()
  })
})

describe('the next step', () => {
  const at = (is: 'planned' | 'fixable', amount: number) => {
    const view = site({ deviceCount: 2, assessedCount: 2, steps: { discover: 'done', assess: 'done', fix: 'partial' } })
    const steps = view.steps.map((step) => (step.id === 'fix' ? { ...step, note: { is, amount, of: null } } : step))
    return nextStep({ ...view, steps })
  }

  it('is the plan while one waits', () => {
    expect(at('planned', 119)).toEqual({
      what: '119 changes wait',
      button: 'Open the plan',
      href: '#/changes',
    })
  })
})

describe('the palette', () => {
  it('says that nothing has that name, with a site open too', async () => {
    show('/overview', fresh)
    await screen.findByRole('heading', { name: 'Overview', level: 1 })
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true })
    const field = await screen.findByPlaceholderText('Search devices and commands')
    fireEvent.change(field, { target: { value: 'zzzz' } })
    expect(await screen.findByText('Nothing of that name.')).toBeTruthy()
    fireEvent.change(field, { target: { value: '10.0.0.9' } })
    expect(await screen.findByRole('button', { name: /10\.0\.0\.9/ })).toBeTruthy()
    expect(screen.queryByText('Nothing of that name.')).toBeNull()
  })
})

describe('the themes', () => {
  it('are one stop of the Tab key, and arrows choose', async () => {
    show('/overview', fresh)
    await screen.findByRole('heading', { name: 'Overview', level: 1 })
    const group = screen.getByRole('radiogroup', { name: 'Theme' })
    const stops = within(group)
      .getAllByRole('radio')
      .filter((radio) => radio.tabIndex === 0)
    expect(stops.map((radio) => radio.getAttribute('aria-label'))).toEqual(['Light theme'])
    fireEvent.keyDown(within(group).getByRole('radio', { name: 'Light theme' }), { key: 'ArrowRight' })
    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(document.activeElement).toBe(within(group).getByRole('radio', { name: 'Dark theme' }))
    fireEvent.keyDown(within(group).getByRole('radio', { name: 'Dark theme' }), { key: 'ArrowLeft' })
    expect(document.documentElement.dataset.theme).toBe('light')
  })
})

describe('large controls', () => {
  it('are chosen in the settings and kept on this computer', async () => {
    show('/settings', {})
    fireEvent.click(await screen.findByRole('radio', { name: 'Large' }))
    expect(document.documentElement.style.getPropertyValue('--z-control')).toBe('max(2.75rem, 44px)')
    expect(window.localStorage.getItem('fieldseal.density')).toBe('gloves')
    fireEvent.click(screen.getByRole('radio', { name: 'As the computer' }))
    expect(document.documentElement.style.getPropertyValue('--z-control')).toBe('max(2.25rem, 36px)')
    expect(window.localStorage.getItem('fieldseal.density')).toBeNull()
  })

  it('come by themselves where a finger points', async () => {
    const noFinger = window.matchMedia
    window.matchMedia = (media) => ({ ...noFinger(media), matches: media === '(pointer: coarse)' })
    try {
      show('/settings', {})
      await screen.findByRole('heading', { name: 'Settings', level: 1 })
      expect(document.documentElement.dataset.density).toBe('gloves')
    } finally {
      window.matchMedia = noFinger
    }
  })

  it('are never below 36 px for a mouse and 44 px for gloves, at any size of the text', () => {
    expect(cssVariables('light')['--z-control']).toBe('max(2.25rem, 36px)')
    expect(cssVariables('light', 'gloves')['--z-target']).toBe('max(2.75rem, 44px)')
    expect([rowPixels('desk', 90), rowPixels('desk', 200), rowPixels('gloves', 90)]).toEqual([37, 74, 45])
  })
})

describe('work that runs', () => {
  const running = { work: 'assess', state: 'running', done: 0, total: 24, text: '10.0.0.7' } as const

  it('is said aloud in tenths, and no address of the many at once', async () => {
    const api = show('/overview', { ...fresh, 'site.view': site({ deviceCount: 24, assessedCount: 0 }) })
    await screen.findByRole('heading', { name: 'Overview', level: 1 })
    act(() => api.say('progress', running))
    const said = await screen.findByText('Assessing: 0 %')
    expect(said.getAttribute('role')).toBe('status')
    act(() => api.say('progress', { ...running, done: 1, text: '10.0.0.8' }))
    expect(said.textContent).toBe('Assessing: 0 %')
    act(() => api.say('progress', { ...running, done: 13, text: '10.0.0.9' }))
    expect(said.textContent).toBe('Assessing: 50 %')
    expect(screen.getByText('10.0.0.9').closest('[aria-live], [role="status"]')).toBeNull()
  })

  it('is paused on every screen, when it is', async () => {
    const api = show('/overview', fresh)
    await screen.findByRole('heading', { name: 'Overview', level: 1 })
    act(() => api.say('progress', { ...running, work: 'fix', done: 3, held: true, remainingSeconds: 90 }))
    expect((await screen.findAllByText('Paused: Applying changes')).length).toBe(2)
    expect(screen.queryByText(/min left/)).toBeNull()
    expect(screen.getByRole('button', { name: 'Cancel the rest' })).toBeTruthy()
  })
})

describe('a lock that failed', () => {
  it('is said, and stays until it is read', async () => {
    show('/overview', {
      ...fresh,
      'site.lock': () => {
        throw new FakeProblem('store/disk-full', 'The disk is full.', 'Free some room.')
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Lock now' }))
    expect(await screen.findByText('The site is still open')).toBeTruthy()
    await waitFor(() => expect(screen.getByText('The disk is full. Free some room.')).toBeTruthy())
  })
})
