import { z } from 'zod'
import type { Facts } from '../model/facts.ts'
import { securityWords } from '../model/security-fact-words.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

type Settings = Facts['snmp.settings']

const versions = ['v1', 'v2c', 'v3'] as const

/**
 * Switches versions 1 and 2c of SNMP off; version 3 stays as it is where it is safe, and goes off as well where it asks for no
 * authentication or no privacy. Of a version that the device does not tell nothing is asked. Monitoring that still asks the old way
 * loses the device.
 */
export const switchOffOldSnmp = defineFix<Settings>({
  id: 'snmp-off-or-v3-only',
  siteSettings: z.object({}),
  disruption: 'medium',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['snmp.settings'],
  partOfCheck: true,
  async plan(device) {
    const asFound = await readIfOffered(device, 'snmp.settings')
    if (asFound === null) return null
    const weak = asFound.v3 === true && asFound.v3Levels.some((level) => level !== 'authPriv')
    if (asFound.v1 !== true && asFound.v2c !== true && !weak) return null
    const off = (on: boolean | null) => (on === null ? null : false)
    return {
      asFound,
      target: { ...asFound, v1: off(asFound.v1), v2c: off(asFound.v2c), v3: weak ? false : asFound.v3 },
    }
  },
  apply: (device, { target }) => device.write('snmp.settings', target),
  async verify(device, { target }) {
    const kept = await device.read('snmp.settings')
    const same = versions.every((name) => (target[name] === null ? kept[name] !== true : kept[name] === target[name]))
    return same ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  /** Communities are not part of the value: a driver writes the switches and leaves them as they are. */
  rollback: (device, { asFound }) => device.write('snmp.settings', asFound),
  describe: inWords,
})

function inWords(settings: Settings): string {
  return securityWords['snmp.settings'](settings)
}
