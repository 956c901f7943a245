import { setTimeout as sleep } from 'node:timers/promises'
import { macText } from '../protocols/mac-text.ts'
import { buildMdnsQuery, type MdnsService, mdnsGroup, mdnsPort, parseMdnsAnswer } from '../protocols/mdns/message.ts'
import type { ScopedUdpSocket } from '../protocols/network.ts'
import { askTheLiving } from './directed.ts'
import { FloodGuard } from './flood-guard.ts'
import { groupSockets } from './multicast.ts'
import { defineProbe, type Heard } from './probe.ts'

/** What cameras and recorders announce. Printers and televisions announce other things and are not asked. */
const serviceTypes = [
  '_axis-video._tcp.local',
  '_axis-nvr._tcp.local',
  '_onvif._tcp.local',
  '_rtsp._tcp.local',
  '_psia._tcp.local',
] as const

/**
 * Asks for services of cameras by multicast DNS out of each chosen interface, and once each address that gave a sign of life:
 * a router passes what is sent to an address.
 *
 * @see RFC 6762, sections 5.5 and 6.7; RFC 6763
 */
export const mdnsProbe = defineProbe({
  name: 'mdns',
  follows: ['tcp', 'ws-discovery', 'snmp'],
  async run(context) {
    const guard = new FloodGuard(context)
    const query = buildMdnsQuery(serviceTypes)
    const listen = (socket: ScopedUdpSocket) =>
      socket.onMessage((datagram, { address }) => {
        if (!guard.admits(address)) return
        const services = (parseMdnsAnswer(datagram) ?? []).filter(({ type }) => isAsked(type))
        if (services.length > 0) context.sight(heardOf(address, services))
      })
    const groups = await groupSockets(context, mdnsGroup)
    try {
      for (const socket of groups) {
        listen(socket)
        await context.turn()
        socket.send(query, mdnsPort, mdnsGroup)
      }
      const asking = askTheLiving(context, { port: mdnsPort, payload: () => query, listen })
      if (groups.length > 0) await sleep(context.pace.listenMs, undefined, { signal: context.signal })
      await asking
    } finally {
      for (const socket of groups) socket.close()
    }
    return undefined
  },
})

const isAsked = (type: string): boolean => serviceTypes.some((asked) => asked === type.toLowerCase())

function heardOf(address: string, services: readonly MdnsService[]): Heard {
  const macs = services.map(({ text }) => macText(text.get('macaddress'))).filter((mac) => mac !== null)
  const rtsp = services.find(({ type, port }) => type.toLowerCase() === '_rtsp._tcp.local' && port !== null)
  const types = [...new Set(services.map(({ type }) => type.toLowerCase().replace(/\.local$/, '')))]
  return {
    address,
    ports: rtsp?.port == null ? {} : { rtsp: rtsp.port },
    deviceClass: types.includes('_axis-nvr._tcp') ? 'nvr' : types.includes('_axis-video._tcp') ? 'camera' : 'unknown',
    identity: { macs: [...new Set(macs)] },
    marks: { 'mdns.services': types.join(' '), 'mdns.name': services[0]?.name ?? '' },
  }
}
