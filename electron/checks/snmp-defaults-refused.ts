import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * No well-known community opens the SNMP agent: over v1 and v2c the name is the password, and on many devices it writes too.
 *
 * Silence alone is unknown, since UDP that nobody answers cannot be told from UDP that never arrived. Where the device's own
 * settings say that these versions are off, silence is what is expected.
 *
 * @see RFC 3584, section 5 (community-based security)
 */
export const snmpDefaultsRefused = defineCheck({
  id: 'snmp-defaults-refused',
  needs: ['snmp.communities'],
  wants: ['snmp.settings'],
  sources: 'any',
  params: z.strictObject({}),
  evaluate({ 'snmp.communities': { tried, answered, agentSeen }, 'snmp.settings': settings }) {
    const expected = 'the agent answers no well-known community'
    if (answered.length > 0) return fail(`answered: ${list(answered)}`, expected)
    if (tried.length === 0) return unknown('no community was tried', expected)
    if (settings?.v1 === false && settings.v2c === false)
      return pass('the settings of the device say that versions 1 and 2c are off, and nothing answered', expected)
    if (!agentSeen) return unknown(`no sign of an SNMP agent after ${list(tried)}`, expected)
    return pass(`an agent is there and did not answer ${list(tried)}`, expected)
  },
})

const list = (communities: readonly { readonly version: string; readonly name: string }[]): string =>
  communities.map(({ version, name }) => `${version} "${name}"`).join(', ')
