import { z } from 'zod'
import type { Facts } from '../model/facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'

type Mode = Facts['discovery.mode']

/**
 * Switches WS-Discovery off. For the end of the work only: afterwards no tool, ours included, hears the device by multicast.
 *
 * @see ONVIF Core, SetDiscoveryMode
 */
export const switchOffDiscovery = defineFix<Mode>({
  id: 'discovery-off',
  siteSettings: z.object({}),
  disruption: 'low',
  reboot: false,
  async plan(device) {
    const asFound = await device.read('discovery.mode')
    return asFound === 'nonDiscoverable' ? null : { asFound, target: 'nonDiscoverable' }
  },
  apply: (device, { target }) => device.write('discovery.mode', target),
  async verify(device, { target }) {
    const kept = await device.read('discovery.mode')
    return kept === target ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('discovery.mode', asFound),
  describe: inWords,
})

function inWords(mode: Mode): string {
  return mode === 'nonDiscoverable' ? 'not discoverable' : 'discoverable'
}
