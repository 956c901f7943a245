import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { checklistOf, item, itemRow, subject } from './checklist-examples.ts'
import { firstDevice, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const failing = itemRow({
  item: 'ACC-01',
  title: 'Published default logins are refused',
  counts: { fail: 3, pass: 5 },
  manual: null,
  waiting: 0,
  loosened: ['minLength 8, the baseline asks 12'],
})

describe('the checklist', () => {
  it('never shows the score without its coverage, and rounds neither up', async () => {
    show('/checklist', {
      'site.view': site(),
      'checklist.view': { ...checklistOf([itemRow()]), score: { ...checklistOf([]).score, coverage: 0.999 } },
    })
    expect(await screen.findByText('99 %')).toBeTruthy()
    expect(screen.getByText('19 of 20 findings')).toBeTruthy()
    expect(screen.getByText('70 %')).toBeTruthy()
    expect(screen.getByText(/2 fail, 1 not looked at, 1 waived\./)).toBeTruthy()
  })

  it('says loudly where the list asks less than the baseline, and narrows to it', async () => {
    show('/checklist', { 'site.view': site(), 'checklist.view': checklistOf([itemRow(), failing]) })
    expect(await screen.findByText(/1 item asks less than the baseline/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /^Loosened/ }))
    expect(screen.getByRole('link', { name: 'ACC-01' })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'PHY-01' })).toBeNull()
  })

  it('finds an item by its words, and teaches when nothing matches', async () => {
    show('/checklist', { 'site.view': site(), 'checklist.view': checklistOf([itemRow(), failing]) })
    const search = await screen.findByRole('searchbox', { name: 'Search the checklist' })
    fireEvent.change(search, { target: { value: 'default logins' } })
    expect(screen.queryByRole('link', { name: 'PHY-01' })).toBeNull()
    fireEvent.change(search, { target: { value: 'no such thing' } })
    fireEvent.click(screen.getByRole('button', { name: 'Show all items' }))
    expect(screen.getByRole('link', { name: 'PHY-01' })).toBeTruthy()
  })

  it('shows the worst device of an item first', async () => {
    show('/checklist/ACC-01', {
      'site.view': site(),
      'checklist.item': item({
        row: failing,
        subjects: [
          subject({ outcome: 'pass', address: '10.0.0.1', person: null }),
          subject({
            outcome: 'fail',
            address: '10.0.0.9',
            person: null,
            deviceId: '2f1a7c0e-8a57-4a7c-9df9-6f2c5b6f0a09',
          }),
        ],
      }),
    })
    const devices = await screen.findByRole('region', { name: 'Devices' })
    const addresses = within(devices)
      .getAllByRole('link')
      .map(({ textContent }) => textContent)
    expect(addresses).toEqual(['10.0.0.9', '10.0.0.1'])
    expect(screen.getByText(/minLength 8, the baseline asks 12/)).toBeTruthy()
  })
})

describe('waivers', () => {
  it('are not taken without a reason, a control and a name', async () => {
    const api = show('/checklist/PHY-01', {
      'site.view': site(),
      'checklist.item': item(),
      'checklist.waive': { id: firstDevice },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Waive' }))
    const save = await screen.findByRole('button', { name: 'Waive PHY-01' })
    fireEvent.click(save)
    await waitFor(() => expect(screen.getAllByText('This is needed.')).toHaveLength(4))
    expect(api.inputsOf('checklist.waive')).toEqual([])
    for (const [label, value] of [
      ['Why it cannot be met now', 'On order.'],
      ['What keeps the risk down meanwhile', 'Port shut.'],
      ['Who decided', 'C. Owner'],
      ['Who asked for it', 'A. Person'],
      ['For', firstDevice],
    ] as const) {
      fireEvent.change(screen.getByLabelText(label), { target: { value } })
    }
    fireEvent.click(save)
    await waitFor(() =>
      expect(api.inputsOf('checklist.waive')).toMatchObject([
        { item: 'PHY-01', deviceId: firstDevice, approver: 'C. Owner', reason: 'On order.' },
      ]),
    )
  })

  it('are taken back only on a second press, and say so when it does not work', async () => {
    const api = show('/waivers', {
      'site.view': site(),
      'checklist.waivers': [
        {
          id: '2f1a7c0e-8a57-4a7c-9df9-6f2c5b6f0a11',
          item: 'PHY-01',
          title: 'Mounting',
          deviceId: null,
          device: null,
          reason: 'On order.',
          compensatingControl: 'Port shut.',
          approver: 'C. Owner',
          requestedBy: 'A. Person',
          at: '2026-01-02T03:04:05.000Z',
          expiresOn: '2026-06-01',
          state: 'valid',
        },
      ],
      'checklist.revoke': () => {
        throw new FakeProblem('visit/statement-refused')
      },
    })
    const name = 'Take back the waiver of PHY-01'
    fireEvent.click(await screen.findByRole('button', { name }))
    expect(api.inputsOf('checklist.revoke')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name }))
    expect(await screen.findByText('visit/statement-refused')).toBeTruthy()
  })
})
