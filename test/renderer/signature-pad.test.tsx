import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SignaturePad } from '../../renderer/screens/evidence/signature-pad.tsx'
import './setup.ts'

type Told = Uint8Array<ArrayBuffer> | null

describe('the field to sign in', () => {
  /** Pictures that the browser still makes; each is handed over when a test says so. */
  let making: ((blob: Blob) => void)[]
  beforeEach(() => {
    making = []
    vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done) => {
      making.push(done)
    })
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
    HTMLElement.prototype.setPointerCapture = () => undefined
  })
  afterEach(() => vi.restoreAllMocks())

  const begin = () => {
    const told: Told[] = []
    render(
      <MantineProvider>
        <SignaturePad name="C. Customer" onDrawn={(png) => told.push(png)} />
      </MantineProvider>,
    )
    return { told, pad: screen.getByRole('img') }
  }
  const picture = (byte: number) => {
    const blob = new Blob()
    blob.arrayBuffer = async () => new Uint8Array([byte]).buffer
    return blob
  }

  it('takes no drawing that was cleared, however late its picture comes', async () => {
    const { told, pad } = begin()
    fireEvent.pointerDown(pad, { pointerId: 1 })
    fireEvent.pointerUp(pad, { pointerId: 1 })
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }))
    making[0]?.(picture(1))
    await Promise.resolve()
    await Promise.resolve()
    expect(told).toEqual([null])
    fireEvent.pointerDown(pad, { pointerId: 1 })
    fireEvent.pointerUp(pad, { pointerId: 1 })
    making[1]?.(picture(2))
    await waitFor(() => expect(told.at(-1)).toEqual(new Uint8Array([2])))
  })

  it('takes a stroke that the system broke off: it is on the paper', async () => {
    const { told, pad } = begin()
    fireEvent.pointerDown(pad, { pointerId: 1 })
    fireEvent.pointerCancel(pad, { pointerId: 1 })
    making[0]?.(picture(3))
    await waitFor(() => expect(told).toEqual([new Uint8Array([3])]))
    expect(screen.getByText('A signature is there.')).toBeTruthy()
  })
})
