import type { ExchangeObserver, ObservedExchange } from '../../protocols/exchange-observer.ts'

/** @see ONVIF Core, section 7; WS-Discovery 1.0 */
const discoveryPort = 3_702

/** Holds every exchange of one assessment in memory, as it was: a value that is learnt late must go from early answers as well. */
export class Recorder implements ExchangeObserver {
  readonly exchanges: ObservedExchange[] = []
  readonly #heard = new Map<string, string[]>()

  exchanged(exchange: ObservedExchange): void {
    this.exchanges.push(exchange)
  }

  heard({
    address,
    port,
    payload,
  }: {
    readonly address: string
    readonly port: number
    readonly payload: Buffer
  }): void {
    const text = payload.toString('utf8')
    if (port !== discoveryPort || !text.includes('ProbeMatches')) return
    this.#heard.set(address, [...(this.#heard.get(address) ?? []), text])
  }

  /** Answers to WS-Discovery of that address. */
  discovery(address: string): readonly string[] {
    return this.#heard.get(address) ?? []
  }
}
