import { describe, expect, it } from 'vitest'
import { discoveryOff } from '../../electron/checks/discovery-off.ts'
import { judge, plainSite } from './judge.ts'

describe('the check discovery-off', () => {
  it.each([
    ['nonDiscoverable', 'pass'],
    ['discoverable', 'fail'],
  ] as const)('%s: %s', (mode, outcome) => {
    expect(judge(discoveryOff, { 'discovery.mode': mode }).outcome).toBe(outcome)
  })

  it.each([
    ['bonjour', true, 'fail'],
    ['vendor-discovery', true, 'fail'],
    ['bonjour', false, 'pass'],
  ] as const)('%s on: %s, although WS-Discovery is off: %s', (name, enabled, outcome) => {
    const services = [{ name, enabled, writable: true }]
    expect(judge(discoveryOff, { 'discovery.mode': 'nonDiscoverable', 'network.services': services }).outcome).toBe(
      outcome,
    )
  })

  it('leaves on what the site needs, and says nothing of a device that told nothing', () => {
    const services = [{ name: 'bonjour', enabled: true, writable: true } as const]
    const site = { ...plainSite, neededServices: ['bonjour'] as const }
    const facts = { 'discovery.mode': 'nonDiscoverable', 'network.services': services, 'site.settings': site } as const
    expect(judge(discoveryOff, facts).outcome).toBe('pass')
    expect(judge(discoveryOff, { 'network.services': [] }).outcome).toBe('unknown')
  })

  it('does not pass on Bonjour alone', () => {
    const off = (name: 'bonjour' | 'ws-discovery') => ({ name, enabled: false, writable: true })
    expect(judge(discoveryOff, { 'network.services': [off('bonjour')] })).toMatchObject({
      outcome: 'unknown',
      observed: 'bonjour is off, not told: ws-discovery',
    })
    expect(judge(discoveryOff, { 'network.services': [off('ws-discovery')] }).outcome).toBe('pass')
    const site = { ...plainSite, neededServices: ['ws-discovery'] as const }
    expect(judge(discoveryOff, { 'network.services': [off('bonjour')], 'site.settings': site }).outcome).toBe('pass')
  })
})
