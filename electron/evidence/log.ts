import { type Genesis, genesisHash, lineHash } from './verify/log-chain.ts'

/** One thing that happened, in plain members. `type` is a dotted noun. No secret ever enters. */
export interface LogEvent {
  readonly type: string
  /** ISO 8601, clock of this computer. */
  readonly t: string
  /** Milliseconds of a clock that is never set. */
  readonly mono: number
  readonly [detail: string]: unknown
}

/**
 * The line that follows `previous` in the log of a visit, without its line end. The first line, after null, is bound to
 * visit and site; every later one to the exact bytes of the line before. Whatever text an event holds, it is one line.
 *
 * The verifier reads `finding` events (`device`, `item`, `outcome`): each outcome of the visit has one. What was logged so and
 * is missing from the results needs a later `device.removed` (`device`) or `checklist.changed`.
 */
export function nextLogLine(previous: string | null, genesis: Genesis, event: LogEvent): string {
  if ('seq' in event || 'prev' in event) throw new Error('an event cannot number or chain itself')
  if (previous === null) {
    const { visit, site } = genesis
    return JSON.stringify({
      seq: 0,
      prev: genesisHash(genesis),
      ...event,
      visit,
      site,
    })
  }
  const { seq } = JSON.parse(previous) as { readonly seq: number }
  return JSON.stringify({ seq: seq + 1, prev: lineHash(previous), ...event })
}
