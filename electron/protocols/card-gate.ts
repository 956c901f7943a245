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
  message: `This computer has no network on ${cardsText(cards)}: nothing new is begun until it is back.`,
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

/** Lets nothing more be begun while the network of this computer is gone, and looks after it while devices are in hand. */
export class CardGate {
  readonly #cards: OwnCards
  readonly #says: (waiting: Problem | null) => void
  readonly #inHand = new Map<string, number>()
  #watch: NodeJS.Timeout | null = null
  /** How many wait. */
  #waiting = 0
  /** Whether the last look found the network gone to a device that is in hand. */
  #isFelt = false
  #isSaid = false

  /** @param says told why nothing new is begun, and null when it goes on */
  constructor(cards: OwnCards, says: (waiting: Problem | null) => void) {
    this.#cards = cards
    this.#says = says
  }

  /** Returns at once where a card leads to any of these; else when one is back, or when `signal` is aborted. */
  async passed(addresses: readonly string[], signal: AbortSignal): Promise<void> {
    let gone = signal.aborted ? null : this.#gone(addresses)
    if (gone === null) return
    this.#waiting += 1
    this.#say(gone)
    while (gone !== null && !signal.aborted) {
      await sleep(lookMs, undefined, { signal }).catch(whenCancelled)
      gone = this.#gone(addresses)
    }
    this.#waiting -= 1
    this.#say(null)
  }

  /** Does `work` with `address`; a loss of the network in the middle of it is said at once, and known afterwards. */
  async during<T>(address: string, work: () => Promise<T>): Promise<T> {
    this.#inHand.set(address, (this.#inHand.get(address) ?? 0) + 1)
    this.#watch ??= setInterval(() => this.#lookAfter(), lookMs).unref()
    try {
      return await work()
    } finally {
      const others = (this.#inHand.get(address) ?? 0) - 1
      if (others > 0) this.#inHand.set(address, others)
      else this.#inHand.delete(address)
      if (this.#inHand.size === 0) this.#endWatch()
    }
  }

  #lookAfter(): void {
    const gone = this.#cards.goneOf(this.#inHand.keys())
    this.#isFelt = gone !== null
    this.#say(gone)
  }

  #endWatch(): void {
    if (this.#watch !== null) clearInterval(this.#watch)
    this.#watch = null
    this.#isFelt = false
    this.#say(null)
  }

  #say(gone: readonly OwnCard[] | null): void {
    const isAway = gone !== null || this.#waiting > 0 || this.#isFelt
    if (isAway === this.#isSaid) return
    this.#isSaid = isAway
    this.#says(gone === null ? null : waitingFor(gone))
  }

  #gone(addresses: readonly string[]): readonly OwnCard[] | null {
    const gone = addresses.map((address) => this.#cards.gone(address))
    return gone.length === 0 || gone.includes(null) ? null : gone.flatMap((cards) => cards ?? [])
  }
}

function whenCancelled(error: Error): void {
  if (error.name !== 'AbortError') throw error
}
