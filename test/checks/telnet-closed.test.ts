import { describe, expect, it } from 'vitest'
import { telnetClosed } from '../../electron/checks/telnet-closed.ts'
import type { PortState } from '../../electron/model/facts.ts'
import { judge } from './judge.ts'

const telnet = (state: PortState['state']): PortState => ({ service: 'telnet', port: 23, transport: 'tcp', state })
const ftp = (state: PortState['state']): PortState => ({ service: 'ftp', port: 21, transport: 'tcp', state })
const upnp = (state: PortState['state']): PortState => ({ service: 'upnp', port: 1900, transport: 'udp', state })

describe('the check telnet-closed', () => {
  it.each<[string, PortState[], string, RegExp]>([
    ['the device refuses', [telnet('closed')], 'pass', /closed by answer of the device: telnet \(tcp 23\)/],
    ['the port is open', [telnet('open'), ftp('closed')], 'fail', /open: telnet \(tcp 23\)/],
    ['nothing answers at all', [telnet('silent'), ftp('silent')], 'unknown', /nor from any other TCP port/],
    ['only UDP answered', [telnet('silent'), upnp('open')], 'unknown', /nor from any other TCP port/],
    [
      'another port refused in the same reading',
      [telnet('silent'), ftp('closed')],
      'pass',
      /filtered: .*while tcp 21 answered/,
    ],
    ['another port is open', [telnet('silent'), ftp('open')], 'pass', /while tcp 21 answered/],
    ['nobody looked', [ftp('closed')], 'unknown', /not looked at: telnet/],
  ])('when %s', (_, ports, outcome, observed) => {
    const verdict = judge(telnetClosed, { 'network.ports': ports }, { services: ['telnet'] })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })

  it.each([
    [true, 'fail'],
    [false, 'pass'],
  ])('judges by the settings of the device where no port can be looked at: on %s, %s', (enabled, outcome) => {
    const services = [{ name: 'telnet', enabled, writable: true } as const]
    expect(judge(telnetClosed, { 'network.services': services }, { services: ['telnet'] }).outcome).toBe(outcome)
  })
})
