import { z } from 'zod'
import type { ActivationState } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/** Gives a device in factory state its first password, a strong one of its own. */
export const activateDevice = defineFix<ActivationState>({
  id: 'activated',
  siteSettings: z.object({}),
  disruption: 'low',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['activation', 'password'],
  irreversible: 'A device is never set back to factory state. Its first password is in the vault of the site.',
  async plan(device) {
    const asFound = await readIfOffered(device, 'activation')
    if (asFound === null || asFound.state === 'activated') return null
    return { asFound, target: { state: 'activated', evidence: 'own password, kept in the vault' } }
  },
  apply: (device) => device.activate(),
  async verify(device, { target }) {
    const kept = await device.read('activation')
    return kept.state === 'activated' ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  describe: inWords,
})

function inWords({ state, evidence }: ActivationState): string {
  return `${state === 'activated' ? 'activated' : 'factory state'}: ${evidence}`
}
