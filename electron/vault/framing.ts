import { NotAuthentic } from './sealing.ts'

/**
 * Facts as JSON and secrets as raw bytes behind them, so that no password ever becomes part of a string on the way to disk
 * and back: u32 length of the JSON, JSON `{"facts", "lengths"}`, the secrets one after the other.
 */
export function pack(facts: unknown, secrets: readonly Buffer[]): Buffer {
  const json = Buffer.from(JSON.stringify({ facts, lengths: secrets.map(({ length }) => length) }), 'utf8')
  const head = Buffer.alloc(4)
  head.writeUInt32LE(json.length)
  return Buffer.concat([head, json, ...secrets])
}

/** The secrets are views of `bytes`: copy what is kept, then wipe `bytes`. */
export function unpack<T>(bytes: Buffer): { readonly facts: T; readonly secrets: readonly Buffer[] } {
  const start = 4 + bytes.readUInt32LE(0)
  const { facts, lengths } = JSON.parse(bytes.toString('utf8', 4, start)) as { facts: T; lengths: number[] }
  let offset = start
  const secrets = lengths.map((length) => {
    offset += length
    return bytes.subarray(offset - length, offset)
  })
  // Cannot happen to what was authenticated; a bug here would hand out half a password.
  if (offset !== bytes.length) throw new NotAuthentic('the lengths of a sealed record do not add up')
  return { facts, secrets }
}
