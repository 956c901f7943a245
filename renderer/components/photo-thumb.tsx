import './photo-thumb.css'
import { IconPhoto } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'

/** Pixels on the long side of what is drawn. */
const side = { small: 320, large: 960 }

/** A photo drawn from its bytes, without an address that anything could load from. What cannot be drawn shows as an icon. */
export function PhotoThumb(props: { readonly bytes: Uint8Array; readonly name: string; readonly large?: boolean }) {
  const { bytes, name, large = false } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    let gone = false
    draw(bytes, canvas.current, large ? side.large : side.small).then(
      () => !gone && setDrawn(true),
      // A document, or a photo of a kind that this window cannot draw: the icon stays.
      () => !gone && setDrawn(false),
    )
    return () => {
      gone = true
    }
  }, [bytes, large])
  return (
    <span className={large ? 'photo-thumb large' : 'photo-thumb'} role="img" aria-label={name}>
      <canvas ref={canvas} hidden={!drawn} />
      {!drawn && <IconPhoto size="1.5rem" stroke={1.5} aria-hidden />}
    </span>
  )
}

async function draw(bytes: Uint8Array, canvas: HTMLCanvasElement | null, longest: number): Promise<void> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
  try {
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) throw new Error('nothing to draw on')
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  } finally {
    bitmap.close()
  }
}
