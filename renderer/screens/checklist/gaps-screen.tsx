import './checklist.css'
import {
  IconChevronRight,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconClockPause,
  IconHelpCircle,
} from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'

type Report = Output<'checklist.gaps'>
type Gap = Report['gaps'][number]
const { gap, checklist } = text

/** How each state looks: a tone, an icon and a word. What nobody saw is never drawn as closed. */
const look: Readonly<Record<Gap['state'], { readonly tone: Tone; readonly icon: typeof IconCircleX }>> = {
  closed: { tone: 'pass', icon: IconCircleCheck },
  open: { tone: 'fail', icon: IconCircleX },
  waived: { tone: 'rest', icon: IconClockPause },
  unseen: { tone: 'warn', icon: IconHelpCircle },
  unanswered: { tone: 'warn', icon: IconCircleDashed },
  notapplicable: { tone: 'rest', icon: IconCircleMinus },
}

/** Both documents, gap by gap: which items answer, and what remains open. */
export function GapsScreen() {
  return (
    <div className="page">
      <nav className="crumbs" aria-label={checklist.crumb}>
        <a href="#/checklist">{checklist.title}</a>
        <IconChevronRight size="1em" aria-hidden />
        <span>{gap.title}</span>
      </nav>
      <PageHead title={gap.title} lead={gap.lead} />
      <Asked channel="checklist.gaps" input={undefined}>
        {({ documents, gaps }) => (
          <div className="stack">
            {(['A', 'B'] as const).map((document) => (
              <Document
                key={document}
                title={documents[document]}
                letter={document}
                gaps={gaps.filter((one) => one.document === document)}
              />
            ))}
          </div>
        )}
      </Asked>
    </div>
  )
}

function Document(props: { readonly title: string; readonly letter: string; readonly gaps: readonly Gap[] }) {
  const { title, letter, gaps } = props
  const closed = gaps.filter(({ state }) => state === 'closed').length
  return (
    <Panel title={gap.document(letter)} aside={<span>{gap.summary(closed, gaps.length)}</span>} flush>
      <p className="pad sub">{title}</p>
      <Rows caption={title} head={[gap.column.id, gap.column.demand, gap.column.state, gap.column.items]}>
        {gaps.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="item-cell">
              <span className="mono dim">{one.id}</span> {gap.kind[one.kind]}
              <br />
              {checklistText(one.title)}
            </th>
            <td className="observed">
              {checklistText(one.demand)}
              {one.note !== null && <p className="dim small">{checklistText(one.note)}</p>}
            </td>
            <td>
              <State state={one.state} />
              <p className="dim small">{gap.stateText[one.state]}</p>
            </td>
            <td>
              <Answering title={gap.remain} items={one.items.filter(({ remaining }) => remaining)} />
              <Answering title={gap.settled} items={one.items.filter(({ remaining }) => !remaining)} />
            </td>
          </tr>
        ))}
      </Rows>
    </Panel>
  )
}

function Answering({ title, items }: { readonly title: string; readonly items: Gap['items'] }) {
  if (items.length === 0) return null
  return (
    <div className="gap-answering">
      <span className="dim small">{title}</span>
      <ul className="gap-items">
        {items.map(({ id, title: what }) => (
          <li key={id}>
            <a className="mono" href={`#/checklist/${id}`} title={checklistText(what)}>
              {id}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function State({ state }: { readonly state: Gap['state'] }) {
  const { tone, icon: Icon } = look[state]
  return (
    <Tag tone={tone} icon={<Icon size="1em" stroke={2} aria-hidden />}>
      {gap.state[state]}
    </Tag>
  )
}
