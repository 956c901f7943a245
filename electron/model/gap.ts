import type { Finding } from './finding.ts'
import { countOutcomes, type Outcome, type OutcomeCounts } from './outcome.ts'

export const gapIds = [
  'A1',
  'A2',
  'A3',
  'A4',
  'A5',
  'A6',
  'AF1',
  'AF2',
  'AF3',
  'AF4',
  'B1',
  'B2',
  'B3',
  'B4',
  'B5',
  'B6',
  'B7',
  'B8',
  'B9',
  'B10',
  'B11',
  'B12',
] as const
export type GapId = (typeof gapIds)[number]

/** One gap, or one of the ways to close it, that the documents behind the product name. */
export interface Gap {
  readonly id: GapId
  readonly document: 'A' | 'B'
  readonly kind: 'gap' | 'fix'
  /** In our words. */
  readonly title: string
  /** What has to be true for it to be closed. */
  readonly demand: string
  /** What the reader of the report must know about the source; null where there is nothing. */
  readonly note: string | null
}

export const gapDocuments: Readonly<Record<Gap['document'], string>> = {
  A: 'BTI: Converged IT and Security, 6 Cyber Gaps Most Organizations Miss',
  B: 'Bio-Cognitive Solutions: 12 IT and OT convergence security gaps',
}

const gap = (id: GapId, title: string, demand: string, note: string | null = null): Gap => ({
  id,
  document: id.startsWith('A') ? 'A' : 'B',
  kind: id.startsWith('AF') ? 'fix' : 'gap',
  title,
  demand,
  note,
})

/** All of them, in the order of the documents. */
export const gaps: readonly Gap[] = [
  gap('A1', 'Flat networks', 'Security devices offer little, and reach nothing of the business network.'),
  gap('A2', 'Messy identities', 'No default, shared or orphaned login opens a device.'),
  gap(
    'A3',
    'Remote access that nobody governs',
    'Nobody gets in from outside but by name, with a second factor and for a time.',
  ),
  gap(
    'A4',
    'Devices outside the discipline of IT',
    'Every device is known, set up to one standard and can be brought back after an incident.',
    'The document announces six gaps and numbers 1, 2, 3, 5 and 6. What it says before them, of devices that are deployed outside the usual discipline, stands here in the place of the fourth.',
  ),
  gap('A5', 'Patches and end of life', 'Firmware is current, supported and free of holes that are being exploited.'),
  gap(
    'A6',
    'Ownership during an incident',
    'It is written down who decides, who is called and who may cut the system off.',
  ),
  gap('AF1', 'One accountable operating model', 'Integrator and customer signed who answers for what.'),
  gap(
    'AF2',
    'Security devices run like IT',
    'Commissioning checklists, end-of-life tracking, change control and proof of work exist and are current.',
  ),
  gap('AF3', 'Segmented environment', 'Only wanted traffic passes between the security network and the others.'),
  gap('AF4', 'Support and recovery', 'A device can be restored, and somebody is bound to do it.'),
  gap('B1', 'Split ownership', 'One accountable owner, and a person who approves changes and exceptions.'),
  gap('B2', 'Incomplete inventory', 'One inventory with every device, its place, its firmware and its importance.'),
  gap('B3', 'Lateral movement', 'Zones are separate, and devices talk only to those who need them.'),
  gap('B4', 'Uncontrolled remote access', 'No way in from the Internet but the approved one.'),
  gap(
    'B5',
    'Weak identity on security platforms',
    'Own accounts, strong passwords, few administrators, no login without authentication.',
  ),
  gap(
    'B6',
    'Patching that ignores the field',
    'Old services are shut, firmware is current, and an upgrade is proven afterwards.',
  ),
  gap('B7', 'Too much trust in suppliers', 'Sources are screened, their access ends, and their work is proven.'),
  gap(
    'B8',
    'Insecure integrations',
    'Connections between systems are encrypted, authenticated, narrow and share the right time.',
  ),
  gap('B9', 'Too little logging', 'Events leave the device with the right time, and recording works.'),
  gap('B10', 'Safety and availability', 'Doors and recorders fail in the planned way, and changes respect that.'),
  gap('B11', 'Incident response', 'The plan names people, logs survive the device, and backups exist.'),
  gap(
    'B12',
    'Human factors',
    'Accounts of people who left are gone, secrets are handed over, hardware is out of reach.',
  ),
]

/** What an item has to say of itself for the report. */
export interface GapItem {
  readonly id: string
  readonly title: string
  readonly answers: readonly GapId[]
}

export const gapStates = ['closed', 'open', 'waived', 'unseen', 'unanswered', 'notapplicable'] as const

/** How one gap stands at this site. */
export interface GapAnswer {
  readonly gap: Gap
  /**
   * `closed`: every finding of every item is good. `open`: something fails. `waived`: nothing fails, but something is lived with
   * by decision. `unseen`: nothing fails and something was not looked at. `unanswered`: the checklist has no item for it.
   * `notapplicable`: no device of this site is concerned.
   */
  readonly state: (typeof gapStates)[number]
  readonly items: readonly { readonly id: string; readonly title: string; readonly outcomes: OutcomeCounts }[]
  readonly outcomes: OutcomeCounts
  /** Numbers of the items that keep it from being closed. */
  readonly remaining: readonly string[]
}

export const goodOutcomes: readonly Outcome[] = ['pass', 'fixed', 'attested']

/** Whether an item of a device cannot be there: not the same as one that nothing can see. */
export const concernsNobody = ({ outcome, problem }: Pick<Finding, 'outcome' | 'problem'>): boolean =>
  outcome === 'notapplicable' && problem === null

/** What the answer to a gap rests on. */
type GapFinding = Pick<Finding, 'item' | 'outcome' | 'problem'>

/** Both documents gap by gap: which items answer it, how they ended at this site, what remains. */
export function gapReport(items: readonly GapItem[], findings: readonly GapFinding[]): GapAnswer[] {
  const byItem = new Map<string, GapFinding[]>()
  for (const finding of findings) {
    const known = byItem.get(finding.item)
    if (known === undefined) byItem.set(finding.item, [finding])
    else known.push(finding)
  }
  const ofItem = (id: string): readonly GapFinding[] => byItem.get(id) ?? []
  return gaps.map((entry) => {
    const own = items.filter(({ answers }) => answers.includes(entry.id))
    const all = own.flatMap(({ id }) => ofItem(id))
    // An item that nobody judged at all is as open as one that nobody could see.
    const unjudged = own.filter(({ id }) => ofItem(id).length === 0)
    return {
      gap: entry,
      state: stateOf(own.length, all, unjudged.length),
      items: own.map(({ id, title }) => ({ id, title, outcomes: countOutcomes(ofItem(id)) })),
      outcomes: countOutcomes(all),
      remaining: own
        .filter(({ id }) => ofItem(id).length === 0 || ofItem(id).some((finding) => !isSettled(finding)))
        .map(({ id }) => id),
    }
  })
}

const isSettled = (finding: GapFinding): boolean => goodOutcomes.includes(finding.outcome) || concernsNobody(finding)

function stateOf(items: number, findings: readonly GapFinding[], unjudged: number): GapAnswer['state'] {
  if (items === 0) return 'unanswered'
  if (findings.some(({ outcome }) => outcome === 'fail')) return 'open'
  if (unjudged > 0) return 'unseen'
  const left = findings.filter((finding) => !isSettled(finding))
  if (left.some(({ outcome }) => outcome !== 'waived')) return 'unseen'
  if (left.length > 0) return 'waived'
  return findings.every(concernsNobody) ? 'notapplicable' : 'closed'
}
