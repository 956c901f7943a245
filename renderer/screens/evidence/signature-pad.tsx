import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { text } from '../../text/text.ts'

const { evidence } = text
/** Pixels of the drawing, whatever the size on the screen. */
const size = { width: 900, height: 240 }

interface SignaturePadProps {
  /** Written as the signature where nobody can draw. */
  readonly name: string
  /** The drawing as PNG; null while there is none. */
  readonly onDrawn: (png: Uint8Array<ArrayBuffer> | null) => void
}

/** A field to sign in with finger, pen or mouse. By keyboard the name is written instead. Always black on white: it is printed. */
export function SignaturePad({ name, onDrawn }: SignaturePadProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef(false)
  const [isDrawn, setDrawn] = useState(false)
  /** Counts the states of the drawing: what comes late of an earlier one is not the signature. */
  const state = useRef(0)
  const tell = async () => {
    setDrawn(true)
    state.current += 1
    const told = state.current
    const png = await pngOf(canvas.current)
    if (told === state.current) onDrawn(png)
  }
  const endStroke = () => {
    if (!drawing.current) return
    drawing.current = false
    void tell()
  }
  const blank = () => {
    const pen = penOf(canvas.current)
    pen?.clearRect(0, 0, size.width, size.height)
    if (pen === null) return
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, size.width, size.height)
  }
  useEffect(blank, [])
  const clear = () => {
    state.current += 1
    drawing.current = false
    blank()
    setDrawn(false)
    onDrawn(null)
  }
  const write = () => {
    blank()
    const pen = penOf(canvas.current)
    if (pen === null) return
    pen.fillStyle = '#000000'
    pen.font = 'italic 84px cursive'
    pen.textBaseline = 'middle'
    pen.fillText(name.trim(), 40, size.height / 2, size.width - 80)
    void tell()
  }
  return (
    <div className="signature">
      <canvas
        ref={canvas}
        {...size}
        role="img"
        aria-label={evidence.witnessPad}
        onPointerDown={(event) => {
          drawing.current = true
          event.currentTarget.setPointerCapture(event.pointerId)
          const pen = penOf(event.currentTarget)
          const [x, y] = placeOf(event)
          pen?.beginPath()
          pen?.moveTo(x, y)
          pen?.lineTo(x + 0.1, y)
          pen?.stroke()
        }}
        onPointerMove={(event) => {
          if (!drawing.current) return
          const pen = penOf(event.currentTarget)
          pen?.lineTo(...placeOf(event))
          pen?.stroke()
        }}
        onPointerUp={endStroke}
        // The stroke so far is on the paper, so it is part of what is signed.
        onPointerCancel={endStroke}
      />
      <div className="signature-foot">
        <span className="small dim" role="status">
          {isDrawn ? evidence.witnessDrawn : evidence.witnessEmpty}
        </span>
        <span className="grow" />
        <Button variant="subtle" disabled={name.trim() === ''} onClick={write}>
          {evidence.witnessTyped}
        </Button>
        <Button variant="subtle" disabled={!isDrawn} onClick={clear}>
          {evidence.witnessClear}
        </Button>
      </div>
    </div>
  )
}

async function pngOf(canvas: HTMLCanvasElement | null): Promise<Uint8Array<ArrayBuffer> | null> {
  const blob = await new Promise<Blob | null>((resolve) => {
    if (canvas === null) resolve(null)
    else canvas.toBlob(resolve, 'image/png')
  })
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
}

function penOf(canvas: HTMLCanvasElement | null): CanvasRenderingContext2D | null {
  const pen = canvas?.getContext('2d') ?? null
  if (pen === null) return null
  pen.strokeStyle = '#000000'
  pen.lineWidth = 4
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  return pen
}

function placeOf(event: React.PointerEvent<HTMLCanvasElement>): [number, number] {
  const box = event.currentTarget.getBoundingClientRect()
  return [((event.clientX - box.left) / box.width) * size.width, ((event.clientY - box.top) / box.height) * size.height]
}
