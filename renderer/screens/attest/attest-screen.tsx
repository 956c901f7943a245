import './attest.css'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconUserCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useParams } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { Asked } from '../../api/asked.tsx'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { offerUndo } from '../../frame/undo.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'
import { AttestForm } from './attest-form.tsx'
import { entryAt, isOpen, nextAfter, type QueueEntry, routeOf } from './attest-parts.ts'

const { attest } = text

/** One item at a time: what to look at, what was seen, what proves it, and whose name stands for it. */
export function AttestScreen() {
  return (
    <Asked channel="checklist.queue" input={undefined}>
      {(queue) => <Attest queue={queue} />}
    </Asked>
  )
}

function Attest({ queue }: { readonly queue: readonly QueueEntry[] }) {
  const { item, deviceClass } = useParams<{ item?: string; deviceClass?: string }>()
  const [, navigate] = useHashLocation()
  const forget = useForget()
  const withdraw = useAction('checklist.withdraw')
  const [saved, setSaved] = useState<string | null>(null)
  // Whoever looked at the last item usually looks at the next one too.
  const names = useRef<Readonly<Record<string, string>>>({})
  const entry = entryAt(queue, item, deviceClass)
  const done = queue.reduce((sum, { answered }) => sum + answered, 0)
  const stale = queue.reduce((sum, one) => sum + one.stale, 0)
  const all = queue.reduce((sum, one) => sum + one.answered + one.waiting + one.stale, 0)
  const head = (
    <PageHead
      title={attest.title}
      lead={`${attest.lead(done, all)}${stale > 0 ? ` ${attest.leadStale(stale)}` : ''}`}
    />
  )
  if (entry === null) {
    return (
      <div className="page">
        {head}
        <Empty
          icon={<IconUserCheck size="1.5rem" stroke={1.5} aria-hidden />}
          title={attest.empty}
          action={
            <Button variant="default" component="a" href="#/devices">
              {attest.toDevices}
            </Button>
          }
        >
          {attest.emptyText}
        </Empty>
      </div>
    )
  }
  const next = nextAfter(queue, entry)
  const goOn = () => {
    if (next !== null) navigate(routeOf(next))
  }
  return (
    <div className="page">
      {head}
      <p role="status" className={saved === null ? 'sr' : 'saved-note tone-human'}>
        {saved}
      </p>
      <div className="grid-attest">
        <Panel title={attest.items} aside={<span className="num">{attest.progress(done, all)}</span>} flush>
          <Queue queue={queue} at={entry} />
        </Panel>
        <Asked channel="checklist.item" input={{ item: entry.item }}>
          {(view) => (
            <AttestForm
              key={routeOf(entry)}
              entry={entry}
              item={view}
              names={names}
              next={next}
              onSkip={goOn}
              onSaved={(amount, ids) => {
                setSaved(attest.saved(amount, checklistText(entry.title)))
                forget('checklist', 'site')
                offerUndo(attest.attested(entry.item), async () => {
                  const answer = await withdraw.run({ ids })
                  setSaved(null)
                  forget('checklist', 'devices', 'site')
                  if (answer.ok) navigate(routeOf(entry))
                  return answer
                })
                goOn()
              }}
            />
          )}
        </Asked>
      </div>
    </div>
  )
}

function Queue({ queue, at }: { readonly queue: readonly QueueEntry[]; readonly at: QueueEntry }) {
  const current = useRef<HTMLAnchorElement>(null)
  const route = routeOf(at)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect belongs to the change of the entry
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [route])
  return (
    <ul className="attest-queue">
      {queue.map((entry) => {
        const all = entry.waiting + entry.stale + entry.answered
        const whom = entry.deviceClass === null ? attest.site : attest.one(text.deviceClass[entry.deviceClass], all)
        return (
          <li key={routeOf(entry)}>
            <a
              ref={entry === at ? current : null}
              href={`#${routeOf(entry)}`}
              aria-current={entry === at ? 'true' : undefined}
            >
              <StateIcon entry={entry} />
              <span className="queue-text">
                <span className="queue-title">{checklistText(entry.title)}</span>
                <span className="queue-note">
                  <span className="mono">{entry.item}</span> {whom}
                </span>
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

function StateIcon({ entry }: { readonly entry: QueueEntry }) {
  if (entry.stale > 0) {
    return <IconAlertTriangle size="1.15rem" className="c-warn" role="img" aria-label={attest.state.stale} />
  }
  if (isOpen(entry)) {
    return <IconCircleDashed size="1.15rem" className="c-rest" role="img" aria-label={attest.state.open} />
  }
  return <IconCircleCheck size="1.15rem" className="c-human" role="img" aria-label={attest.state.done} />
}
