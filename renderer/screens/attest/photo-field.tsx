import { Button, TextInput } from '@mantine/core'
import { IconCamera, IconPhotoPlus, IconUpload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { photoMaxBytes } from '../../../electron/contract/limits.ts'
import { DropZone, FilePick } from '../../components/file-pick.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { PhotoThumb } from '../../components/photo-thumb.tsx'
import { text } from '../../text/text.ts'
import type { Photo } from './attest-parts.ts'
import { Camera } from './camera.tsx'

const { attest } = text
type Bytes = Uint8Array<ArrayBuffer>

/** One photo as it comes in. */
export interface TakenPhoto {
  readonly name: string
  readonly bytes: Bytes
  readonly takenAt: string | null
}

interface PhotoFieldProps {
  readonly photos: readonly Photo[]
  /** Those that have arrived; a kept one may still be on its way. */
  readonly bytes: ReadonlyMap<string, Bytes>
  /** Answers whether there was room for it. */
  readonly onAdd: (photo: TakenPhoto) => boolean
  readonly onRemove: (id: string) => void
  readonly onCaption: (id: string, caption: string) => void
}

/** Takes photos by drop, by the file chooser or from the camera. Their bytes go to main; no path does. */
export function PhotoField({ photos, bytes, onAdd, onRemove, onCaption }: PhotoFieldProps) {
  const [camera, setCamera] = useState(false)
  const [refused, setRefused] = useState<readonly string[]>([])
  const take = async (files: readonly File[]) => {
    const said = new Set<string>()
    for (const file of files) {
      const trouble = file.size > photoMaxBytes ? attest.tooLarge(file.name) : await takeOne(file, onAdd)
      if (trouble !== null) said.add(trouble)
    }
    setRefused([...said])
  }
  return (
    <div className="photo-field">
      {photos.map((photo) => (
        <div key={photo.id} className="photo-one">
          <PhotoThumb bytes={bytes.get(photo.id) ?? noBytes} name={photo.name} />
          <IconButton label={attest.removePhoto(photo.name)} onClick={() => onRemove(photo.id)}>
            <IconX size="1rem" aria-hidden />
          </IconButton>
          <TextInput
            aria-label={attest.caption(photo.name)}
            placeholder={attest.captionHint}
            value={photo.caption}
            onChange={(event) => onCaption(photo.id, event.currentTarget.value)}
          />
        </div>
      ))}
      <DropZone label={attest.drop} className="photo-drop" onFiles={(files) => void take(files)}>
        <IconPhotoPlus size="1.5rem" stroke={1.5} aria-hidden />
        <span>{attest.drop}</span>
        <span className="photo-buttons">
          <FilePick
            label={attest.choose}
            icon={<IconUpload size="1.1em" aria-hidden />}
            multiple
            accept="image/jpeg,image/png,application/pdf"
            onFiles={(files) => void take(files)}
          />
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
      </DropZone>
      {camera && (
        <Camera
          onPhoto={(shot) => {
            const name = attest.shot(photos.length + 1)
            const isTaken = onAdd({ name, bytes: shot, takenAt: new Date().toISOString() })
            setRefused(isTaken ? [] : [attest.tooMany])
          }}
        />
      )}
    </div>
  )
}

const noBytes: Bytes = new Uint8Array()

/** What kept it out, in a sentence; null when it was taken. */
async function takeOne(file: File, onAdd: PhotoFieldProps['onAdd']): Promise<string | null> {
  let bytes: Bytes
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch (error) {
    // The file went away or may not be read; the browser says so with this and nothing else.
    if (error instanceof DOMException) return attest.unreadable(file.name)
    throw error
  }
  return onAdd({ name: file.name, bytes, takenAt: null }) ? null : attest.tooMany
}
