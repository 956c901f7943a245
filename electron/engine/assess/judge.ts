import type { Checklist, ChecklistItem } from '../../catalog/checklist.ts'
import { type AnyCheck, factsOf } from '../../checks/check.ts'
import type { Attestation } from '../../model/attestation.ts'
import type { Device } from '../../model/device.ts'
import type { Problem } from '../../model/errors.ts'
import type { FactKey, Readings } from '../../model/facts.ts'
import { type Finding, siteSubject } from '../../model/finding.ts'
import type { Change } from '../../model/site.ts'
import type { Waiver } from '../../model/waiver.ts'
import { evaluateOn } from './evaluate.ts'
import { loosenedWords } from './loosenings.ts'
import { attest, nobodyLooked, waive } from './people.ts'

/** What judging a device and judging the site have in common. */
interface Judging {
  readonly checklist: Checklist
  readonly checkById: (id: string) => AnyCheck | null
  readonly readings: Readings
  /** As-found findings and finished changes of this device; together they make a pass into a `fixed`. */
  readonly asFound: readonly Finding[]
  readonly at: string
  /** Of the whole site, newest or not. */
  readonly attestations?: readonly Attestation[]
  readonly waivers?: readonly Waiver[]
  /** The list that a weaker one must not look as strong as; null where it is not at hand. */
  readonly baseline?: Checklist | null
}

export interface JudgeOptions extends Judging {
  readonly device: Device
  readonly changes: readonly Change[]
}

/**
 * The outcome of each item of the checklist on one device. Outcomes are computed here and nowhere else.
 * Items of the site itself are left out: `judgeSite` has them.
 */
export function judge(options: JudgeOptions): Finding[] {
  return itemsPer('device', options.checklist).map((item) => judgeItem(item, options.device, options))
}

/** The outcome of each item that the site answers once. Their findings carry `siteSubject` in the place of a device. */
export function judgeSite(options: Judging): Finding[] {
  return itemsPer('site', options.checklist).map((item) => judgeItem(item, null, { ...options, changes: [] }))
}

/** Findings of a device that could not be opened: nothing was seen, so nothing passes. What a person saw stands. */
export function unjudged(options: Omit<JudgeOptions, 'readings' | 'asFound' | 'changes'>, problem: Problem): Finding[] {
  const { checklist, checkById, device, at } = options
  return itemsPer('device', checklist).map((item) => {
    const check = item.check === null ? null : checkById(item.check)
    const base = skeleton(item, device.id, check, options)
    if (!applies(item, device)) return { ...base, outcome: 'notapplicable', observed: otherClass(device) }
    if (check !== null) return { ...base, outcome: 'error', observed: problem.message, problem }
    const seen = attest({ ...base, ...nobodyLooked }, item, options.attestations ?? [], at)
    return waive(seen, options.waivers ?? [], at)
  })
}

/** The facts that a checklist asks for, each once: of each device, or of the site itself. */
export function neededFacts(
  checklist: Checklist,
  checkById: (id: string) => AnyCheck | null,
  per: ChecklistItem['per'] = 'device',
): FactKey[] {
  const keys = itemsPer(per, checklist).flatMap((item) => {
    const check = item.check === null ? null : checkById(item.check)
    return check === null ? [] : factsOf(check)
  })
  return [...new Set<FactKey>(keys)]
}

function judgeItem(
  item: ChecklistItem,
  device: Device | null,
  options: Judging & Pick<JudgeOptions, 'changes'>,
): Finding {
  const { at } = options
  const check = item.check === null ? null : options.checkById(item.check)
  const base = skeleton(item, device?.id ?? siteSubject, check, options)
  if (device !== null && !applies(item, device)) {
    return { ...base, outcome: 'notapplicable', observed: otherClass(device) }
  }
  const seen: Finding =
    check === null
      ? { ...base, ...nobodyLooked }
      : { ...base, ...evaluateOn(check, options.readings, check.params.parse(item.params)) }
  const attested = attest(seen, item, options.attestations ?? [], at)
  return waive(markFixed(attested, options), options.waivers ?? [], at)
}

function markFixed(finding: Finding, { asFound, changes }: Pick<JudgeOptions, 'asFound' | 'changes'>): Finding {
  if (finding.outcome !== 'pass') return finding
  const failedBefore = asFound.some(
    (before) => before.item === finding.item && (before.waiver?.instead ?? before.outcome) === 'fail',
  )
  const changed = changes.some((change) => change.state === 'fixed' && mends(change.fix, finding.check))
  return failedBefore && changed ? { ...finding, outcome: 'fixed' } : finding
}

/** A fix is named as its check; a new firmware mends whatever is said of firmware. */
const mends = (fix: string, check: string | null): boolean =>
  fix === check || (fix === 'firmware-upgrade' && check?.startsWith('firmware-') === true)

function skeleton(
  item: ChecklistItem,
  deviceId: string,
  check: AnyCheck | null,
  { at, checklist, checkById, baseline = null }: Pick<Judging, 'at' | 'checklist' | 'checkById' | 'baseline'>,
): Finding {
  const loosened = loosenedWords(item, checklist, baseline, checkById)
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
    facts: check === null ? [] : factsOf(check),
    at,
    ...(item.manual === null || item.manual === undefined ? {} : { manual: item.manual }),
    ...(loosened.length === 0 ? {} : { loosened }),
  }
}

/** Lists from before items had a subject are about devices. */
const itemsPer = (per: ChecklistItem['per'], { items }: Checklist): ChecklistItem[] =>
  items.filter((item) => (item.per ?? 'device') === per)

const applies = (item: ChecklistItem, device: Device): boolean =>
  item.appliesTo === null || device.deviceClass === 'unknown' || item.appliesTo.includes(device.deviceClass)

const otherClass = (device: Device): string => `Does not apply to a device of class ${device.deviceClass}.`
