import { Button, Checkbox } from '@mantine/core'
import { IconBolt, IconEye, IconEyeOff, IconKey, IconPlayerPlay, IconRotateClockwise } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/en.ts'
import { DeviceDiff } from './device-diff.tsx'
import { NeedsYou } from './needs-you.tsx'
import { byDevice, type Change, devicesOf, needsPerson, type Plan, stageOf } from './plan-groups.ts'

const { changes } = text

interface PlanBodyProps {
  readonly plan: Plan
  /** Work runs: nothing new is started. */
  readonly busy: boolean
  /** The person lets new passwords cross the network readable, and wants the plan made anew. */
  readonly onAllowClear: () => void
}

/** What the engine says when it keeps a password back, because it would be readable on its way. */
const withheld = 'device/credential-withheld'

/** A plan before, while and after it is applied. The rows stay where they are; only their state moves. */
export function PlanBody({ plan, busy, onAllowClear }: PlanBodyProps) {
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const apply = useAction('plan.apply')
  const stage = stageOf(plan)
  const groups = byDevice(plan.changes)
  const included = plan.changes.filter(({ deviceId }) => !leftOut.has(deviceId))
  const trouble = plan.changes.filter(needsPerson)
  const toggle = (deviceId: string) => {
    const next = new Set(leftOut)
    if (!next.delete(deviceId)) next.add(deviceId)
    setLeftOut(next)
  }
  const ids = leftOut.size === 0 ? null : included.map(({ id }) => id)
  return (
    <div className={stage === 'planned' ? 'grid-plan' : undefined}>
      <div className="stack">
        {plan.allowClear && (
          <div className="banner tone-warn" role="note">
            <IconEye size="1.2rem" aria-hidden />
            <strong>{changes.clearAllowed}</strong>
          </div>
        )}
        {trouble.length > 0 && <NeedsYou changes={trouble} />}
        {plan.changes.length > 0 && (
          <div className="plan-list">
            {stage === 'planned' && (
              <div className="plan-all">
                <Checkbox
                  label={changes.all(groups.length)}
                  checked={leftOut.size === 0}
                  indeterminate={leftOut.size > 0 && included.length > 0}
                  onChange={() =>
                    setLeftOut(leftOut.size === 0 ? new Set(groups.map(({ deviceId }) => deviceId)) : new Set())
                  }
                />
              </div>
            )}
            {groups.map((group) => (
              <DeviceDiff
                key={group.deviceId}
                group={group}
                stage={stage}
                included={!leftOut.has(group.deviceId)}
                onToggle={() => toggle(group.deviceId)}
              />
            ))}
          </div>
        )}
        {plan.trouble.length > 0 && (
          <NotPlanned items={plan.trouble} busy={busy} onAllowClear={stage === 'planned' ? onAllowClear : null} />
        )}
        {plan.byHand.length > 0 && <ByHand items={plan.byHand} />}
      </div>
      {stage === 'planned' && plan.changes.length > 0 && (
        <div className="stack plan-side">
          <Felt changes={included} />
          <div className="apply">
            {apply.problem && <ProblemPanel problem={apply.problem} onDismiss={apply.dismiss} />}
            <Button
              size="sm"
              fullWidth
              loading={apply.busy}
              disabled={busy || included.length === 0}
              leftSection={<IconPlayerPlay size="1.1em" aria-hidden />}
              onClick={() => apply.run({ planId: plan.id, changeIds: ids })}
            >
              {changes.apply(included.length, devicesOf(included))}
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}

/** What people on site will notice. A zero is said aloud. */
function Felt({ changes: included }: { readonly changes: readonly Change[] }) {
  const restarts = devicesOf(included.filter(({ reboot }) => reboot))
  const streams = included.filter(({ disruption }) => disruption === 'medium').length
  const cutOff = included.filter(({ disruption }) => disruption === 'high').length
  const passwords = included.filter(({ renewsLogin }) => renewsLogin).length
  return (
    <Panel title={changes.felt}>
      <ul className="felt-list">
        <FeltLine
          icon={<IconRotateClockwise size="1.1rem" aria-hidden />}
          amount={restarts}
          words={changes.feltReboot}
        />
        <FeltLine icon={<IconEyeOff size="1.1rem" aria-hidden />} amount={streams} words={changes.feltStreams} />
        <FeltLine icon={<IconBolt size="1.1rem" aria-hidden />} amount={cutOff} words={changes.feltCutOff} />
        <FeltLine icon={<IconKey size="1.1rem" aria-hidden />} amount={passwords} words={changes.feltPasswords} />
      </ul>
    </Panel>
  )
}

function FeltLine(props: {
  readonly icon: ReactNode
  readonly amount: number
  readonly words: (amount: number) => string
}) {
  return (
    <li>
      {props.icon}
      <strong className="num">{props.amount}</strong>
      <span>{props.words(props.amount)}</span>
    </li>
  )
}

function NotPlanned(props: {
  readonly items: Plan['trouble']
  readonly busy: boolean
  readonly onAllowClear: (() => void) | null
}) {
  const { items, busy, onAllowClear } = props
  const readable = items.filter(({ problem }) => problem.code === withheld).length
  return (
    <Panel title={changes.trouble} aside={items.length} flush>
      <ul className="trouble-list">
        {items.map(({ deviceId, device, problem }) => (
          <li key={`${deviceId} ${problem.message}`}>
            <span className="trouble-head">
              <a href={`#/devices/${deviceId}`}>{device}</a>
              <span className="grow" />
              <span className="mono dim small">{problem.code}</span>
            </span>
            <strong>{problem.message}</strong>
            <span className="sub remedy">
              <b>{text.common.doThis}</b>
              {problem.remedy}
            </span>
          </li>
        ))}
      </ul>
      {readable > 0 && onAllowClear && (
        <div className="allow-clear">
          <p className="sub">{changes.allowClearText}</p>
          <Button variant="default" disabled={busy} onClick={onAllowClear}>
            {changes.allowClear(readable)}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function ByHand({ items }: { readonly items: Plan['byHand'] }) {
  return (
    <Panel title={changes.byHand} aside={items.length} flush>
      <p className="pad sub">{changes.byHandText}</p>
      <ul className="trouble-list">
        {items.map(({ device, item, title, instruction }) => (
          <li key={`${device} ${item}`}>
            <span className="trouble-head">
              <strong className="mono">{device}</strong>
              <span className="mono item-id">{item}</span>
              <span>{title}</span>
            </span>
            <span className="sub">{instruction}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
