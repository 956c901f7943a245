import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host } from '../../electron/app/host/host.ts'
import { channels, events } from '../../electron/contract/channels.ts'
import { practiceFirmware } from '../../electron/practice/firmware.ts'
import { callsOf, hostOptions } from './host-fixture.ts'

let folder: string
let host: Host
let said: { readonly event: string; readonly payload: unknown }[]

const call = callsOf(() => host)
/** Resolves when work of this kind is over. */
async function ended(work: string): Promise<void> {
  for (;;) {
    const over = said.some(({ event, payload }) => {
      const progress = payload as { readonly work?: string; readonly state?: string }
      return event === 'progress' && progress.work === work && progress.state !== 'running'
    })
    if (over) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-upgrade-handlers-'))
  said = []
  host = new Host(
    hostOptions(folder),
    new HostEvents(
      (event, payload) => said.push({ event, payload: events[event].parse(payload) }),
      (error) => {
        throw error
      },
    ),
  )
  await call('site.practice', { devices: 2 })
  await call('discovery.start', { pace: 'fast' })
  await ended('discover')
  await call('assess.start', { ids: null })
  await ended('assess')
}, 30_000)
afterAll(async () => {
  await host.replace(null)
  rmSync(folder, { recursive: true })
})

const planOf = async () => {
  const files = (await call('upgrade.library', undefined)).filter(({ deviceIds }) => deviceIds.length > 0)
  return await call('upgrade.plan', {
    ids: files.flatMap(({ deviceIds }) => deviceIds),
    fileIds: files.map(({ id }) => id),
  })
}
const yes = { powerHolds: true, windowAgreed: true } as const

describe('the upgrade channels, on a practice site', () => {
  it('offer firmware for the simulated devices that is kept apart from the library of the user', async () => {
    const files = await call('upgrade.library', undefined)
    expect(files.length).toBeGreaterThan(0)
    for (const { basis, evidence, deviceIds } of files) {
      expect(basis).toEqual({ vendor: 'file', models: 'file', version: 'file' })
      expect(evidence).toContain('practice')
      expect(deviceIds.length).toBeGreaterThan(0)
    }
    expect(existsSync(join(folder, 'firmware'))).toBe(false)
  })

  it('take a file with what the person says, refuse one that says otherwise, and let it go again', async () => {
    const file = join(folder, 'other.bin')
    writeFileSync(file, practiceFirmware({ vendor: 'AXIS', models: ['P0000-X'], version: '99.1.1' }))
    const words = { vendor: 'Hikvision', models: [], version: '', sourceNote: 'from a stick' }
    await expect(call('upgrade.addFile', { ...words, file })).rejects.toMatchObject({ code: 'firmware/contradiction' })
    const added = await call('upgrade.addFile', { ...words, vendor: '', file })
    expect(added).toMatchObject({ models: ['P0000-X'], version: '99.1.1', deviceIds: [], sourceNote: 'from a stick' })
    expect((await call('upgrade.library', undefined)).map(({ id }) => id)).toContain(added?.id)
    await call('upgrade.removeFile', { id: added?.id ?? '' })
    expect((await call('upgrade.library', undefined)).map(({ id }) => id)).not.toContain(added?.id)
  })

  it('plan without a byte sent, and start nothing without both yeses, for a foreign plan or a foreign device', async () => {
    const plan = await planOf()
    expect(plan.rows.length).toBeGreaterThan(0)
    expect(plan.rows.every(({ state }) => state === 'planned')).toBe(true)
    expect(plan.warnings.join(' ')).toMatch(/[Pp]ower.*window/s)
    const deviceIds = plan.rows.map(({ deviceId }) => deviceId)
    const apply = channels['upgrade.apply'].input
    expect(apply.safeParse({ planId: plan.id, deviceIds, confirmed: [], powerHolds: true }).success).toBe(false)
    expect(
      apply.safeParse({ planId: plan.id, deviceIds, confirmed: [], powerHolds: false, windowAgreed: true }).success,
    ).toBe(false)
    const gone = { code: 'fix/plan-outdated' }
    const other = { planId: crypto.randomUUID(), deviceIds, confirmed: [], ...yes }
    await expect(call('upgrade.apply', other)).rejects.toMatchObject(gone)
    const foreign = { planId: plan.id, deviceIds: [crypto.randomUUID()], confirmed: [], ...yes }
    await expect(call('upgrade.apply', foreign)).rejects.toMatchObject(gone)
    expect((await call('upgrade.view', undefined))?.rows).toEqual(plan.rows)
  })

  it('upgrade the chosen device, show its stages and its times, and once only', async () => {
    const plan = await planOf()
    const [row] = plan.rows
    const input = { planId: plan.id, deviceIds: [row?.deviceId ?? ''], confirmed: [], ...yes }
    await call('upgrade.apply', input)
    expect((await call('upgrade.view', undefined))?.running).toBe(true)
    const stages = new Set<string>()
    let isOver = false
    const over = ended('upgrade').then(() => {
      isOver = true
    })
    while (!isOver) {
      const view = await call('upgrade.view', undefined)
      for (const { stage } of view?.rows ?? []) if (stage !== null) stages.add(stage)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await over
    const after = await call('upgrade.view', undefined)
    expect(after).toMatchObject({ running: false, stopped: null })
    expect(after?.rows).toHaveLength(1)
    expect(after?.rows[0]).toMatchObject({ state: 'upgraded', asLeft: row?.target, problem: null, stage: null })
    expect(after?.rows[0]?.goneAt).not.toBeNull()
    // The others may be over between two looks; a restart lasts.
    expect([...stages]).toContain('restarting')
    await expect(call('upgrade.apply', input)).rejects.toMatchObject({ code: 'fix/plan-outdated' })
    const { firmware } = await call('devices.view', { id: row?.deviceId ?? '' })
    expect(firmware?.installed).toContain(row?.target)
    const left = (await call('upgrade.library', undefined)).find(({ id }) => id === row?.fileId)
    expect(left?.deviceIds).not.toContain(row?.deviceId)
  }, 30_000)
})
