/** One side of an exchange as it went over the wire, with everything secret still in it. */
export interface ObservedMessage {
  /** Request line or status line: `GET /path`, `200`, `get v2c`. */
  readonly line: string
  /** In the order of the wire. Of SNMP: the community. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Of SNMP: the OIDs, one a line, respectively a JSON object of `oid: "kind value"`. */
  readonly body: Buffer
}

/** One question to a device and what came back. */
export interface ObservedExchange {
  readonly over: 'HTTP' | 'HTTPS' | 'SNMP' | 'RTSP'
  readonly address: string
  readonly port: number
  readonly request: ObservedMessage
  /** Null: silence, or a connection that ended too early. */
  readonly answer: ObservedMessage | null
  /** When the question was asked, ISO 8601. */
  readonly at: string
}

/**
 * Sees the raw exchanges of a network, logins included. Nothing sets one unless a person wants a recording, or a reader cuts
 * excerpts out of them: whoever keeps anything of an exchange removes the secrets first.
 */
export interface ExchangeObserver {
  exchanged(exchange: ObservedExchange): void
  /** An answer to discovery, as it came. */
  heard?(datagram: { readonly address: string; readonly port: number; readonly payload: Buffer }): void
}

/** Tells each of them. */
export function observers(...all: readonly (ExchangeObserver | null)[]): ExchangeObserver | null {
  const present = all.filter((each) => each !== null)
  const [only] = present
  if (only === undefined || present.length === 1) return only ?? null
  return {
    exchanged: (exchange) => {
      for (const each of present) each.exchanged(exchange)
    },
    heard: (datagram) => {
      for (const each of present) each.heard?.(datagram)
    },
  }
}
