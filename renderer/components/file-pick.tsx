import './file-pick.css'
import { Button, FileButton } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { ActButton } from './act-button.tsx'

interface FilePickProps {
  readonly label: string
  readonly icon: ReactNode
  readonly accept?: string
  readonly multiple?: boolean
  readonly loading?: boolean
  /** What is chosen changes the site: off where nothing may be changed, and the button that stands out. */
  readonly acts?: boolean
  readonly onFiles: (files: File[]) => void
}

/** A button that asks for files of this computer. Their bytes come, no path does; the same file can be chosen again. */
export function FilePick(props: FilePickProps) {
  const { label, icon, accept, multiple = false, loading = false, acts = false, onFiles } = props
  const reset = useRef<() => void>(null)
  return (
    <FileButton
      multiple={multiple}
      {...(accept === undefined ? {} : { accept })}
      resetRef={reset}
      inputProps={{ 'aria-label': label }}
      onChange={(chosen) => {
        const files = [chosen].flat().filter((file) => file !== null)
        reset.current?.()
        if (files.length > 0) onFiles(files)
      }}
    >
      {({ onClick }) => {
        const choose = { loading, leftSection: icon, onClick }
        return acts ? (
          <ActButton {...choose}>{label}</ActButton>
        ) : (
          <Button variant="default" {...choose}>
            {label}
          </Button>
        )
      }}
    </FileButton>
  )
}

interface DropZoneProps {
  readonly label: string
  readonly className?: string
  readonly onFiles: (files: File[]) => void
  readonly children: ReactNode
}

/** A place to drop files on. Dropping is never the only way: a `FilePick` stands inside. */
export function DropZone({ label, className = '', onFiles, children }: DropZoneProps) {
  const [over, setOver] = useState(false)
  return (
    <section
      className={`drop-zone ${className}${over ? ' over' : ''}`}
      aria-label={label}
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
      {children}
    </section>
  )
}
