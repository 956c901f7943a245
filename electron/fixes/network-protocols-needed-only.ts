import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Device, DeviceClass } from '../model/device.ts'
import type { NetworkProtocol } from '../model/facts.ts'
import type { SiteSettings } from '../model/site.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'

type Name = NetworkProtocol['name']

/** Kinds of device that send no video. */
const withoutVideo: readonly DeviceClass[] = ['door-controller', 'switch']

/**
 * Switches off the ONVIF protocols that the site does not need. Switches nothing on, and never what we are connected over.
 *
 * Always sends the whole list with its ports: devices are known that lose every protocol which the request does not name.
 *
 * @see ONVIF Core, SetNetworkProtocols
 */
export const switchOffUnneededProtocols = defineFix<readonly NetworkProtocol[]>({
  id: 'network-protocols-needed-only',
  siteSettings: z.object({ neededProtocols: z.array(z.enum(['HTTP', 'HTTPS', 'RTSP'])) }),
  disruption: 'medium',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['network.protocols'],
  async plan(session, settings) {
    const asFound = await session.read('network.protocols')
    const kept = keptOn(session.device, settings)
    const target = asFound.map((protocol) => ({ ...protocol, enabled: protocol.enabled && kept.has(protocol.name) }))
    return isDeepStrictEqual(asFound, target) ? null : { asFound, target }
  },
  apply: (device, { target }) => device.write('network.protocols', target),
  async verify(device, { target }) {
    const kept = await device.read('network.protocols')
    return same(kept, target) ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('network.protocols', asFound),
  describe: inWords,
})

/**
 * HTTP stays, because ONVIF runs over it, and HTTPS, because passwords do. RTSP goes only from kinds of devices that are known to
 * show no picture (elsewhere it is the picture), and not where the record of the site names it as needed.
 */
function keptOn({ deviceClass }: Device, { neededProtocols }: SiteSettings): ReadonlySet<Name> {
  const video: Name[] = withoutVideo.includes(deviceClass) ? [] : ['RTSP']
  return new Set<Name>([...neededProtocols, 'HTTP', 'HTTPS', ...video])
}

/** Devices answer in an order of their own, and some leave out the ports of what is off. */
function same(kept: readonly NetworkProtocol[], target: readonly NetworkProtocol[]): boolean {
  const state = (list: readonly NetworkProtocol[]) =>
    list
      .filter(({ enabled }) => enabled)
      .map(({ name, ports }) => `${name} ${[...ports].sort((a, b) => a - b).join(',')}`)
      .sort()
  return isDeepStrictEqual(state(kept), state(target))
}

function inWords(protocols: readonly NetworkProtocol[]): string {
  return protocols
    .map(({ name, enabled, ports }) => `${name} ${enabled ? `on (${ports.join(', ')})` : 'off'}`)
    .join(', ')
}
