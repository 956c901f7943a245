import type dgram from 'node:dgram'
import { isLoopback } from './loopback.ts'
import type { UdpServer } from './udp-server.ts'
import { boundUdpSocket, closeUdpSocket } from './udp-socket.ts'

const loopback = '127.0.0.1'

/**
 * The multicast groups that the makers of a site listen to, one socket for each, on the loopback interface only. A group whose
 * port another program holds is left to that program: its devices answer what is sent to their own address.
 */
export class MulticastGroups {
  readonly #sockets: dgram.Socket[] = []

  async start(servers: readonly UdpServer[]): Promise<void> {
    const listening = servers.filter(({ server }) => server.group !== undefined)
    const names = new Set(listening.map(nameOf))
    for (const name of names) {
      const members = listening.filter((member) => nameOf(member) === name)
      const { group = '', port = 0 } = members[0]?.server ?? {}
      const socket = await groupSocket(group, port)
      if (socket === null) continue
      socket.on('message', (bytes, source) => {
        // A group of another program on another interface may deliver here too: only this computer is answered.
        if (isLoopback(source.address)) for (const member of members) member.hear(bytes, source, false)
      })
      this.#sockets.push(socket)
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sockets.splice(0).map(closeUdpSocket))
  }
}

const nameOf = ({ server }: UdpServer): string => `${server.group} ${server.port}`

async function groupSocket(group: string, port: number): Promise<dgram.Socket | null> {
  // Bound to the group, nothing that is sent to an address of this computer arrives here. Windows cannot bind to a group.
  const address = process.platform === 'win32' ? loopback : group
  try {
    const socket = await boundUdpSocket(address, port, true)
    socket.addMembership(group, loopback)
    return socket
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes(String((error as NodeJS.ErrnoException).code))) return null
    throw error
  }
}
