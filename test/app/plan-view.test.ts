import { describe, expect, it } from 'vitest'
import { changeView, namesOf, planView } from '../../electron/app/views/plan-view.ts'
import { PlanView } from '../../electron/contract/shapes.ts'
import type { Plan } from '../../electron/engine/plan.ts'
import { change, device, deviceId } from './examples.ts'

const names = namesOf([device()], [{ check: 'ntp-configured', title: 'NTP is set' }])
const planned = { change: change(), fix: undefined, planned: undefined } as unknown as Plan['changes'][number]
const plan: Plan = {
  id: 'e3b7a1de-7d05-4dbb-9a4e-7a0e1f3c2b01',
  visitId: 'v1',
  allowClear: false,
  settings: { ntpServers: [], neededProtocols: [] },
  changes: [planned],
  byHand: [{ deviceId, item: 'FW-01', title: 'Firmware', instruction: 'Update it.' }],
  trouble: [{ deviceId, problem: { code: 'device/unreachable', message: 'No answer.', remedy: 'Check power.' } }],
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
    const view = planView(plan, new Map(), false, names)
    expect(PlanView.parse(view)).toEqual(view)
    expect(view).toMatchObject({
      done: 0,
      changes: [{ state: 'planned' }],
      byHand: [{ device: '10.0.0.7, AXIS P3245-LV' }],
    })
  })

  it('shows where each change stands now', () => {
    const moved = change({ state: 'fixed', asLeft: 'NTP, 10.0.0.1' })
    const view = planView(plan, new Map([[moved.id, moved]]), true, names)
    expect(view).toMatchObject({ done: 1, running: true, changes: [{ state: 'fixed', asLeft: 'NTP, 10.0.0.1' }] })
  })

  it('knows which change gives an account a new password', () => {
    expect(changeView(change({ fix: 'default-logins-refused' }), names).renewsLogin).toBe(true)
    expect(changeView(change(), names).renewsLogin).toBe(false)
  })
})
