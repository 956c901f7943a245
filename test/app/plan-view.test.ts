import { describe, expect, it } from 'vitest'
import { changeView, namesOf, type PlanStanding, planView } from '../../electron/app/views/plan-view.ts'
import { PlanView } from '../../electron/contract/change-shapes.ts'
import type { Plan } from '../../electron/engine/change/plan.ts'
import { usualWaves } from '../../electron/engine/change/waves.ts'
import { change, device, deviceId } from './examples.ts'

const names = namesOf([device()], [{ id: 'TIM-01', check: 'ntp-configured', title: 'NTP is set' }])
const planned = { change: change(), fix: undefined, planned: undefined } as unknown as Plan['changes'][number]
const plan: Plan = {
  id: 'e3b7a1de-7d05-4dbb-9a4e-7a0e1f3c2b01',
  visitId: 'v1',
  allowClear: false,
  settings: { ntpServers: [], neededProtocols: [] },
  changes: [planned],
  needsSecondPerson: [],
  byHand: [{ deviceId, item: 'FW-01', title: 'Firmware', instruction: 'Update it.' }],
  trouble: [{ deviceId, problem: { code: 'device/unreachable', message: 'No answer.', remedy: 'Check power.' } }],
}

const around = { names, secondPersons: [], others: [] }

const standing: PlanStanding = {
  plan,
  madeAt: '2026-03-04T05:06:07.000Z',
  isBack: false,
  moved: new Map(),
  running: false,
  approvedBy: null,
  devices: null,
  choice: { leftOut: new Set(), confirmed: new Set(), rule: usualWaves },
  order: [],
  hold: null,
}

describe('names in a plan', () => {
  it('are address and model, and the maker is not said twice', () => {
    expect(names.device(deviceId)).toBe('10.0.0.7, AXIS P3245-LV')
    expect(
      namesOf([device({ identity: { ...device().identity, manufacturer: 'Bosch', model: 'NBE-3502' } })], []).device(
        deviceId,
      ),
    ).toBe('10.0.0.7, Bosch NBE-3502')
  })

  it('fall back to the id of a fix that the checklist does not know', () => {
    expect([names.fix('ntp-configured'), names.fix('other')]).toEqual(['NTP is set', 'other'])
  })
})

describe('the view of a plan', () => {
  it('fits the contract before anything moved', () => {
    const view = planView(standing, { ...around, secondPersons: ['B. Person'] })
    expect(PlanView.parse(view)).toEqual(view)
    expect(view).toMatchObject({
      done: 0,
      changes: [{ state: 'planned', item: 'TIM-01', confirm: null, wave: null }],
      byHand: [{ device: '10.0.0.7, AXIS P3245-LV' }],
    })
  })

  it('shows where each change stands now', () => {
    const moved = change({ state: 'fixed', asLeft: 'NTP, 10.0.0.1' })
    const view = planView({ ...standing, moved: new Map([[moved.id, moved]]), running: true }, around)
    expect(view).toMatchObject({ done: 1, running: true, changes: [{ state: 'fixed', asLeft: 'NTP, 10.0.0.1' }] })
  })

  it('says which change asks for a yes of its own or for a second person, and who agreed', () => {
    const asking = change({ confirm: 'The recorder restarts.', wave: 2, approvedBy: 'B. Person' })
    const view = planView(
      { ...standing, plan: { ...plan, changes: [{ ...planned, change: asking }], needsSecondPerson: [asking.id] } },
      { ...around, secondPersons: ['B. Person'] },
    )
    expect(view.changes[0]).toMatchObject({
      confirm: 'The recorder restarts.',
      needsSecondPerson: true,
      wave: 2,
      approvedBy: 'B. Person',
    })
    expect(view.secondPersons).toEqual(['B. Person'])
  })

  it('is held only while it runs', () => {
    const held = { ...standing, hold: { held: true } }
    expect([planView(held, around).held, planView({ ...held, running: true }, around).held]).toEqual([false, true])
  })

  it('knows which change gives an account a new password', () => {
    expect(changeView(change({ fix: 'default-logins-refused' }), plan, names).renewsLogin).toBe(true)
    expect(changeView(change(), plan, names).renewsLogin).toBe(false)
  })
})
