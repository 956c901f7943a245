import { text } from '../../text/text.ts'
import type { AttestDraft, DraftNow } from './attest-draft.ts'
import type { QueueEntry } from './attest-parts.ts'

const { attest } = text

interface Given {
  readonly entry: QueueEntry
  readonly draft: AttestDraft
  readonly now: DraftNow
  /** Who looked. */
  readonly by: string
  /** Devices that the answer would be for; null: the site. */
  readonly ids: readonly string[] | null
  /** Whether the bytes of this photo have arrived. */
  readonly hasBytes: (photo: string) => boolean
}

/** The measured number, where one was entered. */
export const measuredIn = ({ value }: AttestDraft): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

export const needsPhoto = (entry: QueueEntry, now: DraftNow): boolean =>
  entry.manual === 'photo' && now.answer === 'met'

/** What keeps the answer off the record, field by field; null where nothing does. */
export function wrongIn({ entry, draft, now, by, ids, hasBytes }: Given) {
  const { answer, exceptions, photos } = now
  const lacksNumber = entry.manual === 'measurement' && answer === 'met' && measuredIn(draft) === null
  const lacksNote = exceptions.some(({ kind, statement }) => kind !== 'not-seen' && statement.trim() === '')
  const lacksPhoto = needsPhoto(entry, now) && photos.length === 0
  return {
    answer: answer === null ? attest.answerNeeded : null,
    statement: draft.statement.trim() === '' ? attest.noteNeeded : null,
    photo: lacksPhoto ? attest.photoNeeded : photos.some(({ id }) => !hasBytes(id)) ? attest.photoMissing : null,
    value: lacksNumber ? attest.measurementNeeded : null,
    by: by.trim() === '' ? attest.whoNeeded : null,
    exceptions: lacksNote ? attest.exceptionNoteNeeded : null,
    left: ids?.length === 0 ? attest.nobodyLeft : null,
  }
}

/** Before somebody tried to put it on record, nothing is called wrong. */
export const nothingWrong = { answer: null, statement: null, photo: null, value: null, by: null, left: null }
