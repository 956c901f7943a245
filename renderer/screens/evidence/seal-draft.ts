import type { Missing, Ready } from './seal-missing.tsx'
import type { Signed } from './witness-panel.tsx'

export const sealReaders = ['insurer', 'customer'] as const
export type SealReader = (typeof sealReaders)[number]

/** The customer's signature as it waits for the seal; its drawing is a file of the draft. */
export type KeptSignature = Omit<Signed, 'drawing'> & { readonly drawing: string }

/** What was chosen for the next pack and is not sealed yet. */
export interface SealDraft {
  /** The pack that it is meant for: the next one is chosen for anew. */
  readonly sequence: number
  /** How many of each kind somebody said yes to. */
  readonly agreed: Readonly<Partial<Record<Missing['kind'], number>>>
  readonly readers: readonly SealReader[]
  readonly challenge: string
  readonly approver: string
  readonly withhold: boolean
  readonly witness: KeptSignature | null
}

export const noSealDraft = (sequence: number): SealDraft => ({
  sequence,
  agreed: {},
  readers: ['insurer'],
  challenge: '',
  approver: '',
  withhold: false,
  witness: null,
})

export const isSealDraftOf =
  (sequence: number) =>
  (value: unknown): value is SealDraft => {
    const draft = Object(value) as Partial<SealDraft>
    return (
      draft.sequence === sequence &&
      typeof draft.agreed === 'object' &&
      Array.isArray(draft.readers) &&
      draft.readers.every((reader) => sealReaders.includes(reader)) &&
      typeof draft.challenge === 'string' &&
      typeof draft.approver === 'string' &&
      typeof draft.withhold === 'boolean' &&
      (draft.witness === null || typeof draft.witness?.drawing === 'string')
    )
  }

/** Kinds with a yes that still holds: one that was said to less than there is now does not. */
export const agreedKinds = ({ agreed }: SealDraft, { missing }: Ready): ReadonlySet<Missing['kind']> =>
  new Set(missing.filter(({ kind, amount }) => (agreed[kind] ?? 0) >= amount).map(({ kind }) => kind))
