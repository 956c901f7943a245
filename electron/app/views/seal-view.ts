import type { ChecklistItem } from '../../catalog/checklist.ts'
import type { Output } from '../../contract/channels.ts'
import type { SignerSummary } from '../../engine/seal/seal-identity.ts'
import type { Conflict, Device } from '../../model/device.ts'
import type { FindingEnd } from '../../model/finding-end.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import type { SiteRecord } from '../../model/site.ts'

type View = Output<'evidence.ready'>
type Missing = View['missing'][number]

/** What a seal would rest on. */
export interface SealFacts {
  readonly site: Pick<SiteRecord, 'technician' | 'company'>
  readonly devices: readonly Device[]
  readonly conflicts: readonly Conflict[]
  /** As left, of this visit, with those of the site itself. */
  readonly findings: readonly FindingEnd[]
  readonly items: readonly Pick<ChecklistItem, 'id' | 'manual'>[]
  readonly packs: readonly PackRecord[]
  readonly unresolved: number
  /** Ids of the devices with passwords that are not proven. */
  readonly unresolvedAt?: readonly string[]
  readonly isWorking: boolean
  readonly isCatalogOld: boolean
  readonly signer: SignerSummary
  readonly logLines: number
}

/** What is missing before a seal, who would sign, and which pack it would follow. */
export function sealReadiness(facts: SealFacts): View {
  const { devices, findings, packs, signer, logLines } = facts
  const observed = new Set(findings.map(({ deviceId }) => deviceId))
  const assessed = devices.filter(({ id }) => observed.has(id)).length
  const newest = packs.toSorted((a, b) => a.sequence - b.sequence).at(-1)
  return {
    missing: missingOf(facts, assessed),
    signer,
    sequence: (newest?.sequence ?? 0) + 1,
    previous: newest === undefined ? null : { sequence: newest.sequence, sealedAt: newest.sealedAt },
    logLines,
    devices: devices.length,
    assessed,
  }
}

function missingOf(facts: SealFacts, assessed: number): Missing[] {
  const { site, devices, findings, signer } = facts
  const manual = new Set(facts.items.filter((item) => item.manual !== null).map(({ id }) => id))
  const open = findings.filter(({ outcome }) => outcome === 'notchecked')
  const asked = open.filter(({ item }) => manual.has(item))
  const stale = findings.filter(({ attestation }) => attestation?.state === 'stale').length
  const undecided =
    findings.filter(({ outcome }) => outcome === 'error' || outcome === 'unknown').length + open.length - asked.length
  const isOther =
    signer.authority === 'company' && (signer.technician !== site.technician || signer.company !== site.company)
  const all: Missing[] = [
    { kind: 'work-running', amount: facts.isWorking ? 1 : 0, weight: 'stops' },
    { kind: 'nothing-assessed', amount: assessed === 0 ? 1 : 0, weight: 'stops' },
    { kind: 'signer-mismatch', amount: isOther ? 1 : 0, weight: 'stops' },
    { kind: 'unresolved-passwords', amount: facts.unresolved, weight: 'agree', at: addressesOf(facts) },
    { kind: 'stale-attestations', amount: stale, weight: 'agree' },
    { kind: 'not-attested', amount: asked.length - Math.min(stale, asked.length), weight: 'agree' },
    { kind: 'not-assessed', amount: devices.length - assessed, weight: 'agree' },
    { kind: 'not-decided', amount: undecided, weight: 'stated' },
    { kind: 'open-items', amount: findings.filter(({ outcome }) => outcome === 'fail').length, weight: 'stated' },
    { kind: 'conflicts', amount: facts.conflicts.length, weight: 'stated' },
    { kind: 'old-catalog', amount: facts.isCatalogOld ? 1 : 0, weight: 'stated' },
  ]
  return all.filter(({ amount }) => amount > 0)
}

/** More than these make a link that nobody reads. */
const mostNamed = 40

function addressesOf({ devices, unresolvedAt = [] }: SealFacts): string[] {
  const meant = new Set(unresolvedAt)
  return meant.size > mostNamed ? [] : devices.filter(({ id }) => meant.has(id)).map(({ endpoint }) => endpoint.address)
}
