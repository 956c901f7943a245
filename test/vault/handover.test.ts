import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../electron/model/secret.ts'
import { buildHandover, type HandoverEntry } from '../../electron/vault/handover.ts'

const passphrase = 'Größe & <Übergabe> 7'
const entry = (title: string, password: string, earlier: readonly string[] = []): HandoverEntry => ({
  title,
  username: 'admin',
  password: Secret.of(password),
  earlier: earlier.map(Secret.of),
  url: `http://${title}/`,
  serial: 'ACCC8E000007',
  macs: ['ac:cc:8e:00:00:07'],
})

let folder: string
let file: string
const keepass = (...args: string[]) =>
  spawnSync('keepassxc-cli', args, {
    input: `${passphrase}\n`,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handover-'))
  file = join(folder, 'site.kdbx')
  const entries = [entry('10.0.0.7', 'ä&<"\'>;% 語 $x', ['old-one', 'older']), entry('10.0.0.8:8080', 'second')]
  writeFileSync(file, await buildHandover('Łódź Nord', entries, Secret.of(passphrase)))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the passwords that the customer takes over, opened by KeePassXC', () => {
  it('are all there, letter by letter', () => {
    expect(keepass('ls', '-q', file).stdout.trim().split('\n')).toEqual(['10.0.0.7', '10.0.0.8:8080'])
    const shown = keepass('show', '-q', '-s', '-a', 'Password', '-a', 'UserName', '-a', 'Serial', file, '10.0.0.7')
    expect(shown.stdout.trim().split('\n')).toEqual(['ä&<"\'>;% 語 $x', 'admin', 'ACCC8E000007'])
  })

  it('keep the earlier passwords as history, the oldest first', () => {
    const xml = keepass('export', '-q', '-f', 'xml', file).stdout
    expect(xml.match(/old-one|older/g)).toEqual(['older', 'old-one'])
  })

  it('are kept by Argon2id with the memory that was asked for', () => {
    expect(keepass('db-info', '-q', file).stdout).toMatch(/KDF: Argon2id \(3 rounds, 65536 KB\)/)
  })

  it('stay closed for another passphrase', () => {
    expect(() => execFileSync('keepassxc-cli', ['ls', '-q', file], { input: 'no\n', stdio: 'pipe' })).toThrow()
  })
})
