import { IconFileCertificate, IconUpload } from '@tabler/icons-react'
import { DropZone, FilePick } from '../../components/file-pick.tsx'
import { text } from '../../text/text.ts'

const { verify } = text

interface PackDropProps {
  readonly tooLarge: readonly string[]
  readonly onFiles: (files: File[]) => void
}

/** Takes packs and certificates by drop or by the file chooser. The bytes go to main; no path does. */
export function PackDrop({ tooLarge, onFiles }: PackDropProps) {
  return (
    <DropZone label={verify.drop} className="pack-drop" onFiles={onFiles}>
      <IconFileCertificate size="1.75rem" stroke={1.4} aria-hidden />
      <strong>{verify.drop}</strong>
      <span>{verify.dropText}</span>
      <FilePick label={verify.choose} icon={<IconUpload size="1.1em" aria-hidden />} multiple onFiles={onFiles} />
      {tooLarge.map((name) => (
        <span key={name} role="alert">
          {verify.tooLarge(name)}
        </span>
      ))}
    </DropZone>
  )
}
