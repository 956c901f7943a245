import { ExpectedError } from '../model/errors.ts'
import type { ScopedUdpSocket, UdpOptions } from '../protocols/network.ts'
import type { ProbeContext } from './probe.ts'

/** What a probe says when it left out whatever answers only to questions to all. */
export const noInterfaceNote = 'No interface chosen: nothing was sent by multicast.'

/**
 * An interface that is gone, or a port that another program holds, takes away this one ear and no more: null, and a note for
 * the technician.
 */
export async function openOrNote(context: ProbeContext, options: UdpOptions): Promise<ScopedUdpSocket | null> {
  try {
    return await context.network.udp(options)
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    // IPv6 is missing on many laptops; that is no news unless the scope has an IPv6 address.
    if (options.ipv6 !== true) context.progress({ note: error.message })
    return null
  }
}

/**
 * One socket for each interface that the technician ticked, ready to send to `group`. None ticked, none opened.
 *
 * @param listenPort for protocols whose answers go to the group and its port
 */
export async function groupSockets(
  context: ProbeContext,
  group: string,
  listenPort?: number,
): Promise<readonly ScopedUdpSocket[]> {
  const sockets: ScopedUdpSocket[] = []
  const { interfaces } = context.network.scope.scope
  if (interfaces.length === 0) context.progress({ note: noInterfaceNote })
  for (const multicastInterface of interfaces) {
    const socket = await openOrNote(context, {
      multicastInterface,
      multicastGroups: [group],
      ...(listenPort !== undefined && { port: listenPort, join: [group] }),
    })
    if (socket !== null) sockets.push(socket)
  }
  return sockets
}
