import type { Output } from '../../../electron/contract/channels.ts'

export type Plan = NonNullable<Output<'plan.view'>>
export type Change = Plan['changes'][number]

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

/** Changes that a person must look at: they did not end as fixed, and were not merely left out. */
export const needsPerson = ({ state }: Change): boolean =>
  state === 'failed' || state === 'rolled-back' || state === 'unresolved'

export const devicesOf = (changes: readonly Change[]): number => new Set(changes.map(({ deviceId }) => deviceId)).size

/** Changes that would be left alone: nobody said the yes that they ask for. */
export const waitsForYes = (
  { id, confirm, needsSecondPerson }: Change,
  confirmed: ReadonlySet<string>,
  approvedBy: string | null,
): boolean => (confirm !== null && !confirmed.has(id)) || (needsSecondPerson && approvedBy === null)
