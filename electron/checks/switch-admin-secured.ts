import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'
import { servicesOff } from './judging/services-off.ts'

/** A switch is administered over encrypted ways alone: who owns it owns every device behind it. */
export const switchAdminSecured = defineCheck({
  id: 'switch-admin-secured',
  wants: ['network.ports', 'network.services', 'http.policy', 'snmp.settings', 'snmp.communities'],
  params: z.strictObject({}),
  evaluate({
    'network.ports': ports,
    'network.services': services,
    'http.policy': policy,
    'snmp.settings': snmp,
    'snmp.communities': communities,
  }) {
    const expected = 'no Telnet, no plain HTTP, no SNMP before version 3'
    const telnet = servicesOff({ ports, services }, { services: ['telnet'] })
    const plain = policy === 'http-only' || policy === 'http-and-https'
    const wrong = [
      ...(telnet.outcome === 'fail' ? [telnet.observed] : []),
      ...(plain ? [`the web interface is ${policy.replaceAll('-', ' ')}`] : []),
      ...(snmp?.v1 === true ? ['SNMP version 1 on'] : []),
      ...(snmp?.v2c === true ? ['SNMP version 2c on'] : []),
      ...(communities?.answered ?? []).map(({ version, name }) => `SNMP ${version} answers "${name}"`),
    ]
    if (wrong.length > 0) return fail(wrong.join(', '), expected)
    const open = [
      ...(telnet.outcome === 'pass' ? [] : [`Telnet: ${telnet.observed}`]),
      ...(policy === null ? ['plain HTTP: not told'] : []),
      ...(snmp === null || snmp.v1 === null || snmp.v2c === null ? ['versions of SNMP: not told'] : []),
    ]
    if (open.length > 0) return unknown(open.join('; '), expected)
    return pass(
      `${telnet.observed}; the web interface is ${policy?.replaceAll('-', ' ')}; no SNMP before version 3`,
      expected,
    )
  },
})
