import { describe, expect, it } from 'vitest'
import { overviewView } from '../../electron/app/views/overview-view.ts'
import { OverviewView } from '../../electron/contract/overview-shapes.ts'
import { siteSubject } from '../../electron/model/finding.ts'
import { summaryOf } from '../../electron/model/finding-summary.ts'
import { change, device, finding } from './examples.ts'

const other = device({ id: 'other', endpoint: { ...device().endpoint, address: '10.9.0.1' } })
const facts = {
  devices: [device(), other],
  zones: [],
  titles: new Map([[finding().item, 'Its title']]),
  summaries: [
    summaryOf(device().id, [
      finding({ severity: 'critical' }),
      finding({ item: 'X-2', outcome: 'pass', severity: 'low' }),
    ]),
    summaryOf('other', [finding({ deviceId: 'other', outcome: 'unknown', severity: 'critical' })]),
    summaryOf(siteSubject, [finding({ deviceId: siteSubject, severity: 'critical' })]),
  ],
  changes: [change({ state: 'fixed' }), change({ state: 'rolled-back' })],
}

describe('what the overview is drawn from', () => {
  it('fits the contract', () => {
    expect(OverviewView.parse(overviewView(facts))).toEqual(overviewView(facts))
  })

  it('counts outcomes by severity, the site itself among them', () => {
    const [critical, high, , low] = overviewView(facts).bySeverity
    expect(critical).toMatchObject({ name: 'critical', devices: 2, counts: { fail: 2, unknown: 1 } })
    expect(high).toMatchObject({ devices: 0 })
    expect(low).toMatchObject({ devices: 1, counts: { pass: 1, fail: 0 } })
  })

  it('names critical open items with their devices; the site counts as no device', () => {
    const { critical, criticalDevices, openDevices } = overviewView(facts)
    expect(critical).toMatchObject([{ item: finding().item, title: 'Its title', devices: 2 }])
    expect([criticalDevices, openDevices]).toEqual([2, 2])
  })

  it('cuts by zone only where the site record has zones', () => {
    expect(overviewView(facts).byZone).toEqual([])
    const zone = { name: 'Yard', networks: ['10.9.0.0/24'], criticality: 'high', safetyImpact: 'none' } as const
    const { byZone } = overviewView({ ...facts, zones: [zone] })
    expect(byZone).toHaveLength(2)
    expect(byZone.find(({ name }) => name === 'Yard')).toMatchObject({ devices: 1, counts: { unknown: 1 } })
  })

  it('says which changes need a person', () => {
    expect(overviewView(facts).changes).toEqual({ waiting: 0, running: 0, fixed: 1, needPerson: 1 })
  })
})
