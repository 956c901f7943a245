import type { Output } from '../../../electron/contract/channels.ts'
import type { StandingCounts } from '../../text/en/firmware.ts'
import { engineText } from '../../text/engine-text.ts'
import { coarseDate } from '../../text/format.ts'
import { text } from '../../text/text.ts'

export type FirmwareView = Output<'firmware.view'>
export type Group = FirmwareView['groups'][number]
export type Standing = Group['is'][number]

/** Every standing that a number may be shown of, worst first. */
export const counted: readonly (Standing | 'unjudged')[] = [
  'exploited',
  'flawed',
  'ended',
  'behind',
  'suspect',
  'undecided',
  'quiet',
  'unjudged',
]

export function standingCounts({ groups, unjudgedIds }: FirmwareView): StandingCounts {
  const of = (standing: Standing) =>
    groups.filter(({ is }) => is.includes(standing)).reduce((sum, { deviceIds }) => sum + deviceIds.length, 0)
  return {
    exploited: of('exploited'),
    flawed: of('flawed'),
    ended: of('ended'),
    behind: of('behind'),
    suspect: of('suspect'),
    undecided: of('undecided'),
    quiet: of('quiet'),
    unjudged: unjudgedIds.length,
  }
}

export const filterHref = (filter: string): string => `#/devices/firmware/${filter}`
export const modelOf = ({ model }: Pick<Group, 'model'>): string => model ?? text.firmware.unnamedModel
export const versionOf = ({ version }: Pick<Group, 'version'>): string => version ?? text.firmware.unnamedVersion

/** The devices that a number counted, and in words which ones. An answer that is no more has none. */
export function filteredDevices(
  view: FirmwareView,
  filter: string,
): { readonly ids: ReadonlySet<string>; readonly words: string } {
  const standing = counted.find((name) => name === filter)
  if (standing === 'unjudged') return { ids: new Set(view.unjudgedIds), words: text.firmware.standing.unjudged }
  if (standing !== undefined) {
    const groups = view.groups.filter(({ is }) => is.includes(standing))
    return { ids: new Set(groups.flatMap(({ deviceIds }) => deviceIds)), words: text.firmware.standing[standing] }
  }
  const group = view.groups.find(({ id }) => id === filter)
  if (group === undefined) return { ids: new Set(), words: text.firmware.filteredGone }
  return { ids: new Set(group.deviceIds), words: `${modelOf(group)} ${versionOf(group)}` }
}

export function supportText({ state, date, precision }: Group['support']): string {
  const until = date === null ? null : endText(date, precision ?? 'day')
  return text.firmware.supportState[state](until)
}

/** A coarse date ends with its last day. */
export function endText(date: string, precision: 'day' | 'month' | 'year'): string {
  const shown = coarseDate(date, precision)
  if (precision === 'day') return shown
  return precision === 'year' ? text.firmware.endOfYear(shown) : text.firmware.endOfMonth(shown)
}

export function actionText({ kind, to, fact }: Group['action']): string {
  const { doThis } = text.firmware
  if (kind === 'upgrade') return doThis.upgrade(to ?? '')
  if (kind === 'find-out' && fact !== null) return `${doThis['find-out']}: ${engineText(fact)}`
  return doThis[kind]
}
