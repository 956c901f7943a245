import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { company } from './evidence-examples.ts'
import { site } from './examples.ts'
import { type Answers, FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

const offered = { name: 'KWallet', reason: null }

describe('the identity of a technician', () => {
  it('is asked for in the names of the open site, and its passphrase leaves the page with the call', async () => {
    const api = show('/identity', {
      'site.view': site(),
      'identity.company': null,
      'identity.request': { file: '/keys/request.csr' },
      'identity.keyStore': offered,
    })
    await screen.findByRole('heading', { name: 'Ask the company' })
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Write identity file and request' })
    expect(button.disabled).toBe(true)
    fill('Passphrase for your identity file', 'twelve letters')
    fireEvent.click(button)
    expect(await screen.findByText('Wrote /keys/request.csr')).toBeTruthy()
    expect(api.inputsOf('identity.request')).toEqual([
      {
        technician: 'A. Person',
        company: 'Installers',
        passphrase: 'twelve letters',
        place: 'file',
        token: '',
        pin: '',
      },
    ])
    expect(screen.getByLabelText<HTMLInputElement>('Passphrase for your identity file').value).toBe('')
  })
})

describe('the key of a technician', () => {
  const open = (answers: Answers) => show('/identity', { 'site.view': site(), 'identity.company': null, ...answers })
  const store = () => screen.findByRole<HTMLInputElement>('radio', { name: /In the key store of this computer/ })

  it('is bound to the key store of the computer where there is one, also later', async () => {
    const api = open({
      'identity.keyStore': offered,
      'identity.request': { file: '/keys/request.csr' },
      'identity.move': { technician: 'A. Person', company: 'Installers', laptop: 'one' },
    })
    await waitFor(async () => expect((await store()).disabled).toBe(false))
    expect(screen.getAllByText(/this account alone\. Kept by KWallet\./)).toHaveLength(2)
    fireEvent.click(await store())
    fill('Passphrase for your identity file', 'twelve letters')
    fireEvent.click(screen.getByRole('button', { name: 'Write identity file and request' }))
    await screen.findByText('Wrote /keys/request.csr')
    expect(api.inputsOf('identity.request')).toMatchObject([{ place: 'os-store' }])
    const part = screen.getByRole('heading', { name: 'Bind the key to this computer' }).parentElement as HTMLElement
    fireEvent.change(within(part).getByLabelText('Passphrase of your identity file'), { target: { value: 'words' } })
    fireEvent.click(within(part).getByRole('button', { name: 'Choose the identity file and bind it' }))
    expect(await screen.findByText('The key of A. Person is in the key store of this computer.')).toBeTruthy()
    expect(api.inputsOf('identity.move')).toEqual([{ passphrase: 'words' }])
  })

  it('cannot go where this computer has no store, and the reason is said', async () => {
    open({ 'identity.keyStore': { name: null, reason: 'This desktop has no key store.' } })
    expect(await screen.findAllByText(/Not offered here: This desktop has no key store\./)).toHaveLength(2)
    expect((await store()).disabled).toBe(true)
    expect(screen.queryByRole('button', { name: 'Choose the identity file and bind it' })).toBeNull()
  })

  it('is made on a token with its PIN, which leaves the page with the call', async () => {
    const api = open({ 'identity.keyStore': offered, 'identity.request': { file: '/keys/request.csr' } })
    fireEvent.click(await screen.findByRole('radio', { name: /On a token/ }))
    fill('Passphrase for your identity file', 'twelve letters')
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Write identity file and request' })
    expect(button.disabled).toBe(true)
    fill('Token', '0123')
    fill('PIN of the token', '246813')
    fireEvent.click(button)
    await screen.findByText('Wrote /keys/request.csr')
    expect(api.inputsOf('identity.request')).toMatchObject([{ place: 'token', token: '0123', pin: '246813' }])
    expect(screen.getByLabelText<HTMLInputElement>('PIN of the token').value).toBe('')
  })
})

describe('the file of a company', () => {
  it('is opened with its passphrase, and says why when it is not', async () => {
    let wrong = true
    show('/identity', {
      'site.view': site(),
      'identity.keyStore': offered,
      'identity.company': null,
      'identity.openCompany': () => {
        if (wrong) throw new FakeProblem('vault/wrong-passphrase')
        return company
      },
    })
    await screen.findByRole('heading', { name: 'Open a company file' })
    const open = async () => {
      fireEvent.change(screen.getAllByLabelText('Passphrase of the company file')[0] as HTMLElement, {
        target: { value: 'x' },
      })
      fireEvent.click(screen.getByRole('button', { name: 'Choose the file and open it' }))
    }
    await open()
    expect(await screen.findByText('vault/wrong-passphrase')).toBeTruthy()
    wrong = false
    await open()
    expect(await screen.findByText(company.rootFingerprint)).toBeTruthy()
  })

  it('shows for whom a certificate is before it is given out', async () => {
    const api = show('/identity', {
      'site.view': site(),
      'identity.keyStore': offered,
      'identity.company': company,
      'identity.readRequest': { company: 'Installers', name: 'T. Person on two' },
      'identity.issue': { file: '/keys/answer' },
    })
    const panel = within(await screen.findByRole('region', { name: 'Installers, c.fieldseal-company' }))
    expect(panel.queryByRole('button', { name: 'Give out this certificate' })).toBeNull()
    const field = document.querySelector('input[type=file]')
    if (field === null) throw new Error('no file field')
    fireEvent.change(field, { target: { files: [new File(['CSR'], 't.csr')] } })
    expect(await panel.findByText('For T. Person on two, Installers')).toBeTruthy()
    fireEvent.click(panel.getByRole('button', { name: 'Give out this certificate' }))
    expect(await panel.findByText('Wrote /keys/answer')).toBeTruthy()
    expect(api.inputsOf('identity.issue')).toEqual([{ requestPem: 'CSR', days: 700 }])
  })

  it('takes a certificate back with a reason', async () => {
    const api = show('/identity', {
      'site.view': site(),
      'identity.keyStore': offered,
      'identity.company': company,
      'identity.revoke': { file: '/keys/crl.pem' },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Take back the certificate of A. Person on one' }))
    expect(screen.getByText(/^Packs that no timestamp proves to be older/)).toBeTruthy()
    fireEvent.click(screen.getAllByRole('button', { name: 'Take back' }).at(-1) as HTMLElement)
    await waitFor(() => expect(api.inputsOf('identity.revoke')).toEqual([{ serial: '01', reason: 'left' }]))
  })
})
