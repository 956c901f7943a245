import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Checklist, ChecklistItem } from '../../electron/catalog/checklist.ts'
import { defineCheck } from '../../electron/checks/check.ts'
import { judge, judgeSite, neededFacts, unjudged } from '../../electron/engine/assess/judge.ts'
import { type Device, noIdentity } from '../../electron/model/device.ts'
import type { Reading, Readings } from '../../electron/model/facts.ts'
import { fail, pass } from '../../electron/model/verdict.ts'

const at = '2026-11-22T08:00:00.000Z'

const namedCheck = defineCheck({
  id: 'hostname-set',
  needs: ['network.hostname', 'discovery.mode'],
  params: z.object({ longest: z.int() }),
  evaluate({ 'network.hostname': { name } }, { longest }) {
    const expected = `a name of at most ${longest} letters`
    return name !== null && name.length <= longest ? pass(name, expected) : fail(name ?? 'no name', expected)
  },
})
const checkById = (id: string) => (id === namedCheck.id ? namedCheck : null)

const item: ChecklistItem = {
  id: 'NET-99',
  check: 'hostname-set',
  manual: null,
  title: 'The device has a name',
  severity: 'low',
  references: [],
  rationale: 'So that people find it.',
  params: { longest: 8 },
  fix: 'offered',
  instruction: null,
  appliesTo: null,
  answers: [],
} as unknown as ChecklistItem

const checklist = (...items: ChecklistItem[]): Checklist =>
  ({ id: 'test', title: 'Test', version: '1.0.0', items, digestHex: '' }) as unknown as Checklist

const device: Device = {
  id: '00000000-0000-4000-8000-000000000001',
  endpoint: { address: '127.0.0.1', forwarded: false, ports: {} },
  identity: noIdentity,
  deviceClass: 'camera',
  driver: 'onvif',
  endpointReference: null,
  marks: {},
  firstSeenAt: at,
  lastSeenAt: at,
}

const value = <T>(of: T): Reading<T> => ({ end: 'value', value: of, readAt: at })
const unread = (end: 'unsupported' | 'refused' | 'unreachable' | 'malformed'): Reading<never> => ({
  end,
  problem: { code: `test/${end}`, message: end, remedy: '' },
  readAt: at,
})
const readings = (
  hostname: Readings['network.hostname'],
  mode: Readings['discovery.mode'] = value('discoverable'),
): Readings => ({ 'network.hostname': hostname, 'discovery.mode': mode }) as Readings
const named = value({ name: 'gate', fromDhcp: false })

const outcomeOf = (given: Readings, asked = item, extra: Partial<Parameters<typeof judge>[0]> = {}) =>
  judge({ checklist: checklist(asked), checkById, device, readings: given, asFound: [], changes: [], at, ...extra })[0]

describe('judging one device', () => {
  it('passes only on values', () => {
    expect(outcomeOf(readings(named))).toMatchObject({ outcome: 'pass', observed: 'gate' })
    expect(outcomeOf(readings(value({ name: null, fromDhcp: true })))).toMatchObject({
      outcome: 'fail',
      observed: 'no name',
    })
  })

  it.each(['refused', 'unreachable', 'malformed'] as const)('ends as error when a fact was %s', (end) => {
    expect(outcomeOf(readings(unread(end)))).toMatchObject({ outcome: 'error', problem: { code: `test/${end}` } })
  })

  it('does not apply when the device does not offer a fact', () => {
    expect(outcomeOf(readings(unread('unsupported')))).toMatchObject({ outcome: 'notapplicable' })
  })

  it('lets a refusal outweigh what is not offered, so that a refusal never hides', () => {
    expect(outcomeOf(readings(unread('unsupported'), unread('refused')))).toMatchObject({ outcome: 'error' })
  })

  it('does not apply to a device of another class, and does apply to one of unknown class', () => {
    const doorsOnly = { ...item, appliesTo: ['door-controller'] } as ChecklistItem
    expect(outcomeOf(readings(named), doorsOnly)).toMatchObject({ outcome: 'notapplicable' })
    expect(outcomeOf(readings(named), doorsOnly, { device: { ...device, deviceClass: 'unknown' } })).toMatchObject({
      outcome: 'pass',
    })
  })

  it('leaves manual items not checked', () => {
    const manual = { ...item, check: null, manual: 'photo' } as unknown as ChecklistItem
    expect(outcomeOf(readings(named), manual)).toMatchObject({ outcome: 'notchecked' })
  })

  it('says fixed only when it failed before, a change was proven, and it passes now', () => {
    const failed = judge({
      checklist: checklist(item),
      checkById,
      device,
      readings: readings(value({ name: null, fromDhcp: true })),
      asFound: [],
      changes: [],
      at,
    })
    const change = { fix: 'hostname-set', state: 'fixed' } as never
    expect(outcomeOf(readings(named), item, { asFound: failed, changes: [change] })?.outcome).toBe('fixed')
    expect(outcomeOf(readings(named), item, { asFound: failed })?.outcome).toBe('pass')
    expect(outcomeOf(readings(named), item, { changes: [change] })?.outcome).toBe('pass')
    expect(
      outcomeOf(readings(value({ name: null, fromDhcp: true })), item, { asFound: failed, changes: [change] })?.outcome,
    ).toBe('fail')
  })

  it('never passes anything of a device that could not be opened', () => {
    const problem = { code: 'device/unreachable', message: 'no answer', remedy: '' }
    const findings = unjudged(
      { checklist: checklist(item, { ...item, id: 'PHY-01', check: null } as never), checkById, device, at },
      problem,
    )
    expect(findings.map(({ outcome }) => outcome)).toEqual(['error', 'notchecked'])
  })

  it('asks for each fact once', () => {
    expect(neededFacts(checklist(item, { ...item, id: 'NET-98' }), checkById)).toEqual([
      'network.hostname',
      'discovery.mode',
    ])
  })

  it('leaves items of the site to the judgement of the site, which makes them once', () => {
    const ofSite = { ...item, id: 'INV-04', per: 'site' } as ChecklistItem
    const both = checklist(item, ofSite)
    const options = { checklist: both, checkById, readings: readings(named), asFound: [], at }
    expect(judge({ ...options, device, changes: [] }).map((finding) => finding.item)).toEqual(['NET-99'])
    expect(judgeSite(options)).toMatchObject([{ item: 'INV-04', deviceId: 'site', outcome: 'pass' }])
    expect(neededFacts(both, checkById, 'site')).toEqual(['network.hostname', 'discovery.mode'])
  })

  it('asks a person where the device does not offer what the check looks at', () => {
    const both = { ...item, manual: 'photo', form: null } as ChecklistItem
    expect(outcomeOf(readings(unread('unsupported')), both)).toMatchObject({
      outcome: 'notchecked',
      manual: 'photo',
      observed: 'unsupported Somebody has to look.',
    })
    expect(outcomeOf(readings(unread('refused')), both)).toMatchObject({ outcome: 'error' })
  })

  it('shows beside each finding in which way the list asks less than the baseline', () => {
    const strict = { ...item, severity: 'high', params: { longest: 4 } } as ChecklistItem
    expect(outcomeOf(readings(named), item, { baseline: checklist(strict) })?.loosened).toEqual([
      'severity low, the baseline says high',
      'longest 8, the baseline asks 4',
    ])
    const forCameras = { ...item, appliesTo: ['camera'] } as ChecklistItem
    expect(outcomeOf(readings(named), forCameras, { baseline: checklist(item) })?.loosened).toEqual(['only for camera'])
    const byHand = { ...item, check: null, manual: 'photo' } as ChecklistItem
    expect(outcomeOf(readings(named), byHand, { baseline: checklist(item) })?.loosened).toEqual([
      "a person's word in the place of a check",
    ])
    expect(outcomeOf(readings(named), item, { baseline: checklist(item) })?.loosened).toBeUndefined()
  })

  it('keeps a fail that was seen although another fact was out of sight', () => {
    const wanting = defineCheck({
      id: 'hostname-set',
      wants: ['network.hostname', 'discovery.mode'],
      params: z.object({}),
      evaluate: ({ 'network.hostname': name }) => (name?.name === null ? fail('none', '') : pass('some', '')),
    })
    const given = (name: string | null) => readings(value({ name, fromDhcp: false }), unread('refused'))
    const options = { checkById: () => wanting }
    expect(outcomeOf(given(null), { ...item, params: {} }, options)?.outcome).toBe('fail')
    expect(outcomeOf(given('gate'), { ...item, params: {} }, options)?.outcome).toBe('error')
  })
})
