import type { Output } from '../../../electron/contract/channels.ts'

export type Plan = NonNullable<Output<'plan.view'>>
export type Change = Plan['changes'][number]
export type WaveRule = Plan['waves']

export interface DeviceChanges {
  readonly deviceId: string
  readonly device: string
  readonly changes: readonly Change[]
}

/** The changes of a plan by device, in the order of the plan. */
export function byDevice(changes: readonly Change[]): readonly DeviceChanges[] {
  const groups = new Map<string, { deviceId: string; device: string; changes: Change[] }>()
  for (const change of changes) {
    const known = groups.get(change.deviceId)
    if (known !== undefined) known.changes.push(change)
    else groups.set(change.deviceId, { deviceId: change.deviceId, device: change.device, changes: [change] })
  }
  return [...groups.values()]
}

export type PlanStage = 'planned' | 'running' | 'ended'

/** A plan is ended once one of its changes moved and none runs any more. */
export function stageOf(plan: Plan): PlanStage {
  if (plan.running) return 'running'
  return plan.changes.every(({ state }) => state === 'planned') ? 'planned' : 'ended'
}

/** Why a change was left alone and still needs somebody: not because its yes is missing, another device went wrong first, or the run ended. */
const leftForYes: readonly string[] = [
  'fix/not-confirmed',
  'fix/second-person-missing',
  'fix/canary-failed',
  'fix/wave-stopped',
  'fix/not-begun',
]

/** Changes that were begun and did not hold. */
export const isFailed = ({ state }: Change): boolean =>
  state === 'failed' || state === 'rolled-back' || state === 'unresolved'

/** Changes that a person must look at: they did not end as fixed, and were not merely left out. */
export const needsPerson = (change: Change): boolean =>
  isFailed(change) || (change.state === 'left' && !leftForYes.includes(change.problem?.code ?? ''))

/** The changes of the devices that nobody left out. */
export function takenIn({ changes, leftOut }: Pick<Plan, 'changes' | 'leftOut'>): readonly Change[] {
  const out = new Set(leftOut)
  return out.size === 0 ? changes : changes.filter(({ deviceId }) => !out.has(deviceId))
}

export const devicesOf = (changes: readonly Change[]): number => new Set(changes.map(({ deviceId }) => deviceId)).size

/** Changes that would be left alone: nobody said the yes that they ask for. */
export const waitsForYes = (
  { id, confirm, needsSecondPerson }: Change,
  confirmed: ReadonlySet<string>,
  approvedBy: string | null,
): boolean => (confirm !== null && !confirmed.has(id)) || (needsSecondPerson && approvedBy === null)

/** Changes that ask for a yes and do the same. */
export interface YesKind {
  readonly fix: string
  readonly item: string | null
  readonly title: string
  readonly asking: readonly Change[]
  /** Why they ask, each reason once, with the changes that have it. */
  readonly reasons: readonly { readonly reason: string; readonly amount: number }[]
}

/** The changes that ask for a yes, by what they do, in the order of the plan. */
export function yesKinds(changes: readonly Change[]): readonly YesKind[] {
  const kinds = new Map<string, Change[]>()
  for (const change of changes) {
    if (change.confirm === null) continue
    const known = kinds.get(change.fix)
    if (known !== undefined) known.push(change)
    else kinds.set(change.fix, [change])
  }
  return [...kinds].flatMap(([fix, asking]): YesKind[] => {
    const [first] = asking
    if (first === undefined) return []
    const reasons = new Map<string, number>()
    for (const { confirm } of asking) if (confirm !== null) reasons.set(confirm, (reasons.get(confirm) ?? 0) + 1)
    const { item, title } = first
    return [{ fix, item, title, asking, reasons: [...reasons].map(([reason, amount]) => ({ reason, amount })) }]
  })
}

/** Changes that need a person for the same cause: told once, with their devices. */
export interface Cause {
  readonly key: string
  readonly first: Change
  readonly changes: readonly Change[]
}

export function byCause(changes: readonly Change[]): readonly Cause[] {
  const causes = new Map<string, { key: string; first: Change; changes: Change[] }>()
  for (const change of changes) {
    const { state, title, problem } = change
    const key = [state, title, problem?.code ?? '', problem?.message ?? ''].join(' | ')
    const known = causes.get(key)
    if (known !== undefined) known.changes.push(change)
    else causes.set(key, { key, first: change, changes: [change] })
  }
  return [...causes.values()]
}
