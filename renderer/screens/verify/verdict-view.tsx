import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { NamedValues } from '../../components/named-values.tsx'
import { Panel } from '../../components/panel.tsx'
import { dateTimeText, numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { accountWords } from './account-words.ts'

export type Verdict = Output<'evidence.verify'>['packs'][number]
const { verify } = text

/** One pack: the verdict, each proof as a statement, what could not be checked in amber, and the stock commands. */
export function VerdictView({ verdict, rootName }: { readonly verdict: Verdict; readonly rootName: string }) {
  const Shield = verdict.valid ? IconShieldCheck : IconShieldX
  const doubts = doubtsOf(verdict)
  return (
    <section aria-label={verdict.name}>
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
              <ReasonList reasons={verdict.reasons} />
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
              {doubts.map((doubt) => (
                <li key={doubt}>
                  <IconAlertTriangle size="1.15rem" className="c-warn" aria-hidden />
                  <span>{doubt}</span>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
        <div className="stack">
          <Panel title={verify.says}>
            <NamedValues values={valuesOf(verdict)} />
          </Panel>
          <Panel title={verify.byHand}>
            <p className="sub">{verify.byHandText}</p>
            <pre className="commands">{commands(verdict.name, rootName)}</pre>
          </Panel>
        </div>
      </div>
    </section>
  )
}

/** Why something does not hold, each with its code. */
export function ReasonList({ reasons }: { readonly reasons: Verdict['reasons'] }) {
  return (
    <ul className="reason-list">
      {reasons.map(({ code, message }) => (
        <li key={`${code} ${message}`}>
          <IconCircleX size="1.15rem" className="c-fail" aria-hidden />
          <span>
            <strong>{message}</strong>
            <span className="mono dim small">{code}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Steps that hold without anything to look at. */
const hasSubject: Readonly<Record<string, (verdict: Verdict) => boolean>> = {
  purpose: () => false,
  timestamps: ({ stamps, timestamp }) => stamps.length > 0 || timestamp !== null,
  'log-stamps': ({ logStamps }) => logStamps.length > 0,
  countersignatures: ({ countersignatures }) => countersignatures.length > 0,
  witness: ({ drawnBy }) => drawnBy !== null,
  approval: () => false,
}

/** What was looked at and held. Checks that had nothing to look at (no timestamp, no expectation) are not praised. */
const worthSaying = (verdict: Verdict): readonly string[] =>
  verdict.held.filter((name) => hasSubject[name]?.(verdict) ?? true)

/** What does not make the pack invalid and still was not proven here. */
function doubtsOf({ timestamp, countersignatures, logStamps, approver, drawnBy, account }: Verdict): readonly string[] {
  const approved = countersignatures.some(({ role }) => role === 'approver')
  return [
    ...(timestamp === null ? [`${verify.timestamp}: ${verify.noTimestamp}`] : []),
    ...countersignatures
      .filter(({ trusted }) => !trusted)
      .map(({ role, name }) => `${verify.countersigned[role]}, ${name}: ${verify.untrusted}`),
    ...logStamps
      .filter(({ trusted }) => !trusted)
      .map(({ authority }) => `${verify.logStamps}, ${authority}: ${verify.logStampTrust.false}`),
    ...(approver !== null && !approved ? [verify.notApproved(approver)] : []),
    ...(drawnBy === null
      ? []
      : [`${verify.drawn}: ${verify.drawnText(drawnBy.name, drawnBy.role, dateTimeText(drawnBy.at))}`]),
    ...accountWords(account),
  ]
}

function valuesOf(verdict: Verdict): readonly (readonly [string, ReactNode])[] {
  const { summary, stamps, renewals, countersignatures, logStamps } = verdict
  const known = (value: string | number | null) => value ?? text.unknownValue
  const rows: (readonly [string, ReactNode] | null)[] = [
    [verify.signer, known(verdict.signer)],
    verdict.authority && [verify.authority, verify.authorityIs[verdict.authority]],
    verdict.keyTier && [verify.keyTier, verify.tier[verdict.keyTier]],
    [
      verify.rootFingerprint,
      <span className="mono break" key="root">
        {known(verdict.rootFingerprint)}
      </span>,
    ],
    [verify.site, known(verdict.siteName ?? verdict.site)],
    [verify.sequence, known(verdict.sequence)],
    verdict.challenge === null ? null : [verify.challengeOf, verdict.challenge],
    [verify.signedAt, verdict.signedAtClaim === null ? text.unknownValue : dateTimeText(verdict.signedAtClaim)],
    [
      verify.timestamp,
      verdict.timestamp === null
        ? verify.noTimestamp
        : lines(
            stamps.map(({ time, authority }) => verify.stampBy(dateTimeText(time), authority)),
            dateTimeText(verdict.timestamp),
          ),
    ],
    renewals.length === 0
      ? null
      : [
          verify.renewals,
          lines(
            renewals.map(({ time, authority }) => verify.stampBy(dateTimeText(time), authority)),
            '',
          ),
        ],
    logStamps.length === 0
      ? null
      : [
          verify.logStamps,
          lines(
            logStamps.map(({ time, authority }) => verify.stampBy(dateTimeText(time), authority)),
            '',
          ),
        ],
    ...countersignatures.map(
      ({ role, name, at, trusted }) =>
        [
          verify.countersigned[role],
          `${name}, ${dateTimeText(at)}: ${trusted ? verify.trusted : verify.untrusted}`,
        ] as const,
    ),
    summary && [verify.devices, numberText(summary.devices)],
    summary && [verify.failing, numberText(summary.after.fail)],
    summary && [verify.notChecked, numberText(summary.after.notchecked)],
    summary && [verify.waived, numberText(summary.after.waived)],
  ]
  return rows.filter((row) => row !== null)
}

function lines(all: readonly string[], otherwise: string): ReactNode {
  if (all.length === 0) return otherwise
  return all.map((line) => (
    <span key={line} className="block">
      {line}
    </span>
  ))
}

/** @see electron/evidence/README.md, how to check a pack with stock tools: the two steps that matter most */
const commands = (pack: string, root: string): string =>
  [
    `mkdir v && cd v && unzip -q "../${pack}"`,
    'sha256sum --strict -c SHA256SUMS',
    'openssl cms -verify -cades -binary -inform DER \\',
    '  -in SHA256SUMS.p7s -content SHA256SUMS \\',
    `  -CAfile "../${root}" -no-CApath -no-CAstore -out /dev/null`,
  ].join('\n')
