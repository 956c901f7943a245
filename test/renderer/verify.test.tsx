import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../electron/contract/channels.ts'
import { nothingDropped, readDropped } from '../../renderer/screens/verify/dropped-files.ts'
import { show } from './show.tsx'

const verdict: Output<'evidence.verify'> = {
  valid: true,
  reasons: [],
  held: ['container', 'timestamps', 'signature', 'purpose'],
  signer: 'CN=A. Person',
  signedAtClaim: '2026-01-02T03:04:05.000Z',
  timestamp: null,
  rootFingerprint: 'aa',
  site: 'id',
  siteName: 'Harbour',
  sequence: 3,
  practice: false,
}

const file = (name: string, content = 'bytes') => new File([content], name)
const drop = async (...files: File[]) =>
  fireEvent.drop(await screen.findByRole('region', { name: /^Drop a pack here/ }), { dataTransfer: { files } })

describe('verifying a pack', () => {
  it('takes pack and root by drop and sends bytes, never a path', async () => {
    const api = show('/verify', { 'evidence.verify': verdict })
    await drop(file('p.asice'), file('root.pem', 'PEM'))
    expect(await screen.findByText('root.pem')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Verify this pack' }))
    expect(await screen.findByText('Valid. Nothing was changed after signing.')).toBeTruthy()
    const [input] = api.inputsOf('evidence.verify')
    expect(input?.rootPem).toBe('PEM')
    expect(Buffer.from(input?.pack ?? []).toString()).toBe('bytes')
    expect(screen.getByText('Harbour')).toBeTruthy()
  })

  it('praises nothing that was not there to be checked', async () => {
    show('/verify', { 'evidence.verify': verdict })
    await drop(file('p.asice'))
    fireEvent.click(await screen.findByRole('button', { name: 'Verify this pack' }))
    expect(await screen.findByText('The signature fits the list of files')).toBeTruthy()
    expect(screen.queryByText(/Timestamps are as/)).toBeNull()
    expect(screen.getByText('none: the date rests on the word of the signer')).toBeTruthy()
  })

  it('warns while there is no root, and cannot start without a pack', async () => {
    show('/verify', { 'evidence.verify': verdict })
    expect(((await screen.findByRole('button', { name: 'Verify this pack' })) as HTMLButtonElement).disabled).toBe(true)
    await drop(file('p.asice'))
    expect(await screen.findByText('Without a root, the app cannot say who signed.')).toBeTruthy()
  })

  it('says every reason against a pack, with its code', async () => {
    show('/verify', {
      'evidence.verify': {
        ...verdict,
        valid: false,
        held: [],
        practice: true,
        reasons: [{ code: 'pack/file-changed', message: 'results.json is not the file that was signed.' }],
      },
    })
    await drop(file('p.asice'))
    fireEvent.click(await screen.findByRole('button', { name: 'Verify this pack' }))
    expect(await screen.findByText('Not valid. Do not rely on this pack.')).toBeTruthy()
    expect(screen.getByText('pack/file-changed')).toBeTruthy()
    expect(screen.getByText(/proves nothing about a real site/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Verify another pack' }))
    await waitFor(() => expect(screen.getByText('Pack: no pack yet')).toBeTruthy())
  })
})

describe('dropped files', () => {
  it('keep what was dropped before, and refuse what is too large', async () => {
    const first = await readDropped([file('p.asice')], nothingDropped)
    const root = Object.defineProperty(file('root.crt'), 'size', { value: 1_000_000 })
    const second = await readDropped([root], first)
    expect(second).toMatchObject({ pack: { name: 'p.asice' }, root: null, tooLarge: ['root.crt'] })
  })
})
