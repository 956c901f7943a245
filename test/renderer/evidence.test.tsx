import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { pack, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

describe('sealing', () => {
  it('says first what the pack will state, and hides nothing of it', async () => {
    show('/evidence', {
      'site.view': site({ deviceCount: 5, assessedCount: 3, unresolved: 1, counts: { fail: 4, unknown: 2, error: 1 } }),
      'evidence.list': [],
    })
    const missing = await screen.findByRole('region', { name: 'What the pack will state' })
    expect(
      within(missing)
        .getAllByRole('listitem')
        .map((item) => item.querySelector('strong')?.textContent),
    ).toEqual(['1 password not proven', '2 devices not assessed', '4 items fail', '3 items could not be decided'])
  })

  it('seals for the one who was chosen, and lists the pack with the fingerprint of its root', async () => {
    let packs: (typeof pack)[] = []
    const api = show('/evidence', {
      'site.view': site(),
      'evidence.list': () => packs,
      'evidence.seal': () => {
        packs = [pack]
        return pack
      },
      'evidence.show': null,
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Seal for the customer' }))
    expect(await screen.findByText(pack.rootFingerprint)).toBeTruthy()
    expect(screen.getByText(pack.rootPath)).toBeTruthy()
    expect(api.inputsOf('evidence.seal')).toEqual([{ variant: 'customer' }])
    fireEvent.click(screen.getByRole('button', { name: 'Show in folder' }))
    await waitFor(() => expect(api.inputsOf('evidence.show')).toEqual([{ packId: 'one' }]))
  })

  it('is not offered while nothing was observed', async () => {
    show('/evidence', { 'site.view': site({ assessedCount: 0 }), 'evidence.list': [] })
    const button = (await screen.findByRole('button', { name: 'Seal for the insurer' })) as HTMLButtonElement
    expect(button.disabled).toBe(true)
  })

  it('shows why it did not work', async () => {
    show('/evidence', {
      'site.view': site(),
      'evidence.list': [],
      'evidence.seal': () => {
        throw new FakeProblem('evidence/unwritable')
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Seal for the insurer' }))
    expect(await screen.findByText('evidence/unwritable')).toBeTruthy()
  })
})
