import { setTimeout as sleep } from 'node:timers/promises'
import type { Sighting } from '../model/device.ts'
import type { ScopedUdpSocket } from '../protocols/network.ts'
import { openOrNote } from './multicast.ts'
import { eachOf, type ProbeContext } from './probe.ts'

/** Datagrams that wait for their turn at the same time. */
const inFlight = 16

/**
 * Sends one datagram to each whole address that gave a sign of life, as soon as it did, and listens on for a while after the last
 * one. Whom nobody heard is not asked: most addresses of a scope are empty. Nothing is sent to HOST:PORT.
 */
export async function askTheLiving(
  context: ProbeContext,
  options: {
    readonly port: number
    readonly payload: (address: string) => Buffer
    readonly listen: (socket: ScopedUdpSocket) => void
    /** Whether this sighting is a reason to ask; default: any. */
    readonly hints?: (sighting: Sighting) => boolean
  },
): Promise<void> {
  const { pace, signal } = context
  const { port, payload, listen, hints = () => true } = options
  const socket = await openOrNote(context, {})
  if (socket === null) return
  try {
    listen(socket)
    const asked = new Set<string>()
    let lastAt = Number.NEGATIVE_INFINITY
    await eachOf(context.follow(), inFlight, signal, async (sighting) => {
      const { address, forwardedPort } = sighting
      if (forwardedPort !== null || address.includes(':') || asked.has(address) || !hints(sighting)) return
      asked.add(address)
      await context.turn()
      socket.send(payload(address), port, address)
      lastAt = performance.now()
      context.progress({ done: asked.size, total: asked.size })
    })
    const left = lastAt + pace.listenMs * 0.4 - performance.now()
    if (left > 0) await sleep(left, undefined, { signal })
  } finally {
    socket.close()
  }
}
