import { type Change, needsPerson } from './plan-groups.ts'

/** `part` is over too: what was carried out is proven, and something was left alone. */
export type WaveState = 'waiting' | 'running' | 'paused' | 'done' | 'part' | 'attention' | 'left'

/** One wave, or several neighbouring ones of the same state told as one. */
export interface WaveCard {
  readonly from: number
  readonly to: number
  readonly devices: number
  readonly done: number
  readonly state: WaveState
}

/** A card for each wave; more than this many are told together where they stand alike. */
const mostCards = 6

/** Where each wave stands, told by the changes of its devices. */
export function waveCards(
  order: readonly (readonly string[])[],
  changes: readonly Change[],
  isHeld = false,
): readonly WaveCard[] {
  const byDevice = new Map<string, Change[]>()
  for (const change of changes) {
    const known = byDevice.get(change.deviceId)
    if (known === undefined) byDevice.set(change.deviceId, [change])
    else known.push(change)
  }
  const cards = order.flatMap((wave, number): WaveCard[] => {
    if (wave.length === 0) return []
    const devices = wave.map((id) => byDevice.get(id) ?? [])
    const done = devices.filter((own) => own.every(isEnded)).length
    const state = stateOf(devices.flat(), done, wave.length)
    const shown = isHeld && state === 'running' ? 'paused' : state
    return [{ from: number, to: number, devices: wave.length, done, state: shown }]
  })
  return cards.length <= mostCards ? cards : gathered(cards)
}

const isEnded = ({ state }: Change): boolean => state !== 'planned' && state !== 'applying'

const isUntouched = ({ state }: Change): boolean => state === 'cancelled' || state === 'left'

function stateOf(own: readonly Change[], done: number, devices: number): WaveState {
  if (own.some(needsPerson)) return 'attention'
  if (own.every(({ state }) => state === 'planned')) return 'waiting'
  if (done < devices) return 'running'
  if (own.every(isUntouched)) return 'left'
  return own.some(isUntouched) ? 'part' : 'done'
}

/** Neighbours in the same state become one card; the canary and whatever needs a person keep their own. */
function gathered(cards: readonly WaveCard[]): readonly WaveCard[] {
  const told: WaveCard[] = []
  for (const card of cards) {
    const last = told.at(-1)
    if (last !== undefined && last.from > 0 && last.state === card.state && card.state !== 'attention') {
      told[told.length - 1] = {
        ...last,
        to: card.to,
        devices: last.devices + card.devices,
        done: last.done + card.done,
      }
    } else told.push(card)
  }
  return told
}
