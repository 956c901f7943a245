import { Button } from '@mantine/core'
import { IconFileExport, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { Panel } from '../../components/panel.tsx'
import { PassphraseSave } from '../../components/passphrase-save.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { evidence } = text
const formats = ['csv', 'html', 'json', 'oscal', 'sarif'] as const

/** What leaves the site besides packs: the password file of the customer, and findings for other programs. */
export function HandOverPanel() {
  const handOver = useAction('evidence.handOver')
  const write = useAction('evidence.export')
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
        <PassphraseSave
          label={evidence.handOverPassphrase}
          icon={<IconKey size="1.1em" aria-hidden />}
          busy={handOver.busy}
          onSave={async (passphrase) => say(await handOver.run({ passphrase }))}
        >
          {evidence.handOverButton}
        </PassphraseSave>
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
