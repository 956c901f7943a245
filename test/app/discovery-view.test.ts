import { describe, expect, it } from 'vitest'
import { discoveryView, heardProgress, noRun } from '../../electron/app/views/discovery-view.ts'
import { DiscoveryView } from '../../electron/contract/shapes.ts'
import type { DiscoveryProgress } from '../../electron/discovery/index.ts'
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

  it('names what no driver recognises with all that was heard', () => {
    const stranger = device({ driver: null, marks: { 'http.server': 'box' } })
    expect(discoveryView(noRun, [device(), stranger], []).unidentified).toEqual([
      { address: '10.0.0.7', known: 'http on 80, http.server box' },
    ])
  })
})
