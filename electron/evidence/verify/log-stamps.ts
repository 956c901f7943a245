import { z } from 'zod'
import type { Certificate } from './certificate.ts'
import type { CheckedLog } from './log-chain.ts'
import { reject } from './rejected.ts'
import { checkTimestamp } from './timestamp.ts'

/** A line of the log that carries a timestamp over an earlier line, taken while the work went on. */
const StampLine = z.looseObject({
  type: z.literal('time.stamp'),
  line: z.int().nonnegative(),
  authority: z.string(),
  token: z.base64(),
})

export interface LogStamp {
  /** Number of the stamped line: it and all before it existed then. */
  readonly line: number
  readonly time: string
  readonly authority: string
  /** Whether a root that the reader gave vouches for the authority. */
  readonly trusted: boolean
}

const clockTolerance = 5 * 60_000

/**
 * Checks the timestamps that the log carries over itself. Without pinned roots only their form and what they are over is
 * checked. Whoever rewrites the log later has to leave them out, or contradicts them.
 *
 * @param sealedAt Claimed time of the pack: it cannot be before a line that it holds.
 * @throws {PackRejected} `pack/log-stamp-invalid`, `pack/timestamp-untrusted`
 */
export async function checkLogStamps(
  log: CheckedLog,
  roots: readonly Certificate[],
  sealedAt: Date,
): Promise<readonly LogStamp[]> {
  const found: LogStamp[] = []
  for (const [at, entry] of log.entries.entries()) {
    if (entry.type !== 'time.stamp') continue
    const refuse = (why: string): never => reject('pack/log-stamp-invalid', `Line ${at} of the log: ${why}`)
    const stamp = StampLine.safeParse(entry).data ?? refuse('it is no timestamp.')
    if (stamp.line >= at) refuse('it stamps a line that is still to come.')
    const stamped = log.entries[stamp.line]
    // A line is exactly what JSON.stringify makes of its entry: the log was held against that when it was read.
    const bytes = Buffer.from(JSON.stringify(stamped))
    const reply = Buffer.from(stamp.token, 'base64')
    const { time, authority } = await checkTimestamp(reply, bytes, roots.length === 0 ? null : roots, `line ${at}`)
    if (Date.parse(String(stamped?.t)) - Number(time) > clockTolerance) refuse('the line claims a later time.')
    if (Number(time) - Number(sealedAt) > clockTolerance) refuse('it is later than the time that the pack claims.')
    found.push({ line: stamp.line, time: time.toISOString(), authority, trusted: roots.length > 0 })
  }
  return found
}
