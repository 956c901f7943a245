import type { SiteView } from '../../api/site-view.ts'
import { type Answer, type Exception, type Photo, type Role, type Subject, typesOf } from './attest-parts.ts'

export const answerNames = ['met', 'not-met', 'does-not-apply'] as const satisfies readonly Answer[]
const exceptionKinds: readonly string[] = ['not-met', 'does-not-apply', 'not-seen'] satisfies Exception['kind'][]

/** What a person put in and did not save yet. An answer is never kept without whom it was given for. */
export interface AttestDraft {
  readonly answer: Answer | null
  readonly statement: string
  readonly value: number | string
  readonly photos: readonly Photo[]
  readonly exceptions: readonly Exception[]
  /** Model that alone is meant; empty: every model. */
  readonly type: string
  /** Null: as the form asks. */
  readonly role: Role | null
  /** Null: whoever looked at the last item in this role. */
  readonly by: string | null
  /** Devices that the question was about when it was answered. */
  readonly askedOf: readonly string[]
  /** Part of the visit in which it was begun: what was seen before a seal is no answer after it. */
  readonly round: string
}

export const noDraft = (round: string): AttestDraft => ({
  answer: null,
  statement: '',
  value: '',
  photos: [],
  exceptions: [],
  type: '',
  role: null,
  by: null,
  askedOf: [],
  round,
})

/** Visit and packs so far: another word begins with each seal. */
export function roundOf({ visitNumber, steps }: SiteView): string {
  const note = steps.find(({ id }) => id === 'seal')?.note
  return `${visitNumber}.${note?.is === 'packs' ? note.amount : 0}`
}

/** Whether what was kept is a draft, whole. */
export function isDraft(value: unknown): value is AttestDraft {
  const { answer, statement, photos, exceptions, type, askedOf, ...rest } = Object(value) as Partial<AttestDraft>
  return (
    typeof rest.round === 'string' &&
    typeof statement === 'string' &&
    typeof type === 'string' &&
    (answer === null || answerNames.some((name) => name === answer)) &&
    Array.isArray(askedOf) &&
    Array.isArray(photos) &&
    Array.isArray(exceptions) &&
    exceptions.every((one) => exceptionKinds.includes(Object(one).kind))
  )
}

/** What a draft still says of the devices as they are now. */
export interface DraftNow {
  readonly types: readonly string[]
  readonly type: string
  /** The devices that are meant. */
  readonly meant: readonly Subject[]
  readonly exceptions: readonly Exception[]
  /** Null also where the question is about other devices than when it was answered. */
  readonly answer: Answer | null
  /** Devices that came in after the answer, or a model that is gone: it has to be given again. */
  readonly isOutgrown: boolean
  /** A seal lies between: what was written stays to be read, and nothing of it counts before it is answered again. */
  readonly isBeforeSeal: boolean
  /** Photos of before a seal prove nothing after it. */
  readonly photos: readonly Photo[]
}

export function draftNow(draft: AttestDraft, all: readonly Subject[], round: string): DraftNow {
  const isBeforeSeal = draft.round !== round
  const types = typesOf(all)
  const hasType = draft.type === '' || types.includes(draft.type)
  const type = hasType ? draft.type : ''
  const meant = type === '' ? all : all.filter((subject) => subject.type === type)
  const ids = new Set(meant.map(({ deviceId }) => deviceId))
  const askedOf = new Set(draft.askedOf)
  const isOutgrown =
    draft.answer !== null && (!hasType || meant.some(({ deviceId }) => deviceId !== null && !askedOf.has(deviceId)))
  return {
    types,
    type,
    meant,
    exceptions: draft.exceptions.filter(({ deviceId }) => ids.has(deviceId)),
    answer: isOutgrown || isBeforeSeal ? null : draft.answer,
    isOutgrown: isOutgrown && !isBeforeSeal,
    isBeforeSeal,
    photos: isBeforeSeal ? [] : draft.photos,
  }
}
