import { setTimeout as sleep } from 'node:timers/promises'
import { macText } from '../protocols/mac-text.ts'
import { buildInquiry, parseSadpAnswer, type SadpAnswer, sadpGroup, sadpPort } from '../protocols/sadp/message.ts'
import { splitBuild } from '../protocols/snmp/maker-objects.ts'
import { classOfText } from './device-class.ts'
import { FloodGuard } from './flood-guard.ts'
import { groupSockets } from './multicast.ts'
import { defineProbe, type Heard } from './probe.ts'

/**
 * Finds Hikvision devices and those of its OEM brands by their own inquiry, out of each chosen interface: also devices with an
 * address of another network, and devices that were never given a password. Answers go to the group, so its port is listened to.
 *
 * @see SADP, UDP 37020
 */
export const sadpProbe = defineProbe({
  name: 'sadp',
  async run(context) {
    const { pace, signal } = context
    const guard = new FloodGuard(context)
    const inquiry = buildInquiry()
    const sockets = await groupSockets(context, sadpGroup, sadpPort)
    try {
      for (const socket of sockets) {
        socket.onMessage((datagram, { address }) => {
          // Our own question comes back from the group.
          if (datagram.equals(inquiry.payload) || !guard.admits(address)) return
          const answer = parseSadpAnswer(datagram)
          // What answers the inquiry of somebody else is somebody else's.
          if (answer?.uuid.toUpperCase() === inquiry.uuid) context.sight(heardOf(address, answer))
        })
        // Twice, because UDP loses some.
        for (const payload of [inquiry.payload, inquiry.payload]) {
          await context.turn()
          socket.send(payload, sadpPort, sadpGroup)
        }
      }
      if (sockets.length > 0) await sleep(pace.listenMs, undefined, { signal })
    } finally {
      for (const socket of sockets) socket.close()
    }
    return undefined
  },
})

function heardOf(address: string, answer: SadpAnswer): Heard {
  const { model, serial, software, mac, ipv4, httpPort, activated } = answer
  const known = macText(mac)
  return {
    address,
    deviceClass: classOfText(model),
    ports: httpPort === null ? {} : { http: httpPort },
    identity: { model, serial, ...splitBuild(software), macs: known === null ? [] : [known] },
    marks: {
      'sadp.model': model ?? '',
      'sadp.activated': activated === null ? '' : String(activated),
      'xaddr.foreign': ipv4 === null || ipv4 === address ? '' : ipv4,
    },
  }
}
