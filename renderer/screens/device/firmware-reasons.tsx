import './firmware-reasons.css'
import { IconCircleX, IconExternalLink, IconHelpCircle, IconMinus } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { type Action, useAction } from '../../api/use-action.ts'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { StandingTag } from '../../components/standing-tag.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { engineText } from '../../text/engine-text.ts'
import { looseDate } from '../../text/format.ts'
import { text } from '../../text/text.ts'

const { firmware } = text
type Answer = NonNullable<Output<'devices.view'>['firmware']>
type Flaw = Answer['vulnerabilities'][number]

interface ReasonsProps {
  readonly deviceId: string
  readonly firmware: Answer | null
}

/** Why the catalog answers so: every flaw with its source, what is open, and where all of it is from. */
export function FirmwareReasons({ deviceId, firmware: answer }: ReasonsProps) {
  const open = useAction('firmware.openSource')
  if (answer === null) return <p className="pad sub">{firmware.notJudged}</p>
  const openSource = (source: number) => void open.run({ deviceId, source })
  // What the same fact would decide is asked once, above the flaws that wait for it.
  const others = answer.open.filter(({ question }) => !answer.vulnerabilities.some(({ cve }) => question.includes(cve)))
  return (
    <div className="reasons">
      {open.problem && <ProblemPanel problem={open.problem} onDismiss={open.dismiss} />}
      {others.length > 0 && (
        <section className="pad">
          <h2>{firmware.openTitle}</h2>
          <ul className="plain-list">
            {others.map(({ question, decidingFact }) => (
              <li key={question}>
                {engineText(question)} <span className="sub">{firmware.decides(engineText(decidingFact))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Flaws answer={answer} busy={open.busy} onOpen={openSource} />
      <Sources sources={answer.sources} action={open} onOpen={openSource} />
    </div>
  )
}

const appliesOrder: readonly Flaw['applies'][] = ['yes', 'check', 'no']
const appliesLook: Readonly<Record<Flaw['applies'], { readonly tone: Tone; readonly icon: typeof IconMinus }>> = {
  yes: { tone: 'fail', icon: IconCircleX },
  check: { tone: 'warn', icon: IconHelpCircle },
  no: { tone: 'rest', icon: IconMinus },
}

interface FlawsProps {
  readonly answer: Answer
  readonly busy: boolean
  readonly onOpen: (source: number) => void
}

function Flaws({ answer: { vulnerabilities, sources }, busy, onOpen }: FlawsProps) {
  if (vulnerabilities.length === 0) return <p className="pad sub">{firmware.noReasons}</p>
  const sorted = vulnerabilities.toSorted((a, b) => appliesOrder.indexOf(a.applies) - appliesOrder.indexOf(b.applies))
  return (
    <Rows caption={firmware.reasons} head={[firmware.flaw, firmware.what, firmware.fixedIn]}>
      {sorted.map((flaw) => {
        const { tone, icon: Icon } = appliesLook[flaw.applies]
        return (
          <tr key={flaw.cve}>
            <th scope="row">
              <span className="stacked">
                <span className="mono nowrap">{flaw.cve}</span>
                <Tag tone={tone} icon={<Icon size="1em" aria-hidden />}>
                  {firmware.applies[flaw.applies]}
                </Tag>
                {flaw.severity && <SeverityMark severity={flaw.severity} />}
                {flaw.knownExploited && <Exploited applies={flaw.applies} />}
              </span>
            </th>
            <td className="reason">
              <div>{flaw.summary}</div>
              {flaw.because !== null && <div className="sub">{engineText(flaw.because)}</div>}
              {flaw.decidingFact !== null && (
                <div className="sub">{firmware.decides(engineText(flaw.decidingFact))}</div>
              )}
              <div className="known-by">
                <SourceButton
                  number={flaw.source + 1}
                  opens={sources[flaw.source]?.opens ?? false}
                  busy={busy}
                  onOpen={() => onOpen(flaw.source)}
                />
                <span className="dim small">{firmware.confidence[flaw.confidence]}</span>
              </div>
            </td>
            <td>{flaw.fixedIn ?? <span className="dim">{text.unknownValue}</span>}</td>
          </tr>
        )
      })}
    </Rows>
  )
}

function Exploited({ applies }: Pick<Flaw, 'applies'>) {
  if (applies === 'no') return <Tag>{firmware.standing.exploited}</Tag>
  return <StandingTag standing={applies === 'yes' ? 'exploited' : 'suspect'} />
}

interface SourcesProps {
  readonly sources: Answer['sources']
  readonly action: Pick<Action<'firmware.openSource'>, 'busy'>
  readonly onOpen: (source: number) => void
}

function Sources({ sources, action, onOpen }: SourcesProps) {
  if (sources.length === 0) return null
  return (
    <section className="pad">
      <h2>{firmware.sources}</h2>
      <p className="sub">{firmware.openNote}</p>
      <ol className="sources">
        {sources.map(({ text: words, published, retrieved, opens }, index) => (
          <li key={words}>
            <SourceButton number={index + 1} opens={opens} busy={action.busy} onOpen={() => onOpen(index)} />
            <span>
              <span className="break">{words}</span>{' '}
              <span className="dim small">
                {[
                  ...(published === null ? [] : [firmware.published(looseDate(published))]),
                  ...(retrieved === null ? [] : [firmware.retrieved(looseDate(retrieved))]),
                ].join(', ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface SourceButtonProps {
  readonly number: number
  readonly opens: boolean
  readonly busy: boolean
  readonly onOpen: () => void
}

function SourceButton({ number, opens, busy, onOpen }: SourceButtonProps) {
  if (!opens) {
    return (
      <span className="dim nowrap">
        {number} ({firmware.notALink})
      </span>
    )
  }
  return (
    <button
      type="button"
      className="source-button num"
      aria-label={firmware.openSource(number)}
      disabled={busy}
      onClick={onOpen}
    >
      {number}
      <IconExternalLink size="1em" aria-hidden />
    </button>
  )
}
