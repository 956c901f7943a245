import { randomUUID } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { copyVerifierPage } from '../../evidence/beside.ts'
import type { PackVariant } from '../../evidence/built-pack.ts'
import { PackNotWritten } from '../../evidence/errors.ts'
import { buildPack } from '../../evidence/pack.ts'
import type { WitnessInput } from '../../evidence/pack-input.ts'
import type { SystemStore } from '../../evidence/system-store.ts'
import { verifySteps } from '../../evidence/verify-steps.ts'
import { witnessBytes, witnessEvent } from '../../evidence/witness.ts'
import { writePack } from '../../evidence/write-pack.ts'
import { Cancelled } from '../../model/errors.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import type { Secret } from '../../model/secret.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import type { WorkOptions } from '../progress.ts'
import { carryScope } from '../visits/carried-scope.ts'
import { completeLog } from './complete-log.ts'
import { type GatherParts, gatherPack } from './seal-gather.ts'
import { readySigner } from './seal-identity.ts'
import { placeOfNext, settleUnfinished, writeRecorded } from './seal-record.ts'

export interface SealOptions extends WorkOptions {
  readonly variant: PackVariant
  /** Absolute path of the pack; the root certificate is written beside it. */
  readonly out: string
  /** The other reader's copy under the same signature, absolute path. */
  readonly otherOut?: string | null
  /** Challenge of the insurer for this very pack. */
  readonly nonce: string | null
  /** Who is to approve the pack; approved it is by their countersignature. */
  readonly approver?: string | null
  /** What the customer signed on the screen, right now. */
  readonly witness?: WitnessInput | null
  /** The insurer's files name devices by number; the customer's files say which is which. */
  readonly withholdAddresses?: boolean
  /** PIN of the token, where the key is on one. */
  readonly tokenPin?: Secret | null
}

export interface SealParts extends GatherParts {
  readonly vault: Vault
  readonly log: EventLog
  /** The key store of this computer; null outside of the desktop app. */
  readonly keyStore: SystemStore | null
  /** Where the product keeps the page that checks packs; null where it was not built in. */
  readonly verifierPage: string | null
  /** Judges what was read again, as of the moment of the seal. Asks no device. */
  readonly judgeAgain: (at: string) => void
}

const steps = ['gathering', 'signing', 'writing'] as const

/**
 * Seals the visit as it stands into one signed pack, and writes the root certificate that proves it, the steps to check it and
 * the page that does so beside it. Can be done again: each pack has a sequence of its own and names the one before.
 */
export async function sealVisit(parts: SealParts, options: SealOptions): Promise<PackRecord> {
  const step = (done: number) => {
    if (options.signal.aborted) throw new Cancelled('Sealing was cancelled; no pack was written.')
    options.on({ work: 'seal', done, total: steps.length, text: steps[done] ?? '' })
  }
  step(0)
  const { store, log, vault } = parts
  const now = new Date()
  const witness = options.witness ?? null
  // Before anything is logged: a drawing that is none must not stand in the log for ever.
  if (witness !== null) witnessBytes(witness)
  const means = { pin: options.tokenPin ?? null, keyStore: parts.keyStore }
  const ready = await readySigner(vault, store.site(), { now, ...means })
  try {
    await settleUnfinished({ store, log })
    const { sequence, previousPack } = placeOfNext({ store })
    const packId = randomUUID()
    judgeForSeal(parts, now)
    carryScope(store, parts.visit, log)
    completeLog(store, parts.visit, log)
    if (witness !== null) log.append(witnessEvent(witness))
    log.append({ type: 'seal', pack: packId, sequence, variant: options.variant, signer: ready.rootFingerprint })
    const input = gatherPack(parts, {
      packId,
      sequence,
      previousPack,
      nonce: options.nonce,
      approver: options.approver ?? null,
      witness,
      withholdAddresses: options.withholdAddresses ?? false,
      ready,
      now,
    })
    step(1)
    const pack = await buildPack(input, ready.signer)
    step(2)
    const { otherOut = null } = options
    const rootPath = options.out.replace(/(\.asice)?$/i, '.root.pem')
    const record: PackRecord = {
      packId,
      sequence,
      visitId: parts.visit.id,
      variant: options.variant,
      path: options.out,
      rootPath,
      signatureSha256: pack.signatureSha256,
      rootFingerprint: ready.rootFingerprint,
      sealedAt: pack.sealedAt,
      sizeBytes: 0,
      ...(otherOut === null ? {} : { copies: [otherOut] }),
    }
    await writeRecorded({ store, log }, record, async () => {
      if (otherOut !== null) await writePack(pack, options.variant === 'insurer' ? 'customer' : 'insurer', otherOut)
      await writePack(pack, options.variant, options.out)
    })
    const written: PackRecord = { ...record, sizeBytes: (await stat(options.out)).size }
    store.savePack(written)
    await writeBeside(rootPath, ready.rootPem)
    await writeBeside(join(dirname(options.out), 'VERIFY.txt'), verifySteps)
    await copyVerifierPage(parts.verifierPage, options.out)
    options.on({ work: 'seal', done: steps.length, total: steps.length, text: '' })
    return written
  } finally {
    ready.close()
  }
}

/** What a waiver or a word of a person held up must hold on the day of the seal, not on the day of the look. */
function judgeForSeal({ store, visit, log, checklist, judgeAgain }: SealParts, now: Date): void {
  if (store.findings(visit.id, 'as-left').length > 0) judgeAgain(now.toISOString())
  else log.judgeBy(checklist)
}

async function writeBeside(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new PackNotWritten(`${path} could not be written (${code}); the pack itself was.`, { cause })
  }
}
