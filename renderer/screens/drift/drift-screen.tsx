import './drift.css'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { engineText } from '../../text/engine-text.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

type Drift = NonNullable<Output<'record.drift'>>
type Entry = Drift['entries'][number]
const { drift } = text
const factNames: Readonly<Record<string, string>> = text.device.factName
/** So many entries of one kind are drawn at once. */
const page = 50

/** What matters most comes first. What got worse is red, what asks for a look is amber; what was mended is green. */
const tone: Readonly<Record<Entry['kind'], Tone>> = {
  'device-gone': 'warn',
  'device-replaced': 'warn',
  'device-new': 'warn',
  'finding-came-back': 'fail',
  'end-of-life-meanwhile': 'fail',
  'attestation-stale': 'warn',
  'waiver-ended': 'warn',
  'fact-changed': 'rest',
  'finding-mended': 'pass',
}
const order = Object.keys(tone) as readonly Entry['kind'][]

/** Everything that is not as it was when the last visit was sealed, what matters most on top. */
export function DriftScreen() {
  return (
    <Asked channel="record.drift" input={undefined}>
      {(found) => (found === null ? <First /> : <Found found={found} />)}
    </Asked>
  )
}

function First() {
  return (
    <div className="page">
      <PageHead title={drift.title} />
      <Empty
        icon={<IconHistory size="1.5rem" stroke={1.5} aria-hidden />}
        title={drift.first}
        action={
          <Button variant="default" component="a" href="#/discover">
            {drift.discover}
          </Button>
        }
      >
        {drift.firstText}
      </Empty>
    </div>
  )
}

function Found({ found: { since, discovered, entries } }: { readonly found: Drift }) {
  const groups = order
    .map((kind) => [kind, entries.filter((entry) => entry.kind === kind)] as const)
    .filter(([, members]) => members.length > 0)
  return (
    <div className="page">
      <PageHead title={drift.title} lead={drift.lead(since.number, since.sealedAt)} />
      {!discovered && (
        <p className="drift-note tone-warn">
          <IconAlertTriangle size="1.2rem" aria-hidden />
          <span className="grow">{drift.notDiscovered}</span>
          <Button component="a" href="#/discover">
            {drift.discover}
          </Button>
        </p>
      )}
      {groups.length === 0 && (
        <Empty icon={<IconCircleCheck size="1.5rem" stroke={1.5} aria-hidden />} title={drift.none}>
          {drift.noneText}
        </Empty>
      )}
      {groups.length > 0 && (
        <ul className="drift-kinds" aria-label={drift.counts}>
          {groups.map(([kind, members]) => (
            <li key={kind}>
              <Tag tone={tone[kind]}>
                <span className="num">{numberText(members.length)}</span> {drift.kind[kind]}
              </Tag>
            </li>
          ))}
        </ul>
      )}
      <div className="stack">
        {groups.map(([kind, members]) => (
          <Group key={kind} kind={kind} entries={members} />
        ))}
      </div>
    </div>
  )
}

function Group({ kind, entries }: { readonly kind: Entry['kind']; readonly entries: readonly Entry[] }) {
  const [shown, setShown] = useState(page)
  return (
    <Panel
      title={drift.kind[kind]}
      aside={
        <>
          <span className="num">{numberText(entries.length)}</span>
          <span>{drift.kindText[kind]}</span>
        </>
      }
      flush
    >
      <ul className="drift-list">
        {entries.slice(0, shown).map((entry) => (
          <li key={`${entry.deviceId} ${entry.item} ${entry.fact?.name} ${entry.text}`}>
            <span className="drift-change">
              {entry.fact === null ? (
                engineText(entry.text)
              ) : (
                <>
                  <strong>{factNames[entry.fact.name] ?? entry.fact.name}</strong>
                  <span className="sub">
                    <span className="dim">{drift.before}</span> {engineText(entry.fact.before)}
                    <br />
                    <span className="dim">{drift.now}</span> {engineText(entry.fact.now)}
                  </span>
                </>
              )}
            </span>
            <span className="drift-links">
              {entry.item !== null && (
                <a className="mono" href={`#/checklist/${entry.item}`} aria-label={drift.openItem(entry.item)}>
                  {entry.item}
                </a>
              )}
              {entry.deviceId !== null && entry.device !== null && (
                <a className="mono" href={`#/devices/${entry.deviceId}`} aria-label={drift.openDevice(entry.device)}>
                  {entry.device}
                </a>
              )}
            </span>
          </li>
        ))}
      </ul>
      {entries.length > shown && (
        <div className="pad">
          <Button variant="default" onClick={() => setShown(shown + page)}>
            {drift.more(Math.min(page, entries.length - shown))}
          </Button>
        </div>
      )}
    </Panel>
  )
}
