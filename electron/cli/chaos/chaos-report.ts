import type { Change } from '../../model/site.ts'
import type { MishapKind } from '../../practice/chaos.ts'

/** What happens to the technician and the laptop. */
export type Interruption =
  | 'cancel'
  | 'hold'
  | 'sleep'
  | 'second-technician'
  | 'clock'
  | 'card-out'
  | 'disk-full'
  | 'disk-read-only'
  | `kill-${'intent' | 'sent' | 'verified' | 'committed'}`

/** What became of a visit while everything went wrong. Sentences are for whoever has to find out why. */
export interface ChaosReport {
  readonly seed: string
  readonly devices: number
  readonly mishaps: Readonly<Partial<Record<MishapKind, number>>>
  readonly interruptions: readonly Interruption[]
  /** Interruptions that should have struck and met no work. */
  readonly missed: readonly Interruption[]
  readonly changes: Readonly<Partial<Record<Change['state'], number>>>
  readonly lost: readonly string[]
  readonly lockouts: readonly string[]
  readonly untrue: readonly string[]
  readonly unexplained: readonly string[]
  /** Devices whose password change is not settled at the end, but for those that are `waiting`. */
  readonly undecided: readonly string[]
  /** Devices that store shortened passwords. */
  readonly cutOff: readonly string[]
  /** Of those: what they kept cannot be found without coming near a lock-out, and the site says so and what to do. */
  readonly waiting: readonly string[]
  readonly bugs: readonly string[]
  readonly seconds: number
}

/** What must never happen, one sentence each. None: the visit went as it must. */
export const violations = ({ lost, lockouts, untrue, unexplained, undecided, bugs }: ChaosReport): string[] => [
  ...lost.map((text) => `lost password: ${text}`),
  ...lockouts.map((text) => `locked out: ${text}`),
  ...untrue.map((text) => `untrue: ${text}`),
  ...unexplained.map((text) => `not explained: ${text}`),
  ...undecided.map((text) => `not settled: ${text}`),
  ...bugs.map((text) => `bug: ${text}`),
]

/** What the visit could not show, as nothing was left that it could strike: a small site may run out of password changes. */
export const unshown = ({ missed }: ChaosReport): string[] => missed.map((kind) => `never struck: ${kind}`)

const columns = [
  ['seed', 10],
  ['time', 8],
  ['mishaps', 9],
  ['interruptions', 15],
  ['fixed/others', 14],
  ['lost', 6],
  ['locked', 8],
  ['untrue', 8],
  ['unexplained', 13],
  ['undecided', 11],
  ['cut off/open', 14],
  ['bugs', 6],
] as const

const line = (cells: readonly (string | number)[]): string =>
  columns.map(([, width], index) => String(cells[index] ?? '').padStart(width)).join('')

/** The head of a table of reports. */
export const chaosHead = (): string => line(columns.map(([name]) => name))

/** One line of that table. */
export function chaosRow(report: ChaosReport): string {
  const { seed, seconds, mishaps, interruptions, changes } = report
  const { fixed = 0 } = changes
  return line([
    seed,
    `${seconds.toFixed(0)} s`,
    total(mishaps),
    interruptions.length,
    `${fixed}/${total(changes) - fixed}`,
    report.lost.length,
    report.lockouts.length,
    report.untrue.length,
    report.unexplained.length,
    report.undecided.length,
    `${report.cutOff.length}/${report.waiting.length}`,
    report.bugs.length,
  ])
}

export const total = (counts: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0)

export function counted<T extends string>(values: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
