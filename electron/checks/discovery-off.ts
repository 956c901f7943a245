import { z } from 'zod'
import type { ServiceName, ServiceState } from '../model/security-facts.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

const announcing: readonly ServiceName[] = ['ws-discovery', 'bonjour', 'vendor-discovery']

const isWsDiscovery = ({ name }: ServiceState): boolean => name === 'ws-discovery'

/**
 * The device no longer announces itself once its recorder knows it: one thing less for a stranger on the network to hear.
 *
 * Judges WS-Discovery, and Bonjour and the maker's own search where the settings tell of them.
 *
 * @see ONVIF Core, GetDiscoveryMode
 */
export const discoveryOff = defineCheck({
  id: 'discovery-off',
  needs: ['site.settings'],
  wants: ['discovery.mode', 'network.services'],
  params: z.strictObject({}),
  evaluate({ 'discovery.mode': mode, 'network.services': services, 'site.settings': { neededServices = [] } }) {
    const expected =
      'WS-Discovery is switched off; where the device tells of them, Bonjour and the search of the maker too'
    const told = (services ?? []).filter(({ name }) => announcing.includes(name) && !neededServices.includes(name))
    const on = told.filter(({ enabled }) => enabled).map(({ name }) => `${name} is on`)
    const discoverable = mode === 'discoverable' && !neededServices.includes('ws-discovery')
    const found = [...(discoverable ? ['the device says that it is discoverable'] : []), ...on]
    if (found.length > 0) return fail(found.join(', '), expected)
    const seen = [
      ...(mode === 'nonDiscoverable' ? ['the device says that it is not discoverable'] : []),
      ...told.map(({ name }) => `${name} is off`),
    ]
    if (seen.length === 0) return unknown('the device told of no way of announcing itself', expected)
    const isTold = mode !== null || neededServices.includes('ws-discovery') || told.some(isWsDiscovery)
    return isTold ? pass(seen.join(', '), expected) : unknown([...seen, 'not told: ws-discovery'].join(', '), expected)
  },
})
