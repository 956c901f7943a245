import { argon2Sync, hkdfSync, randomBytes } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { Secret } from '../../electron/model/secret.ts'
import { checkKdf, deriveSiteKeys, siteKdf } from '../../electron/vault/keys.ts'
import { codeOf } from '../store/site-fixture.ts'

// Key derivation and thousands of small files take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe('site keys', () => {
  it('are the same for the same passphrase however its letters were composed, and differ otherwise', async () => {
    const salt = randomBytes(16)
    const composed = await deriveSiteKeys(Secret.of('Schl\u00fcssel-4711'), salt)
    const decomposed = await deriveSiteKeys(Secret.of('Schlu\u0308ssel-4711'), salt)
    expect(decomposed.databaseKey).toEqual(composed.databaseKey)
    expect(decomposed.wrapKey).toEqual(composed.wrapKey)
    expect(composed.databaseKey).not.toEqual(composed.wrapKey)
    const others = await Promise.all([
      deriveSiteKeys(Secret.of('Schl\u00fcssel-4712'), salt),
      deriveSiteKeys(Secret.of('Schl\u00fcssel-4711'), randomBytes(16)),
    ])
    for (const { databaseKey } of others) expect(databaseKey).not.toEqual(composed.databaseKey)
    composed.wipe()
    expect(composed.databaseKey).toEqual(Buffer.alloc(32))
    expect(composed.wrapKey).toEqual(Buffer.alloc(32))
  })

  it('are Argon2id and HKDF as another implementation computes them: this is the format of every site file', async () => {
    const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
    const message = Buffer.from('plant room on the left')
    const root = argon2Sync('argon2id', {
      message,
      nonce: salt,
      memory: 65_536,
      passes: 3,
      parallelism: 4,
      tagLength: 32,
    })
    const part = (purpose: string) => Buffer.from(hkdfSync('sha256', root, salt, purpose, 32))
    const keys = await deriveSiteKeys(Secret.of(message.toString()), salt)
    expect(keys.databaseKey).toEqual(part('fieldseal site database 1'))
    expect(keys.wrapKey).toEqual(part('fieldseal vault wrap 1'))
    expect(keys.salt).toEqual(salt)
  })

  it('are refused for an empty passphrase', async () => {
    await expect(deriveSiteKeys(Secret.of(''), randomBytes(16))).rejects.toMatchObject({
      code: 'vault/passphrase-empty',
    })
  })
})

describe('KDF parameters from a file', () => {
  it.each([
    { ...siteKdf, memoryKiB: 64 * 1024 * 1024 },
    { ...siteKdf, memoryKiB: 1024 * 1024 + 1 },
    { ...siteKdf, memoryKiB: 19 * 1024 - 1 },
    { ...siteKdf, passes: 1 },
    { ...siteKdf, passes: 21 },
    { ...siteKdf, passes: 0xff_ff_ff_ff },
    { ...siteKdf, lanes: 0 },
    { ...siteKdf, lanes: 17 },
    { ...siteKdf, memoryKiB: Number.NaN },
  ])('are refused before anything is computed: $memoryKiB KiB, $passes passes, $lanes lanes', async (kdf) => {
    expect(codeOf(() => checkKdf(kdf))).toBe('vault/kdf-refused')
    await expect(deriveSiteKeys(Secret.of('x'), randomBytes(16), kdf)).rejects.toMatchObject({
      code: 'vault/kdf-refused',
    })
  })

  it('are accepted at the floor and the ceiling', () => {
    checkKdf({ memoryKiB: 19 * 1024, passes: 2, lanes: 1 })
    checkKdf({ memoryKiB: 1024 * 1024, passes: 20, lanes: 16 })
    checkKdf(siteKdf)
  })
})
