import './checklist.css'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconChevronRight, IconClockPause, IconTool, IconUserCheck } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useParams } from 'wouter'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { ActButton } from '../../components/act-button.tsx'
import { OutcomeStrip } from '../../components/outcome-strip.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { checklistText, referenceText } from '../../text/checklist-text.ts'
import { engineText } from '../../text/engine-text.ts'
import { text } from '../../text/text.ts'
import { ItemTags } from './checklist-screen.tsx'
import { Statements } from './statements.tsx'
import { Subjects } from './subjects.tsx'
import { WaiveDialog } from './waive-dialog.tsx'

type Item = Output<'checklist.item'>
const { checklist } = text

/** One item: what is asked and why, how every device stands to it, and what people said. */
export function ItemScreen() {
  const { item = '' } = useParams<{ item: string }>()
  return (
    <Asked channel="checklist.item" input={{ item }}>
      {(view) => <ItemPage view={view} />}
    </Asked>
  )
}

function ItemPage({ view }: { readonly view: Item }) {
  const [waiving, setWaiving] = useState(false)
  const { row } = view
  return (
    <div className="page">
      <nav className="crumbs" aria-label={checklist.crumb}>
        <a href="#/checklist">{checklist.title}</a>
        <IconChevronRight size="1em" aria-hidden />
        <span className="mono">{row.item}</span>
      </nav>
      <PageHead
        title={checklistText(row.title)}
        lead={
          <span className="item-tags">
            <SeverityMark severity={row.severity} />
            <ItemTags item={row} />
          </span>
        }
      >
        {row.counts.fail > 0 && row.fix === 'offered' && (
          <Button variant="default" component="a" href="#/changes" leftSection={<IconTool size="1.1em" aria-hidden />}>
            {checklist.planFixes}
          </Button>
        )}
        <ActButton
          variant="default"
          leftSection={<IconClockPause size="1.1em" aria-hidden />}
          onClick={() => setWaiving(true)}
        >
          {checklist.waive}
        </ActButton>
        {view.subjects.some(({ person }) => person !== null) && (
          <Button component="a" href={`#/attest/${row.item}`} leftSection={<IconUserCheck size="1.1em" aria-hidden />}>
            {checklist.attestThis}
          </Button>
        )}
      </PageHead>
      {row.loosened.length > 0 && (
        <div className="loosened-note tone-warn">
          <IconAlertTriangle size="1.2rem" aria-hidden />
          <span>
            <strong>{checklist.loosened}: </strong>
            {row.loosened.map(engineText).join('; ')}
          </span>
        </div>
      )}
      <div className="grid-item">
        <div className="stack">
          <Panel
            title={row.per === 'site' ? checklist.siteSubject : checklist.devices}
            aside={row.per === 'device' && <span>{checklist.subjects(view.subjects.length)}</span>}
            flush
          >
            <div className="subject-tools">
              <OutcomeStrip counts={row.counts} shouldLook={row.shouldLook} />
            </div>
            <Subjects subjects={view.subjects} />
          </Panel>
          <Panel title={checklist.statements} flush>
            <Statements attestations={view.attestations} />
          </Panel>
        </div>
        <Panel title={checklist.demand}>
          <Demand view={view} />
        </Panel>
      </div>
      {waiving && <WaiveDialog view={view} onClose={() => setWaiving(false)} />}
    </div>
  )
}

function Demand({ view }: { readonly view: Item }) {
  const { rationale, instruction, params, references, appliesTo, gaps, row } = view
  return (
    <div className="item-texts">
      <Said title={checklist.why}>{checklistText(rationale)}</Said>
      {instruction !== null && <Said title={checklist.byHand}>{checklistText(instruction)}</Said>}
      {params.length > 0 && (
        <Said title={checklist.strict}>
          {params.map(({ name, value }) => (
            <span key={name} className="break">
              <span className="mono">{name}</span> {value}
              <br />
            </span>
          ))}
        </Said>
      )}
      {row.per === 'device' && (
        <Said title={checklist.appliesTo}>
          {appliesTo === null ? checklist.everyDevice : appliesTo.map((name) => text.deviceClass[name]).join(', ')}
        </Said>
      )}
      {gaps.length > 0 && (
        <Said title={checklist.answersGaps}>
          {gaps.map(({ id, title }) => (
            <span key={id}>
              <a href="#/gaps">
                <span className="mono">{id}</span> {checklistText(title)}
              </a>
              <br />
            </span>
          ))}
        </Said>
      )}
      <Said title={checklist.references}>{references.map(referenceText).join('; ')}</Said>
    </div>
  )
}

function Said({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <p className="sub">{children}</p>
    </section>
  )
}
