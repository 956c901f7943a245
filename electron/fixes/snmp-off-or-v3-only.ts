import { z } from 'zod'
import type { Facts } from '../model/facts.ts'
import { securityWords } from '../model/security-fact-words.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

type Settings = Facts['snmp.settings']

/**
 * Switches versions 1 and 2c of SNMP off; version 3 stays as it is where it is safe, and goes off as well where it asks for no
 * authentication or no privacy. Monitoring that still asks the old way loses the device.
 */
export const switchOffOldSnmp = defineFix<Settings>({
  id: 'snmp-off-or-v3-only',
  siteSettings: z.object({}),
  disruption: 'medium',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['snmp.settings'],
  async plan(device) {
    const asFound = await readIfOffered(device, 'snmp.settings')
    if (asFound === null) return null
    const safe = asFound.v3 && asFound.v3Levels.every((level) => level === 'authPriv')
    if (!asFound.v1 && !asFound.v2c && (safe || !asFound.v3)) return null
    return { asFound, target: { ...asFound, v1: false, v2c: false, v3: safe } }
  },
  apply: (device, { target }) => device.write('snmp.settings', target),
  async verify(device, { target }) {
    const kept = await device.read('snmp.settings')
    const same = kept.v1 === target.v1 && kept.v2c === target.v2c && kept.v3 === target.v3
    return same ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  /** Communities are not part of the value: a driver writes the switches and leaves them as they are. */
  rollback: (device, { asFound }) => device.write('snmp.settings', asFound),
  describe: inWords,
})

function inWords(settings: Settings): string {
  return securityWords['snmp.settings'](settings)
}
