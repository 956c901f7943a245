import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { loadChecklist } from '../../electron/catalog/checklist.ts'
import { checklistOf, item, itemRow, queueEntry } from './checklist-examples.ts'
import { ready, stamps } from './evidence-examples.ts'
import { change, deviceView, firstDevice, overviewOf, plan, row, site } from './examples.ts'
import type { Answers } from './fake-api.ts'
import { firmwareView } from './firmware-examples.ts'
import { show } from './show.tsx'

// Read once, by the first module that speaks.
vi.hoisted(() => window.localStorage.setItem('fieldseal.language', 'es'))

/** One item as every site has it, and each of its texts in Spanish. */
const shipped = loadChecklist('checklists', 'baseline').items.find(({ id }) => id === 'TIM-02')
if (shipped?.form == null) throw new Error('the baseline has TIM-02 with its form')
const { title, rationale, instruction, form } = shipped
const spanish = {
  title: 'El reloj va bien, con 2 segundos de margen',
  rationale: 'Los sucesos de varios equipos solo se pueden ordenar si sus relojes coinciden.',
  instruction: /^En un equipo que sigue NTP, averiguar por qué no llega a sus servidores/,
  look: /^Comparar el reloj del equipo, en su imagen o página web, con un reloj/,
  unit: 'Valor medido, segundos',
}

const itemView = item({
  row: itemRow({ item: 'TIM-02', title, manual: 'measurement', counts: { fail: 1 } }),
  rationale,
  instruction,
  form: { ...form, by: 'technician' },
})
const failing = { item: 'TIM-02', title, outcome: 'fail', severity: 'high' } as const
const device = deviceView()
const [finding] = device.findings

const screens: readonly (readonly [route: string, answers: Answers, said: readonly (string | RegExp)[]])[] = [
  [
    '/overview',
    { 'site.overview': overviewOf({ critical: [{ item: 'TIM-02', title, devices: 1, vendors: [] }] }) },
    [spanish.title],
  ],
  ['/devices', { 'devices.list': [row({ worst: failing })] }, [spanish.title]],
  [
    `/devices/${firstDevice}`,
    { 'devices.view': { ...device, findings: finding === undefined ? [] : [{ ...finding, title }] } },
    [spanish.title],
  ],
  ['/checklist', { 'checklist.view': checklistOf([itemView.row]) }, [spanish.title]],
  ['/checklist/TIM-02', { 'checklist.item': itemView }, [spanish.title, spanish.rationale, spanish.instruction]],
  [
    '/attest/TIM-02/camera',
    { 'checklist.queue': [queueEntry({ item: 'TIM-02', title, manual: 'measurement' })], 'checklist.item': itemView },
    [spanish.title, spanish.look, spanish.unit],
  ],
  ['/changes', { 'plan.view': plan({ changes: [change({ title })] }) }, [spanish.title]],
  [
    '/evidence',
    {
      'evidence.ready': ready(),
      'evidence.list': [],
      'evidence.stamps': stamps(),
      'evidence.risks': [
        {
          item: 'TIM-02',
          title,
          severity: 'high',
          forAll: null,
          failing: [{ deviceId: 'one', name: '10.0.0.1', own: null }],
        },
      ],
    },
    [new RegExp(spanish.title)],
  ],
]

describe('a window in Spanish', () => {
  afterAll(() => window.localStorage.clear())

  it.each(screens)('says on %s in Spanish what an item of a shipped list asks', async (route, answers, said) => {
    const base = { 'site.view': site(), 'devices.list': [], 'firmware.view': firmwareView(), 'plan.order': [] }
    show(route, { ...base, ...answers })
    await screen.findByRole('heading', { level: 1 })
    for (const words of said) await waitFor(() => expect(screen.getAllByText(words).length).toBeGreaterThan(0))
    const names = [...document.querySelectorAll('[title], [aria-label]')].flatMap((named) => [
      named.getAttribute('title'),
      named.getAttribute('aria-label'),
    ])
    expect([document.body.textContent, ...names].join('\n')).not.toContain(title)
  })

  it('says why work waits for the network of this computer, with the card as the app wrote it down', async () => {
    const api = show('/overview', { 'site.view': site(), 'devices.list': [], 'firmware.view': firmwareView() })
    await screen.findByRole('heading', { level: 1 })
    const message = 'This computer has no network on Ethernet (10.40.12.9): nothing new is begun until it is back.'
    const waiting = { code: 'computer/waits-for-network', message, remedy: 'Plug in the cable.' }
    act(() => api.say('progress', { work: 'assess', state: 'running', done: 1, total: 2, text: '', waiting }))
    const alert = await screen.findByRole('alert')
    for (const said of ['Este ordenador no tiene red', 'Conecte el cable', 'Ethernet (10.40.12.9)'])
      expect(alert.textContent).toContain(said)
    expect(screen.getAllByText(/^En espera: /).length).toBeGreaterThan(0)
  })

  it('finds an item by its Spanish words, and leaves what a customer wrote', async () => {
    const own = itemRow({ item: 'OWN-01', title: 'A title of ours' })
    show('/checklist', { 'site.view': site(), 'checklist.view': checklistOf([itemView.row, own]) })
    await screen.findByText('A title of ours')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'reloj' } })
    expect(screen.queryByText('A title of ours')).toBeNull()
    expect(screen.getByText(spanish.title)).toBeTruthy()
  })
})
