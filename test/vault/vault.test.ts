import fs from 'node:fs'
import path from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Secret } from '../../electron/model/secret.ts'
import { Vault } from '../../electron/vault/vault.ts'
import { codeOf, openDescriptors, quickKeys } from '../store/site-fixture.ts'
import { account, shown, VaultBench } from './vault-fixture.ts'

// Key derivation and thousands of small files take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let bench: VaultBench
beforeEach(() => {
  bench = new VaultBench()
})
afterEach(() => {
  vi.restoreAllMocks()
  bench.remove()
})

const candidates = () => shown(bench.vault.candidates(account))

describe('the life of a password', () => {
  it('holds the intent before anything is sent, and both passwords until the proof', () => {
    bench.vault.setCredential(account, Secret.of('old-1'), 'entered')
    const change = bench.begin('new-2', 'old-1')
    expect(candidates()).toEqual(['new-2 candidate', 'old-1 committed'])
    change.markSent()
    change.markVerified()
    change.commit()
    expect(change.settled).toBe(true)
    expect(candidates()).toEqual(['new-2 committed', 'old-1 superseded'])
    expect(bench.vault.unresolved()).toEqual([])
    bench.open()
    expect(candidates()).toEqual(['new-2 committed', 'old-1 superseded'])
  })

  it('learns an old password that it did not hold', () => {
    bench.begin('new', 'factory').markSent()
    expect(candidates()).toEqual(['new candidate', 'factory committed'])
    expect(bench.vault.accounts()).toEqual([{ ...account, state: 'unresolved', candidates: 2 }])
  })

  it('keeps an abandoned candidate as history', () => {
    bench.change('one')
    const change = bench.begin('two', 'one')
    change.markSent()
    change.abandon('old still works')
    expect(candidates()).toEqual(['two superseded', 'one committed'])
    bench.begin('three', 'one')
  })

  it('begins no second change while the first one has no proof', () => {
    const change = bench.begin('one')
    expect(codeOf(() => bench.begin('two'))).toBe('vault/unresolved-change')
    change.leaveUnresolved('no answer')
    expect(codeOf(() => bench.begin('two'))).toBe('vault/unresolved-change')
    bench.begin('other account', null, { deviceId: 'd1', username: 'operator' })
    expect(candidates()).toEqual(['one candidate'])
  })

  it('resumes after a restart with the same new password', () => {
    bench.vault.setCredential(account, Secret.of('old'), 'default')
    bench.begin('new', 'old').markSent()
    bench.open()
    expect(bench.vault.unresolved()).toMatchObject([{ account, stage: 'sent', reason: null, pin: 'ab12' }])
    const change = bench.vault.resume(account)
    expect([change?.newPassword.reveal(), change?.oldPassword?.reveal(), change?.stage]).toEqual(['new', 'old', 'sent'])
    change?.markVerified()
    change?.commit()
    expect(bench.vault.resume(account)).toBeNull()
    expect(() => change?.commit()).toThrow(/has ended/)
    expect(candidates()).toEqual(['new committed', 'old superseded'])
  })

  it('remembers why a change was left without proof', () => {
    const change = bench.begin('new')
    change.markSent()
    change.leaveUnresolved('no answer for 60 s')
    expect(change.settled).toBe(true)
    bench.open()
    expect(bench.vault.unresolved()[0]?.reason).toBe('no answer for 60 s')
  })

  it('does not commit what was not let in', () => {
    const change = bench.begin('new')
    change.markSent()
    expect(() => change.commit()).toThrow(/only after it was let in/)
    expect(candidates()).toEqual(['new candidate'])
  })

  it('lists equal passwords once, in the strongest of their states', () => {
    bench.change('a')
    bench.change('b', 'a')
    bench.change('a', 'b')
    expect(candidates()).toEqual(['a committed', 'b superseded'])
    bench.begin('c', 'a').leaveUnresolved('?')
    bench.vault.setCredential(account, Secret.of('c'), 'entered')
    expect(candidates()).toEqual(['c committed', 'a superseded', 'b superseded'])
    expect(bench.vault.unresolved()).toHaveLength(1)
  })

  it('writes nothing for a password that it holds already', () => {
    bench.vault.setCredential(account, Secret.of('same'), 'entered')
    const { size } = fs.statSync(bench.journal)
    bench.vault.setCredential(account, Secret.of('same'), 'entered')
    expect(fs.statSync(bench.journal).size).toBe(size)
  })

  it('loses no password over hundreds of changes with restarts between them', () => {
    const sent: string[] = []
    for (let index = 0; index < 120; index += 1) {
      if (index % 40 === 39) bench.open()
      const open = bench.vault.resume(account)
      if (open !== null) open.abandon('old works')
      const change = bench.begin(`password ${index}`, sent.at(-1) ?? null)
      sent.push(`password ${index}`)
      change.markSent()
      if (index % 5 === 0) continue
      change.markVerified()
      change.commit()
    }
    const held = bench.vault.candidates(account).map(({ password }) => password.reveal())
    expect(held.toSorted()).toEqual(sent.toSorted())
  })
})

describe('the other secrets', () => {
  it('keeps site logins, the SNMP user and blobs', () => {
    const { vault } = bench
    expect([vault.siteLogins(), vault.usm(), vault.blob('signer')]).toEqual([[], null, null])
    vault.addSiteLogin({ username: 'root', password: Secret.of('first') })
    vault.addSiteLogin({ username: 'admin', password: Secret.of('second') })
    vault.addSiteLogin({ username: 'root', password: Secret.of('first') })
    vault.putBlob('signer', Buffer.from('key 1'))
    vault.putBlob('signer', Buffer.from('key 2'))
    vault.setUsm({
      user: 'u',
      authProtocol: 'sha256',
      privProtocol: 'aes',
      authKey: Secret.of('aaaaaaaa'),
      privKey: Secret.of('pppppppp'),
    })
    bench.open()
    expect(bench.vault.siteLogins().map(({ username, password }) => `${username} ${password.reveal()}`)).toEqual([
      'root first',
      'admin second',
    ])
    expect(bench.vault.usm()).toMatchObject({ user: 'u', authProtocol: 'sha256', privProtocol: 'aes' })
    expect(bench.vault.usm()?.privKey.reveal()).toBe('pppppppp')
    expect(bench.vault.blob('signer')?.toString()).toBe('key 2')
    bench.vault.removeSiteLogin('root')
    bench.vault.setUsm(null)
    expect(bench.vault.siteLogins().map(({ username }) => username)).toEqual(['admin'])
    expect(bench.vault.usm()).toBeNull()
  })

  it('tags a credential the same after a restart, and another one otherwise', () => {
    const tag = (username: string, password: string) => bench.vault.tagOf({ username, password: Secret.of(password) })
    const before = tag('root', 'pass')
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    expect(new Set([before, tag('roo', 'tpass'), tag('root', 'Pass'), tag('', 'rootpass')]).size).toBe(4)
    bench.open()
    expect(tag('root', 'pass')).toBe(before)
    const other = new VaultBench()
    expect(other.vault.tagOf({ username: 'root', password: Secret.of('pass') })).not.toBe(before)
    other.remove()
  })
})

describe('locking', () => {
  it('waits for a running change, and answers nothing afterwards', () => {
    const change = bench.begin('new')
    expect(codeOf(() => bench.vault.lock())).toBe('vault/change-in-progress')
    change.leaveUnresolved('?')
    bench.vault.lock()
    for (const use of [
      () => bench.vault.candidates(account),
      () => bench.vault.tagOf({ username: '', password: Secret.of('') }),
      () => bench.begin('x'),
      () => bench.vault.blob('signer'),
      () => bench.vault.siteLogins(),
      () => bench.vault.unresolved(),
    ]) {
      expect(codeOf(use)).toBe('vault/locked')
    }
  })

  it('refuses the step of a change when the vault was wiped under it', () => {
    const change = bench.begin('new')
    bench.vault.wipe()
    expect(codeOf(() => change.markSent())).toBe('vault/locked')
    bench.open()
    expect(bench.vault.unresolved()).toMatchObject([{ stage: 'planned' }])
  })
})

describe('two places', () => {
  it('opens only one vault on a site', () => {
    expect(codeOf(() => Vault.open(bench.site.secrets, bench.journal, bench.keys))).toBe('vault/in-use')
    expect(codeOf(() => Vault.create(bench.site.secrets, bench.journal, bench.keys))).toBe('vault/exists')
    bench.change('still works')
    expect(openDescriptors(bench.folder).filter((target) => target === bench.journal)).toHaveLength(1)
  })

  it('does not overwrite the passwords of an earlier site', () => {
    bench.change('precious')
    bench.close()
    const before = fs.readFileSync(bench.journal)
    for (const left of ['', '-wal']) fs.rmSync(bench.file + left, { force: true })
    fs.renameSync(bench.journal, `${bench.journal}.kept`)
    const again = new VaultBench(bench.folder, bench.keys)
    again.close()
    fs.renameSync(`${bench.journal}.kept`, bench.journal)
    fs.rmSync(bench.file)
    expect(() => new VaultBench(bench.folder, bench.keys)).toThrow(
      expect.objectContaining({ code: 'vault/journal-exists' }),
    )
    expect(fs.readFileSync(bench.journal)).toEqual(before)
  })

  it('takes over what only the journal has, when the app ended between the two', () => {
    const before = snapshot()
    bench.change('newest', 'older')
    bench.close()
    restore(before, ['south.fieldseal'])
    bench.open()
    expect(candidates()).toEqual(['newest committed', 'older superseded'])
    // Now in the site file too: a lost journal costs nothing.
    bench.close()
    fs.rmSync(bench.journal)
    bench.open({ journal: 'rebuild' })
    expect(candidates()).toEqual(['newest committed', 'older superseded'])
  })

  it('notices a journal that was rolled back to an older copy', () => {
    bench.change('one')
    const before = snapshot()
    bench.change('two', 'one')
    bench.close()
    restore(before, ['south.fieldseal-vault'])
    expect(codeOf(() => bench.open())).toBe('vault/journal-rolled-back')
    bench.open({ journal: 'rebuild' })
    expect(candidates()).toEqual(['two committed', 'one superseded'])
    bench.open()
    expect(candidates()).toEqual(['two committed', 'one superseded'])
  })

  it('notices a journal that went another way, and takes its passwords over on request', () => {
    bench.change('one')
    const before = snapshot()
    bench.change('on the other laptop', 'one')
    bench.close()
    const theirs = fs.readFileSync(bench.journal)
    restore(before, ['south.fieldseal', 'south.fieldseal-vault'])
    bench.open()
    bench.change('on this laptop', 'one')
    bench.close()
    fs.writeFileSync(bench.journal, theirs)
    expect(codeOf(() => bench.open())).toBe('vault/journal-rolled-back')
    bench.open({ journal: 'rebuild' })
    expect(
      candidates()
        .map((text) => text.replace(/ \w+$/, ''))
        .toSorted(),
    ).toEqual(['on the other laptop', 'on this laptop', 'one'])
    bench.change('next', 'one')
  })

  it('asks before it goes on without its journal, and keeps a damaged one', () => {
    bench.change('one')
    bench.close()
    fs.renameSync(bench.journal, `${bench.journal}.away`)
    expect(codeOf(() => bench.open())).toBe('vault/journal-missing')
    fs.writeFileSync(bench.journal, 'rubbish')
    expect(codeOf(() => bench.open())).toBe('vault/journal-damaged')
    bench.open({ journal: 'rebuild', clock: () => '2026-03-04T05:06:07.000Z' })
    expect(candidates()).toEqual(['one committed'])
    expect(fs.readFileSync(path.join(bench.folder, 'south.fieldseal-vault.damaged-20260304T050607000Z'), 'utf8')).toBe(
      'rubbish',
    )
  })

  it('asks for the rebuild again when it was interrupted, and loses nothing', () => {
    bench.change('one')
    const before = snapshot()
    bench.change('only in the journal', 'one')
    bench.close()
    restore(before, ['south.fieldseal'])
    const whole = fs.readFileSync(bench.journal)
    whole[200] = (whole[200] ?? 0) ^ 1
    fs.writeFileSync(bench.journal, whole)
    const { renameSync } = fs
    const rename = vi.spyOn(fs, 'renameSync')
    // The second renaming is the one that gives the new journal its name.
    rename.mockImplementationOnce(renameSync).mockImplementationOnce(() => {
      throw Object.assign(new Error('EIO: power cut'), { code: 'EIO', syscall: 'rename' })
    })
    expect(() => bench.open({ journal: 'rebuild' })).toThrow()
    rename.mockRestore()
    expect(fs.existsSync(bench.journal)).toBe(false)
    expect(codeOf(() => bench.open())).toBe('vault/journal-missing')
    bench.open({ journal: 'rebuild' })
    expect(candidates()).toContain('only in the journal committed')
  })

  it('does not open under the keys of another site', () => {
    bench.vault.wipe()
    const stranger = { ...quickKeys(), databaseKey: bench.keys.databaseKey }
    expect(codeOf(() => Vault.open(bench.site.secrets, bench.journal, stranger))).toBe('vault/damaged')
    expect(codeOf(() => Vault.open({ ...bench.site.secrets, get: () => null }, bench.journal, bench.keys))).toBe(
      'vault/absent',
    )
  })

  it('notices a sealed record that was put in the place of another one', () => {
    bench.vault.putBlob('a', Buffer.from('alpha'))
    bench.vault.putBlob('b', Buffer.from('beta'))
    const row = bench.site.secrets.get('blob/a')
    if (row === null) throw new Error('no row')
    bench.site.secrets.put('blob/b', row.version, row.blob)
    expect(codeOf(() => bench.vault.blob('b'))).toBe('vault/damaged')
    bench.site.secrets.put('blob/a', row.version + 1, row.blob)
    expect(codeOf(() => bench.vault.blob('a'))).toBe('vault/damaged')
  })

  function snapshot(): Map<string, Buffer> {
    bench.close()
    const files = new Map(
      fs.readdirSync(bench.folder).map((name) => [name, fs.readFileSync(path.join(bench.folder, name))]),
    )
    bench.open()
    return files
  }

  function restore(files: Map<string, Buffer>, names: readonly string[]): void {
    for (const name of names) fs.writeFileSync(path.join(bench.folder, name), files.get(name) ?? '')
  }
})

describe('what can be seen from outside', () => {
  it('shows no secret in the site file, its WAL or the journal, open, closed or rebuilt', () => {
    const secrets = ['Canary-pw-1', 'Canary-pw-2', 'Canary-site', 'Canary-auth', 'Canary-priv', 'Canary-blob']
    bench.change('Canary-pw-1')
    bench.begin('Canary-pw-2', 'Canary-pw-1').markSent()
    bench.vault.addSiteLogin({ username: 'x', password: Secret.of('Canary-site') })
    bench.vault.setUsm({
      user: 'u',
      authProtocol: 'sha',
      privProtocol: 'aes',
      authKey: Secret.of('Canary-auth'),
      privKey: Secret.of('Canary-priv'),
    })
    bench.vault.putBlob('signer', Buffer.from('Canary-blob'))
    let files = 0
    const look = () => {
      for (const name of fs.readdirSync(bench.folder)) {
        const bytes = fs.readFileSync(path.join(bench.folder, name))
        files += 1
        for (const secret of [...secrets, 'ACCC8E000001', 'root']) {
          for (const form of [
            secret,
            Buffer.from(secret).toString('base64').slice(0, -3),
            Buffer.from(secret).toString('hex'),
          ]) {
            expect(bytes.includes(form), `${secret} in ${name}`).toBe(false)
          }
        }
      }
    }
    look()
    bench.close()
    look()
    fs.truncateSync(bench.journal, 100)
    bench.open({ journal: 'rebuild' })
    look()
    expect(files).toBeGreaterThan(7)
  })

  it('shows no secret in an error or an inspected object', () => {
    const change = bench.begin('Canary-pw-1', 'Canary-pw-2')
    const texts = [
      inspect(change, { depth: 9 }),
      JSON.stringify(change),
      inspect(bench.vault.candidates(account), { depth: 9 }),
    ]
    try {
      bench.begin('Canary-pw-3')
    } catch (error) {
      texts.push(inspect(error, { depth: 9 }))
    }
    expect(texts).toHaveLength(4)
    for (const text of texts) expect(text).not.toContain('Canary')
  })
})
