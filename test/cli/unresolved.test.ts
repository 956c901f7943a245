import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSite } from '../../electron/engine/unlocked-site.ts'
import { Secret } from '../../electron/model/secret.ts'
import { newSite } from '../engine/site-fixture.ts'
import { passphrase, runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'fieldseal-unresolved-'))
const file = join(folder, 'site.fieldseal')
const deviceId = randomUUID()
const unresolved = (...args: string[]) => runCli(['unresolved', '--site', file, ...args, '--json'])

beforeAll(async () => {
  const site = newSite({ ntpServers: [], neededProtocols: [] })
  const { store, vault } = await createSite(file, Secret.of(passphrase), site)
  const change = vault.beginChange({
    account: { deviceId, username: 'admin' },
    deviceIdentity: 'ACCC8E000001 at 127.77.0.9',
    pin: null,
    oldPassword: Secret.of('the one before'),
    newPassword: Secret.of('the one that was sent'),
    now: new Date().toISOString(),
  })
  change.markSent()
  vault.wipe()
  store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('lists the changes without proof, ends one of a device that is gone, and shows no password', async () => {
  const listed = await unresolved()
  expect(listed.json()).toMatchObject({
    unresolved: [{ deviceId, username: 'admin', identity: 'ACCC8E000001 at 127.77.0.9', address: null, isGone: true }],
  })
  expect((await unresolved('--device', deviceId)).code).toBe(2)
  const ended = await unresolved('--device', deviceId, '--username', 'admin', '--gone', 'stolen')
  expect({ code: ended.code, said: ended.json() }).toEqual({ code: 0, said: { unresolved: [] } })
  const again = await unresolved('--device', deviceId, '--username', 'admin', '--gone', 'stolen')
  expect(again.code).not.toBe(0)
  for (const { stdout, stderr } of [listed, ended, again]) expect(stdout + stderr).not.toMatch(/the one/)
}, 60_000)
