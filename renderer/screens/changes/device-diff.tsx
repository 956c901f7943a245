import { Checkbox } from '@mantine/core'
import {
  IconArrowBackUp,
  IconBolt,
  IconCircleDashed,
  IconCircleX,
  IconEyeOff,
  IconHelpCircle,
  IconLoader2,
  IconPlayerStop,
  IconRotateClockwise,
  IconTool,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Tag, type Tone } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { engineText } from '../../text/engine-text.ts'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'
import { stateWord } from './change-end.ts'
import type { Change, DeviceChanges, PlanStage } from './plan-groups.ts'

const { changes } = text

interface DeviceDiffProps {
  readonly group: DeviceChanges
  readonly stage: PlanStage
  readonly included: boolean
  readonly onToggle: () => void
  /** Changes that a person said yes to one by one. */
  readonly confirmed: ReadonlySet<string>
  readonly onConfirm: (changeId: string) => void
  /** The wave that the device goes in; null while nobody knows. */
  readonly wave: number | null
}

/** The changes of one device as a diff: what is there, what will be there, what is felt and how it is undone. */
export function DeviceDiff({ group, stage, included, onToggle, confirmed, onConfirm, wave }: DeviceDiffProps) {
  return (
    <section className="diff" aria-label={changes.changesOn(group.device)}>
      <div className="diff-head">
        {stage === 'planned' && (
          <Checkbox aria-label={changes.include(group.device)} checked={included} onChange={onToggle} />
        )}
        <h2 className="cut">{group.device}</h2>
        <span className="grow" />
        {wave !== null && <Tag>{changes.wave(wave)}</Tag>}
      </div>
      <table>
        <caption className="sr">{changes.changesOn(group.device)}</caption>
        <thead className="sr">
          <tr>
            <th>{changes.what}</th>
            <th>{changes.fromTo}</th>
            <th>{stage === 'planned' ? changes.effect : changes.stateColumn}</th>
          </tr>
        </thead>
        <tbody>
          {group.changes.map((change) => (
            <tr key={change.id}>
              <th scope="row">
                {change.item !== null && <span className="mono dim small item-id">{change.item}</span>}
                {checklistText(change.title)}
              </th>
              <td>
                <Values change={change} />
              </td>
              <td className="diff-effect">
                {stage === 'planned' ? (
                  <Effect change={change} confirmed={confirmed.has(change.id)} onConfirm={() => onConfirm(change.id)} />
                ) : (
                  <State change={change} isLeftOut={!included} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Values({ change: { asFound, target } }: { readonly change: Change }) {
  return (
    <div className="diff-values">
      <span className="minus">
        <i aria-hidden>−</i>
        <span className="sr">{changes.from} </span>
        {engineText(asFound)}
      </span>
      <span className="plus">
        <i aria-hidden>+</i>
        <span className="sr">{changes.to} </span>
        {engineText(target)}
      </span>
    </div>
  )
}

const effectIcon: Readonly<Record<Change['disruption'], ReactNode>> = {
  none: null,
  low: null,
  medium: <IconEyeOff size="1em" aria-hidden />,
  high: <IconBolt size="1em" aria-hidden />,
}

function Effect(props: { readonly change: Change; readonly confirmed: boolean; readonly onConfirm: () => void }) {
  const { disruption, reboot, undo, confirm, needsSecondPerson, title, device } = props.change
  return (
    <>
      <span className={disruption === 'none' ? 'effect' : 'effect felt'}>
        {effectIcon[disruption]}
        {text.disruption[disruption]}
      </span>
      {reboot && (
        <span className="effect felt">
          <IconRotateClockwise size="1em" aria-hidden />
          {changes.reboot}
        </span>
      )}
      <span className="dim small">
        {changes.undo}: {engineText(undo)}
      </span>
      {needsSecondPerson && (
        <span className="effect felt">
          <IconUsers size="1em" aria-hidden />
          {changes.needsSecond}
        </span>
      )}
      {confirm !== null && (
        <div className="ask-yes">
          <span className="small">{engineText(confirm)}</span>
          <Checkbox
            label={changes.confirm}
            aria-label={changes.confirmFor(checklistText(title), device)}
            checked={props.confirmed}
            onChange={props.onConfirm}
          />
        </div>
      )}
    </>
  )
}

const stateLook: Readonly<Record<Change['state'], { readonly tone: Tone; readonly icon: ReactNode }>> = {
  planned: { tone: 'rest', icon: <IconCircleDashed size="1em" aria-hidden /> },
  applying: { tone: 'rest', icon: <IconLoader2 size="1em" className="spin" aria-hidden /> },
  fixed: { tone: 'fixed', icon: <IconTool size="1em" aria-hidden /> },
  failed: { tone: 'fail', icon: <IconCircleX size="1em" aria-hidden /> },
  'rolled-back': { tone: 'warn', icon: <IconArrowBackUp size="1em" aria-hidden /> },
  cancelled: { tone: 'rest', icon: <IconPlayerStop size="1em" aria-hidden /> },
  left: { tone: 'rest', icon: <IconCircleDashed size="1em" aria-hidden /> },
  unresolved: { tone: 'warn', icon: <IconHelpCircle size="1em" aria-hidden /> },
}

/** @param code of what went wrong: it says why something was left alone */
export function ChangeStateTag(props: {
  readonly state: Change['state']
  readonly code: string | null
  readonly isLeftOut?: boolean
}) {
  const { state, code, isLeftOut = false } = props
  const { tone, icon } = stateLook[state]
  return (
    <Tag tone={tone} icon={icon}>
      {stateWord(state, code, isLeftOut)}
    </Tag>
  )
}

function State({ change, isLeftOut }: { readonly change: Change; readonly isLeftOut: boolean }) {
  const { state, asLeft, approvedBy, problem } = change
  return (
    <div className="change-state">
      <ChangeStateTag state={state} code={problem?.code ?? null} isLeftOut={isLeftOut} />
      {asLeft !== null && (
        <span className="small">
          {changes.asLeft} <span className="mono">{engineText(asLeft)}</span>
        </span>
      )}
      {problem !== null && <span className="small">{problemWords(problem).message}</span>}
      {approvedBy !== null && <span className="small dim">{changes.agreed(approvedBy)}</span>}
    </div>
  )
}
