import { useState } from 'react'
import { useDrafts } from '../../api/drafts.ts'
import { useAction } from '../../api/use-action.ts'
import { useDraft, useDraftFiles } from '../../api/use-draft.ts'
import { useForget } from '../../api/use-refresh.ts'
import type { Pack } from './pack-list.tsx'
import { agreedKinds, isSealDraftOf, noSealDraft, type SealDraft } from './seal-draft.ts'
import type { Missing, Ready } from './seal-missing.tsx'
import type { Signed } from './witness-panel.tsx'

const form = 'seal'

/** What the next pack is to be, kept until it is sealed, and the way to seal it. The PIN of a token is never kept. */
export function useSeal(ready: Ready, busy: boolean, onSealed: (pack: Pack) => void) {
  const forgetAnswers = useForget()
  const drafts = useDrafts()
  const seal = useAction('evidence.seal')
  const {
    value: draft,
    isBegun,
    set,
    forget,
  } = useDraft(form, noSealDraft(ready.sequence), isSealDraftOf(ready.sequence))
  const [pin, setPin] = useState('')
  const drawingId = draft.witness?.drawing
  const drawing = useDraftFiles(form, drawingId === undefined ? [] : [drawingId]).get(drawingId ?? '')
  const witness: Signed | null = draft.witness === null || drawing === undefined ? null : { ...draft.witness, drawing }
  const change = (over: Partial<SealDraft>) => set((known) => ({ ...known, ...over }))

  const agreed = agreedKinds(draft, ready)
  const isSettled = ready.missing.every(
    ({ kind, weight }) => weight === 'stated' || (weight === 'agree' && agreed.has(kind)),
  )
  const needsPin = ready.signer.keyTier === 'token'
  const [variant] = draft.readers
  // A signature that is still being read must not be left out of the pack.
  const isWhole = draft.witness === null || witness !== null
  const isReady = isSettled && isWhole && !busy && variant !== undefined && (!needsPin || pin !== '')

  const run = async () => {
    if (variant === undefined) return
    const answer = await seal.run({
      variant,
      both: draft.readers.length === 2,
      challenge: draft.challenge.trim() === '' ? null : draft.challenge,
      approver: draft.approver.trim() === '' ? null : draft.approver,
      witness,
      withholdAddresses: draft.withhold,
      pin: needsPin ? pin : null,
    })
    setPin('')
    if (!answer.ok || answer.value === null) return
    forget()
    onSealed(answer.value)
    forgetAnswers('evidence', 'site')
  }

  return {
    seal,
    draft,
    isBegun,
    change,
    pin,
    setPin,
    needsPin,
    variant,
    agreed,
    isSettled,
    isReady,
    witness,
    run,
    agree: ({ kind, amount }: Missing) =>
      change({ agreed: { ...draft.agreed, [kind]: agreed.has(kind) ? 0 : amount } }),
    sign: (signed: Signed | null) => {
      if (drawingId !== undefined) drafts.forgetFile(form, drawingId)
      if (signed === null) return change({ witness: null })
      const id = crypto.randomUUID()
      drafts.keepFile(form, id, signed.drawing)
      change({ witness: { ...signed, drawing: id } })
    },
  }
}
