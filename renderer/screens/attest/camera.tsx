import { Button } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { text } from '../../text/text.ts'

const { attest } = text
const wanted: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
}
const quality = 0.9

/** What the camera of this computer sees, and the button that keeps it. The camera is off again when this leaves the screen. */
export function Camera({ onPhoto }: { readonly onPhoto: (bytes: Uint8Array<ArrayBuffer>) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<'starting' | 'on' | 'none'>('starting')
  useEffect(() => {
    let stream: MediaStream | null = null
    let gone = false
    startCamera().then(
      (started) => {
        stream = started
        if (gone) return stop(started)
        if (video.current !== null) video.current.srcObject = started
      },
      // Denied, missing or in use: the sentence says so, and a file does as well.
      () => setState('none'),
    )
    return () => {
      gone = true
      if (stream !== null) stop(stream)
    }
  }, [])
  const take = async () => {
    if (video.current !== null) onPhoto(await still(video.current))
  }
  if (state === 'none') {
    return (
      <p className="camera sub" role="alert">
        {attest.noCamera}
      </p>
    )
  }
  return (
    <div className="camera">
      <video
        ref={video}
        autoPlay
        playsInline
        muted
        aria-label={attest.cameraView}
        onLoadedData={() => setState('on')}
      />
      <div>
        <Button disabled={state !== 'on'} leftSection={<IconCamera size="1.1em" aria-hidden />} onClick={take}>
          {attest.take}
        </Button>
      </div>
    </div>
  )
}

async function startCamera(): Promise<MediaStream> {
  return await navigator.mediaDevices.getUserMedia(wanted)
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

async function still(video: HTMLVideoElement): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  if (blob === null) throw new Error('the camera gave no picture')
  return new Uint8Array(await blob.arrayBuffer())
}
