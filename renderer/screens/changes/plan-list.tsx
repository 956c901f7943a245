import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { text } from '../../text/text.ts'
import { DeviceDiff } from './device-diff.tsx'
import { byDevice, type Plan, type PlanStage } from './plan-groups.ts'

const { changes } = text

/** What the person decided about a plan that was not applied yet. */
export interface PlanChoice {
  readonly leftOut: ReadonlySet<string>
  readonly setLeftOut: (ids: ReadonlySet<string>) => void
  readonly confirmed: ReadonlySet<string>
  readonly setConfirmed: (ids: ReadonlySet<string>) => void
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
  const leftOut = choice?.leftOut ?? nobody
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
              choice.setLeftOut(leftOut.size === 0 ? new Set(groups.map(({ deviceId }) => deviceId)) : nobody)
            }
          />
        </div>
      )}
      {groups.slice(0, shown).map((group) => (
        <DeviceDiff
          key={group.deviceId}
          group={group}
          stage={stage}
          included={!leftOut.has(group.deviceId)}
          onToggle={() => choice?.setLeftOut(toggled(leftOut, group.deviceId))}
          confirmed={choice?.confirmed ?? nobody}
          onConfirm={(id) => choice?.setConfirmed(toggled(choice.confirmed, id))}
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
