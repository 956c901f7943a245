import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Secret } from '../../electron/model/secret.ts'
import { deriveSiteKeys } from '../../electron/vault/keys.ts'
import { recoverPasswords } from '../../electron/vault/recover.ts'
import { account, VaultBench } from './vault-fixture.ts'

// Key derivation and thousands of small files take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const passphrase = Secret.of('plant room on the left')
const headerBytes = 96
let bench: VaultBench
let whole: Buffer

beforeAll(async () => {
  const keys = await deriveSiteKeys(passphrase, randomBytes(16))
  bench = new VaultBench(undefined, { ...keys, wipe: () => undefined })
  bench.vault.setCredential({ deviceId: 'd2', username: 'admin' }, Secret.of('entered'), 'entered', 'serial 2')
  bench.change('second', 'first')
  bench.begin('third', 'second').markSent()
  bench.close()
  fs.rmSync(bench.file)
  whole = fs.readFileSync(bench.journal)
})
afterAll(() => bench.remove())

const lines = async () => {
  const { passwords, unreadableBytes } = await recoverPasswords(bench.journal, passphrase)
  return {
    unreadableBytes,
    found: passwords.map(
      ({ account: { username }, password, state, deviceIdentity }) =>
        `${username} ${password.reveal()} ${state} ${deviceIdentity}`,
    ),
  }
}
const all = [
  'admin entered committed serial 2',
  'root third candidate ACCC8E000001 at 127.77.0.9',
  'root second committed ACCC8E000001 at 127.77.0.9',
  'root first superseded ACCC8E000001 at 127.77.0.9',
]

describe('with the site file lost', () => {
  it('finds every password of every account in the journal alone, newest first', async () => {
    expect(await lines()).toEqual({ found: all, unreadableBytes: 0 })
    expect(account.username).toBe('root')
    expect(fs.readFileSync(bench.journal)).toEqual(whole)
  })

  it.each([3, 8, 17, 25, 40, headerBytes + 30])('survives a flipped byte at %i of the header', async (offset) => {
    const spoilt = Buffer.from(whole)
    spoilt[offset] = (spoilt[offset] ?? 0) ^ 0x40
    fs.writeFileSync(bench.journal, spoilt)
    expect((await lines()).found).toEqual(all)
    fs.writeFileSync(bench.journal, whole)
  })

  it('loses one record to a flipped byte, and says so', async () => {
    const spoilt = Buffer.from(whole)
    spoilt[2 * headerBytes + 60] = (spoilt[2 * headerBytes + 60] ?? 0) ^ 1
    fs.writeFileSync(bench.journal, spoilt)
    const { found, unreadableBytes } = await lines()
    expect(found).toEqual(all.slice(1))
    expect(unreadableBytes).toBeGreaterThan(100)
    fs.writeFileSync(bench.journal, whole)
  })

  it('reads a torn file up to its end', async () => {
    fs.writeFileSync(bench.journal, whole.subarray(0, -20))
    const { found, unreadableBytes } = await lines()
    expect(found).toEqual(all)
    expect(unreadableBytes).toBeGreaterThan(0)
    fs.writeFileSync(bench.journal, whole)
  })

  it('refuses a wrong passphrase, rubbish, a missing file and hostile parameters', async () => {
    await expect(recoverPasswords(bench.journal, Secret.of('wrong'))).rejects.toMatchObject({
      code: 'vault/wrong-passphrase',
    })
    await expect(recoverPasswords(`${bench.journal}.no`, passphrase)).rejects.toMatchObject({
      code: 'vault/journal-missing',
    })
    fs.writeFileSync(bench.journal, 'not a journal')
    await expect(recoverPasswords(bench.journal, passphrase)).rejects.toMatchObject({ code: 'vault/journal-damaged' })
    const hostile = Buffer.from(whole)
    for (const copy of [0, headerBytes]) hostile.writeUInt32LE(64 * 1024 * 1024, copy + 8)
    fs.writeFileSync(bench.journal, hostile)
    await expect(recoverPasswords(bench.journal, passphrase)).rejects.toMatchObject({ code: 'vault/kdf-refused' })
    fs.writeFileSync(bench.journal, whole)
  })
})
