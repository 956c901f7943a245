import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handlers } from '../../electron/app/handlers/index.ts'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host } from '../../electron/app/host/host.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import { newSite, passphrase, sessionOptions } from '../engine/site-fixture.ts'
import { callsOf } from './host-fixture.ts'

let folder: string
let file: string
let first: SiteSession
let host: Host
const told: string[] = []

const call = callsOf(() => host)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-look-'))
  file = join(folder, 'site.fieldseal')
  const site = newSite({ ntpServers: [], neededProtocols: [] })
  first = await SiteSession.create(file, Secret.of(passphrase), site, sessionOptions)
  first.confirmScope({ targets: ['127.77.0.0/29'], interfaces: [], excluded: [] })
  const outside = { firmwareLibrary: join(folder, 'firmware'), stampAuthorities: join(folder, 'stamps.json') }
  host = new Host({ ...sessionOptions, ...outside }, new HostEvents((event) => told.push(event), fail))
})
afterAll(async () => {
  await host.replace(null)
  first.close()
  rmSync(folder, { recursive: true })
})

const fail = (error: unknown) => {
  throw error
}

describe('a second technician whose colleague has the site open', () => {
  it('is told that it is held when opening it', async () => {
    await expect(call('site.open', { file, passphrase })).rejects.toMatchObject({ code: 'store/in-use' })
  })

  it('looks at it, and is told who holds it', async () => {
    const site = await call('site.read', { file, passphrase })
    expect(site.readOnly).toMatchObject({ heldBy: `T. Tester (${hostname()})` })
    expect(site.name).toBe(first.site().name)
  })

  it.each([
    ['site.overview', undefined],
    ['devices.list', undefined],
    ['devices.views', undefined],
    ['checklist.view', undefined],
    ['checklist.queue', undefined],
    ['checklist.waivers', undefined],
    ['checklist.gaps', undefined],
    ['checklist.lists', undefined],
    ['record.view', undefined],
    ['record.drift', undefined],
    ['record.segmentation', undefined],
    ['discovery.view', undefined],
    ['firmware.view', undefined],
    ['plan.view', undefined],
    ['upgrade.view', undefined],
    ['evidence.list', undefined],
    ['activity.list', { kind: 'all', before: null }],
  ] as const)('reads %s', async (channel, input) => {
    await call(channel, input as never)
  })

  it.each([
    ['scope.confirm', { scope: { targets: ['127.77.0.0/29'], interfaces: [], excluded: [] }, largeConfirmed: false }],
    ['discovery.start', { pace: 'fast' }],
    ['assess.start', { ids: null }],
    ['plan.make', { ids: null, checks: null, allowClear: false }],
    ['checklist.revoke', { id: '7e4ea2b6-8a14-4a54-9a39-9f9f1d9dbd0e' }],
    ['checklist.use', { id: 'baseline' }],
    ['record.save', { about: null, governance: null, zones: null, settings: null }],
    ['devices.login', { ids: ['7e4ea2b6-8a14-4a54-9a39-9f9f1d9dbd0e'], username: 'a', password: 'b' }],
    ['devices.saveViews', { views: [] }],
  ] as const)('is refused %s, with who holds it', async (channel, input) => {
    const answer = (async () => await handlers[channel](host, input as never))()
    await expect(answer).rejects.toMatchObject({
      code: 'site/read-only',
      message: expect.stringContaining('T. Tester'),
    })
  })

  it('leaves the look by locking it, while the colleague works on', async () => {
    await call('site.lock', { reason: 'asked', work: 'ask' })
    expect(told).toContain('locked')
    expect(await call('site.view', undefined)).toBeNull()
    first.confirmScope({ targets: ['127.78.0.0/29'], interfaces: [], excluded: [] })
    expect(first.site().scope?.targets).toEqual(['127.78.0.0/29'])
  })
})
