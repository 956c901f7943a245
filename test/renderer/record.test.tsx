import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { readJobs } from '../../renderer/screens/record/record-drafts.ts'
import { recordOf } from './checklist-examples.ts'
import { firstDevice, site } from './examples.ts'
import { show } from './show.tsx'

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const target = { name: 'file server', address: '10.9.0.1', port: 445 }
const card = {
  name: 'eth0',
  address: '10.0.0.2',
  cidr: '10.0.0.0/24',
  mac: null,
  kind: 'wired-private',
  suggested: true,
} as const
const trial = {
  at: '2026-01-02T03:04:05.000Z',
  from: { address: '10.0.0.2', switchName: 'sw-1', port: '7', vlan: null },
  neighbour: null,
  wayOut: null,
  probes: [{ ...target, answer: 'silent' }],
} as const

describe('the site record', () => {
  it('saves one part and leaves the others alone', async () => {
    const api = show('/record', { 'site.view': site(), 'record.view': recordOf(), 'record.save': recordOf() })
    fireEvent.click(await screen.findByRole('button', { name: 'Add: Who is called, in this order' }))
    const names = screen.getAllByLabelText('Name, row 1')
    fireEvent.change(names[0] as Element, { target: { value: 'C. Owner' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save people' }))
    await waitFor(() =>
      expect(api.inputsOf('record.save')).toEqual([
        {
          about: null,
          zones: null,
          settings: null,
          governance: { ...recordOf().governance, owner: { name: 'C. Owner', role: '', reach: '' } },
        },
      ]),
    )
    expect(await screen.findByText(/^Saved\./)).toBeTruthy()
  })

  it('keeps what was typed through other parts and places, marks it, and drops it with the save', async () => {
    const answers = { 'site.view': site(), 'record.view': recordOf(), 'record.save': recordOf() }
    const api = show('/record/place', answers)
    await screen.findByLabelText('Contract or order')
    type('Contract or order', 'K-77')
    expect(await screen.findByText('Not saved yet.')).toBeTruthy()
    window.location.hash = '#/record/people'
    await screen.findByRole('button', { name: 'Save people' })
    const tabs = screen.getByRole('navigation', { name: 'Parts of the record' })
    expect(
      within(tabs)
        .getByRole('link', { name: /Not saved yet/ })
        .getAttribute('href'),
    ).toBe('#/record/place')
    window.location.hash = '#/settings'
    await screen.findByRole('heading', { level: 1, name: 'Settings' })
    window.location.hash = '#/record/place'
    const field = () => screen.findByLabelText<HTMLInputElement>('Contract or order')
    expect((await field()).value).toBe('K-77')
    fireEvent.click(screen.getByRole('button', { name: 'Put back what is saved' }))
    expect((await field()).value).toBe('')
    type('Contract or order', 'K-78')
    fireEvent.click(screen.getByRole('button', { name: 'Save place' }))
    await waitFor(() => expect(api.inputsOf('record.save')).toMatchObject([{ about: { contract: 'K-78' } }]))
    await waitFor(() => expect(screen.queryByText('Not saved yet.')).toBeNull())
    await waitFor(() => expect(api.drafts.size).toBe(0))
  })

  it('has room for the one accountable owner and no second one', async () => {
    show('/record', { 'site.view': site(), 'record.view': recordOf() })
    await screen.findByRole('button', { name: 'Add: Who is called, in this order' })
    expect(screen.queryByRole('button', { name: 'Add: Accountable owner' })).toBeNull()
  })

  it('keeps a zone back until its networks are named', async () => {
    const api = show('/record/zones', { 'site.view': site(), 'record.view': recordOf(), 'record.save': recordOf() })
    fireEvent.click(await screen.findByRole('button', { name: 'Add: Zones' }))
    type('Zone, row 1', 'Doors')
    fireEvent.click(screen.getByRole('button', { name: 'Save zones' }))
    expect(await screen.findByText(/Name at least one network/)).toBeTruthy()
    expect(api.inputsOf('record.save')).toEqual([])
    type('Networks, with commas between, row 1', '10.0.0.0/24, 10.0.1.0/24')
    fireEvent.click(screen.getByRole('button', { name: 'Save zones' }))
    await waitFor(() =>
      expect(api.inputsOf('record.save')[0]?.zones).toEqual([
        { name: 'Doors', networks: ['10.0.0.0/24', '10.0.1.0/24'], criticality: 'medium', safetyImpact: 'none' },
      ]),
    )
  })

  it('keeps all other settings when one of them is saved', async () => {
    const api = show('/record/network', { 'site.view': site(), 'record.view': recordOf(), 'record.save': recordOf() })
    await screen.findByLabelText('Time zone, POSIX')
    type('Time zone, POSIX', 'CET-1CEST,M3.5.0,M10.5.0/3')
    fireEvent.click(screen.getByLabelText('bonjour'))
    fireEvent.click(screen.getByRole('button', { name: 'Save network' }))
    await waitFor(() =>
      expect(api.inputsOf('record.save')[0]?.settings).toEqual({
        ...recordOf().settings,
        timeZone: 'CET-1CEST,M3.5.0,M10.5.0/3',
        neededServices: ['bonjour'],
      }),
    )
  })

  it('tests the segmentation only after a yes, which counts once', async () => {
    const view = { ...recordOf(), settings: { ...recordOf().settings, forbiddenTargets: [target] } }
    const api = show('/record/segmentation', {
      'site.view': site(),
      'record.view': view,
      'record.segmentation': null,
      'scope.interfaces': [card],
      'record.testSegmentation': { ...trial, probes: [...trial.probes] },
    })
    const run = (await screen.findByRole('button', { name: 'Test 1 target now' })) as HTMLButtonElement
    expect(run.disabled).toBe(true)
    fireEvent.click(screen.getByLabelText(/^Yes, contact 1 address outside of the scope/))
    type('Must answer from beyond the gateway', '10.9.0.1')
    expect(run.disabled).toBe(true)
    fireEvent.click(screen.getByLabelText(/^Yes, contact 2 addresses outside of the scope/))
    type('Switch', 'sw-1')
    fireEvent.click(run)
    await waitFor(() =>
      expect(api.inputsOf('record.testSegmentation')).toEqual([
        {
          from: { address: '10.0.0.2', switchName: 'sw-1', port: null, vlan: null },
          wayOut: { address: '10.9.0.1', port: 443 },
          confirmed: true,
        },
      ]),
    )
    expect(await screen.findByText(/the silence proves nothing/)).toBeTruthy()
    expect((screen.getByRole('button', { name: 'Test 1 target now' }) as HTMLButtonElement).disabled).toBe(true)
  })
})

describe('a job list out of a file', () => {
  it('is read by the names of its columns, whatever stands between them', () => {
    const row = { serial: 'A1', mac: '', address: '10.0.0.7', note: 'Lobby; left' }
    expect(readJobs('\uFEFFIP;Serial;Note;Price\r\n10.0.0.7;A1;"Lobby; left";9\r\n\r\n')).toEqual([row])
    expect(readJobs('serial\tnote\naddress\t"say ""no"""')).toEqual([
      { serial: 'address', mac: '', address: '', note: 'say "no"' },
    ])
  })

  it('is refused when no column is known', () => {
    expect(readJobs('name,price\ncamera,9')).toBeNull()
  })
})

describe('what changed since the last sealed visit', () => {
  it('is listed by kind, what got worse before what got better, each with its way on', async () => {
    show('/drift', {
      'site.view': site(),
      'record.drift': {
        since: { number: 1, sealedAt: '2026-01-02T03:04:05.000Z' },
        discovered: false,
        entries: [
          {
            kind: 'finding-mended',
            deviceId: firstDevice,
            device: '10.0.0.7',
            item: 'TIM-01',
            text: 'Mended.',
            fact: null,
          },
          {
            kind: 'finding-came-back',
            deviceId: firstDevice,
            device: '10.0.0.7',
            item: 'ACC-01',
            text: 'Back.',
            fact: null,
          },
          {
            kind: 'fact-changed',
            deviceId: firstDevice,
            device: '10.0.0.7',
            item: null,
            text: '',
            fact: { name: 'time.ntp', before: 'none', now: '10.0.0.1' },
          },
        ],
      },
    })
    const titles = (await screen.findAllByRole('heading', { level: 2 })).map(({ textContent }) => textContent)
    expect(titles).toEqual(['Came back', 'Settings that changed', 'Mended meanwhile'])
    expect(screen.getByText(/Nobody listened to the network/)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Open ACC-01' }).getAttribute('href')).toBe('#/checklist/ACC-01')
  })

  it('does not call a first visit unchanged', async () => {
    show('/drift', { 'site.view': site(), 'record.drift': null })
    expect(await screen.findByText('First visit')).toBeTruthy()
    expect(screen.queryByText('Nothing changed')).toBeNull()
  })
})
