import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host } from '../../electron/app/host/host.ts'
import { channels, events } from '../../electron/contract/channels.ts'
import { callsOf, hostOptions } from './host-fixture.ts'

let folder: string
let host: Host
let said: { readonly event: string; readonly payload: unknown }[]
const bugs: unknown[] = []

const call = callsOf(() => host)

const ended = (work: string) =>
  expect.poll(() => said.some(({ event, payload }) => isEnd(event, payload, work)), { timeout: 60_000 }).toBe(true)
const isEnd = (event: string, payload: unknown, work: string) => {
  const progress = payload as { readonly work?: string; readonly state?: string }
  return event === 'progress' && progress.work === work && progress.state !== 'running'
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-handlers-'))
  said = []
  const post = (event: keyof typeof events, payload: unknown) =>
    said.push({ event, payload: events[event].parse(payload) })
  host = new Host(hostOptions(folder), new HostEvents(post, (error) => bugs.push(error)))
})
afterAll(async () => {
  await host.replace(null)
  rmSync(folder, { recursive: true })
})

describe('the channels of the engine, on a practice site', () => {
  it('refuse everything about a site while none is open', async () => {
    await expect(call('devices.list', undefined)).rejects.toMatchObject({ code: 'app/no-open-site' })
    expect(await call('site.view', undefined)).toBeNull()
  })

  it('open it with its scope and its simulated devices', async () => {
    const site = await call('site.practice', { devices: 4 })
    expect(site).toMatchObject({ practice: true, deviceCount: 0, scope: { interfaces: ['127.0.0.1'] } })
    expect(await call('scope.interfaces', undefined)).toMatchObject([{ address: '127.0.0.1' }])
  })

  it('discover, and tell how far it is', async () => {
    expect((await call('discovery.start', { pace: 'fast' })).running).toBe(true)
    await ended('discover')
    const view = await call('discovery.view', undefined)
    expect(view).toMatchObject({ running: false, devices: 4 })
    expect(view.probes.every(({ state }) => state === 'done')).toBe(true)
  })

  it('assess, and show the worst of each device', async () => {
    await call('assess.start', { ids: null })
    await ended('assess')
    const rows = await call('devices.list', undefined)
    expect(rows.filter(({ assessed }) => assessed)).toHaveLength(4)
    const [row] = rows
    const view = await call('devices.view', { id: row?.id ?? '' })
    expect(view.findings.length).toBeGreaterThan(5)
    expect(view.facts.length).toBeGreaterThan(5)
  })

  it('say of every assessed device what its firmware is, once', async () => {
    expect((await call('firmware.view', undefined)).unjudgedIds).toEqual([])
    const { groups, devices, upgrades, judgedByOther } = await call('firmware.view', undefined)
    expect(devices).toBe(4)
    const rows = await call('devices.list', undefined)
    expect(groups.flatMap(({ deviceIds }) => deviceIds).sort()).toEqual(rows.map(({ id }) => id).sort())
    expect(judgedByOther).toBe(0)
    for (const { to, groupIds } of upgrades) {
      const asked = groups.filter(({ id }) => groupIds.includes(id))
      expect(asked.map(({ action }) => [action.kind, action.to])).toEqual(asked.map(() => ['upgrade', to]))
    }
    const [first] = groups
    const { firmware } = await call('devices.view', { id: first?.deviceIds[0] ?? '' })
    expect(firmware?.is).toEqual(first?.is)
    expect(firmware?.sources.length).toBeGreaterThan(0)
  })

  it('plan without changing anything, and apply only what was left ticked', { timeout: 120_000 }, async () => {
    const plan = await call('plan.make', { ids: null, checks: null, allowClear: false })
    expect(plan.changes.length).toBeGreaterThan(1)
    const [first] = plan.changes
    const waves = { canary: 1, width: 12, stopShare: 0.5 }
    const all = { changeIds: null, waves, confirmed: [] }
    await expect(call('plan.apply', { ...all, planId: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'fix/plan-outdated',
    })
    const [wave] = await call('plan.order', { planId: plan.id, deviceIds: [first?.deviceId ?? ''], waves })
    expect(wave).toEqual([])
    await call('plan.apply', { ...all, planId: plan.id, changeIds: [first?.id ?? ''], confirmed: [first?.id ?? ''] })
    expect((await call('plan.view', undefined))?.running).toBe(true)
    await call('plan.pause', undefined)
    expect((await call('plan.view', undefined))?.held).toBe(true)
    await call('plan.resume', undefined)
    await ended('fix')
    const after = await call('plan.view', undefined)
    expect(after?.changes.filter(({ state }) => state !== 'planned').map(({ id }) => id)).toEqual([first?.id])
    await expect(call('plan.apply', { ...all, planId: plan.id })).rejects.toMatchObject({
      code: 'fix/plan-outdated',
    })
    await expect(call('plan.pause', undefined)).rejects.toMatchObject({ code: 'fix/plan-outdated' })
    const again = await call('plan.retry', { planId: plan.id, which: 'unfinished' })
    expect(again.changes.map(({ deviceId, fix }) => `${deviceId} ${fix}`)).not.toContain(
      `${first?.deviceId} ${first?.fix}`,
    )
    await expect(call('plan.retry', { planId: again.id, which: 'failed' })).rejects.toMatchObject({
      code: 'fix/nothing-to-retry',
    })
  })

  it('keep an entered login in the vault and show it again on purpose', async () => {
    const [row] = await call('devices.list', undefined)
    const id = row?.id ?? ''
    await call('devices.login', { ids: [id], username: 'keeper', password: 'a word for tests' })
    const { vaultAccounts } = await call('devices.view', { id })
    expect(vaultAccounts.map(({ username }) => username)).toContain('keeper')
    expect(await call('devices.reveal', { id, username: 'keeper' })).toEqual({ text: 'a word for tests' })
    expect(JSON.stringify(said)).not.toContain('a word for tests')
  })

  it('end no password change that is not open, and want a reason', async () => {
    const [row] = await call('devices.list', undefined)
    const change = { id: row?.id ?? '', username: 'keeper' }
    await expect(call('devices.giveUpPassword', { ...change, reason: 'gone' })).rejects.toMatchObject({
      code: 'visit/unknown-device',
    })
    expect(channels['devices.giveUpPassword'].input.safeParse({ ...change, reason: ' ' }).success).toBe(false)
  })

  it('seal a pack that verifies with its root and not without', async () => {
    const out = join(folder, 'pack.asice')
    const sealing = {
      both: false,
      challenge: null,
      approver: null,
      witness: null,
      withholdAddresses: false,
      pin: null,
      otherOut: null,
    }
    const pack = await call('evidence.seal', { ...sealing, variant: 'insurer', out })
    expect(await call('evidence.list', undefined)).toEqual([pack])
    const bytes = new Uint8Array(readFileSync(out))
    const rootPem = readFileSync(pack?.rootPath ?? '', 'utf8')
    const given = { stampRoots: [], customerRoots: [], revocations: [], challenge: null, requireTimestamp: false }
    const verify = (...roots: string[]) =>
      call('evidence.verify', { ...given, packs: [{ name: 'pack.asice', bytes }], roots })
    expect(await verify(rootPem)).toMatchObject({ packs: [{ valid: true, practice: true }], row: null })
    expect(await verify()).toMatchObject({ packs: [{ valid: false, reasons: [{ code: 'pack/no-root' }] }] })
    await expect(verify('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).rejects.toMatchObject({
      code: 'evidence/root-unreadable',
    })
  })

  it('are not locked by idleness, and close when they are asked to', async () => {
    await call('site.lock', { reason: 'idle', work: 'goes-on' })
    expect(await call('site.view', undefined)).not.toBeNull()
    await call('site.lock', { reason: 'asked', work: 'ask' })
    expect(await call('site.view', undefined)).toBeNull()
    expect(said).toContainEqual({ event: 'locked', payload: { reason: 'asked' } })
  })
})

describe('the channels of the engine, on a site of one’s own', () => {
  const passphrase = 'eleven small otters swim'
  const place = () => join(folder, 'harbour.fieldseal')

  it('make an encrypted file and open it with its passphrase alone', async () => {
    const site = await call('site.create', {
      name: 'Harbour',
      customer: '',
      company: 'Installers',
      technician: 'A. Person',
      ntpServers: ['10.0.0.1'],
      passphrase,
      place: place(),
    })
    expect(site).toMatchObject({ name: 'Harbour', customer: null, scope: null, practice: false })
    await host.replace(null)
    expect(readFileSync(place()).includes('Harbour')).toBe(false)
    await expect(call('site.open', { file: place(), passphrase: 'another word' })).rejects.toMatchObject({
      code: 'store/wrong-passphrase',
    })
    expect(await call('site.open', { file: place(), passphrase })).toMatchObject({ name: 'Harbour' })
  })

  it('do not start work before the scope is confirmed', async () => {
    said.length = 0
    await call('discovery.start', { pace: 'gentle' })
    await ended('discover')
    expect(said).toContainEqual({ event: 'problem', payload: expect.objectContaining({ code: 'scope/missing' }) })
  })

  it('confirm a scope, and refuse one that is too large until that is said on purpose', async () => {
    const scope = { targets: ['10.0.0.0/8'], interfaces: [], excluded: [] }
    await expect(call('scope.confirm', { scope, largeConfirmed: false })).rejects.toMatchObject({
      code: 'scope/too-large',
    })
    const site = await call('scope.confirm', { scope: { ...scope, targets: ['127.90.0.0/30'] }, largeConfirmed: false })
    expect(site.scope?.targets).toEqual(['127.90.0.0/30'])
  })

  it('cancel running work and keep the site open', async () => {
    said.length = 0
    await call('discovery.start', { pace: 'gentle' })
    await call('work.cancel', undefined)
    await ended('discover')
    expect(said.filter(({ event }) => event === 'progress').at(-1)?.payload).toMatchObject({ state: 'cancelled' })
    expect(await call('site.view', undefined)).not.toBeNull()
  })

  it('lock when nobody is there', async () => {
    said.length = 0
    await call('site.lock', { reason: 'idle', work: 'goes-on' })
    expect(await call('site.view', undefined)).toBeNull()
    expect(said).toContainEqual({ event: 'locked', payload: { reason: 'idle' } })
  })

  it('had no bug on the way', () => {
    expect(bugs).toEqual([])
  })
})
