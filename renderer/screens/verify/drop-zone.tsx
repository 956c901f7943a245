import { Button } from '@mantine/core'
import { IconFileCertificate, IconUpload } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { text } from '../../text/text.ts'

const { verify } = text

interface DropZoneProps {
  readonly tooLarge: readonly string[]
  readonly onFiles: (files: File[]) => void
}

/** Takes packs and certificates by drop or by the file chooser. The bytes go to main; no path does. */
export function DropZone({ tooLarge, onFiles }: DropZoneProps) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const title = useId()
  return (
    <section
      className={over ? 'drop-zone over' : 'drop-zone'}
      aria-labelledby={title}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      <IconFileCertificate size="1.75rem" stroke={1.4} aria-hidden />
      <strong id={title}>{verify.drop}</strong>
      <span>{verify.dropText}</span>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={verify.choose}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        leftSection={<IconUpload size="1.1em" aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {verify.choose}
      </Button>
      {tooLarge.map((name) => (
        <span key={name} role="alert">
          {verify.tooLarge(name)}
        </span>
      ))}
    </section>
  )
}
