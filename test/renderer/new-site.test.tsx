import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { show } from './show.tsx'

const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

async function filled(passphrase: string, again: string, answer: null = null) {
  const api = show('/new', { 'site.create': answer })
  await screen.findByRole('heading', { name: 'New site' })
  fill('Name of the site', 'Harbour')
  fill('Your name', 'A. Person')
  fill('Your company', 'Installers')
  fill('Time servers of the site', '10.0.0.1, ntp.example')
  fill('Passphrase', passphrase)
  fill('The passphrase once more', again)
  fireEvent.click(screen.getByRole('button', { name: 'Create the site' }))
  return api
}

describe('a new site', () => {
  it('needs names before anything is asked of main', async () => {
    const api = show('/new', { 'site.create': null })
    fireEvent.click(await screen.findByRole('button', { name: 'Create the site' }))
    await waitFor(() => expect(screen.getAllByText('This is needed.')).toHaveLength(3))
    expect(api.inputsOf('site.create')).toEqual([])
  })

  it('needs a passphrase of 12 characters', async () => {
    const api = await filled('only eleven', 'only eleven')
    expect(await screen.findByText('At least 12 characters are needed.')).toBeTruthy()
    expect(api.inputsOf('site.create')).toEqual([])
  })

  it('needs the passphrase twice alike', async () => {
    const api = await filled('twelve letters', 'twelve Letters')
    expect(await screen.findByText('The two passphrases differ.')).toBeTruthy()
    expect(api.inputsOf('site.create')).toEqual([])
  })

  it('sends what was typed, once, and stays when the dialog was closed', async () => {
    const api = await filled('twelve letters', 'twelve letters')
    await waitFor(() =>
      expect(api.inputsOf('site.create')).toEqual([
        {
          name: 'Harbour',
          customer: null,
          company: 'Installers',
          technician: 'A. Person',
          ntpServers: ['10.0.0.1', 'ntp.example'],
          passphrase: 'twelve letters',
        },
      ]),
    )
    expect(screen.getByRole('heading', { name: 'New site' })).toBeTruthy()
  })
})
