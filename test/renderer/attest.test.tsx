import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { item, queueEntry, subject } from './checklist-examples.ts'
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
  fireEvent.drop(screen.getByRole('region', { name: 'Drop photos here' }), {
    dataTransfer: { files: [file], types: ['Files'] },
  })

describe('attesting', () => {
  it('teaches when nothing waits for a person', async () => {
    show('/attest', { ...answers, 'checklist.queue': [] })
    expect(await screen.findByText('Nothing to attest')).toBeTruthy()
  })

  it('says which kind of device the answer is for, and which comes next', async () => {
    const recorders = queueEntry({ deviceClass: 'nvr' })
    show('/attest/PHY-01/camera', { ...answers, 'checklist.queue': [queueEntry(), recorders] })
    expect(await screen.findByText('Camera, for 2 devices')).toBeTruthy()
    expect(screen.getByText(new RegExp(`^Then: ${recorders.title}, Recorder\\.`))).toBeTruthy()
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

  const begin = async () => {
    fireEvent.click(await screen.findByRole('radio', { name: /^As it should be/ }))
    say('Closed.')
    drop(new File([new Uint8Array([1, 2, 3])], 'mount.jpg'))
    await screen.findByLabelText('Caption of mount.jpg')
    fireEvent.click(screen.getByRole('button', { name: 'Add an exception' }))
    fireEvent.change(screen.getByLabelText('What is different'), { target: { value: 'not-seen' } })
  }
  const attestNow = () => fireEvent.keyDown(document.documentElement, { key: 'Enter', ctrlKey: true })
  const go = async (hash: string, heading: string) => {
    window.location.hash = hash
    await screen.findByRole('heading', { level: 1, name: heading })
  }

  it('keeps whom an answer is for as long as it keeps the answer, wherever one looks meanwhile', async () => {
    const api = show('/attest/PHY-01/camera', { ...answers })
    await begin()
    await go('#/settings', 'Settings')
    await go('#/attest/PHY-01/camera', 'Attest')
    expect(await screen.findAllByText('for 2 devices, 1 exception')).toBeTruthy()
    expect(screen.getByText('You began this earlier. It is not on record yet.')).toBeTruthy()
    attestNow()
    await waitFor(() =>
      expect(api.inputsOf('checklist.attest')).toMatchObject([
        { deviceIds: [secondDevice], answer: 'met', statement: 'Closed.', photos: [{ takenAt: null }] },
      ]),
    )
    await waitFor(() => expect([...api.drafts.keys()]).toEqual([]))
    expect(api.draftFiles.size).toBe(0)
  })

  it('finds all of it after the app was killed, photos too, and nothing of it in the storage of the page', async () => {
    const killed = show('/attest/PHY-01/camera', { ...answers })
    await begin()
    await waitFor(() => expect(killed.drafts.size).toBe(1))
    await waitFor(() => expect([...killed.drafts.values()].join()).toContain('not-seen'))
    expect(JSON.stringify({ ...window.sessionStorage, ...window.localStorage })).not.toContain('Closed')
    cleanup()
    const api = show('/attest/PHY-01/camera', { ...answers }, killed)
    expect(((await screen.findByLabelText('What was seen, in a sentence')) as HTMLTextAreaElement).value).toBe(
      'Closed.',
    )
    await waitFor(() => expect(api.inputsOf('draft.file')).toHaveLength(1))
    attestNow()
    await waitFor(() => expect(api.inputsOf('checklist.attest')).toMatchObject([{ deviceIds: [secondDevice] }]))
    expect([...(api.inputsOf('checklist.attest')[0]?.photos[0]?.bytes ?? [])]).toEqual([1, 2, 3])
  })

  it('asks again when devices came in after the answer, and when a seal lies between', async () => {
    const killed = show('/attest/PHY-01/camera', { ...answers })
    await begin()
    await waitFor(() => expect([...killed.drafts.values()].join()).toContain('not-seen'))
    cleanup()
    const third = '7e4ea2b6-8a14-4a54-9a39-9f9f1d9dbd0e'
    const more = item({ subjects: [...item().subjects, subject({ deviceId: third, address: '10.0.0.30' })] })
    const api = show('/attest/PHY-01/camera', { ...answers, 'checklist.item': more }, killed)
    expect(await screen.findByText(/This is about other devices now than when you answered/)).toBeTruthy()
    attestNow()
    expect(await screen.findByText('Choose one of the three answers.')).toBeTruthy()
    expect(api.inputsOf('checklist.attest')).toEqual([])
    cleanup()
    show('/attest/PHY-01/camera', { ...answers, 'site.view': site({ visitNumber: 2 }) }, killed)
    expect(await screen.findByText(/You began this before the last seal/)).toBeTruthy()
    expect((screen.getByRole('radio', { name: /^As it should be/ }) as HTMLInputElement).checked).toBe(false)
    expect(screen.queryByLabelText('Caption of mount.jpg')).toBeNull()
  })

  it('keeps an exception while another model is looked at', async () => {
    const mixed = item({
      subjects: [subject(), subject({ deviceId: secondDevice, address: '10.0.0.12', type: 'Bosch FLEXIDOME' })],
    })
    show('/attest/PHY-01/camera', { ...answers, 'checklist.item': mixed })
    await begin()
    fireEvent.change(screen.getByLabelText('Only these models'), { target: { value: 'Bosch FLEXIDOME' } })
    expect(await screen.findAllByText('for 1 device')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Only these models'), { target: { value: '' } })
    expect(await screen.findAllByText('for 2 devices, 1 exception')).toBeTruthy()
  })

  it('asks again when an answer for one model is widened to all', async () => {
    const mixed = item({
      subjects: [subject(), subject({ deviceId: secondDevice, address: '10.0.0.12', type: 'Bosch FLEXIDOME' })],
    })
    show('/attest/PHY-01/camera', { ...answers, 'checklist.item': mixed })
    fireEvent.change(await screen.findByLabelText('Only these models'), { target: { value: 'Bosch FLEXIDOME' } })
    fireEvent.click(screen.getByRole('radio', { name: /^As it should be/ }))
    fireEvent.change(screen.getByLabelText('Only these models'), { target: { value: '' } })
    expect((await screen.findByRole('radio', { name: /^As it should be/ })) as HTMLInputElement).toMatchObject({
      checked: false,
    })
  })

  it('loses no photo when two drops come in a row and a caption is typed meanwhile', async () => {
    const slow = new File([new Uint8Array([9])], 'slow.jpg')
    let arrive: (bytes: ArrayBuffer) => void = () => undefined
    slow.arrayBuffer = () =>
      new Promise((resolve) => {
        arrive = resolve
      })
    const api = show('/attest/PHY-01/camera', { ...answers })
    await screen.findByText('What did you see?')
    drop(slow)
    drop(new File([new Uint8Array([1])], 'quick.jpg'))
    fireEvent.change(await screen.findByLabelText('Caption of quick.jpg'), { target: { value: 'Door' } })
    arrive(new Uint8Array([9]).buffer)
    await screen.findByLabelText('Caption of slow.jpg')
    fireEvent.click(screen.getByRole('radio', { name: /^As it should be/ }))
    say('Closed.')
    attestNow()
    await waitFor(() =>
      expect(api.inputsOf('checklist.attest')).toMatchObject([{ photos: [{ caption: 'Door' }, { caption: null }] }]),
    )
  })

  it('says so when a file cannot be read', async () => {
    const gone = new File([], 'gone.jpg')
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
    show('/attest/PHY-01/camera', { ...answers })
    await screen.findByText('What did you see?')
    drop(gone)
    expect(await screen.findByText('gone.jpg could not be read and was not taken. Choose it again.')).toBeTruthy()
  })

  it('says so when every device is left out, in place of doing nothing', async () => {
    const api = show('/attest/PHY-01/camera', { ...answers })
    fireEvent.click(await screen.findByRole('radio', { name: /^Does not apply/ }))
    say('No housing.')
    for (const at of [0, 1]) {
      fireEvent.click(screen.getByRole('button', { name: 'Add an exception' }))
      fireEvent.change(screen.getAllByLabelText('What is different')[at] as HTMLElement, {
        target: { value: 'not-seen' },
      })
    }
    attestNow()
    expect(await screen.findByText(/No device is left that this answer would be for/)).toBeTruthy()
    expect(api.inputsOf('checklist.attest')).toEqual([])
  })
})
