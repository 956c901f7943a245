import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { text } from '../../text/text.ts'
import { DeviceDiff } from './device-diff.tsx'
import { byDevice, type Plan, type PlanStage } from './plan-groups.ts'
import type { Choice } from './use-choice.ts'

const { changes } = text

export interface PlanChoice extends Choice {
  readonly change: (patch: Partial<Choice>) => void
  /** Devices of each wave. */
  readonly order: readonly (readonly string[])[]
}

/** Devices that are drawn at once. */
const page = 50
const nobody: ReadonlySet<string> = new Set()

/** Every device of a plan with its changes. */
export function PlanList(props: {
  readonly plan: Plan
  readonly stage: PlanStage
  readonly choice: PlanChoice | null
}) {
  const { plan, stage, choice } = props
  const [shown, setShown] = useState(page)
  const groups = byDevice(plan.changes)
  const leftOut = choice?.leftOut ?? new Set(plan.leftOut)
  const order = choice?.order ?? plan.order
  const waves = new Map(order.flatMap((wave, number) => wave.map((id) => [id, number] as const)))
  return (
    <div className="plan-list">
      {choice !== null && (
        <div className="plan-all">
          <Checkbox
            label={changes.all(groups.length)}
            checked={leftOut.size === 0}
            indeterminate={leftOut.size > 0 && leftOut.size < groups.length}
            onChange={() =>
              choice.change({ leftOut: leftOut.size === 0 ? new Set(groups.map(({ deviceId }) => deviceId)) : nobody })
            }
          />
          {leftOut.size > 0 && (
            <p className="sub small" role="status">
              {changes.leftOutNote(leftOut.size)}
            </p>
          )}
        </div>
      )}
      {groups.slice(0, shown).map((group) => (
        <DeviceDiff
          key={group.deviceId}
          group={group}
          stage={stage}
          included={!leftOut.has(group.deviceId)}
          onToggle={() => choice?.change({ leftOut: toggled(leftOut, group.deviceId) })}
          confirmed={choice?.confirmed ?? nobody}
          onConfirm={(id) => choice?.change({ confirmed: toggled(choice.confirmed, id) })}
          wave={waves.get(group.deviceId) ?? null}
        />
      ))}
      {groups.length > shown && (
        <div className="plan-all">
          <Button variant="default" onClick={() => setShown(shown + page * 4)}>
            {changes.more(groups.length - shown)}
          </Button>
        </div>
      )}
    </div>
  )
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}
