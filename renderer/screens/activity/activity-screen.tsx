import './activity.css'
import { Button, SegmentedControl } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import type { Input, Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { useKeptState } from '../../api/kept-state.ts'
import { useAction } from '../../api/use-action.ts'
import { useEvent } from '../../api/use-event.ts'
import { useForget } from '../../api/use-refresh.ts'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { dateTimeText, timeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

const { activity } = text
type Kind = Input<'activity.list'>['kind']
type View = Output<'activity.list'>
type Entry = View['entries'][number]
const kinds: readonly Kind[] = ['all', 'changes', 'logins', 'readings', 'statements', 'evidence']

const isKind = (value: unknown): value is Kind => kinds.some((known) => known === value)

/** The log of the visit in words, newest first. */
export function ActivityScreen() {
  const [kind, setKind] = useKeptState<Kind>('activity kind', 'all', isKind)
  const forget = useForget()
  // Whatever changed, the log has new lines.
  useEvent('changed', () => forget('activity'))
  return (
    <div className="page">
      <PageHead title={activity.title} lead={activity.lead} />
      <SegmentedControl
        className="gap-below activity-kinds"
        aria-label={activity.kind}
        data={kinds.map((value) => ({ value, label: activity.kinds[value] }))}
        value={kind}
        onChange={(value) => setKind(kinds.find((known) => known === value) ?? 'all')}
      />
      <Asked channel="activity.list" input={{ kind, before: null }}>
        {(newest) => <Log key={kind} kind={kind} newest={newest} />}
      </Asked>
    </div>
  )
}

/** What was asked for beyond the newest page, newest first. */
interface Older {
  readonly entries: readonly Entry[]
  readonly next: number | null
}

/** The newest page stays live; older ones are asked for once, since they do not change any more. No line goes missing unsaid. */
function Log({ kind, newest }: { readonly kind: Kind; readonly newest: View }) {
  const more = useAction('activity.list')
  const [older, setOlder] = useState<Older | null>(null)
  const firstOlder = older?.entries[0]?.line ?? Number.NEGATIVE_INFINITY
  const fresh = newest.entries.filter(({ line }) => line > firstOlder)
  const entries = [...fresh, ...(older?.entries ?? [])]
  const next = older === null ? newest.next : older.next
  /** More came in than one page holds: between it and what was shown before, lines of this kind may be missing. */
  const torn =
    older !== null && fresh.length === newest.entries.length && newest.next !== null ? fresh.at(-1) : undefined
  if (entries.length === 0 && next === null) {
    return (
      <section className="panel">
        <Empty icon={<IconActivity size="1.5rem" stroke={1.5} aria-hidden />} title={activity.none}>
          {activity.noneText}
        </Empty>
      </section>
    )
  }
  const showOlder = async () => {
    if (next === null) return
    const answer = await more.run({ kind, before: next })
    if (!answer.ok) return
    // What was shown as newest until now is kept, so that no line between is lost.
    setOlder({ entries: [...(older?.entries ?? newest.entries), ...answer.value.entries], next: answer.value.next })
  }
  const mend = async (before: number) => {
    const answer = await more.run({ kind, before })
    if (!answer.ok) return
    setOlder((known) => known && { ...known, entries: joined([...fresh, ...answer.value.entries, ...known.entries]) })
  }
  return (
    <section className="panel">
      <Rows caption={activity.title} head={[activity.line, activity.at, activity.what, activity.device]}>
        {entries.map((entry, index) => {
          const between = entry.line - (entries[index + 1]?.line ?? entry.line) - 1
          return (
            <Fragment key={entry.line}>
              <tr>
                <td className="num dim small">{entry.line}</td>
                <td className="num nowrap" title={dateTimeText(entry.at)}>
                  {timeText(entry.at)}
                </td>
                <td className="break">{sentence(entry)}</td>
                <td>{entry.deviceId !== null && <a href={`#/devices/${entry.deviceId}`}>{entry.device}</a>}</td>
              </tr>
              {between > 0 && (
                <tr>
                  <td colSpan={4} className="dim small">
                    {entry === torn ? (
                      <Button variant="default" loading={more.busy} onClick={() => mend(entry.line)}>
                        {activity.betweenShow(between)}
                      </Button>
                    ) : (
                      activity.between(between)
                    )}
                  </td>
                </tr>
              )}
            </Fragment>
          )
        })}
      </Rows>
      {more.problem && <ProblemPanel problem={more.problem} />}
      {next !== null && (
        <p className="pad">
          <Button variant="default" loading={more.busy} onClick={showOlder}>
            {activity.older}
          </Button>
        </p>
      )}
    </section>
  )
}

/** Each line once, newest first. */
const joined = (entries: readonly Entry[]): Entry[] =>
  [...new Map(entries.map((entry) => [entry.line, entry])).values()].sort((a, b) => b.line - a.line)

function sentence({ type, values }: Entry): string {
  const says: Readonly<Record<string, (values: Entry['values']) => string>> = activity.says
  return says[type]?.(values) ?? activity.other(type)
}
