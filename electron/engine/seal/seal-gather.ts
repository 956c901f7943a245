import { createHash } from 'node:crypto'
import type { Checklist } from '../../catalog/checklist.ts'
import type { CatalogStatus } from '../../catalog/firmware-catalog.ts'
import type { DeviceEvidence, PackInput, WitnessInput } from '../../evidence/pack-input.ts'
import type { Attestation } from '../../model/attestation.ts'
import { type Device, endpointText } from '../../model/device.ts'
import { siteSubject } from '../../model/finding.ts'
import { gapReport } from '../../model/gap.ts'
import type { Visit } from '../../model/site.ts'
import type { Phase } from '../../store/phase.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { strengthOf } from '../assess/loosenings.ts'
import { siteDrift } from '../visits/site-drift.ts'
import { buildHash } from './seal-build.ts'
import { driftOfPack, notSeenDevices, secondPersonsOf } from './seal-history.ts'
import type { ReadySigner } from './seal-identity.ts'

export interface GatherParts {
  readonly store: SiteFile
  readonly visit: Visit
  readonly checklist: Checklist
  /** What the list is held against; null where it is not at hand. */
  readonly baseline: Checklist | null
  readonly catalog: CatalogStatus
  readonly toolVersion: string
}

/** What is decided at sealing and stands in no file of the site before. */
export interface Sealing {
  readonly packId: string
  readonly sequence: number
  readonly previousPack: string | null
  readonly nonce: string | null
  readonly approver: string | null
  readonly witness: WitnessInput | null
  readonly withholdAddresses: boolean
  readonly ready: ReadySigner
  readonly now: Date
}

const leftOut = 'left out of the scope by the technician'
const notAssessed = 'seen and not assessed'

/** Everything that a pack says of this visit. */
export function gatherPack(parts: GatherParts, sealing: Sealing): PackInput {
  const { store, visit, catalog, checklist, toolVersion } = parts
  const { packId, sequence, previousPack, nonce, approver, witness, withholdAddresses, ready, now } = sealing
  const site = store.site()
  const devices = store.devices()
  const assessed = new Set(store.findings(visit.id, 'as-left').map(({ deviceId }) => deviceId))
  const inVisit = devices.filter(({ id, lastSeenAt }) => assessed.has(id) || lastSeenAt >= visit.startedAt)
  const attestations = store.statements.attestations()
  const known = itemsOf(checklist)
  const ofSite = (phase: Phase) => store.findings(visit.id, phase, siteSubject).filter(({ item }) => known.has(item))
  const log = store.logLines(visit.id)
  const changes = store.changes(visit.id).filter(({ state }) => state !== 'planned')
  const drift = siteDrift(store, visit, now)
  const notSeen = notSeenDevices(store, new Set(inVisit.map(({ id }) => id)), drift)
  return {
    packId,
    sequence,
    previousPack,
    verifierNonce: nonce,
    freshness: freshnessOf(log),
    now,
    site,
    visit: { ...visit, endedAt: now.toISOString() },
    tool: { name: 'Fieldseal', version: toolVersion, build: buildHash() },
    checklist: checklistOf(parts),
    catalog: { version: catalog.version, date: catalog.date, ageDays: catalog.ageDays(now) },
    clock: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, ntpOffsetSeconds: null },
    devices: inVisit
      .filter(({ id }) => assessed.has(id))
      .map((device) => evidenceOf(device, store, visit.id, checklist)),
    devicesSeen: inVisit.length,
    seen: inVisit.map(({ id }) => ({ device: id, reason: assessed.has(id) ? null : notAssessed })),
    excluded: [
      ...(site.scope?.excluded ?? []).map((address) => ({ address, reason: leftOut })),
      ...inVisit
        .filter(({ id }) => !assessed.has(id))
        .map(({ endpoint }) => ({ address: endpointText(endpoint), reason: notAssessed })),
      ...notSeen.map(({ address, reason }) => ({ address, reason })),
    ],
    notSeen,
    drift: driftOfPack(drift, withholdAddresses),
    secondPersons: secondPersonsOf(store, visit, changes),
    authority: ready.authority,
    laptop: ready.laptop,
    approver,
    crlPem: ready.crlPem,
    withholdAddresses,
    witness,
    changes,
    attestations,
    waivers: store.statements.waivers(),
    visitNumbers: new Map(store.visits().map(({ id, number }) => [id, number])),
    risks: store.statements.risks().filter(({ item }) => known.has(item)),
    attachments: attachmentsOf(attestations, store),
    gaps: gapReport(checklist.items, judgedNow(store, visit.id, known)),
    siteFindings: { asFound: ofSite('as-found'), asLeft: ofSite('as-left') },
    log,
  }
}

function checklistOf({ checklist, baseline, store }: GatherParts): PackInput['checklist'] {
  const { id, title, version, digestHex } = checklist
  return { id, title, version, sha256: digestHex, ...strengthOf(checklist, baseline, store) }
}

const judgedNow = (store: SiteFile, visitId: string, known: ReadonlySet<string>) =>
  store.findings(visitId, 'as-left').filter(({ item }) => known.has(item))

/** The newest stamp of the log: what was made after it was fetched is not older than it. */
function freshnessOf(log: readonly string[]): { beacon: string; fetchedAt: string } | null {
  const line = log.findLast((each) => each.includes('"type":"time.stamp"'))
  if (line === undefined) return null
  const { type, token, t } = JSON.parse(line) as Record<string, unknown>
  if (type !== 'time.stamp') return null
  const digest = createHash('sha256')
    .update(Buffer.from(String(token), 'base64'))
    .digest('hex')
  return { beacon: `rfc3161 reply, sha256 ${digest}`, fetchedAt: String(t) }
}

function attachmentsOf(attestations: readonly Attestation[], store: SiteFile): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (const { sha256 } of attestations.flatMap(({ attachments }) => attachments)) {
    const bytes = store.statements.attachment(sha256)
    if (bytes !== null) found.set(sha256, bytes)
  }
  return found
}

/** The pack speaks for this checklist. What was judged by an earlier one and is no item of it stays in the log. */
const itemsOf = ({ items }: Checklist): ReadonlySet<string> => new Set(items.map(({ id }) => id))

function evidenceOf(device: Device, store: SiteFile, visitId: string, checklist: Checklist): DeviceEvidence {
  const known = itemsOf(checklist)
  const picture = store.snapshots.of(visitId, device.id)
  const findings = (phase: Phase) => store.findings(visitId, phase, device.id).filter(({ item }) => known.has(item))
  return {
    device,
    recognisedBy: Object.entries(device.marks).map(([mark, value]) => `${mark}: ${value}`),
    asFound: findings('as-found'),
    asLeft: findings('as-left'),
    readings: {
      asFound: store.readings(visitId, device.id, 'as-found'),
      asLeft: store.readings(visitId, device.id, 'as-left'),
    },
    excerpts: {
      asFound: store.excerpts.of(visitId, device.id, 'as-found'),
      asLeft: store.excerpts.of(visitId, device.id, 'as-left'),
    },
    snapshot: picture === null ? null : { ...picture.snapshot, bytes: picture.bytes },
  }
}
