import { Button } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Empty } from '../../components/empty.tsx'
import { Rows } from '../../components/rows.tsx'
import { OutcomeTag, Tag } from '../../components/tag.tsx'
import { engineText } from '../../text/engine-text.ts'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'
import { type Subject, worstSubjectsFirst } from './item-views.ts'

const { checklist } = text
/** So many rows are drawn at once: the worst are among them, and the rest is one click away. */
const page = 100

/** How every device, or the site itself, stands to one item. */
export function Subjects({ subjects }: { readonly subjects: readonly Subject[] }) {
  const [shown, setShown] = useState(page)
  if (subjects.length === 0) {
    return (
      <Empty icon={<IconListSearch size="1.5rem" stroke={1.5} aria-hidden />} title={checklist.noSubjects}>
        {checklist.noSubjectsText}
      </Empty>
    )
  }
  const rows = worstSubjectsFirst(subjects)
  return (
    <>
      <Rows caption={checklist.devices} head={[checklist.device, checklist.outcome, checklist.observed]}>
        {rows.slice(0, shown).map((subject) => (
          <tr key={subject.deviceId ?? 'site'}>
            <th scope="row">
              {subject.deviceId === null ? (
                checklist.siteSubject
              ) : (
                <>
                  <a className="mono" href={`#/devices/${subject.deviceId}`}>
                    {subject.address}
                  </a>
                  <br />
                  <span className="dim small">
                    {subject.type ?? (subject.deviceClass && text.deviceClass[subject.deviceClass])}
                  </span>
                </>
              )}
            </th>
            <td>
              <span className="item-tags">
                <OutcomeTag outcome={subject.outcome} />
                {subject.person !== null && subject.person !== 'answered' && (
                  <Tag tone={subject.person === 'stale' ? 'warn' : 'human'}>{checklist.person[subject.person]}</Tag>
                )}
                {subject.waivedUntil !== null && <Tag>{text.waiver.until(subject.waivedUntil)}</Tag>}
              </span>
            </td>
            <td className="observed">
              {engineText(subject.observed)}
              {subject.problem && (
                <span className="dim small">
                  {' '}
                  {problemWords(subject.problem).remedy} <span className="mono">{subject.problem.code}</span>
                </span>
              )}
            </td>
          </tr>
        ))}
      </Rows>
      {rows.length > shown && (
        <div className="pad">
          <Button variant="default" onClick={() => setShown(shown + page)}>
            {checklist.more(Math.min(page, rows.length - shown))}
          </Button>
        </div>
      )}
    </>
  )
}
