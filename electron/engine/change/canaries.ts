import type { Device } from '../../model/device.ts'

/** One device and the fixes that are planned for it. */
export interface PlannedDevice {
  readonly device: Device
  readonly fixes: readonly string[]
}

/** How changes spread over devices. */
export interface CanaryRule {
  /** Devices that must show a fix to hold before others of their driver and class get it. */
  readonly canary: number
  /** Devices of one wave; they are worked on side by side. */
  readonly width: number
}

/** What a canary proves for others: one fix, on devices of its driver and class. A recorder learns nothing from a camera. */
const subjectsOf = ({ device, fixes }: PlannedDevice): readonly string[] =>
  fixes.map((fix) => `${device.driver} ${device.deviceClass} ${fix}`)

/** Counts how often each fix was seen to hold. */
export class Proofs {
  readonly #times = new Map<string, number>()

  add(planned: PlannedDevice, held: readonly string[]): void {
    for (const subject of subjectsOf({ ...planned, fixes: held })) {
      this.#times.set(subject, (this.#times.get(subject) ?? 0) + 1)
    }
  }

  of(subject: string): number {
    return this.#times.get(subject) ?? 0
  }
}

/**
 * Devices that go ahead of the others, so few that each open fix is tried on `canary` of its driver and class. A fix on no more
 * devices than that has no others to spare, and needs none.
 */
export function canariesOf(
  waiting: readonly PlannedDevice[],
  canary: number,
  proofs: Proofs = new Proofs(),
): readonly PlannedDevice[] {
  const counts = new Map<string, number>()
  for (const subject of waiting.flatMap(subjectsOf)) counts.set(subject, (counts.get(subject) ?? 0) + 1)
  const wanted = new Map<string, number>()
  for (const [subject, count] of counts) {
    const missing = canary - proofs.of(subject)
    if (missing > 0 && count > missing) wanted.set(subject, missing)
  }
  // Those that can show most at once are asked first, so that few devices carry the risk.
  const eager = waiting.toSorted((left, right) => right.fixes.length - left.fixes.length)
  const chosen = new Set<PlannedDevice>()
  for (const planned of eager) {
    const subjects = subjectsOf(planned).filter((subject) => (wanted.get(subject) ?? 0) > 0)
    if (subjects.length === 0) continue
    for (const subject of subjects) wanted.set(subject, (wanted.get(subject) ?? 0) - 1)
    chosen.add(planned)
  }
  return waiting.filter((planned) => chosen.has(planned))
}

/** The devices of each wave after the canaries, `width` in each. Kinds on which people depend come last, each in waves of its own. */
export function wavesAfter(waiting: readonly PlannedDevice[], width: number): readonly (readonly PlannedDevice[])[] {
  const waves: PlannedDevice[][] = []
  let last: PlannedDevice | null = null
  for (const planned of byWeight(waiting)) {
    const wave = waves.at(-1)
    const isSameKind = last !== null && weightOf(last) === weightOf(planned)
    if (wave === undefined || !isSameKind || wave.length >= Math.max(1, width)) waves.push([planned])
    else wave.push(planned)
    last = planned
  }
  return waves
}

/** The waves that come when all goes well. The first are the canaries; it can be empty. */
export function wavesOf(planned: readonly PlannedDevice[], rule: CanaryRule): readonly (readonly PlannedDevice[])[] {
  const canaries = canariesOf(byWeight(planned), rule.canary)
  const ahead = new Set(canaries)
  return [
    canaries,
    ...wavesAfter(
      planned.filter((one) => !ahead.has(one)),
      rule.width,
    ),
  ]
}

/** Those first whose trouble hurts least: behind a recorder are many cameras, behind a switch all devices, behind a door people. */
export const byWeight = (planned: readonly PlannedDevice[]): PlannedDevice[] =>
  planned.toSorted((left, right) => weightOf(left) - weightOf(right))

const heavy: readonly Device['deviceClass'][] = ['nvr', 'switch', 'door-controller']
const weightOf = ({ device }: PlannedDevice): number => heavy.indexOf(device.deviceClass) + 1
