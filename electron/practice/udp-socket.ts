import dgram from 'node:dgram'
import { assertLoopback, isMulticastGroup } from './loopback.ts'

/**
 * A bound UDP socket that never throws again: an ICMP error of an answer that nobody waits for ends nothing.
 *
 * @throws the system error, for example EADDRINUSE or EACCES
 */
export async function boundUdpSocket(address: string, port: number, reuseAddr = false): Promise<dgram.Socket> {
  if (!isMulticastGroup(address)) assertLoopback(address)
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

/** Of WS-Discovery, SSDP and SADP. Groups are the only addresses besides loopback that a practice site binds to; membership is on
 * the loopback interface alone. */
export const multicastDiscovery = '239.255.255.250'

/** Resolves when it is closed; null is closed already. */
export async function closeUdpSocket(socket: dgram.Socket | null): Promise<void> {
  if (socket !== null) await new Promise<void>((resolve) => socket.close(() => resolve()))
}
