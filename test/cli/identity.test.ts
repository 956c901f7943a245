import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTechnicianFile } from '../../electron/engine/seal/company-files.ts'
import { Secret } from '../../electron/model/secret.ts'
import { FakeStore } from '../evidence/support/fake-store.ts'
import { StampServer } from '../evidence/support/stamp-server.ts'
import { type CliEnd, runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'fieldseal-identity-'))
const at = (name: string) => join(folder, name)
const secrets = {
  FIELDSEAL_COMPANY_PASSPHRASE: 'canary company passphrase',
  FIELDSEAL_IDENTITY_PASSPHRASE: 'canary identity passphrase',
  FIELDSEAL_BACKUP_PASSPHRASE: 'canary backup passphrase',
  FIELDSEAL_KEY_PASSPHRASE: 'canary key passphrase',
  FIELDSEAL_DATA: at('data'),
}
const cli = (...args: string[]): Promise<CliEnd> => runCli([...args, '--json'], secrets)
let server: StampServer

/** An identity of a technician with the answer of the company in it. */
async function technician(name: string, file: string): Promise<string> {
  const identity = at(`${file}.identity`)
  await ok(
    'identity',
    'request',
    '--identity',
    identity,
    '--name',
    'Acme',
    '--technician',
    name,
    '--laptop',
    'lap',
    '--out',
    at(`${file}.req`),
  )
  const issued = await ok(
    'identity',
    'issue',
    '--company',
    at('acme'),
    '--request',
    at(`${file}.req`),
    '--out',
    at(`${file}.cert`),
  )
  await ok('identity', 'install', '--identity', identity, '--certificate', at(`${file}.cert`))
  return String(issued.serial)
}

async function ok(...args: string[]): Promise<Record<string, unknown>> {
  const end = await cli(...args)
  expect({ args, code: end.code, stderr: end.code === 0 ? '' : end.stderr }).toEqual({ args, code: 0, stderr: '' })
  return end.json()
}

beforeAll(async () => {
  server = await StampServer.start()
  writeFileSync(at('tsa.pem'), server.authority.rootPem)
  await ok('identity', 'create', '--company', at('acme'), '--name', 'Acme', '--out', at('root.pem'))
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a company identity', () => {
  let serial: string
  const verify = (...args: string[]) => cli('verify', '--root', at('root.pem'), ...args)

  it('signs for several sites under one root', async () => {
    serial = await technician('J. Doe', 'doe')
    for (const site of ['north', 'south']) {
      await ok('identity', 'use', '--identity', at('doe.identity'), '--site', at(`${site}.fieldseal`))
      await ok('seal', '--site', at(`${site}.fieldseal`), '--out', at(`${site}-1.asice`), '--challenge', `${site}-1`)
    }
    await ok(
      'seal',
      '--site',
      at('north.fieldseal'),
      '--out',
      at('north-2.asice'),
      '--approver',
      'A. Roe',
      '--copy',
      at('north-2c.asice'),
    )
    expect((await verify(at('south-1.asice'), '--nonce', 'south-1')).json()).toMatchObject({
      valid: true,
      authority: 'company',
    })
  }, 120_000)

  it('makes packs whose row is checked, and mixed rows refused', async () => {
    const row = await verify(at('north-2.asice'), at('north-1.asice'))
    expect({ code: row.code, json: row.json() }).toMatchObject({
      code: 0,
      json: { valid: true, series: { sequences: [1, 2] } },
    })
    const mixed = await verify(at('north-1.asice'), at('south-1.asice'))
    expect({ code: mixed.code, json: mixed.json() }).toMatchObject({
      code: 4,
      json: { valid: false, series: { reasons: [{ code: 'series/other-site' }, { code: 'series/fork' }] } },
    })
  }, 60_000)

  it('has its waiting packs stamped, copies too', async () => {
    const tsa = ['--tsa', server.url, '--tsa-root', at('tsa.pem')]
    await ok('stamp', '--site', at('north.fieldseal'), ...tsa, '--remember')
    copyFileSync(at('south-1.asice'), at('unstamped.asice'))
    await ok('stamp', at('south-1.asice'))
    const stamped = await verify(at('north-2c.asice'), '--tsa-root', at('tsa.pem'), '--require-timestamp')
    expect(stamped.json()).toMatchObject({ valid: true })
    expect(stamped.json()).toHaveProperty('stamps.length', 1)
  }, 60_000)

  it('lets a colleague approve and the customer countersign', async () => {
    await technician('A. Roe', 'roe')
    await ok('countersign', at('north-2.asice'), '--role', 'approver', '--identity', at('roe.identity'))
    await ok(
      'countersign',
      at('north-2.asice'),
      '--role',
      'customer',
      '--name',
      'C. Ustomer',
      '--new-key',
      at('customer.key'),
    )
    const demand = [
      '--tsa-root',
      at('tsa.pem'),
      '--customer-root',
      at('customer.key.crt'),
      '--require-countersignature',
    ]
    expect((await verify(at('north-2.asice'), ...demand, 'approver')).json()).toMatchObject({
      valid: true,
      countersignatures: [
        { role: 'approver', trusted: true },
        { role: 'customer', trusted: true },
      ],
    })
  }, 120_000)

  it('is taken back: packs without a timestamp are refused then, older ones are not', async () => {
    await ok(
      'identity',
      'revoke',
      '--company',
      at('acme'),
      '--serial',
      serial,
      '--reason',
      'lost',
      '--out',
      at('list.pem'),
    )
    const refused = await verify(at('unstamped.asice'), '--crl', at('list.pem'))
    expect({ code: refused.code, json: refused.json() }).toMatchObject({
      code: 4,
      json: { reasons: [{ code: 'pack/signer-revoked' }] },
    })
    const older = await verify(at('south-1.asice'), '--tsa-root', at('tsa.pem'), '--crl', at('list.pem'))
    expect(older.json()).toMatchObject({ valid: true })
  }, 120_000)

  it('is backed up under a passphrase of its own, and the backup can issue', async () => {
    await ok('identity', 'backup', '--company', at('acme'), '--out', at('backup'))
    const again = await cli('identity', 'backup', '--company', at('acme'), '--out', at('backup'))
    expect(again.stderr).toContain('[vault/key-file-exists]')
    copyFileSync(at('backup'), at('restored'))
    const wrong = await cli('identity', 'show', '--company', at('restored'))
    expect({ code: wrong.code, stderr: wrong.stderr }).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('[vault/wrong-passphrase]'),
    })
    const opened = await runCli(['identity', 'show', '--company', at('restored'), '--json'], {
      ...secrets,
      FIELDSEAL_COMPANY_PASSPHRASE: secrets.FIELDSEAL_BACKUP_PASSPHRASE,
    })
    expect(opened.json()).toMatchObject({ name: 'Acme' })
  }, 60_000)

  it('leaves no key and no passphrase readable in any file', () => {
    const files = [
      'acme',
      'backup',
      'doe.identity',
      'doe.req',
      'doe.cert',
      'north-2.asice',
      'customer.key',
      'north.fieldseal',
    ]
    for (const file of files) {
      expect([file, existsSync(at(file))]).toEqual([file, true])
      const text = readFileSync(at(file)).toString('latin1')
      expect([file, /BEGIN (EC )?PRIVATE KEY|canary/.test(text)]).toEqual([file, false])
    }
  })

  it('whose key is bound to the key store of a computer is for the window, and the command line says so', async () => {
    const identity = at('bound.identity')
    const names = { company: 'Acme', technician: 'B. Ound', laptop: 'lap' }
    const place = { kind: 'os-store', keyStore: new FakeStore() } as const
    const passphrase = Secret.of(secrets.FIELDSEAL_IDENTITY_PASSPHRASE)
    writeFileSync(at('bound.req'), await createTechnicianFile(identity, names, passphrase, place))
    const files = ['--request', at('bound.req'), '--out', at('bound.cert')]
    await ok('identity', 'issue', '--company', at('acme'), ...files)
    await ok('identity', 'install', '--identity', identity, '--certificate', at('bound.cert'))
    await ok('identity', 'use', '--identity', identity, '--site', at('bound.fieldseal'))
    const sealed = await cli('seal', '--site', at('bound.fieldseal'), '--out', at('bound.asice'))
    expect(sealed.code).not.toBe(0)
    expect(sealed.stderr).toContain('evidence/key-store-unavailable')
    expect(sealed.stderr).toContain('which the window of Fieldseal can open and the command line cannot')
    expect(existsSync(at('bound.asice'))).toBe(false)
    const options = ['--role', 'approver', '--identity', identity]
    const signed = await cli('countersign', at('north-1.asice'), ...options)
    expect(signed.stderr).toContain('evidence/key-store-unavailable')
  }, 60_000)

  it('names who takes care of an item, by a day that exists, and takes the word back', async () => {
    const site = ['--site', at('north.fieldseal')]
    const risk = { item: 'NET-02', deviceId: null, owner: 'R. Isk', due: '2099-06-30', note: 'Ordered.' }
    const given = ['--item', 'NET-02', '--owner', 'R. Isk', '--due', '2099-06-30', '--note', 'Ordered.']
    expect(await ok('risk', ...site, ...given)).toEqual({ risk })
    const wrong = await cli('risk', ...site, '--item', 'NET-02', '--owner', 'R. Isk', '--due', '2099-02-30')
    expect(wrong.stderr).toContain('2099-02-30')
    expect(wrong.code).not.toBe(0)
    expect(await ok('risk', ...site, '--list')).toEqual({ open: [], risks: [risk] })
    await ok('risk', ...site, '--item', 'NET-02', '--withdraw')
    expect(await ok('risk', ...site, '--list')).toEqual({ open: [], risks: [] })
    expect((await cli('risk', ...site, '--item', 'NET-02')).code).toBe(2)
  }, 120_000)

  it('says what is missing', async () => {
    expect(await cli('identity', 'create', '--name', 'X')).toMatchObject({ code: 2 })
    expect((await cli('identity', 'use', '--identity', at('nobody'), '--site', at('x'))).stderr).toContain(
      'key-file-unreadable',
    )
  }, 30_000)
})
