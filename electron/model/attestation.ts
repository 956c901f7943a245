import { dayAfter, dayOf } from './days.ts'

/** What a person brings, where no protocol can see it. */
export const manualKinds = ['photo', 'note', 'measurement', 'signature'] as const
export type ManualKind = (typeof manualKinds)[number]

/** Who may look and put a name to it. */
export const attestors = ['technician', 'customer', 'owner', 'administrator'] as const
export type Attestor = (typeof attestors)[number]

/** The guided form of a manual item: how a person comes to an answer that somebody else can rely on. */
export interface ManualForm {
  /** What to look at, and how. */
  readonly look: string
  /** Which photo, reading or document proves it. */
  readonly proof: string
  readonly by: Attestor
  /** How long the answer holds; afterwards the item is open again. Null: until something changes. */
  readonly holdsDays: number | null
  /** Unit of the reading, for a measurement. */
  readonly unit: string | null
}

/** A photo or document as it went into the site file: decoded and encoded anew, capped, without its metadata. */
export interface Attachment {
  /** Lower-case hex of the bytes that are kept. */
  readonly sha256: string
  readonly mediaType: 'image/jpeg' | 'image/png' | 'application/pdf'
  readonly bytes: number
  readonly caption: string | null
  /** Null where nobody said. */
  readonly takenAt: string | null
}

/** What one person says of one item, with a name to it. Newer ones take the place of older ones; none is ever changed. */
export interface Attestation {
  readonly id: string
  readonly visitId: string
  /** Number of the control, for example `PHY-01`: the same in every checklist. */
  readonly item: string
  /** Null: for the whole site. */
  readonly deviceId: string | null
  readonly answer: 'met' | 'not-met' | 'does-not-apply'
  /** What was seen, in the words of that person. */
  readonly statement: string
  readonly measurement: { readonly value: number; readonly unit: string } | null
  readonly by: string
  readonly role: Attestor
  readonly at: string
  /** Last day on which it holds, `YYYY-MM-DD`; null where it does not go stale by itself. */
  readonly holdsUntil: string | null
  readonly attachments: readonly Attachment[]
}

/** Somebody took an attestation back that was made by mistake. The attestation itself stays as it was. */
export interface Withdrawal {
  readonly attestationId: string
  /** The visit that it was withdrawn in. */
  readonly visitId: string
  readonly at: string
}

/** What a finding says of the attestation that it rests on, or that went stale. */
export interface AttestationNote {
  readonly id: string
  readonly by: string
  readonly role: Attestor
  readonly at: string
  readonly holdsUntil: string | null
  readonly state: 'valid' | 'stale'
}

/** The last day of an attestation made at `at` under a form. */
export const holdsUntil = (at: string, form: Pick<ManualForm, 'holdsDays'> | null): string | null =>
  form === null || form.holdsDays === null ? null : dayAfter(at, form.holdsDays)

/**
 * The newest attestation of this item for this device, its own before one for the whole site; null where nobody attested.
 *
 * @param deviceId Null for an item of the site itself.
 */
export function attestationFor<A extends Pick<Attestation, 'item' | 'deviceId' | 'at'>>(
  attestations: readonly A[],
  item: string,
  deviceId: string | null,
): A | null {
  const ofItem = attestations.filter((entry) => entry.item === item).toSorted((a, b) => a.at.localeCompare(b.at))
  return (
    ofItem.findLast((entry) => entry.deviceId === deviceId) ??
    ofItem.findLast((entry) => entry.deviceId === null) ??
    null
  )
}

/** Whether it still holds. A form that became stricter since shortens it; a looser one does not lengthen it. */
export function attestationState(
  attestation: Attestation,
  form: Pick<ManualForm, 'holdsDays'> | null,
  at: string,
): AttestationNote['state'] {
  const limits = [attestation.holdsUntil, holdsUntil(attestation.at, form)].filter((limit) => limit !== null)
  return limits.every((limit) => dayOf(at) <= limit) ? 'valid' : 'stale'
}

export const attestationNote = (attestation: Attestation, state: AttestationNote['state']): AttestationNote => ({
  id: attestation.id,
  by: attestation.by,
  role: attestation.role,
  at: attestation.at,
  holdsUntil: attestation.holdsUntil,
  state,
})
