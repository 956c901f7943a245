import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/** The device has addresses that it says itself, shares none, and uses the gateway and name servers of the site. */
export const addressingInOrder = defineCheck({
  id: 'addressing-in-order',
  needs: ['network.interfaces', 'site.place', 'site.settings'],
  wants: ['network.addressing'],
  params: z.strictObject({}),
  evaluate({
    'network.interfaces': interfaces,
    'network.addressing': addressing,
    'site.place': { sharedWith },
    'site.settings': { gateways = [], dnsServers = [] },
  }) {
    const expected = `addresses of its own${gateways.length === 0 ? '' : `, gateway ${gateways.join(' or ')}`}${dnsServers.length === 0 ? '' : `, DNS ${dnsServers.join(', ')}`}`
    if (sharedWith.length > 0) return fail(sharedWith.join('; '), expected)
    const strange = [
      ...strangers('gateway', addressing?.gateways ?? [], gateways),
      ...strangers('DNS', addressing?.dnsServers ?? [], dnsServers),
    ]
    if (strange.length > 0) return fail(strange.join(', '), expected)
    const addresses = interfaces.flatMap(({ addresses: own }) => own)
    if (addresses.length === 0) return unknown('the device names no address of its own', expected)
    const how = interfaces.some(({ dhcp }) => dhcp) ? 'from DHCP' : 'set by hand'
    return pass(
      `${addresses.join(', ')} ${how}${addressing === null ? '' : `, gateway ${addressing.gateways.join(', ') || 'none'}`}`,
      expected,
    )
  },
})

const strangers = (what: string, found: readonly string[], approved: readonly string[]): string[] =>
  approved.length === 0
    ? []
    : found.filter((name) => !approved.includes(name)).map((name) => `${what} ${name} is not of the site`)
