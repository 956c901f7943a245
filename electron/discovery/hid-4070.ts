import { setTimeout as sleep } from 'node:timers/promises'
import { buildHidQuestion, hidPort, parseHidAnswer } from '../protocols/hid-4070/message.ts'
import { macText } from '../protocols/mac-text.ts'
import { FloodGuard } from './flood-guard.ts'
import { openOrNote } from './multicast.ts'
import { defineProbe, eachOf } from './probe.ts'

/**
 * Finds HID VertX and EDGE door controllers by the one harmless question of their discovery service, sent to each address. Its other
 * commands act on doors and are never sent.
 *
 * @see HID discoveryd, UDP 4070
 */
export const hidProbe = defineProbe({
  name: 'hid-4070',
  async run(context) {
    const { pace, signal, total, forwarded } = context
    if (total === forwarded.length) return undefined
    const socket = await openOrNote(context, {})
    if (socket === null) return undefined
    const guard = new FloodGuard(context)
    socket.onMessage((datagram, { address, port }) => {
      if (port !== hidPort || !guard.admits(address)) return
      const answer = parseHidAnswer(datagram)
      if (answer === null) return
      const mac = macText(answer.mac)
      context.sight({
        address,
        deviceClass: 'door-controller',
        identity: {
          manufacturer: 'HID',
          model: answer.model,
          firmware: answer.firmware,
          build: answer.built,
          macs: mac === null ? [] : [mac],
        },
        marks: {
          'hid.model': answer.model ?? '',
          'hid.name': answer.hostname ?? '',
          'xaddr.foreign': answer.ipv4 === null || answer.ipv4 === address ? '' : answer.ipv4,
        },
      })
    })
    try {
      let done = 0
      await eachOf(context.addresses(), 32, signal, async (address) => {
        if (address.includes(':')) return
        await context.turn()
        socket.send(buildHidQuestion(), hidPort, address)
        done += 1
        if (done % 64 === 0) context.progress({ done, total })
      })
      await sleep(pace.listenMs, undefined, { signal })
      context.progress({ done: total, total })
    } finally {
      socket.close()
    }
    return undefined
  },
})
