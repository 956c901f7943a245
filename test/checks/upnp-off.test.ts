import { describe, expect, it } from 'vitest'
import { upnpOff } from '../../electron/checks/upnp-off.ts'
import type { PortState } from '../../electron/model/facts.ts'
import { judge } from './judge.ts'

const upnp = (state: PortState['state']): PortState => ({ service: 'upnp', port: 1900, transport: 'udp', state })
const ftp: PortState = { service: 'ftp', port: 21, transport: 'tcp', state: 'closed' }

describe('the check upnp-off', () => {
  it.each<[string, PortState[], string]>([
    ['the device says that nobody listens', [upnp('closed')], 'pass'],
    ['the device answers', [upnp('open'), ftp], 'fail'],
    ['nothing comes back, which over UDP proves nothing', [upnp('silent'), ftp], 'unknown'],
    ['nobody looked', [ftp], 'unknown'],
  ])('when %s', (_, ports, outcome) => {
    expect(judge(upnpOff, { 'network.ports': ports }, { services: ['upnp'] }).outcome).toBe(outcome)
  })

  it.each([
    [true, 'fail'],
    [false, 'pass'],
  ])('judges by the settings of the device where no port can be looked at: on %s, %s', (enabled, outcome) => {
    const services = [{ name: 'upnp', enabled, writable: true } as const]
    expect(judge(upnpOff, { 'network.services': services }, { services: ['upnp'] }).outcome).toBe(outcome)
  })
})
