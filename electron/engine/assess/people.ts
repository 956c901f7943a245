import type { ChecklistItem } from '../../catalog/checklist.ts'
import { type Attestation, attestationFor, attestationNote, attestationState } from '../../model/attestation.ts'
import { type Finding, siteSubject } from '../../model/finding.ts'
import { type Waiver, waivable, waiverFor } from '../../model/waiver.ts'

/** A manual item before anybody attested it. */
export const nobodyLooked = { outcome: 'notchecked', observed: 'Nobody looked yet.' } as const

/**
 * The finding with what a person says of it. A person is asked where the item is manual, where the device offers nothing that the
 * check could look at, and where the facts do not decide; never over a pass, a fail, or a device that refused or was silent.
 */
export function attest(
  finding: Finding,
  item: ChecklistItem,
  attestations: readonly Attestation[],
  at: string,
): Finding {
  if (!isOpenToPeople(finding, item)) return finding
  const notOffered = finding.outcome === 'notapplicable'
  const open: Finding = notOffered
    ? { ...finding, outcome: 'notchecked', observed: `${finding.observed} Somebody has to look.` }
    : finding
  const attestation = attestationFor(attestations, item.id, deviceOf(finding))
  if (attestation === null) return open
  const state = attestationState(attestation, item.form ?? null, at)
  const note = attestationNote(attestation, state)
  const said = `${attestation.statement} (${attestation.by}, ${attestation.at.slice(0, 10)})`
  if (state === 'stale') {
    return {
      ...open,
      attestation: note,
      observed: `${said} held until ${attestation.holdsUntil ?? 'the form changed'}: look again.`,
    }
  }
  const before = finding.outcome === 'unknown' ? `${finding.observed} ` : ''
  const outcome = ({ met: 'attested', 'not-met': 'fail', 'does-not-apply': 'notapplicable' } as const)[
    attestation.answer
  ]
  return { ...open, outcome, problem: null, attestation: note, observed: `${before}${said}` }
}

function isOpenToPeople({ outcome, problem }: Finding, { manual }: ChecklistItem): boolean {
  if (manual === null || manual === undefined) return false
  return outcome === 'notchecked' || outcome === 'unknown' || (outcome === 'notapplicable' && problem !== null)
}

/**
 * The finding under the decision of a named person to live with it. It is shown with what it would be otherwise; from the day on
 * which the decision ends it fails, whether it failed before or nobody could say.
 */
export function waive(finding: Finding, waivers: readonly Waiver[], at: string): Finding {
  const decision = waiverFor(waivers, finding.item, deviceOf(finding), at)
  if (decision === null || !waivable.includes(finding.outcome)) return finding
  const { waiver, state } = decision
  const { id, approver, reason, compensatingControl, expiresOn } = waiver
  const note = { id, approver, reason, compensatingControl, expiresOn, state, instead: finding.outcome }
  return state === 'valid'
    ? { ...finding, outcome: 'waived', waiver: note }
    : {
        ...finding,
        outcome: 'fail',
        waiver: note,
        observed: `${finding.observed} The waiver of ${approver} ended on ${expiresOn}.`,
      }
}

const deviceOf = ({ deviceId }: Finding): string | null => (deviceId === siteSubject ? null : deviceId)
