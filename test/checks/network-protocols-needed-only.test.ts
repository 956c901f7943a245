import { describe, expect, it } from 'vitest'
import { networkProtocolsNeededOnly } from '../../electron/checks/network-protocols-needed-only.ts'
import type { NetworkProtocol } from '../../electron/model/facts.ts'
import { judge } from './judge.ts'

const http: NetworkProtocol = { name: 'HTTP', enabled: true, ports: [80] }
const rtsp = (enabled: boolean): NetworkProtocol => ({ name: 'RTSP', enabled, ports: [554] })

describe('the check network-protocols-needed-only', () => {
  it.each<[string, NetworkProtocol[], string, RegExp]>([
    ['only needed ones are on', [http, rtsp(false)], 'pass', /on: HTTP \(80\)/],
    ['one is on without need', [http, rtsp(true)], 'fail', /RTSP \(554\)/],
    ['nothing was named', [], 'unknown', /no protocol/],
  ])('when %s', (_, protocols, outcome, observed) => {
    const verdict = judge(networkProtocolsNeededOnly, { 'network.protocols': protocols }, { needed: ['HTTP', 'HTTPS'] })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
