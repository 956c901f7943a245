import { describe, expect, it } from 'vitest'
import { discoveryView, heardProgress, noRun } from '../../electron/app/views/discovery-view.ts'
import { DiscoveryView } from '../../electron/contract/discovery-shapes.ts'
import type { DiscoveryProgress } from '../../electron/discovery/index.ts'
import { noInterfaceNote } from '../../electron/discovery/multicast.ts'
import { sightingOf } from '../../electron/discovery/sighting.ts'
import { device } from './examples.ts'

const word: DiscoveryProgress = {
  probe: 'tcp',
  state: 'running',
  done: 1,
  total: 4,
  heard: 0,
  note: '',
  sighting: null,
}

describe('the view of a discovery', () => {
  it('keeps the newest word of each probe, in the order in which they were first heard of', () => {
    const run = [word, { ...word, probe: 'snmp' }, { ...word, done: 3 }].reduce(heardProgress, noRun)
    const view = discoveryView(run, [], [])
    expect(DiscoveryView.parse(view)).toEqual(view)
    expect(view.probes.map(({ name, done }) => [name, done])).toEqual([
      ['tcp', 3],
      ['snmp', 1],
    ])
  })

  it('tells a probe that asked nothing by multicast from one that asked all', () => {
    const silent = { ...word, probe: 'sadp', state: 'done', note: noInterfaceNote } as const
    const view = discoveryView([word, silent].reduce(heardProgress, noRun), [], [])
    expect(view.probes.map(({ name, note, noMulticast }) => [name, note, noMulticast])).toEqual([
      ['tcp', '', false],
      ['sadp', '', true],
    ])
  })

  it('names what no driver recognises with all that was heard', () => {
    const stranger = device({ driver: null, marks: { 'http.server': 'box' } })
    expect(discoveryView(noRun, [device(), stranger], []).unidentified).toEqual([
      { id: device().id, address: '10.0.0.7', heard: ['http 80', 'http.server box'] },
    ])
  })

  it('counts each endpoint once, shows the newest first and keeps what was said of it', () => {
    const heard = (address: string, identity = {}) => ({
      ...word,
      sighting: sightingOf('tcp', { address, identity }),
    })
    const run = [heard('10.0.0.7', { manufacturer: 'AXIS' }), heard('10.0.0.8'), heard('10.0.0.7')].reduce(
      heardProgress,
      noRun,
    )
    const view = discoveryView(run, [], [])
    expect(view).toMatchObject({ sightings: 3, answered: 2 })
    expect(view.newest.map(({ address, what }) => [address, what])).toEqual([
      ['10.0.0.8', null],
      ['10.0.0.7', 'AXIS'],
    ])
    expect(discoveryView(noRun, [], []).answered).toBe(0)
  })

  it('leads from a conflict to its devices', () => {
    const conflict = { kind: 'duplicate-serial', value: 'S', addresses: ['10.0.0.7', '10.0.0.8'] } as const
    expect(discoveryView(noRun, [device()], [conflict]).conflicts).toEqual([{ ...conflict, deviceIds: [device().id] }])
  })
})
