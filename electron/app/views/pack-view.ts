import { existsSync } from 'node:fs'
import type { Output } from '../../contract/channels.ts'
import type { StampAuthority } from '../../engine/seal/stamp-authorities.ts'
import type { StampOutcome } from '../../engine/seal/stamps.ts'
import type { VerifyReport } from '../../evidence/verify/verify-pack.ts'
import { weakened } from '../../model/list-strength.ts'
import type { PackRecord } from '../../model/pack-record.ts'

type Verdict = Output<'evidence.verify'>['packs'][number]

/** One sealed pack as the list shows it: without what only the program needs. */
export function packView(record: PackRecord): Output<'evidence.list'>[number] {
  const { visitId: _, signatureSha256: __, copies = [], stamps = [], ...shown } = record
  return { ...shown, copies: [...copies], stamps: stamps.map((stamp) => ({ ...stamp })) }
}

/** What a reader has to see of one verified pack. */
export function verdictView(name: string, report: VerifyReport): Verdict {
  const { reasons, held, stamps, renewals, logStamps, countersignatures, summary } = report
  const { valid, signer, signedAtClaim, timestamp, rootFingerprint, site, siteName, sequence, challenge } = report
  const { practice, variant, keyTier, authority, approver, drawnBy } = report
  return {
    ...{ name, valid, signer, signedAtClaim, timestamp, rootFingerprint, site, siteName, sequence, challenge },
    ...{ practice, variant, keyTier, authority, approver, drawnBy },
    reasons: reasons.map(({ code, message }) => ({ code, message })),
    held: [...held],
    stamps: stamps.map(({ time, authority: by }) => ({ time, authority: by })),
    renewals: renewals.map((renewal) => ({ ...renewal })),
    logStamps: logStamps.map((stamp) => ({ ...stamp })),
    countersignatures: countersignatures.map(({ statement: _, ...shown }) => shown),
    summary: summary && { devices: summary.devices, after: summary.after },
    account: accountView(report),
  }
}

function accountView({ checklist, leftOut, heldToLog, devices }: VerifyReport): Verdict['account'] {
  if (checklist === null || leftOut === null) return null
  const { title, version, strength } = checklist
  const gone = strength && weakened(strength.loosened)
  const baseline = strength?.comparedWith ?? null
  const named = (state: 'not-seen' | 'removed') =>
    (devices ?? []).filter((each) => each.state === state).map(({ device, address }) => address ?? device)
  return {
    checklist: `${title} ${version}`,
    strength: strength && {
      own: strength.own,
      baseline: baseline && `${baseline.id} ${baseline.version}`,
      leftOut: gone?.leftOut.length ?? 0,
      weaker: gone?.weaker.length ?? 0,
    },
    checklistChanges: leftOut.checklistChanges,
    failsOfEarlierLists: leftOut.failsOfEarlierLists,
    heldToLog: heldToLog === true,
    packsLost: [...leftOut.packsLost],
    notSeen: named('not-seen'),
    removed: named('removed'),
  }
}

/** The queue of packs that wait for timestamps. */
export function stampsView(
  authorities: readonly StampAuthority[],
  waiting: readonly PackRecord[],
  queue: {
    readonly asking: boolean
    readonly triedAt: string | null
    readonly outcomes: readonly StampOutcome[]
  } | null,
): Output<'evidence.stamps'> {
  return {
    authorities: authorities.map(({ name, url }) => ({ name, url })),
    waiting: waiting.map(({ packId, sequence, sealedAt, stamps = [], path }) => ({
      packId,
      sequence,
      sealedAt,
      given: stamps.length,
      there: existsSync(path),
    })),
    asking: queue?.asking ?? false,
    triedAt: queue?.triedAt ?? null,
    outcomes: (queue?.outcomes ?? []).map((outcome) => ({ ...outcome })),
  }
}
