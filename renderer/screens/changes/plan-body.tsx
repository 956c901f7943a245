import { IconEye, IconHistory, IconPlayerPlay, IconPlugX } from '@tabler/icons-react'
import { useAction } from '../../api/use-action.ts'
import { ActButton } from '../../components/act-button.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { ByHand } from './by-hand.tsx'
import { NeedsYou } from './needs-you.tsx'
import { NowPanel } from './now-panel.tsx'
import { OrderPanel, useOrder } from './order-panel.tsx'
import { OtherPlans } from './other-plans.tsx'
import { devicesOf, needsPerson, type Plan, stageOf, waitsForYes, yesKinds } from './plan-groups.ts'
import { PlanList } from './plan-list.tsx'
import { Felt, NotPlanned } from './plan-parts.tsx'
import { SecondPerson } from './second-person.tsx'
import { useChoice } from './use-choice.ts'
import { waveCards } from './wave-cards.ts'
import { WaveStrip } from './wave-strip.tsx'
import { YesPanel } from './yes-panel.tsx'

const { changes } = text

interface PlanBodyProps {
  readonly plan: Plan
  /** Work runs: nothing new is started. */
  readonly busy: boolean
  /** The person lets new passwords cross the network readable, and wants the plan made anew. */
  readonly onAllowClear: () => void
}

/** A plan before, while and after it is applied. The rows stay where they are; only their state moves. */
export function PlanBody({ plan, busy, onAllowClear }: PlanBodyProps) {
  const stage = stageOf(plan)
  // Whoever looked at one device comes back from here to what waits elsewhere.
  const othersFirst = plan.onlyDevice !== null || plan.others.some((other) => other.stage !== 'ended')
  return (
    <div className="stack">
      {plan.allowClear && (
        <div className="banner tone-warn" role="note">
          <IconEye size="1.2rem" aria-hidden />
          <strong>{changes.clearAllowed}</strong>
        </div>
      )}
      {plan.cutOff && (
        <div className="banner tone-warn" role="note">
          <IconPlugX size="1.2rem" aria-hidden />
          <span>
            <strong>{changes.cutOff}</strong> {changes.cutOffText}
          </span>
        </div>
      )}
      {stage === 'planned' && <BackAgain plan={plan} />}
      {plan.onlyDevice !== null && <p className="sub">{changes.onlyDevice(plan.onlyDevice)}</p>}
      {plan.others.length > 0 && othersFirst && <OtherPlans others={plan.others} />}
      {plan.fromRecord && <p className="sub">{changes.fromRecord}</p>}
      {stage === 'planned' && plan.changes.length > 0 ? <Planned plan={plan} busy={busy} /> : <Moving plan={plan} />}
      {plan.trouble.length > 0 && (
        <NotPlanned items={plan.trouble} busy={busy} onAllowClear={stage === 'planned' ? onAllowClear : null} />
      )}
      {plan.byHand.length > 0 && <ByHand items={plan.byHand} />}
      {plan.others.length > 0 && !othersFirst && <OtherPlans others={plan.others} />}
    </div>
  )
}

/** A plan that waits since before the app ended, or the site was closed: what it is, and what is asked for again. */
function BackAgain({ plan }: { readonly plan: Plan }) {
  if (plan.backFrom === null) return null
  const asksSecond = plan.approvedBy === null && plan.changes.some(({ needsSecondPerson }) => needsSecondPerson)
  const asksYes = plan.changes.some(({ confirm }) => confirm !== null)
  return (
    <div className="banner tone-human" role="note">
      <IconHistory size="1.2rem" aria-hidden />
      <span>
        <strong>{changes.back(dateTimeText(plan.backFrom))}</strong> {changes.backText}
        {asksYes && ` ${changes.backYes}`}
        {asksSecond && ` ${changes.backSecond}`}
      </span>
    </div>
  )
}

/** While it is applied, and after: the waves, what needs a person, what is in hand, and every row. */
function Moving({ plan }: { readonly plan: Plan }) {
  const stage = stageOf(plan)
  const trouble = plan.changes.filter(needsPerson)
  const cards = waveCards(plan.order, plan.changes, plan.held)
  if (plan.changes.length === 0) return null
  return (
    <>
      {cards.length > 0 && <WaveStrip cards={cards} />}
      <div className={stage === 'running' ? 'grid-running' : undefined}>
        {trouble.length > 0 && <NeedsYou changes={trouble} />}
        {stage === 'running' && <NowPanel plan={plan} />}
      </div>
      <PlanList plan={plan} stage={stage} choice={null} />
    </>
  )
}

interface PlannedProps {
  readonly plan: Plan
  readonly busy: boolean
}

/** Before it is applied: what to leave out, every yes that is asked for, and how it spreads. */
function Planned({ plan, busy }: PlannedProps) {
  const choice = useChoice(plan)
  const { leftOut, confirmed, rule, change } = choice
  const apply = useAction('plan.apply')
  const included = plan.changes.filter(({ deviceId }) => !leftOut.has(deviceId))
  const ready = included.filter((change) => !waitsForYes(change, confirmed, plan.approvedBy))
  const order = useOrder(plan, [...new Set(ready.map(({ deviceId }) => deviceId))], rule)
  const waiting = included.length - ready.length
  const second = included.filter(({ needsSecondPerson }) => needsSecondPerson).length
  const canaries = order[0]?.length ?? 0
  const kinds = yesKinds(included)
  const ids = leftOut.size === 0 ? null : included.map(({ id }) => id)
  return (
    <div className="grid-plan">
      <div className="stack">
        {kinds.length > 0 && (
          <YesPanel kinds={kinds} confirmed={confirmed} onConfirm={(next) => change({ confirmed: next })} />
        )}
        <PlanList plan={plan} stage="planned" choice={{ ...choice, order }} />
      </div>
      <div className="stack plan-side">
        <Felt changes={included} />
        <div className="apply">
          {choice.problem && <ProblemPanel problem={choice.problem} />}
          {apply.problem && <ProblemPanel problem={apply.problem} onDismiss={apply.dismiss} />}
          <ActButton
            size="sm"
            fullWidth
            loading={apply.busy}
            disabled={busy || ready.length === 0}
            leftSection={<IconPlayerPlay size="1.1em" aria-hidden />}
            onClick={() => apply.run({ planId: plan.id, changeIds: ids, waves: rule, confirmed: [...confirmed] })}
          >
            {changes.apply(ready.length, devicesOf(ready))}
          </ActButton>
          {canaries > 0 && <p className="sub small">{changes.applyFirst(canaries)}</p>}
          {waiting > 0 && (
            <p className="small" role="status">
              {changes.waiting(waiting)}
            </p>
          )}
        </div>
        {second > 0 && <SecondPerson plan={plan} amount={second} />}
        <OrderPanel rule={rule} onRule={(next) => change({ rule: next })} order={order} />
      </div>
    </div>
  )
}
