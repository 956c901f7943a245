import type { Checklist, ChecklistItem } from '../catalog/checklist.ts'
import type { AnyCheck } from '../checks/check.ts'
import type { Device } from '../model/device.ts'
import type { Problem } from '../model/errors.ts'
import type { FactKey, Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import type { Change } from '../model/site.ts'

export interface JudgeOptions {
  readonly checklist: Checklist
  readonly checkById: (id: string) => AnyCheck | null
  readonly device: Device
  readonly readings: Readings
  /** As-found findings and finished changes of this device; together they make a pass into a `fixed`. */
  readonly asFound: readonly Finding[]
  readonly changes: readonly Change[]
  readonly at: string
}

/** The outcome of each item of the checklist on one device. Outcomes are computed here and nowhere else. */
export function judge(options: JudgeOptions): Finding[] {
  return options.checklist.items.map((item) => markFixed(judgeItem(item, options), options))
}

/** Findings of a device that could not be opened: nothing was seen, so nothing passes. */
export function unjudged(
  options: Pick<JudgeOptions, 'checklist' | 'checkById' | 'device' | 'at'>,
  problem: Problem,
): Finding[] {
  return options.checklist.items.map((item) => {
    const check = item.check === null ? null : options.checkById(item.check)
    const base = skeleton(item, options.device.id, check, options.at)
    if (!applies(item, options.device))
      return { ...base, outcome: 'notapplicable', observed: otherClass(options.device) }
    if (check === null) return { ...base, outcome: 'notchecked', observed: 'Nobody looked yet.' }
    return { ...base, outcome: 'error', observed: problem.message, problem }
  })
}

/** The facts that a checklist asks for, each once. */
export function neededFacts(checklist: Checklist, checkById: (id: string) => AnyCheck | null): FactKey[] {
  const keys = checklist.items.flatMap((item) => (item.check === null ? [] : (checkById(item.check)?.needs ?? [])))
  return [...new Set<FactKey>(keys)]
}

function judgeItem(item: ChecklistItem, { checkById, device, readings, at }: JudgeOptions): Finding {
  const check = item.check === null ? null : checkById(item.check)
  const base = skeleton(item, device.id, check, at)
  if (!applies(item, device)) return { ...base, outcome: 'notapplicable', observed: otherClass(device) }
  if (check === null) return { ...base, outcome: 'notchecked', observed: 'Nobody looked yet.' }
  const missing = firstMissing(check.needs, readings)
  if (missing !== null) {
    return { ...base, outcome: missing.outcome, observed: missing.problem.message, problem: missing.problem }
  }
  const facts = Object.fromEntries(
    check.needs.map((key: FactKey) => [key, (readings[key] as { value: unknown }).value]),
  )
  const verdict = check.evaluate(facts, check.params.parse(item.params))
  return { ...base, ...verdict }
}

/** A refusal or silence outweighs 'not offered': only when nothing but support is missing does the item not apply. */
function firstMissing(
  needs: readonly FactKey[],
  readings: Readings,
): { outcome: 'error' | 'notapplicable'; problem: Problem } | null {
  let unsupported: Problem | null = null
  for (const key of needs) {
    const reading = readings[key]
    if (reading === undefined) throw new Error(`the engine did not read ${key}`)
    if (reading.end === 'value') continue
    if (reading.end !== 'unsupported') return { outcome: 'error', problem: reading.problem }
    unsupported ??= reading.problem
  }
  return unsupported === null ? null : { outcome: 'notapplicable', problem: unsupported }
}

function markFixed(finding: Finding, { asFound, changes }: JudgeOptions): Finding {
  if (finding.outcome !== 'pass') return finding
  const failedBefore = asFound.some((before) => before.item === finding.item && before.outcome === 'fail')
  const changed = changes.some((change) => change.state === 'fixed' && mends(change.fix, finding.check))
  return failedBefore && changed ? { ...finding, outcome: 'fixed' } : finding
}

/** A fix is named as its check; a new firmware mends whatever is said of firmware. */
const mends = (fix: string, check: string | null): boolean =>
  fix === check || (fix === 'firmware-upgrade' && check?.startsWith('firmware-') === true)

function skeleton(item: ChecklistItem, deviceId: string, check: AnyCheck | null, at: string): Finding {
  return {
    deviceId,
    item: item.id,
    check: item.check,
    title: item.title,
    severity: item.severity,
    outcome: 'unknown',
    observed: '',
    expected: item.title,
    references: item.references,
    fix: item.fix,
    instruction: item.instruction,
    problem: null,
    facts: check?.needs ?? [],
    at,
  }
}

const applies = (item: ChecklistItem, device: Device): boolean =>
  item.appliesTo === null || device.deviceClass === 'unknown' || item.appliesTo.includes(device.deviceClass)

const otherClass = (device: Device): string => `Does not apply to a device of class ${device.deviceClass}.`
