import './activity.css'
import { Button, SegmentedControl } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { useState } from 'react'
import type { Input, Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { useEvent } from '../../api/use-event.ts'
import { useForget } from '../../api/use-refresh.ts'
import { Asked } from '../../components/asked.tsx'
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

/** The log of the visit in words, newest first. */
export function ActivityScreen() {
  const [kind, setKind] = useState<Kind>('all')
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

/** The newest page stays live; older ones are asked for once, since they do not change any more. */
function Log({ kind, newest }: { readonly kind: Kind; readonly newest: View }) {
  const more = useAction('activity.list')
  const [older, setOlder] = useState<{ readonly entries: readonly Entry[]; readonly next: number | null } | null>(null)
  const firstOlder = older?.entries[0]?.line ?? Number.NEGATIVE_INFINITY
  const entries = [...newest.entries.filter(({ line }) => line > firstOlder), ...(older?.entries ?? [])]
  const next = older === null ? newest.next : older.next
  if (entries.length === 0 && next === null) {
    return (
      <section className="panel">
        <Empty icon={<IconActivity size="1.5rem" stroke={1.5} aria-hidden />} title={activity.none}>
          {activity.noneText}
        </Empty>
      </section>
    )
  }
  return (
    <section className="panel">
      <Rows caption={activity.title} head={[activity.line, activity.at, activity.what, activity.device]}>
        {entries.map((entry) => (
          <tr key={entry.line}>
            <td className="num dim small">{entry.line}</td>
            <td className="num nowrap" title={dateTimeText(entry.at)}>
              {timeText(entry.at)}
            </td>
            <td className="break">{sentence(entry)}</td>
            <td>{entry.deviceId !== null && <a href={`#/devices/${entry.deviceId}`}>{entry.device}</a>}</td>
          </tr>
        ))}
      </Rows>
      {more.problem && <ProblemPanel problem={more.problem} />}
      {next !== null && (
        <p className="pad">
          <Button
            variant="default"
            loading={more.busy}
            onClick={async () => {
              const answer = await more.run({ kind, before: next })
              if (!answer.ok) return
              // What was shown as newest until now is kept, so that no line between is lost.
              const kept = older?.entries ?? newest.entries
              setOlder({ entries: [...kept, ...answer.value.entries], next: answer.value.next })
            }}
          >
            {activity.older}
          </Button>
        </p>
      )}
    </section>
  )
}

function sentence({ type, values }: Entry): string {
  const says: Readonly<Record<string, (values: Entry['values']) => string>> = activity.says
  return says[type]?.(values) ?? type
}
