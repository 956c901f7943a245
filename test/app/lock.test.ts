import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host } from '../../electron/app/host/host.ts'
import { events, type Output } from '../../electron/contract/channels.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { callsOf, hostOptions } from './host-fixture.ts'

const passphrase = 'eleven small otters swim'
let folder: string
let file: string
let practice: PracticeSite
let host: Host
const said: { readonly event: string; readonly payload: unknown }[] = []
const bugs: unknown[] = []

const call = callsOf(() => host)
const idle = () => vi.waitFor(() => expect(host.current?.work.running ?? null).toBeNull(), { timeout: 60_000 })
const closed = () =>
  expect
    .poll(async () => (await call('site.behind', undefined))?.state, { timeout: 60_000 })
    .toMatch(/^(ended|stopped|trouble)$/)
const newHost = () =>
  new Host(
    hostOptions(folder),
    new HostEvents(
      (event, payload) => said.push({ event, payload: events[event].parse(payload) }),
      (error) => bugs.push(error),
    ),
  )
/** Another process opens the site: nothing of the plans is left in memory. */
async function again(): Promise<void> {
  await host.replace(null)
  host = newHost()
  await call('site.open', { file, passphrase })
}
const rule = { canary: 0, width: 1, stopShare: 1 }
/** Starts the changes of all devices, one device at a time, and returns when the first one is in hand. */
async function startFixing(): Promise<Output<'plan.view'>> {
  const plan = await call('plan.make', { ids: null, checks: null, allowClear: true })
  await call('plan.apply', { planId: plan.id, changeIds: null, waves: rule, confirmed: [] })
  const isMoving = () => said.some(({ event, payload }) => event === 'change' && payload !== null)
  await expect.poll(isMoving, { timeout: 30_000, interval: 5 }).toBe(true)
  return plan
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-lock-'))
  file = join(folder, 'harbour.fieldseal')
  practice = await startPracticeSite({ devices: 5, ports: 'high', seed: 'lock' })
  host = newHost()
  await call('site.create', {
    name: 'Harbour',
    customer: null,
    company: 'Installers',
    technician: 'A. Person',
    ntpServers: [...practice.settings.ntpServers],
    passphrase,
    place: file,
  })
  await call('scope.confirm', {
    scope: { targets: [...practice.scope], interfaces: ['127.0.0.1'], excluded: [] },
    largeConfirmed: true,
  })
  await call('discovery.start', { pace: 'fast' })
  await idle()
  for (const { address, port, username, password } of practice.knownLogins) {
    const device = host
      .site()
      .session.devices()
      .find(({ endpoint }) => endpoint.address === address)
    if (device !== undefined && port !== undefined)
      await call('devices.login', { ids: [device.id], username, password })
  }
  await call('assess.start', { ids: null })
  await idle()
}, 120_000)
afterAll(async () => {
  await host.replace(null)
  await practice.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  said.length = 0
})

describe('a site that is locked while changes run', () => {
  let planId: string

  it('asks first, and cuts nothing off', async () => {
    planId = (await startFixing())?.id ?? ''
    expect(await call('site.lock', { reason: 'asked', work: 'ask' })).toEqual({ locked: false })
    expect(host.current?.work.running?.work).toBe('fix')
  })

  it('is taken off the window at once when nobody types, while what was approved goes on', async () => {
    expect(await call('site.lock', { reason: 'idle', work: 'goes-on' })).toEqual({ locked: true })
    const lockedAt = said.findIndex(({ event }) => event === 'locked')
    expect(await call('site.view', undefined)).toBeNull()
    await expect(call('devices.list', undefined)).rejects.toMatchObject({ code: 'app/no-open-site' })
    expect(await call('site.behind', undefined)).toMatchObject({
      state: 'goes-on',
      work: 'fix',
      total: expect.any(Number),
    })
    // Nothing of the devices reaches a window that shows none of them.
    const after = said.slice(lockedAt + 1).filter(({ event }) => event !== 'changed')
    expect(after).toEqual([])
  })

  it('is not cut off by opening another site', async () => {
    await expect(call('site.practice', { devices: 1 })).rejects.toMatchObject({ code: 'app/work-behind-lock' })
    expect(await call('site.behind', undefined)).not.toBeNull()
  })

  it('is shown again to its passphrase alone, with the plan and what became of it', async () => {
    await expect(call('site.open', { file, passphrase: 'another word that is long' })).rejects.toMatchObject({
      code: 'store/wrong-passphrase',
    })
    await call('site.open', { file, passphrase })
    await idle()
    const plan = await call('plan.view', undefined)
    expect(plan).toMatchObject({ id: planId, fromRecord: false, running: false })
    expect(plan?.changes.some(({ state }) => state === 'fixed')).toBe(true)
  })
})

describe('a site that is locked for good', () => {
  it('finishes what is in hand, begins nothing more, and says how far it came', async () => {
    const plan = await startFixing()
    await call('site.lock', { reason: 'suspend', work: 'ends' })
    expect(said.some(({ event }) => event === 'locked')).toBe(true)
    await closed()
    const behind = await call('site.behind', undefined)
    expect(behind).toMatchObject({ work: 'fix' })
    await call('site.open', { file, passphrase })
    const view = await call('plan.view', undefined)
    expect(view?.id).toBe(plan?.id)
    expect(view?.changes.every(({ state }) => state !== 'applying' && state !== 'planned')).toBe(true)
    expect(await call('site.behind', undefined)).toBeNull()
  })

  it('keeps a plan that was only looked at, with what a person decided about it', async () => {
    const plan = await call('plan.make', { ids: null, checks: null, allowClear: true })
    const out = plan.changes[0]?.deviceId ?? ''
    await call('plan.choose', { planId: plan.id, leftOut: [out], confirmed: [], waves: { ...rule, width: 7 } })
    await call('site.lock', { reason: 'idle', work: 'goes-on' })
    await call('site.open', { file, passphrase })
    expect(await call('plan.view', undefined)).toMatchObject({ id: plan.id, leftOut: [out], waves: { width: 7 } })
  })
})

describe('a plan of one device', () => {
  it('takes the place of no other plan, and who was left out stays left out', async () => {
    const all = await call('plan.make', { ids: null, checks: null, allowClear: true })
    const [first] = all.changes
    expect(all.leftOut).toEqual([first?.deviceId])
    const one = await call('plan.make', { ids: [first?.deviceId ?? ''], checks: null, allowClear: true })
    expect(one.onlyDevice).not.toBeNull()
    expect(one.others.map(({ id }) => id)).toContain(all.id)
    expect(await call('plan.show', { planId: all.id })).toMatchObject({ id: all.id, leftOut: [first?.deviceId] })
    await expect(
      call('plan.apply', { planId: one.id, changeIds: null, waves: rule, confirmed: [] }),
    ).rejects.toMatchObject({ code: 'fix/plan-outdated' })
  })
})

describe('a plan that waits when the program ends', () => {
  it('is there again, with what was decided, and asks a second person again', async () => {
    const plan = await call('plan.make', { ids: null, checks: null, allowClear: true })
    expect(plan.backFrom).toBeNull()
    await call('plan.make', { ids: [plan.changes[0]?.deviceId ?? ''], checks: null, allowClear: true })
    await call('plan.show', { planId: plan.id })
    const leftOut = [plan.changes[0]?.deviceId ?? '']
    const confirmed = plan.changes.flatMap(({ id, confirm }) => (confirm === null ? [] : [id]))
    await call('plan.choose', { planId: plan.id, leftOut, confirmed, waves: { ...rule, width: 9 } })
    await call('plan.enroll', { name: 'B. Person', passphrase: 'nine tall herons wade' })
    const agreed = await call('plan.agree', { planId: plan.id, name: 'B. Person', passphrase: 'nine tall herons wade' })
    expect(agreed.approvedBy).toBe('B. Person')
    await call('site.lock', { reason: 'idle', work: 'goes-on' })
    await call('site.open', { file, passphrase })
    expect(await call('plan.view', undefined)).toMatchObject({ approvedBy: 'B. Person', backFrom: null })

    await again()
    const back = await call('plan.view', undefined)
    expect(back).toEqual({
      ...agreed,
      approvedBy: null,
      backFrom: expect.stringMatching(/^\d{4}-/),
      others: expect.anything(),
    })
    expect(back).toMatchObject({ leftOut, confirmed, waves: { width: 9 } })
    const waiting = ({ others }: NonNullable<typeof back>) => others.filter(({ stage }) => stage === 'planned')
    expect(waiting(agreed)).toHaveLength(1)
    expect(back && waiting(back)).toEqual(waiting(agreed))
  })

  it('comes back as the one that was looked at', async () => {
    const [other] = (await call('plan.view', undefined))?.others.filter(({ fromRecord }) => !fromRecord) ?? []
    expect(other?.stage).toBe('planned')
    await call('plan.show', { planId: other?.id ?? '' })
    await again()
    expect(await call('plan.view', undefined)).toMatchObject({ id: other?.id, fromRecord: false })
  })

  it('does not come back once it was carried out, neither here nor where the site was only locked', async () => {
    const { changes } = await call('plan.make', { ids: null, checks: null, allowClear: true })
    const [first] = changes.filter(({ confirm, needsSecondPerson }) => confirm === null && !needsSecondPerson)
    const plan = await call('plan.make', { ids: [first?.deviceId ?? ''], checks: [first?.fix ?? ''], allowClear: true })
    await call('site.lock', { reason: 'idle', work: 'goes-on' })
    const here = host

    // The site is opened somewhere else, and the plan is applied there.
    host = newHost()
    await call('site.open', { file, passphrase })
    expect(await call('plan.view', undefined)).toMatchObject({ id: plan.id })
    await call('plan.apply', { planId: plan.id, changeIds: null, waves: rule, confirmed: [] })
    await idle()
    const ended = host.site().session.changes()
    expect(plan.changes.every(({ id }) => ended.some((change) => change.id === id))).toBe(true)
    await host.replace(null)

    host = here
    await call('site.open', { file, passphrase })
    const all = [await call('plan.view', undefined)].flatMap((view) => [
      view?.id,
      ...(view?.others ?? []).map(({ id }) => id),
    ])
    expect(all).not.toContain(plan.id)
    await expect(
      call('plan.apply', { planId: plan.id, changeIds: null, waves: rule, confirmed: [] }),
    ).rejects.toMatchObject({ code: 'fix/plan-outdated' })
    expect(host.site().session.changes()).toEqual(ended)
    await again()
    await expect(call('plan.show', { planId: plan.id })).rejects.toMatchObject({ code: 'fix/plan-outdated' })
  })

  it('is nothing in a look at the site', async () => {
    await call('site.lock', { reason: 'idle', work: 'goes-on' })
    await call('site.read', { file, passphrase })
    const view = await call('plan.view', undefined)
    await call('site.open', { file, passphrase })
    expect(view?.fromRecord).toBe(true)
  })
})

describe('a program that ends in the middle of a plan', () => {
  it('tells afterwards what became of each change from what is on record', async () => {
    const known = host.site().session.changes()
    await again()
    const view = await call('plan.show', { planId: host.site().session.visit().id })
    expect(view).toMatchObject({ id: host.site().session.visit().id, fromRecord: true, running: false })
    // The last try of each fix on each device.
    const newest = new Map(known.map((change) => [`${change.deviceId} ${change.fix}`, change.state]))
    expect(new Map(view.changes.map(({ deviceId, fix, state }) => [`${deviceId} ${fix}`, state]))).toEqual(newest)
    expect(view.changes).toHaveLength(newest.size)
    const next = await call('plan.make', { ids: null, checks: null, allowClear: true })
    expect(next.others).toMatchObject([{ id: view.id, fromRecord: true }])
    expect(await call('plan.show', { planId: view.id })).toMatchObject({ fromRecord: true })
    await again()
    expect(await call('plan.view', undefined)).toMatchObject({ fromRecord: true, others: [{ id: next.id }] })
  })

  it('had no bug on the way', () => {
    expect(bugs).toEqual([])
  })
})
