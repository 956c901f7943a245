import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../electron/contract/channels.ts'
import { addressKey, deviceName, worstKey } from '../../renderer/screens/devices/device-sort.ts'
import { firstDevice, plan, row, secondDevice, secondRow, site } from './examples.ts'
import { show } from './show.tsx'

const base = { 'site.view': site(), 'devices.list': [secondRow, row()], 'devices.views': [] }
const addresses = () => screen.getAllByRole('link', { name: /^10\.0\.0\./ }).map((link) => link.textContent)
const table = () => screen.getByRole('table', { name: 'Devices' })

describe('the device list', () => {
  it('shows the worst first, with word, severity and number beside the colour', async () => {
    show('/devices', base)
    await screen.findByRole('link', { name: '10.0.0.7' })
    expect(addresses()).toEqual(['10.0.0.7', '10.0.0.12'])
    expect(within(table()).getByText('Fail')).toBeTruthy()
    expect(within(table()).getByText('Critical')).toBeTruthy()
    expect(within(table()).getByText('Nothing open')).toBeTruthy()
    expect(screen.getByText('2 devices, 1 with open items')).toBeTruthy()
  })

  it('sorts addresses by number', async () => {
    show('/devices', base)
    fireEvent.click(await screen.findByRole('button', { name: 'Address' }))
    expect(addresses()).toEqual(['10.0.0.7', '10.0.0.12'])
    fireEvent.click(screen.getByRole('button', { name: 'Address' }))
    expect(addresses()).toEqual(['10.0.0.12', '10.0.0.7'])
    expect(screen.getByRole('columnheader', { name: 'Address' }).getAttribute('aria-sort')).toBe('descending')
  })

  it('finds a device by any of its texts, and says when none matches', async () => {
    show('/devices', base)
    const search = await screen.findByRole('searchbox', { name: 'Search devices' })
    fireEvent.change(search, { target: { value: 'nbe-35' } })
    expect(addresses()).toEqual(['10.0.0.12'])
    fireEvent.change(search, { target: { value: 'no such thing' } })
    expect(screen.getByText('No device matches')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show all devices' }))
    expect(addresses()).toHaveLength(2)
  })

  it('narrows to a view', async () => {
    show('/devices', base)
    fireEvent.click(await screen.findByRole('button', { name: /^Can be fixed/ }))
    expect(addresses()).toEqual(['10.0.0.7'])
  })

  it('teaches what to do while it is empty', async () => {
    show('/devices', { ...base, 'devices.list': [] })
    expect(await screen.findByText('A device appears here when a probe hears it.')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Go to Discover' })).toBeTruthy()
  })

  it('is found as it was left: the ticks, and the row that was opened', async () => {
    const answers = { ...base, 'devices.view': () => new Promise<never>(() => undefined) }
    const before = show('/devices', answers)
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select 10.0.0.7' }))
    const box = screen.getByRole('region', { name: /Arrow keys move/ })
    fireEvent.keyDown(box, { key: 'ArrowDown' })
    fireEvent.keyDown(box, { key: 'Enter' })
    await waitFor(() => expect(window.location.hash).toBe(`#/devices/${secondDevice}`))
    act(() => {
      window.location.hash = '#/devices'
    })
    expect(await screen.findByText('1 selected')).toBeTruthy()
    const rowOf = (name: string) => screen.getByRole('link', { name }).closest('tr')?.className
    expect([rowOf('10.0.0.7')?.trim(), rowOf('10.0.0.12')?.trim()]).toEqual(['picked', 'active'])
    await waitFor(() => expect(before.drafts.size).toBe(2))
    cleanup()
    show('/devices/where/q%3D10.0.0', answers, before)
    expect(await screen.findByRole('checkbox', { name: 'Select 10.0.0.7' })).toHaveProperty('checked', false)
    expect(rowOf('10.0.0.12')).not.toContain('active')
  })

  it('is worked by keyboard: arrows move, Space selects, Enter opens, Escape lets go', async () => {
    show('/devices', { ...base, 'devices.view': () => new Promise(() => undefined) })
    await screen.findByRole('link', { name: '10.0.0.7' })
    const box = screen.getByRole('region', { name: /Arrow keys move/ })
    fireEvent.keyDown(box, { key: 'ArrowDown' })
    fireEvent.keyDown(box, { key: ' ' })
    expect((screen.getByRole('checkbox', { name: 'Select 10.0.0.12' }) as HTMLInputElement).checked).toBe(true)
    fireEvent.keyDown(box, { key: 'Escape' })
    expect((screen.getByRole('checkbox', { name: 'Select 10.0.0.12' }) as HTMLInputElement).checked).toBe(false)
    fireEvent.keyDown(box, { key: 'Home' })
    fireEvent.keyDown(box, { key: 'Enter' })
    await waitFor(() => expect(window.location.hash).toBe(`#/devices/${firstDevice}`))
  })

  it('draws only the rows that are seen of a large site', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      row({ id: `${index}`, address: `10.${Math.floor(index / 250)}.0.${index % 250}` }),
    )
    show('/devices', { ...base, 'devices.list': many })
    await screen.findByText('5,000 devices, 5,000 with open items')
    expect(within(table()).getAllByRole('row').length).toBeLessThan(60)
    expect(table().getAttribute('aria-rowcount')).toBe('5001')
  })
})

describe('filters', () => {
  const choose = async (by: string, is: RegExp) => {
    fireEvent.click(await screen.findByRole('button', { name: 'Add filter' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: by }))
    fireEvent.click(await screen.findByRole('menuitem', { name: is }))
  }

  it('stand as chips in words, widen within a kind, and are taken away one by one', async () => {
    show('/devices', base)
    await choose('Maker', /^Bosch/)
    expect(addresses()).toEqual(['10.0.0.12'])
    await choose('Maker', /^AXIS/)
    expect(addresses()).toEqual(['10.0.0.7', '10.0.0.12'])
    fireEvent.click(screen.getByRole('button', { name: 'Remove the filter Maker is Bosch' }))
    expect(addresses()).toEqual(['10.0.0.7'])
    fireEvent.click(screen.getByRole('button', { name: 'Clear all filters' }))
    expect(addresses()).toHaveLength(2)
  })

  it('come with a link, and are not kept beyond it', async () => {
    const api = show('/devices/where/item%3DTIM-01%26severity%3Dcritical', base)
    await screen.findByRole('link', { name: '10.0.0.7' })
    expect(addresses()).toEqual(['10.0.0.7'])
    expect(screen.getByText('TIM-01')).toBeTruthy()
    fireEvent.pointerDown(document.body)
    expect(JSON.stringify([...api.drafts])).not.toContain('TIM-01')
  })

  it('of an unknown kind in a link narrow nothing', async () => {
    show('/devices/where/nonsense%3D1%26state%3Dopen', base)
    await screen.findByRole('link', { name: '10.0.0.7' })
    expect(addresses()).toEqual(['10.0.0.7'])
  })

  it('are as they were left when somebody comes back', async () => {
    const killed = show('/devices', base)
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Search devices' }), { target: { value: 'bosch' } })
    expect(addresses()).toEqual(['10.0.0.12'])
    await waitFor(() => expect(killed.drafts.size).toBe(1))
    cleanup()
    show('/devices', base, killed)
    await screen.findByRole('link', { name: '10.0.0.12' })
    expect(addresses()).toEqual(['10.0.0.12'])
  })
})

describe('columns and views', () => {
  it('can be chosen and moved; the address stays', async () => {
    show('/devices', base)
    fireEvent.click(await screen.findByRole('button', { name: 'Columns' }))
    const picker = within(await screen.findByRole('list', { name: 'Columns' }))
    expect((picker.getByRole('checkbox', { name: 'Address' }) as HTMLInputElement).disabled).toBe(true)
    fireEvent.click(picker.getByRole('checkbox', { name: 'Serial' }))
    fireEvent.click(picker.getByRole('checkbox', { name: 'Maker' }))
    fireEvent.click(picker.getByRole('button', { name: 'Move Worst item to the left' }))
    const heads = within(table())
      .getAllByRole('columnheader')
      .map((head) => head.textContent)
    expect(heads).toEqual(['Address', 'Worst item', 'Name', 'Open', 'Model', 'Firmware', 'State', 'Serial'])
  })

  it('are kept with the site under a name, and used again', async () => {
    let views: Output<'devices.views'> = []
    const api = show('/devices', {
      ...base,
      'devices.views': () => views,
      'devices.saveViews': ({ views: next }) => {
        views = next
        return next
      },
    })
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Search devices' }), { target: { value: 'bosch' } })
    fireEvent.click(screen.getByRole('button', { name: 'Keep this view' }))
    fireEvent.change(await screen.findByLabelText('Name of the view'), { target: { value: 'Old ones' } })
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Keep this view' }))
    await waitFor(() => expect(api.inputsOf('devices.saveViews')).toHaveLength(1))
    const tab = await screen.findByText('Old ones')
    expect(api.inputsOf('devices.saveViews')[0]?.views).toMatchObject([{ name: 'Old ones', search: 'bosch' }])
    fireEvent.click(screen.getByRole('button', { name: 'Clear all filters' }))
    expect(addresses()).toHaveLength(2)
    fireEvent.click(tab)
    expect(addresses()).toEqual(['10.0.0.12'])
  })
})

describe('rows as text', () => {
  const copied = () => {
    const box = screen.getByRole('region', { name: /Arrow keys move/ })
    const data = new Map<string, string>()
    fireEvent.copy(box, { clipboardData: { setData: (kind: string, value: string) => data.set(kind, value) } })
    return data.get('text/plain')
  }

  it('are copied with the names of their columns: the active one, or those that are selected', async () => {
    show('/devices', base)
    await screen.findByRole('link', { name: '10.0.0.7' })
    expect(
      copied()
        ?.split('\n')
        .map((line) => line.split('\t')[0]),
    ).toEqual(['Address', '10.0.0.7'])
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all shown' }))
    expect(copied()?.split('\n')).toHaveLength(3)
    expect(await screen.findByText('2 rows copied.')).toBeTruthy()
  })

  it('are saved as CSV with the columns that are shown, only what is selected when something is', async () => {
    const api = show('/devices', { ...base, 'devices.exportCsv': { saved: true } })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select 10.0.0.12' }))
    fireEvent.click(screen.getByRole('button', { name: 'Save as CSV' }))
    expect(await screen.findByText('Table of 1 device saved.')).toBeTruthy()
    expect(api.inputsOf('devices.exportCsv')).toMatchObject([{ ids: [secondDevice] }])
    expect(api.inputsOf('devices.exportCsv')[0]?.columns[0]).toBe('address')
  })
})

describe('the keyboard', () => {
  it('extends the selection with Shift, selects all with Ctrl A, and says aloud where it is', async () => {
    show('/devices', base)
    await screen.findByRole('link', { name: '10.0.0.7' })
    const box = screen.getByRole('region', { name: /Arrow keys move/ })
    fireEvent.keyDown(box, { key: 'ArrowDown', shiftKey: true })
    expect(screen.getByText('2 selected')).toBeTruthy()
    expect(screen.getByText(/^10\.0\.0\.12, Bosch NBE-3502, Nothing open\. Row 2 of 2\.$/)).toBeTruthy()
    fireEvent.keyDown(box, { key: 'Escape' })
    fireEvent.keyDown(box, { key: 'a', ctrlKey: true })
    expect(screen.getByText('2 selected')).toBeTruthy()
  })
})

describe('work on selected devices', () => {
  const select = async (address: string) =>
    fireEvent.click(await screen.findByRole('checkbox', { name: `Select ${address}` }))

  it('names its size and sends only what is selected', async () => {
    const api = show('/devices', { ...base, 'assess.start': null })
    await select('10.0.0.7')
    expect(screen.getByText('3 open items, 2 can be fixed')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Assess 1 device' }))
    await waitFor(() => expect(api.inputsOf('assess.start')).toEqual([{ ids: [firstDevice] }]))
  })

  it('makes a plan and goes to it, without passwords in clear', async () => {
    const api = show('/devices', { ...base, 'plan.make': plan(), 'plan.view': plan() })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all shown' }))
    fireEvent.click(screen.getByRole('button', { name: 'Plan fixes for 2 devices' }))
    expect(await screen.findByRole('heading', { name: 'Plan', level: 1 })).toBeTruthy()
    const [input] = api.inputsOf('plan.make')
    expect(input).toMatchObject({ checks: null, allowClear: false })
    expect(new Set(input?.ids)).toEqual(new Set([firstDevice, secondDevice]))
  })

  it('takes a login once and keeps nothing of it', async () => {
    const api = show('/devices', { ...base, 'devices.login': null })
    await select('10.0.0.12')
    fireEvent.click(screen.getByRole('button', { name: 'Enter login' }))
    const dialog = await screen.findByRole('dialog', { name: 'Login for 1 device' })
    fireEvent.change(within(dialog).getByLabelText('User name'), { target: { value: 'admin' } })
    fireEvent.change(within(dialog).getByLabelText('Password'), { target: { value: 'a word' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Keep login for 1 device' }))
    await waitFor(() =>
      expect(api.inputsOf('devices.login')).toEqual([{ ids: [secondDevice], username: 'admin', password: 'a word' }]),
    )
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(document.body.innerHTML).not.toContain('a word')
  })
})

describe('while work runs', () => {
  it('starts nothing new, shows how far it is, and can be cancelled', async () => {
    const api = show('/devices', { ...base, 'work.cancel': null })
    await screen.findByRole('link', { name: '10.0.0.7' })
    act(() => api.say('progress', { work: 'assess', state: 'running', done: 1, total: 2, text: '10.0.0.7' }))
    expect((screen.getByRole('button', { name: 'Assess all 2' }) as HTMLButtonElement).disabled).toBe(true)
    expect(screen.getByRole('progressbar', { name: 'Assessing' }).getAttribute('aria-valuenow')).toBe('50')
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(api.inputsOf('work.cancel')).toHaveLength(1))
    act(() => api.say('progress', { work: 'assess', state: 'cancelled', done: 1, total: 2, text: '' }))
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  it('keeps every row in its place, whatever becomes of it', async () => {
    let rows = [row({ worst: null, open: 0, assessed: false }), { ...secondRow, assessed: false }]
    const api = show('/devices', { ...base, 'devices.list': () => rows })
    await screen.findByRole('link', { name: '10.0.0.7' })
    const before = addresses()
    act(() => api.say('progress', { work: 'assess', state: 'running', done: 1, total: 2, text: '' }))
    rows = [secondRow, row()]
    act(() => api.say('changed', { areas: ['devices'] }))
    await within(table()).findByText('Fail')
    expect(addresses()).toEqual(before)
  })

  it('takes single rows as they move, without asking for the whole list again', async () => {
    const api = show('/devices', base)
    await screen.findByRole('link', { name: '10.0.0.7' })
    const asked = api.inputsOf('devices.list').length
    act(() => api.say('deviceRows', { rows: [row({ open: 17 }), row({ id: 'new', address: '10.0.0.99' })] }))
    expect(await screen.findByText('17')).toBeTruthy()
    expect(addresses()).toContain('10.0.0.99')
    expect(api.inputsOf('devices.list')).toHaveLength(asked)
    // What comes right after may wait a moment; the newest of it is what stays.
    act(() => {
      api.say('deviceRows', { rows: [row({ open: 18 })] })
      api.say('deviceRows', { rows: [row({ open: 19 })] })
    })
    expect(await screen.findByText('19')).toBeTruthy()
    expect(screen.queryByText('18')).toBeNull()
  })

  it('says trouble that no screen waited for, and lets it be put away', async () => {
    const api = show('/devices', base)
    await screen.findByRole('link', { name: '10.0.0.7' })
    act(() => api.say('problem', { code: 'scope/missing', message: 'No scope.', remedy: 'Confirm it.' }))
    expect(screen.getByText('scope/missing')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss this message' }))
    expect(screen.queryByText('scope/missing')).toBeNull()
  })
})

describe('the order of devices', () => {
  it('puts fail before error before unknown before not assessed before nothing open', () => {
    const worst = (outcome: 'fail' | 'error' | 'unknown') =>
      row({ worst: { item: 'A', title: '', outcome, severity: 'low' } })
    const keys = [
      worst('fail'),
      worst('error'),
      worst('unknown'),
      row({ worst: null, assessed: false }),
      row({ worst: null, assessed: true }),
    ].map(worstKey)
    expect(keys).toEqual([...keys].sort((a, b) => a - b))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('knows 10.0.0.9 before 10.0.0.10, and says a maker once', () => {
    expect(addressKey('10.0.0.9') < addressKey('10.0.0.10')).toBe(true)
    expect(deviceName(row())).toBe('AXIS P3245-LV')
    expect(deviceName(secondRow)).toBe('Bosch NBE-3502')
    expect(deviceName({ vendor: null, model: null })).toBe('')
  })
})
