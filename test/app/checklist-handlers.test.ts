import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jpeg from 'jpeg-js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host, type HostInput } from '../../electron/app/host/host.ts'
import { inDays } from '../engine/site-fixture.ts'
import { hostOptions, windowCallsOf } from './host-fixture.ts'

const root = join(import.meta.dirname, '..', '..')
let folder: string
let host: Host

const call = windowCallsOf(() => host)

const idle = () => vi.waitFor(() => expect(host.site().work.running).toBeNull(), { timeout: 60_000 })

const said = {
  answer: 'met',
  statement: 'Looked at all of them.',
  measurement: null,
  by: 'A. Person',
  role: 'technician',
  photos: [],
  exceptions: [],
} as const

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-checklist-'))
  host = new Host(
    hostOptions(folder),
    new HostEvents(
      () => undefined,
      (error) => {
        throw error
      },
    ),
  )
  await call('site.practice', { devices: 4 })
  await call('discovery.start', { pace: 'fast' })
  await idle()
}, 90_000)
afterAll(async () => {
  await host.replace(null)
  rmSync(folder, { recursive: true })
})

describe('the checklist over all devices', () => {
  it('has no score and no coverage before anybody looked', async () => {
    const { score, items } = await call('checklist.view', undefined)
    expect(score).toMatchObject({ coverage: 0, good: 0 })
    expect(score.shouldLook).toBeGreaterThan(items.length)
    expect(score.score).toBe(0)
    expect(await call('checklist.queue', undefined)).toEqual([])
  })

  it('counts the findings of each item, and what was looked at', async () => {
    await call('assess.start', { ids: null })
    await idle()
    const { score, items } = await call('checklist.view', undefined)
    expect(score.coverage).toBeGreaterThan(0.2)
    expect(score.coverage).toBeLessThan(1)
    const perDevice = items.find(({ item }) => item === 'ACC-01')
    expect(Object.values(perDevice?.counts ?? {}).reduce((sum, amount) => sum + amount, 0)).toBe(4)
    expect(items.find(({ item }) => item === 'INV-04')).toMatchObject({ per: 'site' })
    expect(items.reduce((sum, { shouldLook }) => sum + shouldLook, 0)).toBe(score.shouldLook)
  })

  it('says of one item what is asked, why, and how each device stands to it', async () => {
    const view = await call('checklist.item', { item: 'ACC-01' })
    expect(view.rationale.length).toBeGreaterThan(20)
    expect(view.references.length).toBeGreaterThan(0)
    expect(view.gaps.map(({ id }) => id)).toContain('A2')
    expect(view.subjects).toHaveLength(4)
    await expect(call('checklist.item', { item: 'ZZZ-99' })).rejects.toMatchObject({ code: 'visit/statement-refused' })
  })
})

describe('attesting', () => {
  it('puts one answer on record for all devices of a class, with one that is otherwise', async () => {
    const queue = await call('checklist.queue', undefined)
    const entry = queue.find(
      ({ manual, waiting, deviceClass }) => manual === 'note' && deviceClass !== null && waiting > 1,
    )
    if (entry === undefined) return expect.unreachable('the practice site has nothing to attest')
    const { item, deviceClass } = entry
    const { subjects } = await call('checklist.item', { item })
    const ids = subjects.flatMap(({ deviceId, deviceClass: own, person }) =>
      own === deviceClass && person === 'waiting' && deviceId !== null ? [deviceId] : [],
    )
    expect(ids).toHaveLength(entry.waiting)
    const [other = ''] = ids
    const answer = await call('checklist.attest', {
      ...said,
      item,
      deviceIds: ids,
      photos: [],
      exceptions: [{ deviceId: other, answer: 'not-met', statement: 'This one is open.' }],
    })
    expect(answer.attested).toBe(ids.length)
    expect(new Set(answer.ids).size).toBe(ids.length)
    const after = await call('checklist.item', { item })
    const outcomeOf = (id: string) => after.subjects.find(({ deviceId }) => deviceId === id)?.outcome
    expect(outcomeOf(other)).toBe('fail')
    for (const id of ids.slice(1)) expect(outcomeOf(id)).toBe('attested')
    expect(after.attestations).toHaveLength(ids.length)
    const left = await call('checklist.queue', undefined)
    expect(left.find((one) => one.item === item && one.deviceClass === deviceClass)).toMatchObject({
      waiting: 0,
      answered: ids.length,
    })
  })

  it('keeps a photo without what hides in it, and shows it again', async () => {
    const entry = (await call('checklist.queue', undefined)).find(
      ({ manual, waiting, deviceClass }) => manual === 'photo' && waiting > 0 && deviceClass !== null,
    )
    if (entry === undefined) return expect.unreachable('no item asks for a photo')
    const { subjects } = await call('checklist.item', { item: entry.item })
    const id = subjects.find(({ person }) => person === 'waiting')?.deviceId ?? ''
    const given = { ...said, item: entry.item, deviceIds: [id], exceptions: [] }
    await expect(call('checklist.attest', { ...given, photos: [] })).rejects.toMatchObject({
      code: 'visit/statement-refused',
    })
    const photo = jpeg.encode({ width: 4, height: 3, data: new Uint8Array(48).fill(90) }, 80).data
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 7]), Buffer.from('owner')])
    const bytes = new Uint8Array(Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]))
    await call('checklist.attest', { ...given, photos: [{ bytes, caption: 'Label', takenAt: null }] })
    const [kept] = (await call('checklist.item', { item: entry.item })).attestations[0]?.attachments ?? []
    expect(kept).toMatchObject({ caption: 'Label', mediaType: 'image/jpeg' })
    const shown = await call('checklist.photo', { sha256: kept?.sha256 ?? '' })
    expect(shown.bytes.length).toBe(kept?.sizeBytes)
    expect([Buffer.from(bytes), Buffer.from(shown.bytes)].map((one) => one.includes('owner'))).toEqual([true, false])
    await expect(call('checklist.photo', { sha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'visit/statement-refused',
    })
  })

  it('refuses an exception that is not among the devices, and keeps nothing then', async () => {
    const [entry] = await call('checklist.queue', undefined)
    const before = await call('checklist.item', { item: entry?.item ?? '' })
    const [first, second] = before.subjects.flatMap(({ deviceId }) => (deviceId === null ? [] : [deviceId]))
    await expect(
      call('checklist.attest', {
        ...said,
        item: entry?.item ?? '',
        deviceIds: [first ?? ''],
        photos: [],
        exceptions: [{ deviceId: second ?? '', answer: 'not-met', statement: 'Elsewhere.' }],
      }),
    ).rejects.toMatchObject({ code: 'visit/statement-refused' })
    expect((await call('checklist.item', { item: entry?.item ?? '' })).attestations).toEqual(before.attestations)
  })
})

describe('waivers', () => {
  it('let an item be waived until a day, and be taken back', async () => {
    const { items } = await call('checklist.view', undefined)
    const failing = items.find(({ counts, per }) => counts.fail > 0 && per === 'device')?.item ?? ''
    const { subjects } = await call('checklist.item', { item: failing })
    const deviceId = subjects.find(({ outcome }) => outcome === 'fail')?.deviceId ?? ''
    const decision = {
      item: failing,
      deviceId,
      reason: 'The part is on order.',
      compensatingControl: 'The port is shut.',
      approver: 'C. Owner',
      requestedBy: 'A. Person',
    }
    await expect(call('checklist.waive', { ...decision, expiresOn: inDays(-1) })).rejects.toMatchObject({
      code: 'visit/statement-refused',
    })
    await call('checklist.waive', { ...decision, expiresOn: inDays(30) })
    const waived = (await call('checklist.item', { item: failing })).subjects.find((one) => one.deviceId === deviceId)
    expect(waived).toMatchObject({ outcome: 'waived', waivedUntil: inDays(30) })
    const [listed] = await call('checklist.waivers', undefined)
    expect(listed).toMatchObject({ item: failing, state: 'valid', approver: 'C. Owner' })
    await call('checklist.revoke', { id: listed?.id ?? '' })
    expect((await call('checklist.waivers', undefined))[0]?.state).toBe('revoked')
    const again = (await call('checklist.item', { item: failing })).subjects.find((one) => one.deviceId === deviceId)
    expect(again?.outcome).toBe('fail')
  })
})

describe('the gap report', () => {
  it('names every gap of both documents with the items that answer it', async () => {
    const { gaps } = await call('checklist.gaps', undefined)
    expect(gaps).toHaveLength(22)
    expect(gaps.filter(({ items }) => items.length === 0)).toEqual([])
    expect(gaps.filter(({ state, items }) => state === 'closed' && items.some(({ remaining }) => remaining))).toEqual(
      [],
    )
  })
})

describe('checklists', () => {
  it('are listed, taken from a file of the customer, and used on request', async () => {
    const own = readFileSync(join(root, 'checklists', 'maintenance-visit.yaml'), 'utf8').replace(
      /^id: .*$/m,
      'id: our-own',
    )
    await expect(call('checklist.add', { text: 'id: [', fileName: 'broken.yaml' })).rejects.toMatchObject({
      message: expect.stringContaining('broken.yaml:1'),
    })
    expect(await call('checklist.add', { text: own, fileName: 'our-own.yaml' })).toMatchObject({ id: 'our-own' })
    await call('checklist.use', { id: 'our-own' })
    const lists = await call('checklist.lists', undefined)
    expect(lists.filter(({ current }) => current)).toMatchObject([{ id: 'our-own', own: true }])
    expect((await call('checklist.view', undefined)).id).toBe('our-own')
    await call('checklist.use', { id: 'baseline' })
  })
})

describe('the record of the site', () => {
  const nothing = { about: null, governance: null, zones: null, settings: null }

  it('is empty where nobody wrote anything, and keeps what is saved part by part', async () => {
    const before = await call('record.view', undefined)
    expect(before.governance.owner).toBeNull()
    const owner = { name: 'C. Owner', role: 'Head of security', reach: '+00 1' }
    await call('record.save', { ...nothing, governance: { ...before.governance, owner, escalation: [owner, owner] } })
    await call('record.save', {
      ...nothing,
      zones: [{ name: 'Doors', networks: ['127.0.0.0/8'], criticality: 'high', safetyImpact: 'life-safety' }],
    })
    const settings = { ...before.settings, timeZone: 'UTC0', gateways: ['10.0.0.1'], retentionDays: 30 }
    const after = await call('record.save', { ...nothing, settings })
    expect(after.governance.owner).toEqual(owner)
    expect(after.zones).toHaveLength(1)
    expect(after.settings).toEqual(settings)
    expect(after.about).toEqual(before.about)
  })

  it('keeps what nobody entered out of the site file, so that a check can say so', async () => {
    const { settings } = await call('record.view', undefined)
    await call('record.save', {
      ...nothing,
      settings: { ...settings, timeZone: null, gateways: [], retentionDays: null },
    })
    const kept = host.site().session.site().settings
    expect(Object.keys(kept)).not.toEqual(expect.arrayContaining(['timeZone']))
    expect('gateways' in kept || 'retentionDays' in kept).toBe(false)
  })

  it('judges the site itself anew at once', async () => {
    expect((await call('checklist.item', { item: 'INV-04' })).subjects[0]?.outcome).not.toBe('notchecked')
  })

  it('tests the segmentation only after a yes, and keeps what answered', async () => {
    const { settings } = await call('record.view', undefined)
    const from = { address: '127.0.0.1', switchName: 'sw-1', port: '7', vlan: '20' }
    await expect(call('record.testSegmentation', { from, wayOut: null, confirmed: true })).rejects.toMatchObject({
      code: 'visit/segmentation-not-tested',
    })
    const target = { name: 'file server', address: '127.199.0.1', port: 9 }
    await call('record.save', { ...nothing, settings: { ...settings, forbiddenTargets: [target] } })
    await expect(
      call('record.testSegmentation', {
        from,
        wayOut: null,
        confirmed: false,
      } as unknown as HostInput<'record.testSegmentation'>),
    ).rejects.toThrow()
    expect(await call('record.segmentation', undefined)).toBeNull()
    const trial = await call('record.testSegmentation', { from, wayOut: null, confirmed: true })
    expect(trial.probes).toMatchObject([{ ...target, answer: 'refused' }])
    expect(await call('record.segmentation', undefined)).toEqual(trial)
  })

  it('has no drift before a second visit', async () => {
    expect(await call('record.drift', undefined)).toBeNull()
  })
})
