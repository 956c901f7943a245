import { randomUUID } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { Checklist } from '../catalog/checklist.ts'
import type { CatalogStatus } from '../catalog/firmware-catalog.ts'
import { PackNotWritten } from '../evidence/errors.ts'
import {
  createSigningIdentity,
  leafNeedsRenewal,
  parseIdentity,
  renewLeaf,
  type SigningIdentity,
  serializeIdentity,
  signerOf,
} from '../evidence/identity.ts'
import { buildPack, type PackVariant } from '../evidence/pack.ts'
import type { DeviceEvidence, PackInput } from '../evidence/pack-input.ts'
import { writePack } from '../evidence/write-pack.ts'
import { type Device, endpointText } from '../model/device.ts'
import { Cancelled } from '../model/errors.ts'
import type { PackRecord } from '../model/pack-record.ts'
import type { SiteRecord, Visit } from '../model/site.ts'
import type { Phase, SiteFile } from '../store/site-file.ts'
import type { Vault } from '../vault/vault.ts'
import type { EventLog } from './event-log.ts'
import type { WorkOptions } from './progress.ts'

export interface SealOptions extends WorkOptions {
  readonly variant: PackVariant
  /** Absolute path of the pack; the root certificate is written beside it. */
  readonly out: string
  /** Challenge of the insurer for this very pack. */
  readonly nonce: string | null
}

interface SealParts {
  readonly store: SiteFile
  readonly vault: Vault
  readonly log: EventLog
  readonly visit: Visit
  readonly checklist: Checklist
  readonly catalog: CatalogStatus
  readonly toolVersion: string
}

const identityBlob = 'signing-identity'
const steps = ['gathering', 'signing', 'writing'] as const

/**
 * Seals the visit as it stands into one signed pack, and writes the root certificate that proves it beside it. Can be done
 * again: each pack has a sequence of its own and names the one before.
 */
export async function sealVisit(parts: SealParts, options: SealOptions): Promise<PackRecord> {
  const { store, log } = parts
  const step = (done: number) => {
    if (options.signal.aborted) throw new Cancelled('Sealing was cancelled; no pack was written.')
    options.on({ work: 'seal', done, total: steps.length, text: steps[done] ?? '' })
  }
  step(0)
  const now = new Date()
  const identity = await signingIdentity(parts.vault, store.site(), now)
  const earlier = store.packs()
  const sequence = Math.max(0, ...earlier.map((pack) => pack.sequence)) + 1
  const packId = randomUUID()
  log.judgeBy(parts.checklist)
  log.append({ type: 'seal', pack: packId, sequence, variant: options.variant, signer: identity.rootFingerprint })
  const input = gather(parts, {
    packId,
    sequence,
    previousPack: earlier.at(-1)?.signatureSha256 ?? null,
    nonce: options.nonce,
    now,
  })
  step(1)
  const pack = await buildPack(input, signerOf(identity))
  step(2)
  await writePack(pack, options.variant, options.out)
  const rootPath = options.out.replace(/(\.asice)?$/i, '.root.pem')
  await writeRoot(rootPath, identity.rootPem)
  const record: PackRecord = {
    packId,
    sequence,
    visitId: parts.visit.id,
    variant: options.variant,
    path: options.out,
    rootPath,
    signatureSha256: pack.signatureSha256,
    rootFingerprint: identity.rootFingerprint,
    sealedAt: pack.sealedAt,
    sizeBytes: (await stat(options.out)).size,
  }
  store.savePack(record)
  options.on({ work: 'seal', done: steps.length, total: steps.length, text: '' })
  return record
}

/** Made on first use and kept in the vault; the leaf follows the technician and is renewed before it ends. */
async function signingIdentity(vault: Vault, site: SiteRecord, now: Date): Promise<SigningIdentity> {
  const laptop = hostname()
  const stored = vault.blob(identityBlob)
  const names = { company: site.company, technician: site.technician, laptop }
  const identity = stored === null ? await createSigningIdentity({ ...names, now }) : parseIdentity(stored)
  stored?.fill(0)
  const sameHand = identity.names.technician === site.technician && identity.names.laptop === laptop
  const current = sameHand && !leafNeedsRenewal(identity, now) ? identity : await renewLeaf(identity, { ...names, now })
  if (stored === null || current !== identity) {
    const bytes = serializeIdentity(current)
    vault.putBlob(identityBlob, bytes)
    bytes.fill(0)
  }
  return current
}

function gather(
  { store, visit, checklist, catalog, toolVersion }: SealParts,
  pack: { packId: string; sequence: number; previousPack: string | null; nonce: string | null; now: Date },
): PackInput {
  const devices = store.devices()
  const assessed = new Set(store.findings(visit.id, 'as-left').map(({ deviceId }) => deviceId))
  const inVisit = devices.filter(({ id, lastSeenAt }) => assessed.has(id) || lastSeenAt >= visit.startedAt)
  const { packId, sequence, previousPack, nonce, now } = pack
  const site = store.site()
  return {
    packId,
    sequence,
    previousPack,
    verifierNonce: nonce,
    now,
    site,
    visit: { ...visit, endedAt: now.toISOString() },
    tool: { name: 'Fieldseal', version: toolVersion, build: null },
    checklist: { id: checklist.id, title: checklist.title, version: checklist.version, sha256: checklist.digestHex },
    catalog: { version: catalog.version, date: catalog.date, ageDays: catalog.ageDays(now) },
    clock: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, ntpOffsetSeconds: null },
    devices: inVisit
      .filter(({ id }) => assessed.has(id))
      .map((device) => evidenceOf(device, store, visit.id, checklist)),
    devicesSeen: inVisit.length,
    excluded: [
      ...(site.scope?.excluded ?? []).map((address) => ({
        address,
        reason: 'left out of the scope by the technician',
      })),
      ...inVisit
        .filter(({ id }) => !assessed.has(id))
        .map(({ endpoint }) => ({ address: endpointText(endpoint), reason: 'seen and not assessed' })),
    ],
    changes: store.changes(visit.id).filter(({ state }) => state !== 'planned'),
    log: store.logLines(visit.id),
  }
}

function evidenceOf(device: Device, store: SiteFile, visitId: string, { items }: Checklist): DeviceEvidence {
  // The pack speaks for this checklist. What was judged by an earlier one and is no item of it stays in the log.
  const known = new Set(items.map(({ id }) => id))
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
  }
}

async function writeRoot(path: string, pem: string): Promise<void> {
  try {
    await writeFile(path, pem)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new PackNotWritten(`The root certificate ${path} could not be written (${code}); the pack itself was.`, {
      cause,
    })
  }
}
