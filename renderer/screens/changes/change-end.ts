import { text } from '../../text/text.ts'
import type { Change, Plan } from './plan-groups.ts'

const { changes } = text

/** How a change ended, as coarse as it is counted. */
export type ChangeEnd = keyof typeof changes.endCount

const ends: Readonly<Record<Change['state'], ChangeEnd>> = {
  planned: 'planned',
  applying: 'applying',
  fixed: 'fixed',
  failed: 'failed',
  'rolled-back': 'rolledBack',
  cancelled: 'cancelled',
  left: 'left',
  unresolved: 'unresolved',
}

/** Why a change was left alone, where the code says more than that it was. */
const leftBecause: Readonly<Record<string, ChangeEnd>> = {
  'fix/not-confirmed': 'noYes',
  'fix/second-person-missing': 'noYes',
  'fix/canary-failed': 'notBegun',
  'fix/wave-stopped': 'notBegun',
  'fix/not-begun': 'notBegun',
}

/** @param leftOut devices that a person left out of the plan */
function endOf({ state, problem, deviceId }: Change, leftOut: ReadonlySet<string>): ChangeEnd {
  if (state === 'planned' && leftOut.has(deviceId)) return 'leftOut'
  return (state === 'left' && leftBecause[problem?.code ?? '']) || ends[state]
}

/** `12 fixed, 1 rolled back`: every end that occurs, in words. */
export function endedCounts({ changes: all, leftOut }: Pick<Plan, 'changes' | 'leftOut'>): string {
  const out = new Set(leftOut)
  const counts = new Map<ChangeEnd, number>()
  for (const change of all) {
    const end = endOf(change, out)
    counts.set(end, (counts.get(end) ?? 0) + 1)
  }
  const order = Object.keys(changes.endCount) as ChangeEnd[]
  return order.flatMap((end) => (counts.has(end) ? changes.endCount[end](counts.get(end) ?? 0) : [])).join(', ')
}

/** The word that stands at a change: what became of it, and of what was left alone why. */
export function stateWord(state: Change['state'], code: string | null, isLeftOut = false): string {
  if (isLeftOut && state === 'planned') return changes.leftOut
  if (state === 'cancelled') return changes.cancelledByPerson
  const said: Readonly<Record<string, string>> = changes.stateBecause
  return (code !== null && said[code]) || text.changeState[state]
}
