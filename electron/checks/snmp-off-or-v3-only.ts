import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * SNMP is off, or answers version 3 with authentication and privacy alone: the older versions send their password readable.
 *
 * @see RFC 3414, RFC 3584
 */
export const snmpOffOrV3Only = defineCheck({
  id: 'snmp-off-or-v3-only',
  needs: ['snmp.settings'],
  params: z.strictObject({}),
  evaluate({ 'snmp.settings': { v1, v2c, v3, defaultCommunities, writeCommunity, v3Levels } }) {
    const expected = 'SNMP off, or version 3 with authentication and privacy alone'
    const old = v1 === true || v2c === true
    const weak = v3 === true ? v3Levels.filter((level) => level !== 'authPriv') : []
    const wrong = [
      ...(v1 === true ? ['version 1 on'] : []),
      ...(v2c === true ? ['version 2c on'] : []),
      ...(old && defaultCommunities === true ? ['with a well-known community'] : []),
      ...(old && writeCommunity === true ? ['with a community that may write'] : []),
      ...weak.map((level) => `version 3 with ${level}`),
    ]
    if (wrong.length > 0) return fail(wrong.join(', '), expected)
    const untold = [
      ...(v1 === null ? ['version 1'] : []),
      ...(v2c === null ? ['version 2c'] : []),
      ...(v3 === null ? ['version 3'] : []),
    ]
    if (untold.length > 0) return unknown(`not told whether it is on: ${untold.join(', ')}`, expected)
    if (v3 === false) return pass('SNMP is off', expected)
    if (v3Levels.length === 0) return unknown('version 3 on, the device does not tell with which security', expected)
    return pass('version 3 alone, with authentication and privacy', expected)
  },
})
