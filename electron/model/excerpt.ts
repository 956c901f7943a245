import type { FactKey } from './facts.ts'

/**
 * One question to a device and its answer, as far as they show a fact. Secrets are removed by key and by value before it is
 * made; both texts are capped and made visible.
 */
export interface Excerpt {
  readonly fact: FactKey
  /** `HTTP`, `HTTPS`, `SNMP`, `RTSP`. */
  readonly over: string
  readonly request: string
  readonly answer: string
  /** Whether a secret stood in it, or more text than is kept. */
  readonly removed: boolean
  readonly cut: boolean
  readonly at: string
}
