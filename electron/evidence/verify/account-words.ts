import { strengthText } from '../../model/list-strength.ts'
import type { SeriesReport } from './series.ts'
import type { VerifyReport } from './verify-pack.ts'

const most = 20

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

function some(texts: readonly string[]): string {
  const shown = texts.slice(0, most).join(', ')
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown
}

/**
 * What a reader must know of a pack that is no rule it breaks: how much its checklist asks, what the log holds and the results
 * do not, and which known devices nobody saw. Texts of the pack stand in it as they are.
 */
export function accountWords({ checklist, leftOut, heldToLog, devices }: VerifyReport): readonly string[] {
  const words: string[] = []
  if (checklist !== null) {
    const { title, id, version, strength } = checklist
    words.push(`Judged by the checklist "${title}", ${id} ${version}.`)
    const text = strength === null ? null : strengthText(strength)
    if (text !== null) words.push(text)
  }
  if (leftOut !== null && leftOut.checklistChanges > 0) {
    const changes = counted(leftOut.checklistChanges, 'time', 'times')
    const fails = counted(leftOut.failsOfEarlierLists, 'point', 'points')
    words.push(
      `The checklist was changed ${changes} within the visit: ${fails} that failed under an earlier one stand in the log and not in the results.`,
    )
  }
  if (heldToLog === false) {
    words.push(
      'It does not ask for its changes, waivers and attestations to be held against its log, as packs of before version 0.4: they were not.',
    )
  }
  for (const number of leftOut?.packsLost ?? []) {
    words.push(
      `Its log says that pack number ${number} was interrupted while it was written, and that no file of it came to be.`,
    )
  }
  const unseen = (devices ?? []).filter(({ state }) => state === 'not-seen')
  if (unseen.length > 0) {
    const names = some(unseen.map(({ device, address }) => address ?? device))
    words.push(`Known from earlier visits and not seen in this one: ${names}.`)
  }
  const removed = (devices ?? []).filter(({ state }) => state === 'removed')
  if (removed.length > 0) {
    words.push(`Taken out of the list of devices within the visit: ${some(removed.map(({ device }) => device))}.`)
  }
  return words
}

/** The devices that vanished between the packs of a row, one sentence each. */
export const vanishedWords = ({ vanished }: Pick<SeriesReport, 'vanished'>): readonly string[] =>
  vanished.map(
    ({ device, address, lastIn, missingIn }) =>
      `${address === null ? device : `${address} (${device})`} is in ${lastIn}, and ${missingIn} says nothing of it.`,
  )
