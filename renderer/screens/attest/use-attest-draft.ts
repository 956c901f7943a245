import { photosMax } from '../../../electron/contract/limits.ts'
import { useDrafts } from '../../api/drafts.ts'
import type { SiteView } from '../../api/site-view.ts'
import { useDraft, useDraftFiles } from '../../api/use-draft.ts'
import { type AttestDraft, draftNow, isDraft, noDraft, roundOf } from './attest-draft.ts'
import { type Item, type NewAttestation, type QueueEntry, routeOf, subjectsFor } from './attest-parts.ts'
import type { TakenPhoto } from './photo-field.tsx'

/** What was put in for one item so far, with its photos. It outlives the page, and what a seal outdated counts no more. */
export function useAttestDraft(site: SiteView, entry: QueueEntry, item: Item) {
  const drafts = useDrafts()
  const round = roundOf(site)
  const name = `attest ${routeOf(entry)}`
  const { value: draft, isBegun, set, forget } = useDraft(name, noDraft(round), isDraft)
  const now = draftNow(draft, subjectsFor(item, entry), round)
  const bytes = useDraftFiles(
    name,
    now.photos.map(({ id }) => id),
  )

  /** What comes in belongs to this round; from then on photos of an earlier one are gone. */
  const inRound = (known: AttestDraft): AttestDraft =>
    known.round === round ? known : { ...known, round, answer: null, photos: [] }

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
    draft,
    now,
    bytes,
    isBegun,
    forget,
    change: (over: Partial<AttestDraft>) => set((known) => ({ ...inRound(known), ...over })),
    addPhoto,
    removePhoto: (id: string) => {
      set((known) => ({ ...known, photos: known.photos.filter((one) => one.id !== id) }))
      drafts.forgetFile(name, id)
    },
    caption: (id: string, caption: string) =>
      set((known) => ({ ...known, photos: known.photos.map((one) => (one.id === id ? { ...one, caption } : one)) })),
    /** The photos as they go on record. */
    photos: (): NewAttestation['photos'] =>
      now.photos.flatMap(({ id, caption, takenAt }) => {
        const photo = bytes.get(id)
        return photo === undefined ? [] : [{ bytes: photo, caption: caption.trim() === '' ? null : caption, takenAt }]
      }),
  }
}
