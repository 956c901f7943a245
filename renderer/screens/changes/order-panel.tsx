import { NumberInput } from '@mantine/core'
import { useQuery } from '../../api/use-query.ts'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import type { Plan, WaveRule } from './plan-groups.ts'

const { changes } = text

interface OrderPanelProps {
  readonly rule: WaveRule
  readonly onRule: (rule: WaveRule) => void
  readonly order: readonly (readonly string[])[]
}

/** How the changes spread: who goes first, how many at a time, and when to stop. */
export function OrderPanel({ rule, onRule, order }: OrderPanelProps) {
  const { canary, width, stopShare } = rule
  const waves = order.map((wave, number) => ({ number, devices: wave.length })).filter(({ devices }) => devices > 0)
  const [first, ...rest] = waves
  const last = rest.at(-1)
  return (
    <Panel title={changes.order}>
      <div className="stack-tight">
        <NumberInput
          label={changes.canary}
          description={changes.canaryNote}
          min={0}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
          value={canary}
          onChange={(value) => onRule({ ...rule, canary: Number(value) || 0 })}
        />
        <NumberInput
          label={changes.width}
          min={1}
          max={200}
          allowDecimal={false}
          clampBehavior="strict"
          value={width}
          onChange={(value) => onRule({ ...rule, width: Number(value) || 1 })}
        />
        <NumberInput
          label={changes.stopShare}
          description={changes.stopShareNote}
          min={0}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
          suffix=" %"
          value={Math.round(stopShare * 100)}
          onChange={(value) => onRule({ ...rule, stopShare: (Number(value) || 0) / 100 })}
        />
        {first !== undefined && (
          <ol className="order-list" aria-live="polite">
            <li>
              <strong>{changes.wave(first.number)}</strong>
              <span>{changes.devices(first.devices)}</span>
            </li>
            {last !== undefined && (
              <li>
                <strong>{changes.waves(rest[0]?.number ?? 1, last.number)}</strong>
                <span>{changes.devices(rest.reduce((sum, { devices }) => sum + devices, 0))}</span>
              </li>
            )}
          </ol>
        )}
        <p className="dim small">{changes.orderNote}</p>
      </div>
    </Panel>
  )
}

/** The devices of each wave, as the engine would take them. Empty while it is asked. */
export function useOrder(plan: Plan, deviceIds: readonly string[], rule: WaveRule): readonly (readonly string[])[] {
  const query = useQuery('plan.order', { planId: plan.id, deviceIds: [...deviceIds], waves: rule })
  return query.status === 'ready' ? query.value : []
}
