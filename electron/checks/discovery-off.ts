import { z } from 'zod'
import type { ServiceName } from '../model/security-facts.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

const announcing: readonly ServiceName[] = ['ws-discovery', 'bonjour', 'vendor-discovery']

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
    const expected = 'WS-Discovery, Bonjour and the search of the maker are switched off'
    const told = (services ?? []).filter(({ name }) => announcing.includes(name) && !neededServices.includes(name))
    const on = told.filter(({ enabled }) => enabled).map(({ name }) => `${name} is on`)
    const discoverable = mode === 'discoverable' && !neededServices.includes('ws-discovery')
    const found = [...(discoverable ? ['the device says that it is discoverable'] : []), ...on]
    if (found.length > 0) return fail(found.join(', '), expected)
    const seen = [
      ...(mode === 'nonDiscoverable' ? ['the device says that it is not discoverable'] : []),
      ...told.map(({ name }) => `${name} is off`),
    ]
    return seen.length === 0
      ? unknown('the device told of no way of announcing itself', expected)
      : pass(seen.join(', '), expected)
  },
})
