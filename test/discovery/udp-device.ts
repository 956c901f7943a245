import dgram from 'node:dgram'
import { once } from 'node:events'

export interface UdpDevice {
  /** What came, by multicast or directed. */
  readonly heard: { readonly text: string; readonly multicast: boolean }[]
  close(): void
}

/** Answers each datagram to its own address, and to `group` where it is a member, with whatever `answer` returns. */
export async function startUdpDevice(
  address: string,
  port: number,
  answer: (datagram: Buffer, multicast: boolean) => readonly (string | Buffer)[],
  options: { readonly group?: string; readonly toGroup?: boolean } = {},
): Promise<UdpDevice> {
  const heard: UdpDevice['heard'] = []
  const own = dgram.createSocket({ type: 'udp4', reuseAddr: true })
  const sockets = [own]
  const take = (multicast: boolean) => (datagram: Buffer, source: dgram.RemoteInfo) => {
    // Its own answers to the group come back to it.
    if (source.address === address) return
    heard.push({ text: datagram.toString('latin1'), multicast })
    const { group = '', toGroup = false } = options
    for (const reply of answer(datagram, multicast)) {
      if (toGroup) own.send(reply, port, group)
      else own.send(reply, source.port, source.address)
    }
  }
  own.on('message', take(false))
  own.bind(port, address)
  await once(own, 'listening')
  own.setMulticastInterface('127.0.0.1')
  if (options.group !== undefined) {
    const member = dgram.createSocket({ type: 'udp4', reuseAddr: true })
    sockets.push(member)
    member.on('message', take(true))
    member.bind(port, options.group)
    await once(member, 'listening')
    member.addMembership(options.group, '127.0.0.1')
  }
  return {
    heard,
    close: () => {
      for (const socket of sockets) socket.close()
    },
  }
}
