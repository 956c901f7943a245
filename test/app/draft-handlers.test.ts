import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host } from '../../electron/app/host/host.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import { newSite, passphrase, sessionOptions } from '../engine/site-fixture.ts'
import { windowCallsOf } from './host-fixture.ts'

const photo = '7e4ea2b6-8a14-4a54-9a39-9f9f1d9dbd0e'
let folder: string
let host: Host
const bugs: unknown[] = []

const call = windowCallsOf(() => host)
const newHost = () =>
  new Host(
    {
      ...sessionOptions,
      firmwareLibrary: join(folder, 'firmware'),
      stampAuthorities: join(folder, 'stamps.json'),
    },
    new HostEvents(
      () => undefined,
      (error) => bugs.push(error),
    ),
  )
const fileOf = (name: string) => join(folder, `${name}.fieldseal`)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-drafts-'))
  for (const name of ['one', 'other']) {
    const site = newSite({ ntpServers: [], neededProtocols: [] })
    const made = await SiteSession.create(fileOf(name), Secret.of(passphrase), site, sessionOptions)
    made.close()
  }
  host = newHost()
})
afterAll(async () => {
  await host.replace(null)
  rmSync(folder, { recursive: true })
  expect(bugs).toEqual([])
})

describe('what was begun at a site', () => {
  it('is kept in its file with its photos, and met by no other site', async () => {
    const { id: site } = await call('site.open', { file: fileOf('one'), passphrase })
    await call('draft.keep', { site, name: 'attest /attest/PHY-01', value: '{"answer":"met"}' })
    await call('draft.keepFile', {
      ...{ site, name: 'attest /attest/PHY-01', id: photo },
      bytes: new Uint8Array([1, 2]),
    })
    const other = await call('site.open', { file: fileOf('other'), passphrase })
    expect(await call('draft.list', undefined)).toEqual({})
    // A word that comes late, of the site that was open before.
    await call('draft.keep', { site, name: 'attest /attest/PHY-01', value: '{"answer":"not-met"}' })
    expect(await call('draft.list', undefined)).toEqual({})
    expect(await call('draft.file', { site, name: 'attest /attest/PHY-01', id: photo })).toEqual({ bytes: null })
    expect(other.id).not.toBe(site)
    await call('site.open', { file: fileOf('one'), passphrase })
    expect(await call('draft.list', undefined)).toEqual({ 'attest /attest/PHY-01': '{"answer":"met"}' })
    expect(await call('draft.file', { site, name: 'attest /attest/PHY-01', id: photo })).toEqual({
      bytes: new Uint8Array([1, 2]),
    })
    await call('draft.keep', { site, name: 'attest /attest/PHY-01', value: null })
    expect(await call('draft.file', { site, name: 'attest /attest/PHY-01', id: photo })).toEqual({ bytes: null })
    await host.replace(null)
  })

  it('is nothing in a look at a site that somebody else has open, and a look keeps nothing', async () => {
    const colleague = await SiteSession.open(fileOf('one'), Secret.of(passphrase), sessionOptions)
    colleague.drafts.keep('record people', '{"mine":true}')
    const { id: site } = await call('site.read', { file: fileOf('one'), passphrase })
    expect(await call('draft.list', undefined)).toEqual({})
    await call('draft.keep', { site, name: 'record people', value: '{"mine":false}' })
    expect(colleague.drafts.all()).toEqual({ 'record people': '{"mine":true}' })
    await host.replace(null)
    colleague.close()
  })
})
