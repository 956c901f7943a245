import { setTimeout as sleep } from 'node:timers/promises'
import { ExpectedError, type Problem } from '../model/errors.ts'
import { cardNames, cardsText, type OwnCard, type OwnCards } from './own-cards.ts'

/** This computer, not the device, lost its network in the middle of it. Says nothing of the device. */
export class NoOwnNetwork extends ExpectedError {
  override readonly name = 'NoOwnNetwork'
  readonly code = 'computer/no-network'
  readonly remedy =
    'Look after the cable, the switch or the Wi-Fi of this computer. When its network is back, assess the device again.'
}

/** Why work waits. */
const waitingFor = (cards: readonly OwnCard[]): Problem => ({
  code: 'computer/waits-for-network',
  message: `This computer has no network on ${cardsText(cards)}: the work waits, and asks nothing meanwhile.`,
  remedy:
    'Plug in the cable, or switch on the network card or what its cable leads to: the work then goes on by itself. To go on over another network, end the work and start it again.',
})

/**
 * Trouble with a device, told as this computer's own where the cards by which it is reached are gone, or were since `since`
 * (`performance.now()`). Every other trouble, and what cannot be told surely, stays what it is.
 */
export function ownTrouble(error: ExpectedError, address: string, cards: OwnCards, since: number): ExpectedError {
  if (error.code !== 'device/unreachable') return error
  const gone = cards.gone(address, since)
  if (gone === null) return error
  return new NoOwnNetwork(
    `This computer had no network on ${cardNames(gone)} while it asked: nothing is known of the device. ${error.message}`,
    { cause: error },
  )
}

/** Between two looks for a card that is gone. */
const lookMs = 1_000

/** Lets nothing more be begun while the network of this computer is gone. */
export class CardGate {
  readonly #cards: OwnCards
  readonly #waits: (waiting: Problem | null) => void
  #waiting = 0

  /** @param waits told why the work waits, and null when nothing of it waits any more */
  constructor(cards: OwnCards, waits: (waiting: Problem | null) => void) {
    this.#cards = cards
    this.#waits = waits
  }

  /** Returns at once where a card leads to any of these; else when one is back, or when `signal` is aborted. */
  async passed(addresses: readonly string[], signal: AbortSignal): Promise<void> {
    let gone = signal.aborted ? null : this.#gone(addresses)
    if (gone === null) return
    this.#waiting += 1
    if (this.#waiting === 1) this.#waits(waitingFor(gone))
    while (gone !== null && !signal.aborted) {
      await sleep(lookMs, undefined, { signal }).catch(whenCancelled)
      gone = this.#gone(addresses)
    }
    this.#waiting -= 1
    if (this.#waiting === 0) this.#waits(null)
  }

  #gone(addresses: readonly string[]): readonly OwnCard[] | null {
    const gone = addresses.map((address) => this.#cards.gone(address))
    return gone.length === 0 || gone.includes(null) ? null : gone.flatMap((cards) => cards ?? [])
  }
}

function whenCancelled(error: Error): void {
  if (error.name !== 'AbortError') throw error
}
