import { setTimeout as sleep } from 'node:timers/promises'
import type { DeviceClass, Sighting } from '../model/device.ts'
import { buildDhipSearch, type DhipAnswer, dhipGroup, dhipPort, parseDhipAnswer } from '../protocols/dhip/message.ts'
import { macText } from '../protocols/mac-text.ts'
import type { ScopedUdpSocket } from '../protocols/network.ts'
import { splitBuild } from '../protocols/snmp/maker-objects.ts'
import { classOfText } from './device-class.ts'
import { askTheLiving } from './directed.ts'
import { FloodGuard } from './flood-guard.ts'
import { makersHinted } from './makers.ts'
import { groupSockets } from './multicast.ts'
import { defineProbe, type Heard } from './probe.ts'

/** TCP port of the maker's own protocol. */
const ownPort = 37_777

/**
 * Finds Dahua devices and those of its OEM brands by DHDiscover: by multicast to the maker's own group out of each chosen interface,
 * and once each address that gave a sign of this maker. That the search is answered when it is sent to one address alone follows
 * no published source; it costs one datagram to a device that speaks the protocol anyway.
 *
 * @see DHIP, UDP 37810, DHDiscover.search
 */
export const dhipProbe = defineProbe({
  name: 'dhip',
  follows: ['tcp', 'ws-discovery', 'snmp', 'rtsp'],
  async run(context) {
    const guard = new FloodGuard(context)
    const search = buildDhipSearch()
    const listen = (socket: ScopedUdpSocket) =>
      socket.onMessage((datagram, { address }) => {
        if (!guard.admits(address)) return
        const answer = parseDhipAnswer(datagram)
        if (answer !== null) context.sight(heardOf(address, answer))
      })
    const groups = await groupSockets(context, dhipGroup)
    try {
      for (const socket of groups) {
        listen(socket)
        // Twice, because UDP loses some.
        for (const payload of [search, search]) {
          await context.turn()
          socket.send(payload, dhipPort, dhipGroup)
        }
      }
      const asking = askTheLiving(context, { port: dhipPort, payload: () => search, listen, hints })
      if (groups.length > 0) await sleep(context.pace.listenMs, undefined, { signal: context.signal })
      await asking
    } finally {
      for (const socket of groups) socket.close()
    }
    return undefined
  },
})

const hints = ({ openPorts, identity, marks }: Sighting): boolean =>
  openPorts.includes(ownPort) || /^dahua/i.test(identity.manufacturer ?? '') || makersHinted(marks).includes('Dahua')

const classes: Readonly<Record<string, DeviceClass>> = {
  IPC: 'camera',
  SD: 'camera',
  NVR: 'nvr',
  DVR: 'nvr',
  XVR: 'nvr',
  HCVR: 'nvr',
  VTO: 'intercom',
  VTH: 'intercom',
  NVS: 'encoder',
  DVS: 'encoder',
  ASC: 'door-controller',
  ASI: 'door-controller',
}

function heardOf(address: string, answer: DhipAnswer): Heard {
  const { vendor, model, deviceClass, firmware, serial, mac, ipv4, httpPort, initialized } = answer
  const known = macText(mac)
  return {
    address,
    deviceClass: classes[deviceClass ?? ''] ?? classOfText(model),
    ports: httpPort === null ? {} : { http: httpPort },
    identity: { model, serial, ...splitBuild(firmware), macs: known === null ? [] : [known] },
    marks: {
      'dhip.model': model ?? '',
      'dhip.vendor': vendor ?? '',
      'dhip.initialized': initialized,
      'xaddr.foreign': ipv4 === null || ipv4 === address ? '' : ipv4,
    },
  }
}
