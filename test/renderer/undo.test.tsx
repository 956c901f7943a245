import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { firstDevice, row, secondRow, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const waived = {
  id: firstDevice,
  item: 'PHY-01',
  title: 'Mounted out of reach',
  deviceId: null,
  device: null,
  reason: 'The parts are on order.',
  compensatingControl: 'A guard walks by.',
  approver: 'C. Owner',
  requestedBy: 'A. Person',
  at: '2026-11-20T08:00:00.000Z',
  expiresOn: '2027-02-01',
  state: 'valid' as const,
}

describe('undo', () => {
  it('offers to bring back a waiver that was taken back, as a new one with the same words', async () => {
    const api = show('/waivers', {
      'site.view': site(),
      'checklist.waivers': [waived],
      'checklist.revoke': null,
      'checklist.waive': { id: firstDevice },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Take back the waiver of PHY-01' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Take back the waiver of PHY-01' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await screen.findByText('Taken back')
    const { id: _, title: __, device: ___, at: ____, state: _____, ...same } = waived
    expect(api.inputsOf('checklist.waive')).toEqual([same])
  })

  it('brings filters back, by key', async () => {
    show('/devices', { 'site.view': site(), 'devices.list': [row(), secondRow] })
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'no such thing' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Show all devices' }))
    await screen.findByRole('button', { name: 'Undo' })
    fireEvent.keyDown(document.documentElement, { key: 'z', code: 'KeyZ', ctrlKey: true })
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('no such thing'))
  })

  it('says what keeps it from taking something back, and forgets its offer when the site is locked', async () => {
    const api = show('/waivers', {
      'site.view': site(),
      'checklist.waivers': [waived],
      'checklist.revoke': null,
      'checklist.waive': () => {
        throw new FakeProblem('visit/statement-refused')
      },
    })
    const take = async () => {
      fireEvent.click(await screen.findByRole('button', { name: 'Take back the waiver of PHY-01' }))
      fireEvent.click(await screen.findByRole('button', { name: 'Take back the waiver of PHY-01' }))
      return await screen.findByRole('button', { name: 'Undo' })
    }
    fireEvent.click(await take())
    await screen.findByText('It could not be taken back')
    await take()
    act(() => api.say('locked', { reason: 'asked' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
  })
})
