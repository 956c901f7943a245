import { type RefObject, useState } from 'react'
import { photosMax } from '../../../electron/contract/limits.ts'
import { useDrafts } from '../../api/drafts.ts'
import type { SiteView } from '../../api/site-view.ts'
import { useAction } from '../../api/use-action.ts'
import { useDraft, useDraftFiles } from '../../api/use-draft.ts'
import { text } from '../../text/text.ts'
import { type AttestDraft, draftNow, isDraft, noDraft, roundOf } from './attest-draft.ts'
import {
  type Answer,
  type Exception,
  type Item,
  type NewAttestation,
  type QueueEntry,
  routeOf,
  subjectsFor,
} from './attest-parts.ts'
import type { TakenPhoto } from './photo-field.tsx'

const { attest } = text

interface AttestInput {
  readonly site: SiteView
  readonly entry: QueueEntry
  readonly item: Item
  /** Names that were entered in this stay on the screen, by role. */
  readonly names: RefObject<Readonly<Record<string, string>>>
  readonly onSaved: (amount: number, ids: string[]) => void
}

export type AttestFormState = ReturnType<typeof useAttestForm>

/** What the form of one item holds, what is wrong with it, and the way to put it on record. Whatever is typed outlives the page. */
export function useAttestForm({ site, entry, item, names, onSaved }: AttestInput) {
  const save = useAction('checklist.attest')
  const drafts = useDrafts()
  const round = roundOf(site)
  const name = `attest ${routeOf(entry)}`
  const { value: draft, isBegun, set, forget } = useDraft(name, noDraft(round), isDraft)
  const now = draftNow(draft, subjectsFor(item, entry), round)
  const photoIds = now.photos.map(({ id }) => id)
  const bytes = useDraftFiles(name, photoIds)
  const [tried, setTried] = useState(false)
  const [wasBegun, setWasBegun] = useState(isBegun)

  const formRole = item.form?.by ?? 'technician'
  const role = draft.role ?? formRole
  const by = draft.by ?? names.current[role] ?? (role === 'technician' ? site.technician : '')
  const { answer, exceptions, meant } = now
  const isSite = entry.deviceClass === null
  const needsPhoto = entry.manual === 'photo' && answer === 'met'
  const measured = typeof draft.value === 'number' && Number.isFinite(draft.value) ? draft.value : null
  const left = new Set(exceptions.filter(({ kind }) => kind === 'not-seen').map(({ deviceId }) => deviceId))
  const meantIds = meant.flatMap(({ deviceId }) => (deviceId === null ? [] : [deviceId]))
  const ids = meantIds.filter((id) => !left.has(id))
  const wrong = {
    answer: answer === null ? attest.answerNeeded : null,
    statement: draft.statement.trim() === '' ? attest.noteNeeded : null,
    photo: wrongPhotos(),
    value: entry.manual === 'measurement' && answer === 'met' && measured === null ? attest.measurementNeeded : null,
    by: by.trim() === '' ? attest.whoNeeded : null,
    exceptions: exceptions.some(({ kind, statement }) => kind !== 'not-seen' && statement.trim() === '')
      ? attest.exceptionNoteNeeded
      : null,
    left: !isSite && ids.length === 0 ? attest.nobodyLeft : null,
  }

  function wrongPhotos(): string | null {
    if (needsPhoto && photoIds.length === 0) return attest.photoNeeded
    return photoIds.some((id) => !bytes.has(id)) ? attest.photoMissing : null
  }

  /** What comes in belongs to this round; from then on photos of an earlier one are gone. */
  const inRound = (known: AttestDraft): AttestDraft =>
    known.round === round ? known : { ...known, round, answer: null, photos: [] }
  const change = (over: Partial<AttestDraft>) => set((known) => ({ ...inRound(known), ...over }))
  /** Whom the question is about at this moment is kept with the answer. */
  const giveAnswer = (given: Answer) => change({ answer: given, type: now.type, askedOf: meantIds })

  const submit = async () => {
    setTried(true)
    if (save.busy || answer === null || Object.values(wrong).some((one) => one !== null)) return
    const answered = await save.run({
      item: entry.item,
      deviceIds: isSite ? null : ids,
      answer,
      statement: draft.statement,
      measurement: measured === null ? null : { value: measured, unit: item.form?.unit ?? '' },
      by,
      role,
      photos: photosOf(),
      exceptions: exceptions.flatMap(({ deviceId, kind, statement: said }) =>
        kind === 'not-seen' ? [] : [{ deviceId, answer: kind, statement: said }],
      ),
    })
    if (!answered.ok) return
    names.current = { ...names.current, [role]: by }
    forget()
    onSaved(answered.value.attested, answered.value.ids)
  }

  const photosOf = (): NewAttestation['photos'] =>
    now.photos.flatMap(({ id, caption, takenAt }) => {
      const photo = bytes.get(id)
      return photo === undefined ? [] : [{ bytes: photo, caption: caption.trim() === '' ? null : caption, takenAt }]
    })

  const addPhoto = ({ name: photo, bytes: taken, takenAt }: TakenPhoto): boolean => {
    const id = crypto.randomUUID()
    let isTaken = false
    // Held against what is there at this moment: two drops in a row, or a caption typed meanwhile, take nothing away.
    set((before) => {
      const known = inRound(before)
      if (known.photos.length >= photosMax) return known
      isTaken = true
      return { ...known, photos: [...known.photos, { id, name: photo, caption: '', takenAt }] }
    })
    if (isTaken) drafts.keepFile(name, id, taken)
    return isTaken
  }

  return {
    save,
    draft,
    now,
    bytes,
    by,
    role,
    formRole,
    isSite,
    needsPhoto,
    tried,
    wrong,
    shown: tried ? wrong : nothingWrong,
    /** What was begun in an earlier stay on this screen. */
    wasBegun: wasBegun && isBegun,
    change,
    giveAnswer,
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
    addPhoto,
    removePhoto: (id: string) => {
      set((known) => ({ ...known, photos: known.photos.filter((one) => one.id !== id) }))
      drafts.forgetFile(name, id)
    },
    caption: (id: string, caption: string) =>
      set((known) => ({ ...known, photos: known.photos.map((one) => (one.id === id ? { ...one, caption } : one)) })),
    chooseRole: (other: AttestDraft['role']) => change({ role: other, by: null }),
  }
}

const nothingWrong = { answer: null, statement: null, photo: null, value: null, by: null, left: null }
