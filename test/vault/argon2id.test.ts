import { describe, expect, it } from 'vitest'
import { argon2id, byWasm } from '../../electron/vault/argon2id.ts'

/** Small, so that the WebAssembly ends soon; the parameters of a site are held in keys.test.ts. */
const input = {
  password: Buffer.alloc(32, 1),
  salt: Buffer.alloc(16, 2),
  memoryKiB: 1_024,
  passes: 3,
  lanes: 4,
  length: 32,
}

describe('Argon2id', () => {
  it('is the same by the cryptography of this computer and by WebAssembly', async () => {
    const own = await argon2id(input)
    expect(own).toHaveLength(32)
    expect(await byWasm(input)).toEqual(own)
    expect(await byWasm({ ...input, passes: 4 })).not.toEqual(own)
  })
})
