import { leafHash, merkleRoot } from './merkle.ts'
import { digest } from './primitives.ts'
import { PackRejected, reject } from './rejected.ts'

/** What line 0 of a log binds it to. */
export interface Genesis {
  readonly visit: string
  readonly site: string
}

/** What the verifier knows of a log that is whole. */
export interface CheckedLog {
  readonly lines: number
  /** SHA-256 of the last line, hex. */
  readonly head: string
  /** Merkle root over the lines, hex. @see RFC 6962 */
  readonly root: string
  readonly genesis: Genesis
  readonly entries: readonly Readonly<Record<string, unknown>>[]
}

const sha256 = (text: string): string => digest('sha256', Buffer.from(text, 'utf8')).toString('hex')

/** What stands as `prev` in line 0. */
export const genesisHash = ({ visit, site }: Genesis): string =>
  sha256(`fieldseal-log/1\n${JSON.stringify({ visit, site })}`)

export const lineHash = (line: string): string => sha256(line)

/**
 * Checks a whole log: numbers without gaps, every line naming the hash of the one before, line 0 bound to visit and site.
 * A cut-off tail does not show here: compare `lines` and `head` with what was signed.
 *
 * @param text NDJSON, every line terminated.
 * @throws {PackRejected} `pack/log-broken`
 */
export function checkLog(text: string): CheckedLog {
  if (!text.endsWith('\n')) reject('pack/log-broken', 'The last line of the log is cut off.')
  const lines = text.slice(0, -1).split('\n')
  const entries = lines.map(readLine)
  const { visit, site } = entries[0] ?? {}
  if (typeof visit !== 'string' || typeof site !== 'string') {
    reject('pack/log-broken', 'The log does not begin with its visit and site.')
  }
  const genesis = { visit, site }
  entries.forEach((entry, at) => {
    const before = at === 0 ? genesisHash(genesis) : lineHash(lines[at - 1] ?? '')
    if (entry.seq !== at) reject('pack/log-broken', `Line ${at} of the log has another number.`)
    if (entry.prev !== before) reject('pack/log-broken', `Line ${at} of the log does not follow the line before it.`)
  })
  return {
    lines: lines.length,
    head: lineHash(lines.at(-1) ?? ''),
    root: merkleRoot(lines.map((line) => leafHash(Buffer.from(line, 'utf8')))).toString('hex'),
    genesis,
    entries,
  }
}

function readLine(line: string, at: number): Readonly<Record<string, unknown>> {
  try {
    const entry: unknown = JSON.parse(line)
    // Written by JSON.stringify: whatever reads differently after a round trip (a key given twice) was not.
    if (typeof entry === 'object' && entry !== null && !Array.isArray(entry) && JSON.stringify(entry) === line) {
      return entry as Record<string, unknown>
    }
  } catch (cause) {
    throw new PackRejected('pack/log-broken', `Line ${at} of the log is not JSON.`, { cause })
  }
  return reject('pack/log-broken', `Line ${at} of the log is not one plain object.`)
}
