import { z } from 'zod'
import type { Facts } from '../model/facts.ts'
import type { ServiceState } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { type DeviceSession, defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'
import { keptOf, servicesInWords, switchOff } from './parts/services.ts'

/** What a device does to be found. Null and empty: it offers no such setting, or needs no change there. */
interface Announcing {
  readonly mode: Facts['discovery.mode'] | null
  readonly services: readonly ServiceState[]
}

/**
 * Switches WS-Discovery, Bonjour and the maker's own search off. For the end of the work only: afterwards no tool, ours included,
 * hears the device by multicast.
 *
 * @see ONVIF Core, SetDiscoveryMode
 */
export const switchOffDiscovery = defineFix<Announcing>({
  id: 'discovery-off',
  siteSettings: z.object({}),
  disruption: 'low',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['discovery.mode', 'network.services'],
  partOfCheck: true,
  async plan(device, settings) {
    const needed = settings.neededServices?.includes('ws-discovery') === true
    const mode = needed ? null : await readIfOffered(device, 'discovery.mode')
    const services = await readIfOffered(device, 'network.services')
    const change = switchOff(services ?? [], ['ws-discovery', 'bonjour', 'vendor-discovery'], settings)
    const discoverable = mode === 'discoverable'
    if (!discoverable && change === null) return null
    return {
      asFound: { mode: discoverable ? mode : null, services: change?.asFound ?? [] },
      target: { mode: discoverable ? 'nonDiscoverable' : null, services: change?.target ?? [] },
    }
  },
  apply: (device, { target }) => write(device, target),
  async verify(device, { target }) {
    const kept = {
      mode: target.mode === null ? null : await device.read('discovery.mode'),
      services: target.services.length === 0 ? [] : keptOf(await device.read('network.services'), target.services),
    }
    return inWords(kept) === inWords(target)
      ? pass(inWords(kept), inWords(target))
      : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => write(device, asFound),
  describe: inWords,
})

async function write(device: DeviceSession, { mode, services }: Announcing): Promise<void> {
  if (services.length > 0) await device.write('network.services', services)
  if (mode !== null) await device.write('discovery.mode', mode)
}

function inWords({
  mode,
  services,
}: Pick<Announcing, 'mode'> & { readonly services: ReturnType<typeof keptOf> }): string {
  const words = mode === null ? [] : [mode === 'nonDiscoverable' ? 'not discoverable' : 'discoverable']
  return [...words, ...(services.length === 0 ? [] : [servicesInWords(services)])].join(', ')
}
