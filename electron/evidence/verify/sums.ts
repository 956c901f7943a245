import { checkName } from './names.ts'
import { digest } from './primitives.ts'
import { reject } from './rejected.ts'

export const sha256Hex = (bytes: Uint8Array): string => digest('sha256', bytes).toString('hex')

/** `<sha256>  <path>` lines, as `sha256sum` writes and reads them. */
export function writeSums(files: Iterable<readonly [string, Uint8Array]>): Buffer {
  return Buffer.from([...files].map(([name, bytes]) => `${sha256Hex(bytes)}  ${name}\n`).join(''))
}

/** Name to SHA-256 in hex. Accepts the very bytes that `writeSums` makes: no CRLF, no comment, no `*`. */
export function readSums(bytes: Buffer, list: string): ReadonlyMap<string, string> {
  const text = bytes.toString('latin1')
  const sums = new Map<string, string>()
  if (text !== '' && !text.endsWith('\n')) reject('pack/sums-malformed', `The last line of ${list} is cut off.`)
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sum, name] = /^([0-9a-f]{64}) {2}([\x21-\x7e]+)$/.exec(line) ?? []
    if (sum === undefined || name === undefined) reject('pack/sums-malformed', `A line of ${list} is malformed.`)
    if (sums.has(checkName(name))) reject('pack/sums-malformed', `${list} names "${name}" twice.`)
    sums.set(name, sum)
  }
  return sums
}
