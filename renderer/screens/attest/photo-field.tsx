import { Button, TextInput } from '@mantine/core'
import { IconCamera, IconPhotoPlus, IconUpload, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { photoMaxBytes, photosMax } from '../../../electron/contract/limits.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { PhotoThumb } from '../../components/photo-thumb.tsx'
import { text } from '../../text/text.ts'
import type { Photo } from './attest-parts.ts'
import { Camera } from './camera.tsx'

const { attest } = text

interface PhotoFieldProps {
  readonly photos: readonly Photo[]
  readonly onChange: (photos: readonly Photo[]) => void
}

/** Takes photos by drop, by the file chooser or from the camera. Their bytes go to main; no path does. */
export function PhotoField({ photos, onChange }: PhotoFieldProps) {
  const [over, setOver] = useState(false)
  const [camera, setCamera] = useState(false)
  const [refused, setRefused] = useState<readonly string[]>([])
  const input = useRef<HTMLInputElement>(null)
  const take = async (files: readonly File[]) => {
    const tooLarge = files.filter(({ size }) => size > photoMaxBytes).map(({ name }) => attest.tooLarge(name))
    const fitting = files.filter(({ size }) => size <= photoMaxBytes)
    const room = fitting.slice(0, Math.max(0, photosMax - photos.length))
    const read = await Promise.all(
      room.map(
        async (file): Promise<Photo> => ({
          id: crypto.randomUUID(),
          name: file.name,
          bytes: new Uint8Array(await file.arrayBuffer()),
          caption: '',
          takenAt: null,
        }),
      ),
    )
    onChange([...photos, ...read])
    setRefused(room.length < fitting.length ? [...tooLarge, attest.tooMany] : tooLarge)
  }
  return (
    <div className="photo-field">
      {photos.map((photo) => (
        <div key={photo.id} className="photo-one">
          <PhotoThumb bytes={photo.bytes} name={photo.name} />
          <IconButton
            label={attest.removePhoto(photo.name)}
            onClick={() => onChange(photos.filter(({ id }) => id !== photo.id))}
          >
            <IconX size="1rem" aria-hidden />
          </IconButton>
          <TextInput
            aria-label={attest.caption(photo.name)}
            placeholder={attest.captionHint}
            value={photo.caption}
            onChange={(event) => {
              const caption = event.currentTarget.value
              onChange(photos.map((one) => (one.id === photo.id ? { ...one, caption } : one)))
            }}
          />
        </div>
      ))}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of three ways; the buttons inside are the others */}
      <div
        className={over ? 'photo-drop over' : 'photo-drop'}
        data-testid="photo-drop"
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void take([...event.dataTransfer.files])
        }}
      >
        <IconPhotoPlus size="1.5rem" stroke={1.5} aria-hidden />
        <span>{attest.drop}</span>
        <span className="photo-buttons">
          <input
            ref={input}
            type="file"
            multiple
            accept="image/jpeg,image/png,application/pdf"
            tabIndex={-1}
            aria-label={attest.choose}
            onChange={(event) => {
              void take([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          />
          <Button
            variant="default"
            leftSection={<IconUpload size="1.1em" aria-hidden />}
            onClick={() => input.current?.click()}
          >
            {attest.choose}
          </Button>
          <Button
            variant="default"
            leftSection={<IconCamera size="1.1em" aria-hidden />}
            aria-expanded={camera}
            onClick={() => setCamera(!camera)}
          >
            {camera ? attest.stopCamera : attest.camera}
          </Button>
        </span>
        <span className="dim small">{attest.dropNote}</span>
        {refused.map((line) => (
          <span key={line} className="field-error" role="alert">
            {line}
          </span>
        ))}
      </div>
      {camera && (
        <Camera
          onPhoto={(bytes) => {
            if (photos.length >= photosMax) return setRefused([attest.tooMany])
            onChange([
              ...photos,
              {
                id: crypto.randomUUID(),
                name: attest.shot(photos.length + 1),
                bytes,
                caption: '',
                takenAt: new Date().toISOString(),
              },
            ])
          }}
        />
      )}
    </div>
  )
}
