import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { show } from './show.tsx'

describe('what the app says of itself', () => {
  it('is its version and licence, and on demand the licences of everything in it', async () => {
    const api = show('/settings', { 'app.notices': { text: 'Copyright (c) Somebody Else' } })
    expect(await screen.findByText('Fieldseal 1.2.3, Electron 45.0.0')).toBeTruthy()
    expect(screen.getByText(/Apache License 2\.0/)).toBeTruthy()
    expect(api.inputsOf('app.notices')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Show the licences' }))
    const notices = await screen.findByRole('region', { name: 'Licences of the software in Fieldseal' })
    expect(notices.textContent).toBe('Copyright (c) Somebody Else')
    expect(notices.tabIndex).toBe(0)
    fireEvent.click(screen.getByRole('button', { name: 'Hide the licences' }))
    expect(screen.queryByText('Copyright (c) Somebody Else')).toBeNull()
  })
})
