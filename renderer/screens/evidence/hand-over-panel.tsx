import { Button, PasswordInput } from '@mantine/core'
import { IconFileExport, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { evidence } = text
const formats = ['csv', 'html', 'json', 'oscal', 'sarif'] as const

/** What leaves the site besides packs: the password file of the customer, and findings for other programs. */
export function HandOverPanel() {
  const handOver = useAction('evidence.handOver')
  const write = useAction('evidence.export')
  const [passphrase, setPassphrase] = useState('')
  const [wrote, setWrote] = useState<string | null>(null)
  const say = (answer: { readonly ok: boolean; readonly value?: { readonly file: string } | null }) =>
    setWrote(answer.ok && answer.value ? answer.value.file : null)
  const problem = handOver.problem ?? write.problem
  return (
    <Panel title={evidence.handOut}>
      <div className="stack-tight">
        <p className="sub small">{evidence.handOutText}</p>
        <h3>{evidence.handOver}</h3>
        <p className="sub small">{evidence.handOverText}</p>
        <PasswordInput
          label={evidence.handOverPassphrase}
          description={evidence.passphraseNeeded(passphraseMinLength)}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <div>
          <ActButton
            variant="default"
            loading={handOver.busy}
            disabled={passphrase.length < passphraseMinLength}
            leftSection={<IconKey size="1.1em" aria-hidden />}
            onClick={async () => {
              say(await handOver.run({ passphrase }))
              setPassphrase('')
            }}
          >
            {evidence.handOverButton}
          </ActButton>
        </div>
        <h3>{evidence.exportText}</h3>
        <div className="form-line">
          {formats.map((format) => (
            <Button
              key={format}
              variant="default"
              disabled={write.busy}
              aria-label={evidence.exportAs(evidence.formats[format])}
              leftSection={<IconFileExport size="1.1em" aria-hidden />}
              onClick={async () => say(await write.run({ format }))}
            >
              {evidence.formats[format]}
            </Button>
          ))}
        </div>
        {problem && <ProblemPanel problem={problem} />}
        {wrote !== null && (
          <p role="status" className="break">
            {evidence.wrote(wrote)}
          </p>
        )}
      </div>
    </Panel>
  )
}
