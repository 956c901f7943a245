import os from 'node:os'
import { holdsAddress } from '../model/address-range.ts'

/** One address of a network card of this computer. */
export interface OwnCard {
  readonly name: string
  readonly mac: string
  /** Own address and the network that it is in: `10.40.12.9/23`. */
  readonly cidr: string
  /** Loopback. */
  readonly internal: boolean
}

/** By what a device is reached: each of these cards would do. */
interface Ways {
  readonly cards: readonly OwnCard[]
  /** The device is in the network of the card itself, not behind a gateway. */
  readonly isOnLink: boolean
}

/** Of loopback, of tunnels, and where the system says none. */
const noMac = /^((00:){5}00)?$/
/** Addresses that a card gives itself while nobody gives it one. @see RFC 3927 @see RFC 4291 section 2.5.6 */
const selfGiven = /^(169\.254\.|fe80:)/i

/**
 * The network cards of this computer as they were when work began, to tell their loss from the silence of a device. Asks the operating
 * system alone: no packet is sent, and no card is tried instead of another.
 *
 * A card is gone when it is down, has no carrier, or lost its address: all three take it off the list of the operating system.
 */
export class OwnCards {
  readonly #atFirst: readonly OwnCard[]
  /** The card by which a device behind a gateway was reached, as a connection itself said; null where no card has that address. */
  readonly #routed = new Map<string, OwnCard | null>()
  /** When a look found these cards gone for the last time, on the clock of `performance.now()`. */
  readonly #missedAt = new Map<string, number>()

  constructor() {
    this.#atFirst = cardsNow()
  }

  /** A connection to `address` came about, from this own address. */
  reached(address: string, own: string | undefined): void {
    if (own === undefined || this.#routed.has(address) || this.#onLink(address).length > 0) return
    this.#routed.set(address, cardsNow().find((card) => ownAddressOf(card) === own) ?? null)
  }

  /**
   * The cards by which `address` is reached, where all of them are gone: then nothing that was asked of it can have an answer. Null
   * where one is there, and where it cannot be told surely by what it is reached.
   *
   * @param address or a whole range: `10.40.12.0/24`
   * @param since on the clock of `performance.now()`: also cards count that were found gone at any look since, and are back
   */
  gone(address: string, since = Number.POSITIVE_INFINITY): readonly OwnCard[] | null {
    return this.#look(address, cardsNow(), since)
  }

  /** As `gone`, for the first of these for which they are. Remembers it of all of them, so that it can be told later of this moment. */
  goneOf(addresses: Iterable<string>): readonly OwnCard[] | null {
    const now = cardsNow()
    let first: readonly OwnCard[] | null = null
    for (const address of addresses) {
      const gone = this.#look(address, now, Number.POSITIVE_INFINITY)
      first ??= gone
    }
    return first
  }

  #look(address: string, now: readonly OwnCard[], since: number): readonly OwnCard[] | null {
    const { cards, isOnLink } = this.#waysTo(address)
    if (cards.length === 0) return null
    const key = cards.map(({ name, cidr }) => `${name} ${cidr}`).join()
    const isThere = cards.some((card) => now.some((other) => isSame(card, other) && leadsTo(other, address, isOnLink)))
    if (!isThere) this.#missedAt.set(key, performance.now())
    return !isThere || (this.#missedAt.get(key) ?? Number.NEGATIVE_INFINITY) >= since ? cards : null
  }

  #onLink(address: string): readonly OwnCard[] {
    return this.#atFirst.filter(({ cidr }) => holdsAddress(cidr, address))
  }

  #waysTo(address: string): Ways {
    const onLink = this.#onLink(address)
    if (onLink.length > 0) return { cards: onLink, isOnLink: true }
    const routed = this.#routed.get(address)
    if (routed === null) return { cards: [], isOnLink: false }
    if (routed !== undefined) return { cards: [routed], isOnLink: false }
    // Nobody knows which: without any of them there is surely no way.
    const isIpv6 = address.includes(':')
    const outward = this.#atFirst.filter((card) => isUsable(card) && card.cidr.includes(':') === isIpv6)
    return { cards: outward, isOnLink: false }
  }
}

/** Cards as a person names them, each once: `Ethernet 2`. */
export const cardNames = (cards: readonly OwnCard[]): string => [...new Set(cards.map(({ name }) => name))].join(', ')

/** The same with their own addresses: `Ethernet 2 (10.40.12.9)`. For the screen: what is kept goes into packs, some without addresses. */
export const cardsText = (cards: readonly OwnCard[]): string =>
  [...new Set(cards.map((card) => `${card.name} (${ownAddressOf(card)})`))].join(', ')

function cardsNow(): readonly OwnCard[] {
  return Object.entries(os.networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).flatMap(({ cidr, mac, internal }) => (cidr === null ? [] : [{ name, mac, cidr, internal }])),
  )
}

const ownAddressOf = ({ cidr }: OwnCard): string => cidr.split('/')[0] ?? cidr

/** A card that is plugged in elsewhere may come back under another name. */
const isSame = (card: OwnCard, other: OwnCard): boolean =>
  card.name === other.name || (card.mac === other.mac && !noMac.test(card.mac))

const isUsable = (card: OwnCard): boolean => !card.internal && !selfGiven.test(card.cidr)

/** A card that is back without its network, or with an address that it gave itself, leads nowhere yet. */
const leadsTo = (card: OwnCard, address: string, isOnLink: boolean): boolean =>
  isOnLink ? holdsAddress(card.cidr, address) : isUsable(card) && card.cidr.includes(':') === address.includes(':')
