import { siteSubject } from '../../../model/finding.ts'
import type { ListStrength } from '../../../model/list-strength.ts'
import { effectiveRisk, type OpenRisk } from '../../../model/open-risk.ts'
import { type Outcome, type OutcomeCounts, outcomes, type Severity, severities } from '../../../model/outcome.ts'
import type { AnyResults, Results, ResultsDevice, ResultsFinding } from '../results-shape.ts'

/** How many findings ended in one of these. */
export const sum = (counts: OutcomeCounts, ...which: readonly Outcome[]): number =>
  which.reduce((total, outcome) => total + counts[outcome], 0)

/** Outcomes that leave a question open: nobody can say that the point holds. */
const undecided: readonly Outcome[] = ['error', 'unknown', 'notchecked']

/** What nobody looked at is `notchecked`. */
export const leftOf = ({ asLeft }: Pick<ResultsFinding, 'asLeft'>): Outcome => asLeft?.outcome ?? 'notchecked'
export const foundOf = ({ asFound }: Pick<ResultsFinding, 'asFound'>): Outcome => asFound?.outcome ?? 'notchecked'
const bySeverity = (a: Severity, b: Severity): number => severities.indexOf(a) - severities.indexOf(b)

/** One item of the checklist over all devices. */
export interface ItemReading {
  readonly item: string
  readonly title: string
  readonly severity: Severity
  readonly instruction: string | null
  readonly expected: string
  readonly before: OutcomeCounts
  readonly after: OutcomeCounts
  /** Addresses of the devices that fail as left. */
  readonly failing: readonly string[]
  /** The same devices by id. */
  readonly failingIds: readonly string[]
  /** What was seen where it fails, each text once. */
  readonly seen: readonly string[]
  /** In which way the list asks less than the baseline here. */
  readonly loosened: readonly string[]
}

/** A point that stays open, as the first page says it. */
export interface RiskReading {
  readonly item: string
  readonly title: string
  readonly severity: Severity
  readonly where: readonly string[]
  readonly owner: string | null
  readonly due: string | null
  readonly note: string
}

/** One reason why something was not looked at or could not be decided, and how often. */
export interface GapReading {
  readonly reason: string
  readonly devices: readonly string[]
  /** Findings that it left without an answer; 0 for devices that were never assessed. */
  readonly points: number
}

/** Models that run the same firmware. */
export interface FirmwareReading {
  readonly model: string
  readonly devices: number
  readonly firmware: NonNullable<ResultsDevice['firmware']> | null
  readonly installed: string | null
}

/** The results as people ask about them: the same for paper and for the page. */
export interface ReportReading {
  readonly results: Results
  readonly addressOf: (device: string | null) => string
  readonly items: readonly ItemReading[]
  readonly risks: readonly RiskReading[]
  readonly gaps: readonly GapReading[]
  readonly firmware: readonly FirmwareReading[]
  readonly failing: Readonly<Record<Severity, { readonly before: number; readonly after: number }>>
}

export function readResults(results: Results): ReportReading {
  const addresses = new Map(results.devices.map(({ id, address }) => [id, address]))
  addresses.set(siteSubject, 'the site itself')
  const addressOf = (device: string | null) => (device === null ? 'all devices' : (addresses.get(device) ?? device))
  const items = itemsOf(results, addressOf)
  return {
    results,
    addressOf,
    items,
    risks: risksOf(results, items),
    gaps: gapsOf(results, addressOf),
    firmware: firmwareOf(results),
    failing: failingOf(results),
  }
}

const noCounts = (): Record<Outcome, number> =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>

function itemsOf({ findings }: Results, addressOf: (id: string) => string): readonly ItemReading[] {
  const groups = new Map<string, ResultsFinding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.item)
    if (group === undefined) groups.set(finding.item, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
    .map((group) => itemOf(group, addressOf))
    .sort((a, b) => bySeverity(a.severity, b.severity) || b.after.fail - a.after.fail || (a.item < b.item ? -1 : 1))
}

function itemOf(group: readonly ResultsFinding[], addressOf: (id: string) => string): ItemReading {
  const [first] = group as readonly [ResultsFinding, ...ResultsFinding[]]
  const before = noCounts()
  const after = noCounts()
  for (const finding of group) {
    before[foundOf(finding)] += 1
    after[leftOf(finding)] += 1
  }
  const failing = group.filter((finding) => leftOf(finding) === 'fail')
  return {
    item: first.item,
    title: first.title,
    // A device may stand under a stricter rule than the others: the worst one counts.
    severity: group.map(({ severity }) => severity).sort(bySeverity)[0] ?? first.severity,
    instruction: failing.find(({ instruction }) => instruction !== null)?.instruction ?? null,
    expected: first.expected,
    before,
    after,
    failing: failing.map(({ device }) => addressOf(device)),
    failingIds: failing.map(({ device }) => device),
    seen: [...new Set(failing.map(({ asLeft }) => asLeft?.observed ?? '').filter((text) => text !== ''))],
    loosened: [...new Set(group.flatMap(({ loosened = [] }) => loosened))],
  }
}

function risksOf({ risks }: Results, items: readonly ItemReading[]): readonly RiskReading[] {
  const words = risks.map(({ device, ...risk }) => ({ ...risk, deviceId: device }))
  return items
    .filter(({ after }) => after.fail > 0)
    .map(({ item, title, severity, failing, failingIds }) => {
      const named = failingIds.map((id) => effectiveRisk(words, item, id))
      return { item, title, severity, where: failing, ...inOneLine(named) }
    })
}

/** Who takes care of one item at all devices that fail it. A device without an owner is never hidden behind others with one. */
function inOneLine(named: readonly (OpenRisk | null)[]): Pick<RiskReading, 'owner' | 'due' | 'note'> {
  const known = named.filter((risk) => risk !== null)
  const owners = [...new Set(known.map(({ owner }) => owner))].sort()
  const days = [...new Set(known.flatMap(({ due }) => (due === null ? [] : [due])))].sort()
  const nobody = named.length - known.length
  const dayless = known.filter(({ due }) => due === null).length
  const [first = null] = days
  return {
    owner: owners.length === 0 ? null : [some(owners, 2), ...(nobody > 0 ? [`${nobody} not named`] : [])].join('; '),
    due:
      first === null
        ? null
        : [days.length > 1 ? `from ${first}` : first, ...(dayless > 0 ? ['some open'] : [])].join('; '),
    note: [...new Set(known.map(({ note }) => note))].filter((note) => note !== '').join(' '),
  }
}

function gapsOf(results: Results, addressOf: (id: string) => string): readonly GapReading[] {
  const gaps = new Map<string, { devices: Set<string>; points: number }>()
  const add = (reason: string, device: string, points: number) => {
    const gap = gaps.get(reason) ?? { devices: new Set(), points: 0 }
    gap.devices.add(device)
    gap.points += points
    gaps.set(reason, gap)
  }
  for (const { address, reason } of results.coverage.excluded) add(sentence(reason), address, 0)
  const assessed = new Set(results.devices.filter((device) => device.assessed).map(({ id }) => id))
  for (const device of results.devices) {
    if (!device.assessed) add(sentence(device.notAssessedBecause ?? 'Nobody looked at it.'), device.address, 0)
  }
  for (const finding of results.findings) {
    const outcome = leftOf(finding)
    if (!undecided.includes(outcome) || !(assessed.has(finding.device) || finding.device === siteSubject)) continue
    const because = finding.asLeft?.problem?.message ?? finding.asLeft?.observed ?? ''
    add(because === '' ? 'Nobody looked again after the first time.' : because, addressOf(finding.device), 1)
  }
  return [...gaps]
    .map(([reason, { devices, points }]) => ({ reason, devices: [...devices], points }))
    .sort((a, b) => b.devices.length - a.devices.length || b.points - a.points)
}

const sentence = (text: string): string => {
  const upper = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?…]$/.test(upper) ? upper : `${upper}.`
}

function firmwareOf({ devices }: Results): readonly FirmwareReading[] {
  const groups = new Map<string, { reading: FirmwareReading; devices: number }>()
  for (const { identity, firmware } of devices) {
    const model = [identity.manufacturer, identity.model].filter((part) => part !== null).join(' ') || 'Not identified'
    const installed = firmware?.installed ?? identity.firmware
    const key = JSON.stringify([model, installed, firmware])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { reading: { model, devices: 0, firmware, installed }, devices: 1 })
    else group.devices += 1
  }
  const urgency = ({ firmware }: FirmwareReading) =>
    firmware === null
      ? -1
      : firmware.knownExploited.length * 1_000 + firmware.knownIssues + (firmware.support === 'ended' ? 500 : 0)
  return [...groups.values()]
    .map(({ reading, devices: count }) => ({ ...reading, devices: count }))
    .sort((a, b) => urgency(b) - urgency(a) || b.devices - a.devices || (a.model < b.model ? -1 : 1))
}

function failingOf({ findings }: Results): ReportReading['failing'] {
  const counts = Object.fromEntries(severities.map((severity) => [severity, { before: 0, after: 0 }])) as Record<
    Severity,
    { before: number; after: number }
  >
  for (const finding of findings) {
    if (foundOf(finding) === 'fail') counts[finding.severity].before += 1
    if (leftOf(finding) === 'fail') counts[finding.severity].after += 1
  }
  return counts
}

/** `10.0.0.1, 10.0.0.2 and 37 more`. */
export function some(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most)
  const rest = texts.length - shown.length
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${thousands(count)} ${count === 1 ? one : many}`

// Written out here and not by Intl, whose words differ from release to release: a reader must be able to write the same page again.
const thousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `21 Nov 2026, 14:05 UTC`. */
export function when(iso: string): string {
  const time = new Date(iso)
  // A pack may hold anything where a time should be.
  if (Number.isNaN(time.getTime())) return iso
  const [, year = '', month = '', day = '', clock = ''] =
    /^(\d+)-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(time.toISOString()) ?? []
  return `${Number(day)} ${months[Number(month) - 1]} ${year}, ${clock} UTC`
}

export interface VerdictText {
  readonly headline: string
  readonly detail: string
  readonly tone: 'fail' | 'error' | 'pass'
}

/** What the numbers say, in a few sentences that claim no more than they do. */
export function verdictOf({ summary, coverage }: Results): VerdictText {
  const { before, after } = summary
  const total = sum(after, ...outcomes)
  const open = sum(after, ...undecided)
  const detail = [
    `${coverage.assessed} of ${plural(coverage.seen, 'device')} seen could be assessed.`,
    `${before.fail} failed as found, ${plural(after.fixed, 'point was', 'points were')} fixed in this visit.`,
  ].join(' ')
  if (total === 0) return { headline: 'Nothing was assessed in this visit.', detail, tone: 'error' }
  if (after.fail > 0) {
    const undecidedToo = open > 0 ? `, and ${open} could not be decided` : ''
    const verb = after.fail === 1 ? 'fails' : 'fail'
    return {
      headline: `${after.fail} of ${plural(total, 'point')} still ${verb} as left${undecidedToo}.`,
      detail,
      tone: 'fail',
    }
  }
  if (open > 0) {
    const headline = `No point is known to fail as left, but ${open} of ${total} could not be decided.`
    return { headline, detail, tone: 'error' }
  }
  return { headline: `No point of ${total} fails as left.`, detail, tone: 'pass' }
}

/** How much the checklist asks, as the results say it; null in results of before they said so. */
export function strengthOf({ checklist, findings }: Pick<AnyResults, 'checklist' | 'findings'>): ListStrength | null {
  const { own, comparedWith = null, loosened } = checklist
  if (own === undefined || loosened === undefined) return null
  // A finding may have been judged by another list of the same visit.
  const besides = findings.flatMap(({ item, loosened: ways = [] }) => ways.map((how) => ({ item, how })))
  const all = new Map([...loosened, ...besides].map((each) => [JSON.stringify([each.item, each.how]), each]))
  return { own, comparedWith, loosened: [...all.values()] }
}

/** `A. Approver (enrolled by the technician in this visit, 21 Nov 2026, 14:05 UTC)`. */
export const secondPersonText = (
  { name, enrolledAt, visit }: NonNullable<Results['secondPersons']>[number],
  thisVisit: number,
): string =>
  enrolledAt === null || visit === null
    ? `${name} (no log says when they were enrolled)`
    : `${name} (enrolled by the technician ${visit === thisVisit ? 'in this visit' : `in visit ${visit}`}, ${when(enrolledAt)})`

/** Who stood behind a change besides the technician, and in which order it came. */
export const agreementOf = ({ confirm, approvedBy, wave }: Results['changes'][number]): readonly string[] => [
  ...(approvedBy ? [`Second person: ${approvedBy}`] : []),
  ...(confirm ? [`Asked for by itself: ${confirm}`] : []),
  ...(wave === null || wave === undefined ? [] : [wave === 0 ? 'First of its kind' : `Wave ${wave}`]),
]

export const driftLabel: Readonly<Record<NonNullable<Results['drift']>['entries'][number]['kind'], string>> = {
  'device-new': 'New device',
  'device-gone': 'Device gone',
  'device-replaced': 'Device replaced',
  'fact-changed': 'Changed',
  'finding-came-back': 'Fails again',
  'finding-mended': 'Mended',
  'end-of-life-meanwhile': 'Support ended',
  'attestation-stale': 'Answer ran out',
  'waiver-ended': 'Waiver ended',
}

/** What stands above the drift since the last sealed visit. */
export const driftLead = ({ since, discovered }: NonNullable<Results['drift']>): string =>
  `Held against visit ${since.visit}, sealed ${when(since.sealedAt)}.${discovered ? '' : ' Nobody listened to the network in this visit: which devices are gone or new is not known.'}`
