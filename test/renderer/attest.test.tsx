import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { item, queueEntry } from './checklist-examples.ts'
import { firstDevice, secondDevice, site } from './examples.ts'
import type { Answers } from './fake-api.ts'
import { show } from './show.tsx'

const note = queueEntry({ item: 'GOV-02', title: 'Work is proven', manual: 'note', deviceClass: null, waiting: 1 })
const answers: Answers = {
  'site.view': site(),
  'checklist.queue': [queueEntry(), note],
  'checklist.item': item(),
  'checklist.attest': { attested: 2, ids: [] },
}
const say = (statement: string) =>
  fireEvent.change(screen.getByLabelText('What was seen, in a sentence'), { target: { value: statement } })
const drop = (file: File) =>
  fireEvent.drop(screen.getByTestId('photo-drop'), { dataTransfer: { files: [file], types: ['Files'] } })

describe('attesting', () => {
  it('teaches when nothing waits for a person', async () => {
    show('/attest', { ...answers, 'checklist.queue': [] })
    expect(await screen.findByText('Nothing to attest')).toBeTruthy()
  })

  it('says what is missing and sends nothing before it is complete', async () => {
    const api = show('/attest', { ...answers })
    fireEvent.click(await screen.findByRole('button', { name: 'Attest and go on' }))
    expect(await screen.findByText('Choose one of the three answers.')).toBeTruthy()
    expect(screen.getByText('Say in a sentence what was seen.')).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: /^As it should be/ }))
    expect(await screen.findByText('This item needs a photo.')).toBeTruthy()
    expect(api.inputsOf('checklist.attest')).toEqual([])
  })

  it('takes answer and photo, one exception among the devices, and goes on to the next', async () => {
    const api = show('/attest/PHY-01/camera', { ...answers })
    await screen.findByText('What did you see?')
    fireEvent.keyDown(document.body, { key: '1' })
    expect(((await screen.findByRole('radio', { name: /^As it should be/ })) as HTMLInputElement).checked).toBe(true)
    drop(new File([new Uint8Array([1, 2, 3])], 'mount.jpg'))
    fireEvent.change(await screen.findByLabelText('Caption of mount.jpg'), { target: { value: 'Lobby' } })
    say('Closed.')
    fireEvent.change(screen.getByLabelText('Device'), { target: { value: secondDevice } })
    fireEvent.click(screen.getByRole('button', { name: 'Add an exception' }))
    fireEvent.keyDown(document.documentElement, { key: 'Enter', ctrlKey: true })
    expect(await screen.findByText('Say what was seen there.')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('What was seen at 10.0.0.12'), { target: { value: 'Open.' } })
    fireEvent.keyDown(document.documentElement, { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(api.inputsOf('checklist.attest')).toHaveLength(1))
    const [sent] = api.inputsOf('checklist.attest')
    expect(sent).toMatchObject({
      item: 'PHY-01',
      deviceIds: [firstDevice, secondDevice],
      answer: 'met',
      statement: 'Closed.',
      by: 'A. Person',
      role: 'technician',
      exceptions: [{ deviceId: secondDevice, answer: 'not-met', statement: 'Open.' }],
      photos: [{ caption: 'Lobby', takenAt: null }],
    })
    expect([...(sent?.photos[0]?.bytes ?? [])]).toEqual([1, 2, 3])
    await waitFor(() => expect(window.location.hash).toBe('#/attest/GOV-02'))
    expect(screen.getByText(/2 answers on record/)).toBeTruthy()
  })

  it('leaves out a device that nobody saw, so that its item stays open', async () => {
    const api = show('/attest/PHY-01/camera', { ...answers })
    fireEvent.click(await screen.findByRole('radio', { name: /^Does not apply/ }))
    say('No housing.')
    fireEvent.click(screen.getByRole('button', { name: 'Add an exception' }))
    fireEvent.change(screen.getByLabelText('What is different'), { target: { value: 'not-seen' } })
    fireEvent.click(screen.getByRole('button', { name: 'Attest and go on' }))
    await waitFor(() =>
      expect(api.inputsOf('checklist.attest')).toMatchObject([{ deviceIds: [secondDevice], exceptions: [] }]),
    )
  })

  it('asks for a name when the form wants another person than the technician', async () => {
    show('/attest/GOV-02', {
      ...answers,
      'checklist.item': item({
        form: { look: 'Read it.', proof: 'A note.', by: 'customer', holdsDays: null, unit: null },
      }),
    })
    const who = (await screen.findByLabelText('Who looked')) as HTMLInputElement
    expect(who.value).toBe('')
    fireEvent.click(screen.getByRole('button', { name: 'Attest and go on' }))
    expect(await screen.findByText('A name is needed.')).toBeTruthy()
  })

  it('does not answer by a digit that is typed into a field', async () => {
    show('/attest/PHY-01/camera', { ...answers })
    const field = await screen.findByLabelText('What was seen, in a sentence')
    fireEvent.keyDown(field, { key: '2' })
    expect((screen.getByRole('radio', { name: /^Not as it should be/ }) as HTMLInputElement).checked).toBe(false)
  })
})
