import { Select } from '@mantine/core'
import { IconCertificate, IconFileCertificate, IconX } from '@tabler/icons-react'
import { IconButton } from '../../components/icon-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { certificateUses, type Dropped } from './dropped-files.ts'

const { verify } = text

/** What was dropped so far; what a certificate is there for can be put right. */
export function FileList({
  dropped,
  onChange,
}: {
  readonly dropped: Dropped
  readonly onChange: (dropped: Dropped) => void
}) {
  const { packs, certificates } = dropped
  return (
    <Panel title={verify.files} flush>
      <ul className="file-list" aria-live="polite">
        {packs.length === 0 && <li className="dim">{verify.noPackYet}</li>}
        {packs.map(({ name }) => (
          <li key={name}>
            <IconFileCertificate size="1.2rem" aria-hidden />
            <span className="mono break">{name}</span>
            <span className="dim">{verify.packFile}</span>
            <IconButton
              label={verify.remove(name)}
              onClick={() => onChange({ ...dropped, packs: packs.filter((pack) => pack.name !== name) })}
            >
              <IconX size="1.05rem" aria-hidden />
            </IconButton>
          </li>
        ))}
        {certificates.map((certificate) => (
          <li key={certificate.name}>
            <IconCertificate size="1.2rem" aria-hidden />
            <span className="mono break">{certificate.name}</span>
            <Select
              aria-label={verify.certificateUse(certificate.name)}
              allowDeselect={false}
              data={certificateUses.map((value) => ({ value, label: verify.certificateIs[value] }))}
              value={certificate.use}
              onChange={(value) => {
                const use = certificateUses.find((known) => known === value) ?? 'root'
                onChange({
                  ...dropped,
                  certificates: certificates.map((one) => (one === certificate ? { ...one, use } : one)),
                })
              }}
            />
            <IconButton
              label={verify.remove(certificate.name)}
              onClick={() => onChange({ ...dropped, certificates: certificates.filter((one) => one !== certificate) })}
            >
              <IconX size="1.05rem" aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
