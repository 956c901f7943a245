import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { nothingDropped, readDropped } from '../../renderer/screens/verify/dropped-files.ts'
import { verdict } from './evidence-examples.ts'
import { show } from './show.tsx'

const file = (name: string, content = 'bytes') => new File([content], name)
const drop = async (...files: File[]) =>
  fireEvent.drop(await screen.findByRole('region', { name: /^Drop packs here/ }), { dataTransfer: { files } })
const one = { packs: [verdict()], row: null }
const run = async () => fireEvent.click(await screen.findByRole('button', { name: 'Verify this pack' }))

describe('verifying a pack', () => {
  it('takes pack and root by drop and sends bytes, never a path', async () => {
    const api = show('/verify', { 'evidence.verify': one })
    await drop(file('p.asice'), file('root.pem', 'PEM'))
    expect(await screen.findByText('root.pem')).toBeTruthy()
    await run()
    expect(await screen.findByText('Valid. Nothing was changed after signing.')).toBeTruthy()
    const [input] = api.inputsOf('evidence.verify')
    expect(input).toMatchObject({ roots: ['PEM'], stampRoots: [], challenge: null, requireTimestamp: false })
    expect(input?.packs.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([['p.asice', 'bytes']])
    expect(screen.getByText('Harbour')).toBeTruthy()
  })

  it('praises nothing that was not there to be checked, and says what was not proven', async () => {
    show('/verify', { 'evidence.verify': one })
    await drop(file('p.asice'))
    await run()
    expect(await screen.findByText('The signature fits the list of files')).toBeTruthy()
    expect(screen.queryByText(/Timestamps are as/)).toBeNull()
    expect(screen.queryByText(/Countersignatures are over/)).toBeNull()
    expect(screen.queryByText(/signature on the screen/)).toBeNull()
    expect(screen.getByText('Timestamp: none: the date rests on the word of the signer')).toBeTruthy()
  })

  it('tells a key that is trusted from one that is not, and a drawing from both', async () => {
    const at = '2026-01-02T03:04:05.000Z'
    const signature = { name: 'C. Person', at, signer: 'CN=C', fingerprint: 'ff' }
    show('/verify', {
      'evidence.verify': {
        packs: [
          verdict({
            approver: 'B. Person',
            countersignatures: [{ ...signature, role: 'customer', trusted: false }],
            drawnBy: { name: 'D. Person', role: '', at },
          }),
        ],
        row: null,
      },
    })
    await drop(file('p.asice'))
    await run()
    expect(
      await screen.findByText('Countersigned, customer, C. Person: a key that nobody vouched for here'),
    ).toBeTruthy()
    expect(screen.getByText('Not approved yet by B. Person.')).toBeTruthy()
    expect(screen.getByText(/^Signed on the screen: D. Person, .*a drawing and no key/)).toBeTruthy()
  })

  it('warns while there is no root, and cannot start without a pack', async () => {
    show('/verify', { 'evidence.verify': one })
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Verify this pack' })).disabled).toBe(true)
    await drop(file('p.asice'))
    expect(await screen.findByText('Without a root, the app cannot say who signed.')).toBeTruthy()
  })

  it('says every reason against a pack, with its code', async () => {
    const reasons = [{ code: 'pack/file-changed', message: 'results.json is not the file that was signed.' }]
    show('/verify', {
      'evidence.verify': { packs: [verdict({ valid: false, held: [], practice: true, reasons })], row: null },
    })
    await drop(file('p.asice'))
    await run()
    expect(await screen.findByText('Not valid. Do not rely on this pack.')).toBeTruthy()
    expect(screen.getByText('pack/file-changed')).toBeTruthy()
    expect(screen.getByText(/proves nothing about a real site/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Verify other packs' }))
    await waitFor(() => expect(screen.queryByText('p.asice')).toBeNull())
  })
})

describe('verifying several packs', () => {
  it('says whether they are one row, and shows each of them', async () => {
    const reasons = [{ code: 'series/gap', message: 'Number 2 of the site: not given.' }]
    const api = show('/verify', {
      'evidence.verify': {
        packs: [verdict({ name: 'c.asice', sequence: 3, siteName: 'Quay' }), verdict({ name: 'a.asice', sequence: 1 })],
        row: { valid: false, reasons, sequences: [1, 3], fromFirst: true, vanished: [] },
      },
    })
    await drop(file('c.asice'), file('a.asice'), file('root.pem'), file('tsa.pem', 'T'))
    fireEvent.change(await screen.findByLabelText('Challenge that was given out'), { target: { value: 'otter' } })
    fireEvent.click(screen.getByRole('checkbox', { name: 'Refuse a pack without a trusted timestamp' }))
    fireEvent.click(screen.getByRole('button', { name: 'Verify 2 packs' }))
    expect(await screen.findByText('series/gap')).toBeTruthy()
    expect(screen.getByText('Numbers 1, 3. It begins with the first pack of the site.')).toBeTruthy()
    const names = within(screen.getByRole('table', { name: 'Packs' })).getAllByRole('rowheader')
    expect(names.map(({ textContent }) => textContent)).toEqual(['a.asice', 'c.asice'])
    fireEvent.click(screen.getByRole('button', { name: 'Show c.asice' }))
    expect(within(await screen.findByRole('region', { name: 'c.asice' })).getByText('Quay')).toBeTruthy()
    expect(api.inputsOf('evidence.verify')).toMatchObject([
      { stampRoots: ['T'], challenge: 'otter', requireTimestamp: true },
    ])
  })
})

describe('what no rule forbids', () => {
  it('is said of the pack and of the row: a weak list, devices that nobody saw, devices that vanished', async () => {
    const account = {
      checklist: 'Fieldseal insurer pack 1',
      strength: { own: true, baseline: 'baseline 1.2.0', leftOut: 45, weaker: 1 },
      checklistChanges: 1,
      failsOfEarlierLists: 7,
      heldToLog: false,
      packsLost: [2],
      notSeen: ['10.0.0.9'],
      removed: [],
    }
    const gone = { device: 'one', address: '10.0.0.8', lastIn: 'a.asice', missingIn: 'c.asice' }
    show('/verify', {
      'evidence.verify': {
        packs: [verdict({ name: 'c.asice', sequence: 2, account }), verdict({ name: 'a.asice', sequence: 1 })],
        row: { valid: true, reasons: [], sequences: [1, 2], fromFirst: true, vanished: [gone] },
      },
    })
    await drop(file('c.asice'), file('a.asice'), file('root.pem'))
    fireEvent.click(await screen.findByRole('button', { name: 'Verify 2 packs' }))
    expect(await screen.findByText('10.0.0.8 is in a.asice, and c.asice says nothing of it.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show c.asice' }))
    for (const said of [
      'The checklist "Fieldseal insurer pack 1" is not one of the product: who sealed brought it.',
      'Of the points of baseline 1.2.0 its checklist leaves out 45, and asks less in 1.',
      'The checklist was changed within the visit (1): 7 points that failed under an earlier one are in the log only.',
      'Interrupted while they were written, and never came to be: number 2.',
      'Known from earlier visits and not seen in this one: 10.0.0.9.',
    ]) {
      expect(screen.getByText(said)).toBeTruthy()
    }
  })
})

describe('dropped files', () => {
  it('keep what was dropped before, and refuse what is too large', async () => {
    const first = await readDropped([file('p.asice')], nothingDropped)
    const root = Object.defineProperty(file('root.crt'), 'size', { value: 1_000_000 })
    const second = await readDropped([root], first)
    expect(second).toMatchObject({ packs: [{ name: 'p.asice' }], certificates: [], tooLarge: ['root.crt'] })
  })

  it('say of each certificate what it is for, as far as it can be seen', async () => {
    const files = [
      file('root.pem'),
      file('tsa-root.pem'),
      file('customer.crt'),
      file('x.pem', '-----BEGIN X509 CRL-----'),
    ]
    const { certificates } = await readDropped(files, nothingDropped)
    expect(certificates.map(({ use }) => use)).toEqual(['root', 'stamp', 'customer', 'revocation'])
    const again = await readDropped([file('root.pem', 'newer')], { ...nothingDropped, certificates })
    expect(again.certificates.filter(({ name }) => name === 'root.pem')).toMatchObject([{ pem: 'newer' }])
  })
})
