import type { Checklist, ChecklistItem } from '../../catalog/checklist.ts'
import type { Output } from '../../contract/channels.ts'
import type { Attestation } from '../../model/attestation.ts'
import { type Device, endpointText } from '../../model/device.ts'
import { type Finding, siteSubject } from '../../model/finding.ts'
import type { FindingEnd } from '../../model/finding-end.ts'
import { concernsNobody, gaps } from '../../model/gap.ts'
import { countOutcomes } from '../../model/outcome.ts'
import { scoreOf } from '../../model/score.ts'
import { type Waiver, waiverState } from '../../model/waiver.ts'
import { askedOfPeople } from './attest-state.ts'
import { attestationView } from './statement-view.ts'

type View = Output<'checklist.view'>
type ItemRow = View['items'][number]
type ItemView = Output<'checklist.item'>
type Subject = ItemView['subjects'][number]
type QueueEntry = Output<'checklist.queue'>[number]

/** What the views of a checklist are made of. */
export interface ChecklistFacts {
  readonly checklist: Checklist
  readonly devices: readonly Device[]
  /** As left, of this visit, those of the site itself among them. */
  readonly findings: readonly FindingEnd[]
  readonly attestations: readonly Attestation[]
  readonly waivers: readonly Waiver[]
  readonly at: string
}

/** Every item over all devices, and the score with what it rests on. */
export function checklistView(facts: ChecklistFacts): View {
  const { checklist, devices } = facts
  const byItem = findingsByItem(facts)
  const judged = [...byItem.values()].flat()
  const missing = checklist.items.reduce(
    (sum, item) => sum + unlookedAt(item, devices, byItem.get(item.id)?.length ?? 0),
    0,
  )
  return {
    id: checklist.id,
    title: checklist.title,
    version: checklist.version,
    score: scoreOf(judged, { devices: missing, itemsPerDevice: 1 }),
    items: checklist.items.map((item) => itemRow(item, byItem.get(item.id) ?? [], facts)),
  }
}

/** One item with everything that is known of it, or null when the list has no such item. */
export function itemView(
  id: string,
  facts: ChecklistFacts & { readonly findings: readonly Finding[] },
): ItemView | null {
  const item = facts.checklist.items.find((one) => one.id === id)
  if (item === undefined) return null
  const found = findingsByItem(facts).get(id) ?? []
  return {
    row: itemRow(item, found, facts),
    rationale: item.rationale,
    references: [...item.references],
    params: Object.entries(item.params).map(([name, value]) => ({ name, value: paramText(value) })),
    instruction: item.instruction,
    appliesTo: item.appliesTo === null ? null : [...item.appliesTo],
    gaps: gaps.filter((gap) => item.answers.includes(gap.id)).map((gap) => ({ id: gap.id, title: gap.title })),
    form: item.form,
    subjects: subjectsOf(item, found, facts),
    attestations: facts.attestations
      .filter((entry) => entry.item === id)
      .toSorted((a, b) => b.at.localeCompare(a.at))
      .slice(0, 50)
      .map((entry) => attestationView(entry, item, facts)),
  }
}

/** What waits for a person, each item once for the site or once for each class of device, in the order of the list. */
export function attestQueue(facts: ChecklistFacts): QueueEntry[] {
  const asked = askedOfPeople(facts.checklist.items, facts.attestations, facts.at)
  const classOf = new Map(facts.devices.map((device) => [device.id, device.deviceClass]))
  const byItem = findingsByItem(facts)
  return facts.checklist.items.flatMap((item) => {
    if (item.manual === null) return []
    const entries = new Map<QueueEntry['deviceClass'], QueueEntry>()
    for (const finding of byItem.get(item.id) ?? []) {
      const state = asked(finding)
      if (state === null) continue
      const deviceClass = classOf.get(finding.deviceId) ?? null
      const { id, title, severity, manual } = item
      const known = entries.get(deviceClass) ?? {
        item: id,
        title,
        severity,
        manual,
        deviceClass,
        waiting: 0,
        stale: 0,
        answered: 0,
      }
      entries.set(deviceClass, { ...known, [state]: known[state] + 1 })
    }
    return [...entries.values()]
  })
}

function itemRow(item: ChecklistItem, found: readonly FindingEnd[], facts: ChecklistFacts): ItemRow {
  const asked = askedOfPeople([item], facts.attestations, facts.at)
  const states = found.map(asked)
  const missing = unlookedAt(item, facts.devices, found.length)
  const { shouldLook, notLooked } = scoreOf(found, { devices: missing, itemsPerDevice: 1 })
  return {
    item: item.id,
    title: item.title,
    severity: item.severity,
    per: item.per,
    manual: item.manual,
    fix: item.fix,
    counts: countOutcomes(found),
    looked: shouldLook - notLooked,
    shouldLook,
    waiting: states.filter((state) => state === 'waiting' || state === 'stale').length,
    stale: states.filter((state) => state === 'stale').length,
    loosened: [...new Set(found.flatMap(({ loosened = [] }) => loosened))],
    waivers: facts.waivers.filter((waiver) => waiver.item === item.id && waiverState(waiver, facts.at) === 'valid')
      .length,
    answers: [...item.answers],
  }
}

/** Findings of the items of this list: another list may have judged earlier in the visit. */
function findingsByItem<F extends FindingEnd>(
  of: ChecklistFacts & { readonly findings: readonly F[] },
): Map<string, F[]> {
  const { checklist, findings, devices } = of
  const groups = new Map<string, F[]>(checklist.items.map(({ id }) => [id, []]))
  const known = new Set<string>([siteSubject, ...devices.map(({ id }) => id)])
  for (const finding of findings) if (known.has(finding.deviceId)) groups.get(finding.item)?.push(finding)
  return groups
}

/** How many devices an item should have looked at and has no word of; for an item of the site, the site. */
function unlookedAt(item: ChecklistItem, devices: readonly Device[], found: number): number {
  if (item.per === 'site') return found === 0 ? 1 : 0
  // A finding that does not apply stands for a device of another class: those are told in both numbers.
  return Math.max(0, devices.length - found)
}

function subjectsOf(item: ChecklistItem, found: readonly Finding[], facts: ChecklistFacts): Subject[] {
  const asked = askedOfPeople([item], facts.attestations, facts.at)
  const deviceById = new Map(facts.devices.map((device) => [device.id, device]))
  return found
    .filter((finding) => !(finding.outcome === 'notapplicable' && concernsNobody(finding) && !finding.attestation))
    .map((finding) => {
      const device = deviceById.get(finding.deviceId) ?? null
      return {
        deviceId: device?.id ?? null,
        address: device === null ? '' : endpointText(device.endpoint),
        type: device === null ? null : typeOf(device),
        deviceClass: device?.deviceClass ?? null,
        outcome: finding.outcome,
        observed: finding.observed,
        problem: finding.problem,
        person: asked(finding),
        waivedUntil: finding.waiver?.state === 'valid' ? finding.waiver.expiresOn : null,
      }
    })
}

function typeOf({ identity: { manufacturer, model } }: Device): string | null {
  const words = [manufacturer, model].filter((part) => part !== null).join(' ')
  return words === '' ? null : words
}

function paramText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(paramText).join(', ')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
