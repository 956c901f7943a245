import { describe, expect, it } from 'vitest'
import { addressingInOrder } from '../../electron/checks/addressing-in-order.ts'
import { judge, plainPlace, plainSite } from './judge.ts'

const eth = { name: 'eth0', mac: null, addresses: ['10.0.0.7'], dhcp: false }
const routed = { gateways: ['10.0.0.1'], dnsFromDhcp: false, dnsServers: [] }

const params = {}

describe('the check addressing-in-order', () => {
  it.each<[string, Partial<Parameters<typeof addressingInOrder.evaluate>[0]>, object, string, RegExp]>([
    ['it has an address of its own', { 'network.interfaces': [eth] }, {}, 'pass', /10.0.0.7 set by hand/],
    [
      'it shares its address',
      {
        'network.interfaces': [eth],
        'site.place': { ...plainPlace, sharedWith: ['address 10.0.0.7 also at another device'] },
      },
      {},
      'fail',
      /also at/,
    ],
    [
      'its gateway is a stranger',
      {
        'network.interfaces': [eth],
        'network.addressing': routed,
        'site.settings': { ...plainSite, gateways: ['10.0.0.254'] },
      },
      {},
      'fail',
      /gateway 10.0.0.1 is not of the site/,
    ],
    [
      'its gateway is the one of the site',
      {
        'network.interfaces': [eth],
        'network.addressing': routed,
        'site.settings': { ...plainSite, gateways: ['10.0.0.1'] },
      },
      {},
      'pass',
      /gateway 10.0.0.1/,
    ],
    ['it names no address', { 'network.interfaces': [] }, {}, 'unknown', /no address/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(addressingInOrder, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
