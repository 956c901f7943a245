import './verify.css'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { NamedValues } from '../../components/named-values.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/en.ts'
import { dateTimeText } from '../../text/format.ts'
import { DropZone } from './drop-zone.tsx'
import { type Dropped, nothingDropped, readDropped } from './dropped-files.ts'

type Verdict = Output<'evidence.verify'>
const { verify } = text

/** Whether a pack can be trusted, why, and how anybody can check without this app. */
export function VerifyScreen() {
  const [dropped, setDropped] = useState<Dropped>(nothingDropped)
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const check = useAction('evidence.verify')
  const { pack, root } = dropped
  const run = async () => {
    if (pack === null) return
    const answer = await check.run({ pack: pack.bytes, rootPem: root?.pem ?? null })
    if (answer.ok) setVerdict(answer.value)
  }
  return (
    <div className="page verify">
      <PageHead title={verify.title} lead={pack === null ? verify.lead : pack.name}>
        {verdict && (
          <Button
            variant="default"
            onClick={() => {
              setVerdict(null)
              setDropped(nothingDropped)
            }}
          >
            {verify.another}
          </Button>
        )}
      </PageHead>
      {verdict === null ? (
        <>
          <DropZone
            dropped={dropped}
            onFiles={async (files) => {
              check.dismiss()
              setDropped(await readDropped(files, dropped))
            }}
          />
          {pack !== null && root === null && <p className="sub gap-below">{verify.noRoot}</p>}
          <Button size="sm" disabled={pack === null} loading={check.busy} onClick={run}>
            {verify.run}
          </Button>
          {check.busy && pack && (
            <p role="status" className="dim">
              {verify.checking(pack.name)}
            </p>
          )}
          {check.problem && <ProblemPanel problem={check.problem} />}
        </>
      ) : (
        <VerdictView verdict={verdict} packName={pack?.name ?? ''} rootName={root?.name ?? 'root.pem'} />
      )}
    </div>
  )
}

function VerdictView(props: { readonly verdict: Verdict; readonly packName: string; readonly rootName: string }) {
  const { verdict, packName, rootName } = props
  const Shield = verdict.valid ? IconShieldCheck : IconShieldX
  return (
    <>
      <div className={`verdict ${verdict.valid ? 'tone-pass' : 'tone-fail'}`} role="status">
        <Shield size="2rem" stroke={1.6} aria-hidden />
        <strong>{verdict.valid ? verify.valid : verify.invalid}</strong>
      </div>
      {verdict.practice === true && (
        <div className="verdict tone-warn">
          <IconAlertTriangle size="1.5rem" stroke={1.6} aria-hidden />
          <span>{verify.practice}</span>
        </div>
      )}
      <div className="verify-grid">
        <div className="stack">
          {verdict.reasons.length > 0 && (
            <Panel title={verify.reasons} flush>
              <ul className="reason-list">
                {verdict.reasons.map(({ code, message }) => (
                  <li key={`${code} ${message}`}>
                    <IconCircleX size="1.15rem" className="c-fail" aria-hidden />
                    <span>
                      <strong>{message}</strong>
                      <span className="mono dim small">{code}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          <Panel title={verify.checked} flush>
            <ul className="reason-list">
              {worthSaying(verdict).map((name) => (
                <li key={name}>
                  <IconCircleCheck size="1.15rem" className="c-pass" aria-hidden />
                  <span>{verify.held[name] ?? name}</span>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
        <div className="stack">
          <Panel title={verify.says}>
            <NamedValues
              values={[
                [verify.signer, verdict.signer ?? text.unknownValue],
                [verify.rootFingerprint, verdict.rootFingerprint ?? text.unknownValue],
                [verify.site, verdict.siteName ?? verdict.site ?? text.unknownValue],
                [verify.sequence, verdict.sequence ?? text.unknownValue],
                [
                  verify.signedAt,
                  verdict.signedAtClaim === null ? text.unknownValue : dateTimeText(verdict.signedAtClaim),
                ],
                [verify.timestamp, verdict.timestamp === null ? verify.noTimestamp : dateTimeText(verdict.timestamp)],
              ]}
            />
          </Panel>
          <Panel title={verify.byHand}>
            <p className="sub">{verify.byHandText}</p>
            <pre className="commands">{commands(packName, rootName)}</pre>
          </Panel>
        </div>
      </div>
    </>
  )
}

/** What was looked at and held. Checks that had nothing to look at (no timestamp, no expectation) are not praised. */
const worthSaying = ({ held, timestamp }: Verdict): readonly string[] =>
  held.filter((name) => name !== 'purpose' && (name !== 'timestamps' || timestamp !== null))

/** @see electron/evidence/README.md, how to check a pack with stock tools: the two steps that matter most */
const commands = (pack: string, root: string): string =>
  [
    `mkdir v && cd v && unzip -q "../${pack}"`,
    'sha256sum --strict -c SHA256SUMS',
    'openssl cms -verify -cades -binary -inform DER \\',
    '  -in SHA256SUMS.p7s -content SHA256SUMS \\',
    `  -CAfile "../${root}" -no-CApath -no-CAstore -out /dev/null`,
  ].join('\n')
