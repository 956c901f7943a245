import { digest } from './primitives.ts'

const sha256 = (...parts: readonly Uint8Array[]): Buffer => digest('sha256', ...parts)

/** Hash of one entry. @see RFC 6962 2.1 */
export const leafHash = (entry: Uint8Array): Buffer => sha256(Buffer.of(0), entry)

/** Root over leaf hashes, in linear time. @see RFC 6962 2.1 */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256()
  // Pairing neighbours level by level and carrying an odd one up gives the tree that RFC 6962 splits top down.
  let level = leaves
  while (level.length > 1) {
    const above: Buffer[] = []
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = level.slice(at, at + 2)
      if (left !== undefined) above.push(right === undefined ? left : sha256(Buffer.of(1), left, right))
    }
    level = above
  }
  return level[0] ?? sha256()
}
