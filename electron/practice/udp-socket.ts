import dgram from 'node:dgram'
import { assertLoopback } from './loopback.ts'

/**
 * A bound UDP socket that never throws again: an ICMP error of an answer that nobody waits for ends nothing.
 *
 * @throws the system error, for example EADDRINUSE or EACCES
 */
export async function boundUdpSocket(address: string, port: number, reuseAddr = false): Promise<dgram.Socket> {
  if (address !== multicastDiscovery) assertLoopback(address)
  const socket = dgram.createSocket({ type: 'udp4', reuseAddr })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeListener('error', reject)
      resolve()
    })
  })
  socket.on('error', () => undefined)
  return socket
}

/** The one address besides loopback that a practice site binds to; membership is on the loopback interface alone. */
export const multicastDiscovery = '239.255.255.250'

export async function closeUdpSocket(socket: dgram.Socket | null): Promise<void> {
  if (socket !== null) await new Promise<void>((resolve) => socket.close(() => resolve()))
}
