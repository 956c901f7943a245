import { useQueryClient } from '@tanstack/react-query'
import { useAction } from '../../api/use-action.ts'
import { queryKey } from '../../api/use-query.ts'
import type { Plan, WaveRule } from './plan-groups.ts'

/** What a person decided about a plan that was not applied yet. Main keeps it: it outlives the screen, a lock and the page. */
export interface Choice {
  readonly leftOut: ReadonlySet<string>
  readonly confirmed: ReadonlySet<string>
  readonly rule: WaveRule
}

interface KeptChoice extends Choice {
  readonly problem: ReturnType<typeof useAction<'plan.choose'>>['problem']
  change(patch: Partial<Choice>): void
}

/** The choice as the plan tells it. A change of it is shown at once, and given to main. */
export function useChoice(plan: Plan): KeptChoice {
  const client = useQueryClient()
  const { problem, run } = useAction('plan.choose')
  const choice: Choice = {
    leftOut: new Set(plan.leftOut),
    confirmed: new Set(plan.confirmed),
    rule: plan.waves,
  }
  const key = queryKey('plan.view', undefined)
  const change = async (patch: Partial<Choice>) => {
    const { leftOut, confirmed, rule } = { ...choice, ...patch }
    const next = { leftOut: [...leftOut], confirmed: [...confirmed], waves: rule }
    // An answer that is on its way knows nothing of this yet.
    const wasAsked = client.isFetching({ queryKey: key }) > 0
    if (wasAsked) await client.cancelQueries({ queryKey: key })
    client.setQueryData<Plan | null>(key, (known) => (known?.id === plan.id ? { ...known, ...next } : known))
    const answer = await run({ planId: plan.id, ...next })
    if (wasAsked || !answer.ok) await client.invalidateQueries({ queryKey: key })
  }
  return { ...choice, problem, change: (patch) => void change(patch) }
}
