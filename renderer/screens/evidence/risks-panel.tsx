import { Button } from '@mantine/core'
import { IconCircleCheck, IconUserQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { worstFirst } from '../../../electron/contract/worst-first.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { Tag } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { looseDate } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { RiskDialog } from './risk-dialog.tsx'

const { risks: words } = text
export type RiskRow = Output<'evidence.risks'>[number]

/** Points that are shown at once: the seal below them stays within reach. */
const shownAtOnce = 5

/** Devices of an item that nobody takes care of. */
const unowned = ({ forAll, failing }: RiskRow): number =>
  forAll === null ? failing.filter(({ own }) => own === null).length : 0

/** What still fails, with who takes care of it and by when, as the first page of the report says it. */
export function RisksPanel({ rows }: { readonly rows: readonly RiskRow[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [isWhole, setWhole] = useState(false)
  const row = rows.find(({ item }) => item === chosen)
  const open = rows.filter((each) => unowned(each) > 0).length
  const shown = isWhole ? byWorst(rows) : byWorst(rows).slice(0, shownAtOnce)
  return (
    <Panel
      title={words.title}
      aside={
        rows.length > 0 &&
        (open > 0 ? (
          <Tag tone="warn" icon={<IconUserQuestion size="1em" aria-hidden />}>
            {words.without(open)}
          </Tag>
        ) : (
          <Tag tone="pass" icon={<IconCircleCheck size="1em" aria-hidden />}>
            {words.all}
          </Tag>
        ))
      }
      flush
    >
      {rows.length === 0 ? (
        <p className="pad dim">{words.none}</p>
      ) : (
        <Rows caption={words.title} head={[words.severity, words.point, words.owner, '']}>
          {shown.map((each) => (
            <tr key={each.item}>
              <td>
                <SeverityMark severity={each.severity} />
              </td>
              <th scope="row">
                {each.item} {checklistText(each.title)}
                <div className="sub">{words.devices(each.failing.length)}</div>
              </th>
              <td>
                {ownersOf(each)}
                <div className="sub">{daysOf(each)}</div>
              </td>
              <td className="right nowrap">
                <ActButton variant="default" aria-label={words.nameFor(each.item)} onClick={() => setChosen(each.item)}>
                  {words.name}
                </ActButton>
              </td>
            </tr>
          ))}
        </Rows>
      )}
      {shown.length < rows.length && (
        <p className="pad">
          <Button variant="default" onClick={() => setWhole(true)}>
            {words.more(rows.length - shown.length)}
          </Button>
        </p>
      )}
      {row !== undefined && <RiskDialog row={row} onClose={() => setChosen(null)} />}
    </Panel>
  )
}

const byWorst = (rows: readonly RiskRow[]): readonly RiskRow[] =>
  [...rows].sort((a, b) => worstFirst.severities.indexOf(a.severity) - worstFirst.severities.indexOf(b.severity))

const wordsOf = ({ forAll, failing }: RiskRow) =>
  failing.flatMap(({ own }) => own ?? forAll ?? []).filter((word) => word !== null)

function ownersOf(row: RiskRow): string {
  const owners = [...new Set(wordsOf(row).map(({ owner }) => owner))]
  const missing = unowned(row)
  return [...owners, ...(missing > 0 ? [owners.length === 0 ? words.nobody : words.nobodyAt(missing)] : [])].join(', ')
}

function daysOf(row: RiskRow): string {
  const days = [...new Set(wordsOf(row).flatMap(({ due }) => due ?? []))].sort()
  return days.length === 0 ? words.noDay : days.map(looseDate).join(', ')
}
