import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../electron/contract/channels.ts'
import { countAddresses, networksMeet, splitLines } from '../../renderer/screens/discover/scope-text.ts'
import { firstDevice, secondDevice, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

type View = Output<'discovery.view'>
const nothing: View = {
  running: false,
  probes: [],
  sightings: 0,
  answered: 0,
  newest: [],
  devices: 0,
  conflicts: [],
  unidentified: [],
  outside: 0,
}
const card = {
  name: 'eth0',
  address: '10.40.12.9',
  cidr: '10.40.12.0/23',
  mac: null,
  kind: 'wired-private',
  suggested: true,
} as const
const fresh = site({ scope: null, deviceCount: 0 })
const targets = () => screen.getByLabelText('Networks in scope') as HTMLTextAreaElement

describe('the scope', () => {
  it('is empty until the technician fills it: nothing is ticked, nothing can start', async () => {
    show('/discover', { 'site.view': fresh, 'discovery.view': nothing, 'scope.interfaces': [card] })
    const tick = (await screen.findByRole('checkbox', { name: 'Use eth0, 10.40.12.9' })) as HTMLInputElement
    expect(tick.checked).toBe(false)
    expect(targets().value).toBe('')
    expect((screen.getByRole('button', { name: 'Start discovery' }) as HTMLButtonElement).disabled).toBe(true)
    expect((screen.getByRole('button', { name: 'Confirm the scope' }) as HTMLButtonElement).disabled).toBe(true)
  })

  it('takes over a network on purpose, and is sent as it stands', async () => {
    const api = show('/discover', {
      'site.view': fresh,
      'discovery.view': nothing,
      'scope.interfaces': [card],
      'scope.confirm': ({ scope }) => site({ scope, deviceCount: 0 }),
    })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Use eth0, 10.40.12.9' }))
    fireEvent.click(screen.getByRole('button', { name: 'Add 10.40.12.0/23 to the scope' }))
    expect(targets().value).toBe('10.40.12.0/23')
    expect(screen.getByText(/^512 addresses in scope/)).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Never touch'), { target: { value: '10.40.12.1, 10.40.12.2' } })
    fireEvent.click(screen.getByRole('button', { name: 'Confirm the scope' }))
    expect(await screen.findByText(/Scope confirmed: 10.40.12.0\/23/)).toBeTruthy()
    expect(api.inputsOf('scope.confirm')).toEqual([
      {
        scope: { targets: ['10.40.12.0/23'], interfaces: ['10.40.12.9'], excluded: ['10.40.12.1', '10.40.12.2'] },
        largeConfirmed: false,
      },
    ])
  })

  it('keeps what was typed, above all what is never to be touched, until it is confirmed or left', async () => {
    const at = (excluded: string[]) => site({ scope: { targets: ['10.40.12.0/23'], interfaces: [], excluded } })
    const answers = { 'discovery.view': nothing, 'scope.interfaces': [card] }
    const killed = show('/discover', { ...answers, 'site.view': at([]) })
    fireEvent.click(await screen.findByRole('button', { name: 'Change the scope' }))
    fireEvent.change(screen.getByLabelText('Never touch'), { target: { value: '10.40.12.1' } })
    window.location.hash = '#/settings'
    await screen.findByRole('heading', { level: 1, name: 'Settings' })
    window.location.hash = '#/discover'
    const never = () => screen.findByLabelText<HTMLTextAreaElement>('Never touch')
    expect((await never()).value).toBe('10.40.12.1')
    expect(screen.getByText('Not confirmed yet.')).toBeTruthy()
    await waitFor(() => expect(killed.drafts.size).toBe(1))
    cleanup()
    const api = show('/discover', { ...answers, 'site.view': at([]), 'scope.confirm': at(['10.40.12.1']) }, killed)
    expect((await never()).value).toBe('10.40.12.1')
    fireEvent.click(screen.getByRole('button', { name: 'Leave it as it is' }))
    expect((await never()).value).toBe('')
    fireEvent.click(screen.getByRole('button', { name: 'Change the scope' }))
    fireEvent.change(await never(), { target: { value: '10.40.12.1' } })
    fireEvent.click(screen.getByRole('button', { name: 'Confirm the scope' }))
    await waitFor(() => expect(api.inputsOf('scope.confirm')).toMatchObject([{ scope: { excluded: ['10.40.12.1'] } }]))
    await waitFor(() => expect(api.drafts.size).toBe(0))
  })

  it('of more than a /16 wants to be meant', async () => {
    show('/discover', { 'site.view': fresh, 'discovery.view': nothing, 'scope.interfaces': [] })
    await screen.findByText('No network card with an IPv4 address is up.')
    fireEvent.change(targets(), { target: { value: '10.0.0.0/8' } })
    const confirm = screen.getByRole('button', { name: 'Confirm the scope' }) as HTMLButtonElement
    expect(confirm.disabled).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: /more than a \/16/ }))
    expect(confirm.disabled).toBe(false)
  })

  it('that the engine refuses shows why, in place', async () => {
    show('/discover', {
      'site.view': fresh,
      'discovery.view': nothing,
      'scope.interfaces': [],
      'scope.confirm': () => {
        throw new FakeProblem('scope/malformed')
      },
    })
    await screen.findByText('No network card with an IPv4 address is up.')
    fireEvent.change(targets(), { target: { value: 'nonsense' } })
    fireEvent.click(screen.getByRole('button', { name: 'Confirm the scope' }))
    expect(await screen.findByText('scope/malformed')).toBeTruthy()
  })
})

describe('a network card', () => {
  it('says what it is, and when its network is not in scope although it is ticked', async () => {
    const tunnel = { ...card, name: 'wg0', address: '10.8.0.2', cidr: '10.8.0.0/24', kind: 'tunnel', suggested: false }
    show('/discover', {
      'site.view': fresh,
      'discovery.view': nothing,
      'scope.interfaces': [card, { ...tunnel, kind: 'tunnel' as const }],
    })
    expect(await screen.findByText(/A VPN or other tunnel/)).toBeTruthy()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Use eth0, 10.40.12.9' }))
    expect(screen.getByText(/its network is not in scope/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Add 10.40.12.0/23 to the scope' }))
    expect(screen.getByText('Its network is in scope.')).toBeTruthy()
  })
})

describe('discovery', () => {
  it('shows who answered last, while it still runs', async () => {
    show('/discover', {
      'site.view': site(),
      'scope.interfaces': [],
      'discovery.view': {
        ...nothing,
        running: true,
        probes: [{ name: 'tcp', state: 'running', done: 1, total: 4, heard: 1, note: '', noMulticast: false }],
        sightings: 2,
        answered: 1,
        newest: [{ address: '10.0.0.7', probe: 'tcp', what: null }],
      },
    })
    expect(await screen.findByText('2 sightings from 1 address, 0 devices in the list')).toBeTruthy()
    expect(screen.getByText('answers, says nothing of itself yet')).toBeTruthy()
    expect(screen.getByText('by TCP ports')).toBeTruthy()
  })

  it('starts at the gentle pace unless told otherwise', async () => {
    const api = show('/discover', {
      'site.view': site(),
      'discovery.view': nothing,
      'scope.interfaces': [],
      'discovery.start': { ...nothing, running: true },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Start discovery' }))
    expect(await screen.findByRole('button', { name: 'Cancel discovery' })).toBeTruthy()
    expect(api.inputsOf('discovery.start')).toEqual([{ pace: 'gentle' }])
  })

  it('shows each probe as it goes, conflicts, strangers and what was left alone', async () => {
    let view: View = {
      ...nothing,
      running: true,
      probes: [{ name: 'tcp', state: 'running', done: 1, total: 4, heard: 0, note: '', noMulticast: false }],
    }
    const api = show('/discover', {
      'site.view': site(),
      'discovery.view': () => view,
      'scope.interfaces': [],
      'work.cancel': null,
    })
    expect((await screen.findByRole('progressbar', { name: 'tcp: Running' })).getAttribute('aria-valuenow')).toBe('25')
    fireEvent.click(screen.getByRole('button', { name: 'Cancel discovery' }))
    await waitFor(() => expect(api.inputsOf('work.cancel')).toHaveLength(1))
    view = {
      running: false,
      probes: [{ name: 'tcp', state: 'cancelled', done: 2, total: 4, heard: 2, note: '', noMulticast: false }],
      sightings: 3,
      devices: 2,
      answered: 2,
      newest: [],
      conflicts: [{ kind: 'duplicate-address', value: '10.0.0.7', addresses: ['10.0.0.7'], deviceIds: [firstDevice] }],
      unidentified: [{ id: secondDevice, address: '10.0.0.9', heard: ['http 80'] }],
      outside: 2,
    }
    act(() => api.say('changed', { areas: ['discovery'] }))
    expect(await screen.findByText('Two devices claim one address')).toBeTruthy()
    const stranger = within(screen.getByRole('region', { name: 'Not identified' })).getByRole('link')
    expect(stranger.getAttribute('href')).toBe(`#/devices/${secondDevice}`)
    expect(screen.getByRole('link', { name: 'Show these devices' }).getAttribute('href')).toBe(
      '#/devices/where/state%3Dconflict',
    )
    expect(screen.getByText(/Unplug one of them or give it another address/)).toBeTruthy()
    expect(screen.getByText('2 sources outside the scope were heard and not contacted.')).toBeTruthy()
    expect(screen.getByText('Cancelled')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Show 2 devices' }).getAttribute('href')).toBe('#/devices')
  })
})

describe('text of a scope', () => {
  it('may be split by lines, commas and blanks, and names each network once', () => {
    expect(splitLines(' 10.0.0.0/24,\n10.0.0.7 ; 10.0.0.7\n\n')).toEqual(['10.0.0.0/24', '10.0.0.7'])
  })

  it.each([
    ['10.0.0.0/8', '10.40.12.0/27', true],
    ['10.40.12.7:8080', '10.40.12.0/23', true],
    ['10.40.14.0/24', '10.40.12.0/23', false],
    ['fe80::/10', '10.40.12.0/23', false],
  ])('%s and %s meet: %s', (one, other, expected) => {
    expect(networksMeet(one, other)).toBe(expected)
    expect(networksMeet(other, one)).toBe(expected)
  })

  it.each([
    [['10.0.0.0/24'], 256],
    [['10.0.0.7', '10.0.0.8:8080'], 2],
    [['10.0.0.0/8'], 16_777_216],
    [[], 0],
  ])('%j counts as %i addresses', (lines, amount) => {
    expect(countAddresses(lines)).toBe(amount)
  })
})

describe('without a network card', () => {
  it('nobody misses a device unsaid: before the scope is confirmed, and beside each probe that asked less', async () => {
    const partly = { name: 'sadp', state: 'done', done: 6, total: 6, heard: 0, note: '', noMulticast: true } as const
    const card = {
      name: 'eth0',
      address: '10.0.0.2',
      cidr: '10.0.0.0/24',
      mac: null,
      kind: 'wired-private',
      suggested: true,
    } as const
    show('/discover', {
      'site.view': fresh,
      'discovery.view': { ...nothing, probes: [partly] },
      'scope.interfaces': [card],
    })
    expect(await screen.findByText('Partly')).toBeTruthy()
    expect(screen.getByText('No network card is ticked: nothing was asked by multicast.')).toBeTruthy()
    const warning = /nothing will be asked by multicast/
    expect(screen.getByText(warning)).toBeTruthy()
    fireEvent.click(await screen.findByRole('checkbox', { name: /Use eth0/ }))
    expect(screen.queryByText(warning)).toBeNull()
  })
})
