/** What one exchange may cost at most. */
export interface HttpLimits {
  readonly connectMs: number
  /** From the start of the exchange to the end of the headers of the answer. */
  readonly headersMs: number
  /** For everything, repeated requests of a login included. */
  readonly wholeMs: number
  /** Bytes of the body, before and after decompression. */
  readonly bodyBytes: number
  readonly headerBytes: number
}

export const usualLimits: HttpLimits = {
  connectMs: 5_000,
  headersMs: 10_000,
  wholeMs: 30_000,
  bodyBytes: 2 * 1024 * 1024,
  headerBytes: 16 * 1024,
}
