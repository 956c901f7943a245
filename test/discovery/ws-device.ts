import dgram from 'node:dgram'
import { once } from 'node:events'
import { wsDiscoveryGroup, wsDiscoveryPort } from '../../electron/protocols/ws-discovery/probe.ts'

/** What a device was asked, as far as a device looks at it. */
export interface Asked {
  readonly messageId: string
  /** `dn:NetworkVideoTransmitter`, `tds:Device` or null. */
  readonly type: string | null
  readonly multicast: boolean
}

export interface WsDevice {
  readonly address: string
  readonly asked: Asked[]
  /** Sends to the group out of loopback. */
  hello(text: string): void
  close(): void
}

/**
 * A device on loopback that answers Probes with whatever `answer` returns. Directed probes reach its own address; with
 * `multicast` it is a member of the group as well.
 */
export async function startWsDevice(
  address: string,
  answer: (asked: Asked) => readonly (string | Buffer)[],
  options: { readonly multicast?: boolean } = {},
): Promise<WsDevice> {
  const asked: Asked[] = []
  const own = dgram.createSocket({ type: 'udp4', reuseAddr: true })
  const group = dgram.createSocket({ type: 'udp4', reuseAddr: true })
  const take = (multicast: boolean) => (datagram: Buffer, source: dgram.RemoteInfo) => {
    const text = datagram.toString('utf8')
    const messageId = /<a:MessageID>([^<]*)</.exec(text)?.[1]
    if (messageId === undefined || !text.includes('<d:Probe>')) return
    const question = { messageId, type: /<d:Types>([^<]*)</.exec(text)?.[1] ?? null, multicast }
    asked.push(question)
    // From the own address: that is what makes the source of the packet the truth.
    for (const reply of answer(question)) own.send(reply, source.port, source.address)
  }
  own.on('message', take(false))
  group.on('message', take(true))
  own.bind(wsDiscoveryPort, address)
  await once(own, 'listening')
  if (options.multicast === true) {
    // Bound to the group, it hears nothing that was sent to an address.
    group.bind(wsDiscoveryPort, wsDiscoveryGroup)
    await once(group, 'listening')
    group.addMembership(wsDiscoveryGroup, '127.0.0.1')
  }
  own.setMulticastInterface('127.0.0.1')
  return {
    address,
    asked,
    hello: (text) => own.send(text, wsDiscoveryPort, wsDiscoveryGroup),
    close: () => {
      own.close()
      group.close()
    },
  }
}
