import { type RefObject, useState } from 'react'
import type { SiteView } from '../../api/site-view.ts'
import { useAction } from '../../api/use-action.ts'
import type { AttestDraft } from './attest-draft.ts'
import type { Answer, Exception, Item, NewAttestation, QueueEntry } from './attest-parts.ts'
import { measuredIn, needsPhoto, nothingWrong, wrongIn } from './attest-wrong.ts'
import { useAttestDraft } from './use-attest-draft.ts'

interface AttestInput {
  readonly site: SiteView
  readonly entry: QueueEntry
  readonly item: Item
  /** Names that were entered in this stay on the screen, by role. */
  readonly names: RefObject<Readonly<Record<string, string>>>
  readonly onSaved: (amount: number, ids: string[]) => void
}

export type AttestFormState = ReturnType<typeof useAttestForm>

/** What the form of one item holds, what is wrong with it, and the way to put it on record. */
export function useAttestForm({ site, entry, item, names, onSaved }: AttestInput) {
  const save = useAction('checklist.attest')
  const kept = useAttestDraft(site, entry, item)
  const { draft, now, bytes, isBegun, forget, change } = kept
  const [tried, setTried] = useState(false)
  const [wasBegun, setWasBegun] = useState(isBegun)

  const formRole = item.form?.by ?? 'technician'
  const role = draft.role ?? formRole
  const by = draft.by ?? names.current[role] ?? (role === 'technician' ? site.technician : '')
  const meantIds = now.meant.flatMap(({ deviceId }) => (deviceId === null ? [] : [deviceId]))
  const ids = entry.deviceClass === null ? null : meantIds.filter((id) => !isNotSeen(now.exceptions, id))
  const wrong = wrongIn({ entry, draft, now, by, ids, hasBytes: (photo) => bytes.has(photo) })

  const submit = async () => {
    setTried(true)
    if (save.busy || now.answer === null || Object.values(wrong).some((one) => one !== null)) return
    const measured = measuredIn(draft)
    const answered = await save.run({
      item: entry.item,
      deviceIds: ids,
      answer: now.answer,
      statement: draft.statement,
      measurement: measured === null ? null : { value: measured, unit: item.form?.unit ?? '' },
      by,
      role,
      photos: kept.photos(),
      exceptions: onRecord(now.exceptions),
    })
    if (!answered.ok) return
    names.current = { ...names.current, [role]: by }
    forget()
    onSaved(answered.value.attested, answered.value.ids)
  }

  return {
    ...kept,
    save,
    by,
    role,
    formRole,
    isSite: ids === null,
    needsPhoto: needsPhoto(entry, now),
    tried,
    shown: tried ? wrong : nothingWrong,
    /** What was begun in an earlier stay on this screen. */
    wasBegun: wasBegun && isBegun,
    /** Whom the question is about at this moment is kept with the answer. */
    giveAnswer: (given: Answer) => change({ answer: given, type: now.type, askedOf: meantIds }),
    submit,
    startAnew: () => {
      forget()
      setWasBegun(false)
      setTried(false)
    },
    chooseType: (type: string) => change({ type }),
    /** Those of devices that are not meant just now stay as they are. */
    except: (next: readonly Exception[]) =>
      change({ exceptions: [...draft.exceptions.filter(({ deviceId }) => !meantIds.includes(deviceId)), ...next] }),
    chooseRole: (other: AttestDraft['role']) => change({ role: other, by: null }),
  }
}

const isNotSeen = (exceptions: readonly Exception[], id: string): boolean =>
  exceptions.some(({ kind, deviceId }) => kind === 'not-seen' && deviceId === id)

/** What nobody saw is not on record. */
const onRecord = (exceptions: readonly Exception[]): NewAttestation['exceptions'] =>
  exceptions.flatMap(({ deviceId, kind, statement }) =>
    kind === 'not-seen' ? [] : [{ deviceId, answer: kind, statement }],
  )
