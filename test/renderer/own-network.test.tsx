import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { site } from './examples.ts'
import { firmwareView } from './firmware-examples.ts'
import { show } from './show.tsx'

const progress = { work: 'assess', state: 'running', done: 12, total: 24, text: '' } as const
const waiting = {
  code: 'computer/waits-for-network',
  message: 'This computer has no network on Ethernet (10.40.12.9): nothing new is begun until it is back.',
  remedy: 'Plug in the cable: the work then goes on by itself.',
}

describe('work that waits for the network of this computer', () => {
  it('says so where it runs, with what to do, and no longer when it goes on', async () => {
    const api = show('/overview', { 'site.view': site(), 'devices.list': [], 'firmware.view': firmwareView() })
    await screen.findByRole('heading', { level: 1 })
    act(() => api.say('progress', { ...progress, waiting }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain(waiting.message)
    expect(alert.textContent).toContain(waiting.remedy)
    expect(screen.getAllByText('Waiting: Assessing').length).toBeGreaterThan(0)
    act(() => api.say('progress', { ...progress, remainingSeconds: 300 }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    expect(screen.queryByText('Waiting: Assessing')).toBeNull()
    expect(screen.getByText('about 5 min left')).toBeTruthy()
  })
})
