import type { Output } from '../../../electron/contract/channels.ts'
import { text } from '../../text/text.ts'

type Verified = Output<'evidence.verify'>

const { account: words } = text.verify
const mostNamed = 12

/** What a reader must know of a pack that is no rule it breaks. */
export function accountWords(account: Verified['packs'][number]['account']): readonly string[] {
  if (account === null) return []
  const { checklist, strength, checklistChanges, failsOfEarlierLists, heldToLog, packsLost, notSeen, removed } = account
  return [
    ...(strength?.own === true ? [words.ownList(checklist)] : []),
    ...(strength?.baseline === null ? [words.notCompared] : []),
    ...(strength?.baseline && strength.leftOut + strength.weaker > 0
      ? [words.less(strength.baseline, strength.leftOut, strength.weaker)]
      : []),
    ...(checklistChanges > 0 ? [words.changed(checklistChanges, failsOfEarlierLists)] : []),
    ...(heldToLog ? [] : [words.notHeldToLog]),
    ...(packsLost.length > 0 ? [words.lost(packsLost.join(', '))] : []),
    ...(notSeen.length > 0 ? [words.notSeen(some(notSeen))] : []),
    ...(removed.length > 0 ? [words.removed(some(removed))] : []),
  ]
}

/** The devices that one pack of a row knows and the next one does not. */
export const vanishedWords = ({ vanished }: NonNullable<Verified['row']>): readonly string[] =>
  vanished.map(({ device, address, lastIn, missingIn }) => words.vanished(address ?? device, lastIn, missingIn))

const some = (names: readonly string[]): string =>
  names.length <= mostNamed
    ? names.join(', ')
    : `${names.slice(0, mostNamed).join(', ')} … +${names.length - mostNamed}`
