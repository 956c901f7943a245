import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root as checkout } from '../../build/command.ts'
import type { CatalogKey } from '../../electron/catalog/bundle/catalog-key.ts'
import { readBundle } from '../../electron/catalog/bundle/read-bundle.ts'
import { shipped } from '../catalog/bundle/sample-catalog.ts'

const folder = mkdtempSync(join(tmpdir(), 'fieldseal-sign-'))
afterAll(() => rmSync(folder, { recursive: true }))
const catalog = shipped(join(folder, 'catalog'), 7)
const bundle = join(folder, 'seven.fieldseal-catalog')

function sign(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const script = join(checkout, 'build', 'sign-catalog.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, stdout, stderr }
}

/** Makes a key and reads the line that is printed for the list of pinned keys. */
function makeKey(file: string, env: NodeJS.ProcessEnv = {}): CatalogKey {
  const { status, stdout } = sign(['--new-key', file], env)
  expect(status).toBe(0)
  const [, id = '', publicKey = ''] =
    /^\{ id: '([0-9a-f]{16})', publicKey: '([\w+/=]{44})' \},$/.exec(stdout.trim()) ?? []
  return { id, publicKey }
}

describe('signing a catalog', () => {
  const keyFile = join(folder, 'release.pem')
  const next = makeKey(join(folder, 'next.pem'))
  const key = makeKey(keyFile)

  it('makes a bundle that the printed key vouches for, and announces the next one', () => {
    const end = sign(['--key', keyFile, '--catalog', catalog, '--out', bundle, '--next-key', next.publicKey])
    expect(end).toMatchObject({ status: 0, stdout: expect.stringContaining('catalog 7 of 2026-11-01') })
    expect(end.stderr).toContain('not pinned')
    const { manifest, files } = readBundle(readFileSync(bundle), [key])
    expect(manifest).toMatchObject({ catalogVersion: 7, keyId: key.id, nextKeys: [next] })
    for (const [path, bytes] of files) expect(bytes.equals(readFileSync(join(catalog, path)))).toBe(true)
  })

  it('leaves a signature beside the files that openssl finds good, and not over other bytes', () => {
    const other = join(folder, 'with-signature')
    cpSync(catalog, other, { recursive: true })
    const out = join(folder, 'signed.fieldseal-catalog')
    expect(sign(['--key', keyFile, '--catalog', other, '--out', out, '--signature']).status).toBe(0)
    const [, second = '', manifest = ''] = readFileSync(join(other, 'catalog.signature'), 'latin1').split('\n')
    const at = (name: string, bytes: Buffer | string) => {
      writeFileSync(join(folder, name), bytes)
      return join(folder, name)
    }
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key.publicKey, 'base64')])
    const verify = (text: string) =>
      spawnSync('openssl', [
        'pkeyutl',
        '-verify',
        '-rawin',
        '-pubin',
        ...['-keyform', 'DER', '-inkey', at('key.der', spki)],
        ...['-sigfile', at('signature', Buffer.from(second.split(' ')[1] ?? '', 'base64')), '-in', at('signed', text)],
      ]).status
    expect(verify(manifest)).toBe(0)
    expect(verify(`${manifest} `)).not.toBe(0)
  })

  it('takes the key from a variable, and an encrypted one with its passphrase', () => {
    const out = ['--catalog', catalog, '--out', join(folder, 'again.fieldseal-catalog')]
    expect(sign(out, { FIELDSEAL_CATALOG_KEY: readFileSync(keyFile, 'utf8') }).status).toBe(0)
    const locked = join(folder, 'locked.pem')
    const passphrase = { FIELDSEAL_CATALOG_KEY_PASSPHRASE: 'four red vans' }
    makeKey(locked, passphrase)
    expect(readFileSync(locked, 'utf8')).toContain('ENCRYPTED')
    expect(sign(['--key', locked, ...out], passphrase).status).toBe(0)
    expect(sign(['--key', locked, ...out]).status).not.toBe(0)
  })

  it('signs nothing that the app would not take', () => {
    const spoiled = join(folder, 'spoiled')
    cpSync(catalog, spoiled, { recursive: true })
    writeFileSync(join(spoiled, 'index.json'), '{}')
    const out = join(folder, 'spoiled.fieldseal-catalog')
    expect(sign(['--key', keyFile, '--catalog', spoiled, '--out', out])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('catalog/bundle-unusable'),
    })
    expect(existsSync(out)).toBe(false)
  })

  it('never puts a private key into the checkout, nor over another', () => {
    expect(sign(['--new-key', join(checkout, '..release.pem')]).status).toBe(2)
    expect(existsSync(join(checkout, '..release.pem'))).toBe(false)
    const before = readFileSync(keyFile)
    expect(sign(['--new-key', keyFile]).status).toBe(2)
    expect(readFileSync(keyFile).equals(before)).toBe(true)
  })
})
