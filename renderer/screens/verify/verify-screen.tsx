import './verify.css'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { type CertificateUse, type Dropped, nothingDropped, readDropped } from './dropped-files.ts'
import { FileList } from './file-list.tsx'
import { PackDrop } from './pack-drop.tsx'
import { RowView } from './row-view.tsx'
import { VerdictView } from './verdict-view.tsx'

type Verdict = Output<'evidence.verify'>
const { verify } = text

/** Whether packs can be trusted, why, and how anybody can check without this app. */
export function VerifyScreen() {
  const [dropped, setDropped] = useState<Dropped>(nothingDropped)
  const [challenge, setChallenge] = useState('')
  const [requireTimestamp, setRequire] = useState(false)
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const check = useAction('evidence.verify')
  const { packs, certificates, tooLarge } = dropped
  const pemsOf = (use: CertificateUse) => certificates.filter((one) => one.use === use).map(({ pem }) => pem)
  const run = async () => {
    const answer = await check.run({
      packs: packs.map(({ name, bytes }) => ({ name, bytes })),
      roots: pemsOf('root'),
      stampRoots: pemsOf('stamp'),
      customerRoots: pemsOf('customer'),
      revocations: pemsOf('revocation'),
      challenge: challenge.trim() === '' ? null : challenge,
      requireTimestamp,
    })
    if (answer.ok) setVerdict(answer.value)
  }
  const [first] = packs
  const lead = packs.length === 1 && first !== undefined ? first.name : verify.lead
  if (verdict !== null) {
    const rootName = certificates.find(({ use }) => use === 'root')?.name ?? 'root.pem'
    const [only] = verdict.packs
    return (
      <div className="page verify">
        <PageHead title={verify.title} lead={lead}>
          <Button
            variant="default"
            onClick={() => {
              setVerdict(null)
              setDropped(nothingDropped)
            }}
          >
            {verify.another}
          </Button>
        </PageHead>
        {verdict.row !== null ? (
          <RowView packs={verdict.packs} row={verdict.row} rootName={rootName} />
        ) : (
          only && <VerdictView verdict={only} rootName={rootName} />
        )}
      </div>
    )
  }
  return (
    <div className="page verify">
      <PageHead title={verify.title} lead={lead} />
      <PackDrop
        tooLarge={tooLarge}
        onFiles={async (files) => {
          check.dismiss()
          setDropped(await readDropped(files, dropped))
        }}
      />
      <div className="stack">
        {packs.length + certificates.length > 0 && (
          <>
            <FileList dropped={dropped} onChange={setDropped} />
            <Panel title={verify.wanted}>
              <div className="form-pair">
                <TextInput
                  label={verify.challenge}
                  autoComplete="off"
                  value={challenge}
                  onChange={(event) => setChallenge(event.currentTarget.value)}
                />
                <Checkbox
                  label={verify.requireTimestamp}
                  checked={requireTimestamp}
                  onChange={(event) => setRequire(event.currentTarget.checked)}
                />
              </div>
            </Panel>
          </>
        )}
        {packs.length > 0 && pemsOf('root').length === 0 && <p className="sub">{verify.noRoot}</p>}
        <div>
          <Button size="sm" disabled={packs.length === 0} loading={check.busy} onClick={run}>
            {verify.run(packs.length)}
          </Button>
        </div>
        {check.busy && (
          <p role="status" className="dim">
            {verify.checking(packs.length)}
          </p>
        )}
        {check.problem && <ProblemPanel problem={check.problem} />}
      </div>
    </div>
  )
}
