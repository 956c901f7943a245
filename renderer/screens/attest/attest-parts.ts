import type { Input, Output } from '../../../electron/contract/channels.ts'

export type QueueEntry = Output<'checklist.queue'>[number]
export type Item = Output<'checklist.item'>
export type Subject = Item['subjects'][number]
export type NewAttestation = Input<'checklist.attest'>
export type Answer = NewAttestation['answer']
export type Role = NewAttestation['role']

/** Its bytes are kept beside the draft, under its id. */
export interface Photo {
  readonly id: string
  readonly name: string
  readonly caption: string
  /** Null where nobody knows: the date of a file is not the date of its photo. */
  readonly takenAt: string | null
}

/** One device that is not like the others. `not-seen` leaves it out, so that its item stays open. */
export interface Exception {
  readonly deviceId: string
  readonly kind: 'not-met' | 'does-not-apply' | 'not-seen'
  readonly statement: string
}

export const routeOf = ({ item, deviceClass }: Pick<QueueEntry, 'item' | 'deviceClass'>): string =>
  deviceClass === null ? `/attest/${item}` : `/attest/${item}/${deviceClass}`

/** What still waits, also where an answer went stale. */
export const isOpen = ({ waiting, stale }: QueueEntry): boolean => waiting + stale > 0

/** The entry that a route names; without one the first that waits, else the first at all. */
export function entryAt(queue: readonly QueueEntry[], item: string | undefined, deviceClass: string | undefined) {
  const named = queue.filter((entry) => entry.item === item)
  return (
    named.find((entry) => entry.deviceClass === (deviceClass ?? null)) ??
    named.find(isOpen) ??
    named[0] ??
    queue.find(isOpen) ??
    queue[0] ??
    null
  )
}

/** The next entry that waits, from this one on and around. */
export function nextAfter(queue: readonly QueueEntry[], entry: QueueEntry): QueueEntry | null {
  const at = queue.indexOf(entry)
  return [...queue.slice(at + 1), ...queue.slice(0, at)].find(isOpen) ?? null
}

/** Who is meant: the site, or the devices of this class that a person is asked about; those that wait before all others. */
export function subjectsFor(item: Item, entry: QueueEntry): readonly Subject[] {
  const asked = item.subjects.filter(({ deviceClass, person }) => deviceClass === entry.deviceClass && person !== null)
  const open = asked.filter(({ person }) => person !== 'answered')
  return open.length > 0 ? open : asked
}

/** Models among the devices, each once. */
export const typesOf = (subjects: readonly Subject[]): readonly string[] =>
  [...new Set(subjects.map(({ type }) => type).filter((type) => type !== null))].sort()
