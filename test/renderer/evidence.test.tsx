import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ready, stamps } from './evidence-examples.ts'
import { pack, site } from './examples.ts'
import { FakeApi, FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const base = {
  'site.view': site(),
  'evidence.ready': ready(),
  'evidence.risks': [],
  'evidence.list': [],
  'evidence.stamps': stamps(),
}
const sealButton = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Seal pack 4' })

describe('sealing', () => {
  it('says first what is missing: what stops it, what asks for a yes, and what the pack will state', async () => {
    show('/evidence', {
      ...base,
      'evidence.ready': ready({
        missing: [
          { kind: 'work-running', amount: 1, weight: 'stops' },
          { kind: 'unresolved-passwords', amount: 1, weight: 'agree' },
          { kind: 'open-items', amount: 4, weight: 'stated' },
        ],
      }),
    })
    const missing = await screen.findByRole('region', { name: 'What is missing' })
    expect(
      within(missing)
        .getAllByRole('listitem')
        .map((item) => item.querySelector('strong')?.textContent),
    ).toEqual(['Work is running', '1 password not proven', '4 items fail'])
    expect(within(missing).getByText('1 stops the seal')).toBeTruthy()
    expect(within(missing).getByRole('link', { name: 'Show: 4 items fail' }).getAttribute('href')).toContain('fail')
    expect((await sealButton()).disabled).toBe(true)
  })

  it('waits for the yes to each thing that asks for one', async () => {
    const missing = [
      { kind: 'unresolved-passwords', amount: 1, weight: 'agree' },
      { kind: 'not-attested', amount: 2, weight: 'agree' },
      { kind: 'open-items', amount: 4, weight: 'stated' },
    ] as const
    show('/evidence', { ...base, 'evidence.ready': ready({ missing: [...missing] }) })
    const agree = async (what: string) => fireEvent.click(await screen.findByRole('checkbox', { name: what }))
    await agree('Seal it so: 1 password not proven')
    expect((await sealButton()).disabled).toBe(true)
    await agree('Seal it so: 2 items nobody looked at')
    expect((await sealButton()).disabled).toBe(false)
  })

  it('seals for those who were chosen, and lists the pack with the fingerprint of its root', async () => {
    let packs: (typeof pack)[] = []
    const api = show('/evidence', {
      ...base,
      'evidence.list': () => packs,
      'evidence.seal': () => {
        packs = [{ ...pack, copies: ['/evidence/pack-customer.asice'] }]
        return packs[0] ?? null
      },
      'evidence.show': null,
    })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Customer' }))
    fireEvent.change(screen.getByLabelText('Challenge of the insurer'), { target: { value: 'otter' } })
    fireEvent.click(await sealButton())
    expect(await screen.findByText(pack.rootFingerprint)).toBeTruthy()
    expect(screen.getByText('/evidence/pack-customer.asice')).toBeTruthy()
    expect(screen.getByText('No timestamp yet')).toBeTruthy()
    expect(api.inputsOf('evidence.seal')).toEqual([
      {
        ...{ variant: 'insurer', both: true, challenge: 'otter', approver: null, witness: null, pin: null },
        withholdAddresses: false,
      },
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Show in folder' }))
    await waitFor(() => expect(api.inputsOf('evidence.show')).toEqual([{ packId: 'one' }]))
  })

  it('keeps addresses from the insurer where that is ticked', async () => {
    const api = show('/evidence', { ...base, 'evidence.seal': null })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'The insurer sees no addresses' }))
    fireEvent.click(await sealButton())
    await waitFor(() => expect(api.inputsOf('evidence.seal')).toMatchObject([{ withholdAddresses: true }]))
  })

  it('keeps what was chosen while its own links are followed, and forgets it after the seal', async () => {
    const missing = [{ kind: 'not-attested', amount: 2, weight: 'agree' }] as const
    const answers = {
      ...base,
      'evidence.ready': ready({ missing: [...missing] }),
      'evidence.seal': pack,
      'evidence.show': null,
    }
    const api = show('/evidence', answers)
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Seal it so: 2 items nobody looked at' }))
    fireEvent.click(screen.getByRole('checkbox', { name: 'The insurer sees no addresses' }))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Customer' }))
    fireEvent.change(screen.getByLabelText('Challenge of the insurer'), { target: { value: 'otter' } })
    window.location.hash = '#/settings'
    await screen.findByRole('heading', { level: 1, name: 'Settings' })
    window.location.hash = '#/evidence'
    const box = async (name: string) => (await screen.findByRole<HTMLInputElement>('checkbox', { name })).checked
    expect(await box('Seal it so: 2 items nobody looked at')).toBe(true)
    expect(await box('The insurer sees no addresses')).toBe(true)
    expect(await box('Customer')).toBe(true)
    fireEvent.click(await sealButton())
    expect(await screen.findByRole('heading', { name: /^Pack \d+ is sealed$/ })).toBe(document.activeElement)
    expect(api.inputsOf('evidence.seal')).toMatchObject([{ withholdAddresses: true, both: true, challenge: 'otter' }])
    await waitFor(() => expect(api.drafts.size).toBe(0))
    // A second press on the same spot seals nothing.
    expect(screen.queryByRole('button', { name: /^Seal pack/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Seal again' }))
    expect(await box('Seal it so: 2 items nobody looked at')).toBe(false)
    expect(await box('The insurer sees no addresses')).toBe(false)
    expect((await sealButton()).disabled).toBe(true)
  })

  it('asks for the yes again when there is more to say it to', async () => {
    const missing = (amount: number) => ({
      ...base,
      'evidence.ready': ready({ missing: [{ kind: 'not-attested', amount, weight: 'agree' }] }),
    })
    const killed = show('/evidence', missing(2))
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Seal it so: 2 items nobody looked at' }))
    await waitFor(() => expect(killed.drafts.size).toBe(1))
    cleanup()
    show('/evidence', missing(3), killed)
    expect((await sealButton()).disabled).toBe(true)
  })

  it('keeps the signature of the customer, with the moment of signing, and seals nothing without it', async () => {
    const signature = {
      name: 'C. Customer',
      role: 'Owner',
      statement: 'Seen.',
      at: '2026-01-02T03:04:05.000Z',
      drawing: '7e4ea2b6-8a14-4a54-9a39-9f9f1d9dbd0e',
    }
    const chosen = { sequence: 4, agreed: {}, readers: ['insurer'], challenge: '', approver: '', withhold: false }
    const before = new FakeApi({})
    before.drafts.set('seal', JSON.stringify({ ...chosen, witness: signature }))
    before.draftFiles.set(`seal ${signature.drawing}`, new Uint8Array([7]))
    const shown = show('/evidence', { ...base, 'evidence.seal': null }, before)
    expect(await screen.findByText('C. Customer, Owner')).toBeTruthy()
    fireEvent.click(await sealButton())
    await waitFor(() =>
      expect(shown.inputsOf('evidence.seal')).toMatchObject([
        { witness: { name: 'C. Customer', at: signature.at, drawing: new Uint8Array([7]) } },
      ]),
    )
  })

  it('leads to what it speaks of: the running work, the devices of the passwords', async () => {
    const api = show('/evidence', {
      ...base,
      'evidence.ready': ready({
        missing: [
          { kind: 'work-running', amount: 1, weight: 'stops' },
          { kind: 'unresolved-passwords', amount: 1, weight: 'agree', at: ['10.0.0.7'] },
          { kind: 'not-decided', amount: 3, weight: 'stated' },
        ],
      }),
    })
    await screen.findByRole('region', { name: 'What is missing' })
    act(() => api.say('progress', { work: 'discover', state: 'running', done: 0, total: null, text: '' }))
    const href = (name: RegExp) => decodeURIComponent(screen.getByRole('link', { name }).getAttribute('href') ?? '')
    await waitFor(() => expect(href(/Work is running/)).toBe('#/discover'))
    expect(href(/not proven/)).toBe('#/devices/where/address=10.0.0.7')
    expect(href(/could not be decided/)).toBe('#/devices/where/outcome=unknown&outcome=error&outcome=notchecked')
  })

  it('says where the key is when it is bound to the computer, and asks for no PIN', async () => {
    const { signer } = ready()
    show('/evidence', { ...base, 'evidence.ready': ready({ signer: { ...signer, keyTier: 'os-store' } }) })
    expect((await sealButton()).disabled).toBe(false)
    expect(screen.getByText('Key bound to the key store of one computer')).toBeTruthy()
    expect(screen.queryByLabelText('PIN of the token')).toBeNull()
  })

  it('needs a reader, and the PIN where the key is on a token', async () => {
    const { signer } = ready()
    show('/evidence', { ...base, 'evidence.ready': ready({ signer: { ...signer, keyTier: 'token' } }) })
    expect((await sealButton()).disabled).toBe(true)
    fireEvent.change(screen.getByLabelText('PIN of the token'), { target: { value: '1234' } })
    expect((await sealButton()).disabled).toBe(false)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Insurer' }))
    expect((await sealButton()).disabled).toBe(true)
    expect(screen.getByText('Choose at least one reader.')).toBeTruthy()
  })

  it('shows why it did not work', async () => {
    show('/evidence', {
      ...base,
      'evidence.seal': () => {
        throw new FakeProblem('evidence/unwritable')
      },
    })
    fireEvent.click(await sealButton())
    expect(await screen.findByText('evidence/unwritable')).toBeTruthy()
  })

  it('says who signs and which pack it follows', async () => {
    show('/evidence', base)
    const signs = await screen.findByRole('region', { name: 'Who signs' })
    expect(within(signs).getByText('A. Person, Installers')).toBeTruthy()
    expect(within(signs).getByText('follows number 3 of 2 Jan 2026')).toBeTruthy()
    expect(within(signs).getByText('3 of 5 assessed')).toBeTruthy()
  })
})

describe('what stays open', () => {
  const row = {
    item: 'NET-02',
    title: 'Telnet is off',
    severity: 'high',
    forAll: null,
    failing: [
      { deviceId: 'one', name: '10.0.0.1', own: { owner: 'O. Ther', due: '2027-06-30', note: '' } },
      { deviceId: 'two', name: '10.0.0.2', own: null },
    ],
  } as const
  const rows = () => [{ ...row, failing: [...row.failing] }]
  const panel = () => screen.findByRole('region', { name: 'Open risks' })

  it('shows who takes care of it, by when, and where nobody does', async () => {
    show('/evidence', { ...base, 'evidence.risks': rows() })
    const open = within(await panel())
    expect(open.getByText('1 point without an owner')).toBeTruthy()
    expect(open.getByText('NET-02 Telnet is off')).toBeTruthy()
    expect(open.getByText('O. Ther, nobody at 1')).toBeTruthy()
    expect(open.getByText('30 Jun 2027')).toBeTruthy()
  })

  it('shows the five worst, so that the seal stays within reach, and the others when they are asked for', async () => {
    const severities = ['low', 'medium', 'high', 'critical', 'medium', 'low', 'critical'] as const
    const many = severities.map((severity, number) => ({ ...row, item: `NET-0${number}`, severity, failing: [] }))
    show('/evidence', { ...base, 'evidence.risks': many })
    const open = within(await panel())
    const items = () => open.getAllByRole('rowheader').map(({ textContent }) => textContent?.slice(0, 6))
    expect(items()).toEqual(['NET-03', 'NET-06', 'NET-02', 'NET-01', 'NET-04'])
    fireEvent.click(open.getByRole('button', { name: 'Show 2 more' }))
    expect(items()).toEqual(['NET-03', 'NET-06', 'NET-02', 'NET-01', 'NET-04', 'NET-00', 'NET-05'])
    expect(open.queryByRole('button', { name: /^Show/ })).toBeNull()
  })

  it('takes an owner and a day, for all places or for one', async () => {
    const api = show('/evidence', {
      ...base,
      'evidence.risks': rows(),
      'evidence.assignRisk': null,
      'evidence.withdrawRisk': null,
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Name who takes care of NET-02' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    expect(await dialog.findByText('Name somebody.')).toBeTruthy()
    fireEvent.change(dialog.getByLabelText('Owner'), { target: { value: 'R. Isk' } })
    fireEvent.change(dialog.getByLabelText('By'), { target: { value: '2027-07-31' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(api.inputsOf('evidence.assignRisk')).toEqual([
        { item: 'NET-02', deviceId: null, owner: 'R. Isk', due: '2027-07-31', note: '' },
      ]),
    )
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.click(screen.getByRole('button', { name: 'Name who takes care of NET-02' }))
    const again = within(await screen.findByRole('dialog'))
    fireEvent.change(again.getByLabelText('Where'), { target: { value: 'one' } })
    await waitFor(() => expect(again.getByLabelText<HTMLInputElement>('Owner').value).toBe('O. Ther'))
    fireEvent.click(again.getByRole('button', { name: 'Take the owner away' }))
    await waitFor(() => expect(api.inputsOf('evidence.withdrawRisk')).toEqual([{ item: 'NET-02', deviceId: 'one' }]))
  })

  it('is said to be nothing where nothing fails', async () => {
    show('/evidence', base)
    expect(within(await panel()).getByText('No point is known to fail as left.')).toBeTruthy()
  })
})

describe('timestamps', () => {
  const authority = { name: 'TSA one', url: 'https://tsa.example/' }
  const waiting = [
    { packId: 'one', sequence: 1, sealedAt: '2026-01-02T13:04:05.000Z', given: 0, there: true },
    { packId: 'two', sequence: 2, sealedAt: '2026-01-03T13:04:05.000Z', given: 0, there: false },
  ]

  it('are a queue, not a failure, and say what each authority answered', async () => {
    const problem = { code: 'http/unreachable', message: 'No answer.', remedy: 'Try with a network.' }
    const api = show('/evidence', {
      ...base,
      'evidence.stamps': stamps({ authorities: [authority], waiting }),
      'evidence.stampNow': stamps({
        authorities: [authority],
        waiting: waiting.slice(1),
        triedAt: '2026-01-04T13:04:05.000Z',
        outcomes: [
          { authority: 'TSA one', time: '2026-01-04T13:04:05.000Z', problem: null },
          { authority: 'TSA two', time: null, problem },
        ],
      }),
    })
    expect(await screen.findByText('waits since 2 Jan 2026')).toBeTruthy()
    expect(screen.getByText('its file is not where it was written')).toBeTruthy()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Stamp the log of this visit as well' }))
    fireEvent.click(screen.getByRole('button', { name: 'Ask now' }))
    expect(await screen.findByText('TSA two gave none')).toBeTruthy()
    expect(screen.getByText(/^TSA one vouches for/)).toBeTruthy()
    expect(api.inputsOf('evidence.stampNow')).toEqual([{ log: true }])
  })

  it('are asked only of authorities that were entered with their root', async () => {
    const api = show('/evidence', {
      ...base,
      'evidence.addAuthority': stamps({ authorities: [authority] }),
      'evidence.removeAuthority': stamps(),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Add an authority' }))
    fireEvent.change(screen.getByLabelText('Address'), { target: { value: authority.url } })
    const panel = screen.getByRole('region', { name: 'Timestamps' })
    fireEvent.change(within(panel).getByLabelText('Name'), { target: { value: authority.name } })
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add' }).disabled).toBe(true)
    const file = panel.querySelector('input[type=file]')
    if (file === null) throw new Error('no file field')
    fireEvent.change(file, { target: { files: [new File(['PEM'], 'tsa.pem')] } })
    fireEvent.click(screen.getByRole('button', { name: 'Add' }))
    expect(await screen.findByText(authority.url)).toBeTruthy()
    expect(api.inputsOf('evidence.addAuthority')).toEqual([{ ...authority, rootPem: 'PEM' }])
    fireEvent.click(screen.getByRole('button', { name: 'Remove TSA one' }))
    expect(await screen.findByText('No authority is entered, so no pack asks for a timestamp.')).toBeTruthy()
  })
})

describe('handing over', () => {
  it('lets a second person countersign with a key of their own', async () => {
    const api = show('/evidence', {
      ...base,
      'evidence.list': [pack],
      'evidence.countersign': { file: '/evidence/pack.asice' },
    })
    const panel = within(await screen.findByRole('region', { name: 'Countersign' }))
    const button = panel.getByRole<HTMLButtonElement>('button', { name: 'Countersign this pack' })
    fireEvent.change(panel.getByLabelText('Name'), { target: { value: 'C. Person' } })
    expect(button.disabled).toBe(true)
    fireEvent.change(panel.getByLabelText('Passphrase for the new key'), { target: { value: 'twelve letters' } })
    fireEvent.click(button)
    expect(await panel.findByText('Countersigned: /evidence/pack.asice')).toBeTruthy()
    expect(api.inputsOf('evidence.countersign')).toMatchObject([
      { packId: 'one', role: 'customer', way: 'new', name: 'C. Person', passphrase: 'twelve letters' },
    ])
    expect(panel.getByLabelText<HTMLInputElement>('Passphrase for the new key').value).toBe('')
  })

  it('writes the password file under a passphrase that is long enough, and findings for other programs', async () => {
    const api = show('/evidence', {
      ...base,
      'evidence.handOver': { file: '/evidence/h.kdbx' },
      'evidence.export': { file: '/evidence/f.csv' },
    })
    const panel = within(await screen.findByRole('region', { name: 'Hand over' }))
    const write = panel.getByRole<HTMLButtonElement>('button', { name: 'Write the password file' })
    const field = panel.getByLabelText<HTMLInputElement>('Passphrase for this file')
    fireEvent.change(field, { target: { value: 'short' } })
    expect(write.disabled).toBe(true)
    fireEvent.change(field, { target: { value: 'twelve letters' } })
    fireEvent.click(write)
    expect(await panel.findByText('Wrote /evidence/h.kdbx')).toBeTruthy()
    expect(field.value).toBe('')
    fireEvent.click(panel.getByRole('button', { name: 'Write as CSV' }))
    expect(await panel.findByText('Wrote /evidence/f.csv')).toBeTruthy()
    expect(api.inputsOf('evidence.export')).toEqual([{ format: 'csv' }])
  })
})
