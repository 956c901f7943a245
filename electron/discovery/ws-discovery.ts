import { setTimeout as sleep } from 'node:timers/promises'
import { macText } from '../protocols/mac-text.ts'
import type { ScopedUdpSocket, UdpOptions } from '../protocols/network.ts'
import { type Announced, parseDiscoveryAnswer } from '../protocols/ws-discovery/answer.ts'
import { buildProbe, probeTypes, wsDiscoveryGroup, wsDiscoveryPort } from '../protocols/ws-discovery/probe.ts'
import { classOfAnnouncement } from './device-class.ts'
import { FloodGuard } from './flood-guard.ts'
import { noInterfaceNote, openOrNote } from './multicast.ts'
import { defineProbe, eachOf, type Heard, type ProbeContext } from './probe.ts'

/** Datagrams that are on their way at the same time, to the pace of the run. */
const inFlight = 64

/**
 * Finds ONVIF devices by WS-Discovery: by multicast out of each chosen interface, then by a directed probe to each address of the
 * scope that did not answer, one type after the other. Listens for Hello until the last of all probes is through.
 *
 * @see ONVIF Core, section 7; WS-Discovery 1.0
 */
export const wsDiscoveryProbe = defineProbe({
  name: 'ws-discovery',
  async run(context) {
    const { pace, signal, total } = context
    const ears = new Ears(context)
    const sockets: ScopedUdpSocket[] = []
    const open = async (options: UdpOptions): Promise<ScopedUdpSocket | null> => {
      const socket = await openOrNote(context, options)
      if (socket !== null) sockets.push(socket)
      return socket
    }
    const close = () => {
      ears.close()
      for (const socket of sockets) socket.close()
    }
    try {
      context.progress({ done: 0, total })
      await askGroups(context, ears, open)
      // Nothing is sent to HOST:PORT: the discovery port of that address is somebody else's.
      if (total > context.forwarded.length) {
        const directed = { ipv4: await open({}), ipv6: await open({ ipv6: true }) }
        if (directed.ipv4 !== null) ears.listen(directed.ipv4, true)
        if (directed.ipv6 !== null) ears.listen(directed.ipv6, true)
        await askEach(context, ears, directed)
        await sleep(pace.listenMs * 0.35, undefined, { signal })
      }
      context.progress({ done: total, total })
    } catch (error) {
      close()
      throw error
    }
    return close
  },
})

async function askGroups(
  context: ProbeContext,
  ears: Ears,
  open: (options: UdpOptions) => Promise<ScopedUdpSocket | null>,
): Promise<void> {
  const { network, pace, signal } = context
  const { interfaces } = network.scope.scope
  for (const multicastInterface of interfaces) {
    const group = { multicastInterface, multicastGroups: [wsDiscoveryGroup] }
    const asking = await open(group)
    const listening = await open({ ...group, port: wsDiscoveryPort, join: [wsDiscoveryGroup] })
    if (listening !== null) ears.listen(listening, false)
    if (asking === null) continue
    ears.listen(asking, true)
    // Twice, because UDP loses some.
    for (const type of [...probeTypes, ...probeTypes]) {
      await context.turn()
      asking.send(ears.probe(type), wsDiscoveryPort, wsDiscoveryGroup)
    }
  }
  if (interfaces.length === 0) context.progress({ note: noInterfaceNote })
  else await sleep(pace.listenMs, undefined, { signal })
}

async function askEach(
  context: ProbeContext,
  ears: Ears,
  sockets: { readonly ipv4: ScopedUdpSocket | null; readonly ipv6: ScopedUdpSocket | null },
): Promise<void> {
  const { pace, signal, total } = context
  for (const [round, type] of probeTypes.entries()) {
    let asked = 0
    let sent = 0
    await eachOf(context.addresses(), inFlight, signal, async (address) => {
      asked += 1
      const socket = address.includes(':') ? sockets.ipv6 : sockets.ipv4
      if (socket === null || ears.heardFrom(address)) return
      await context.turn()
      socket.send(ears.probe(type), wsDiscoveryPort, address)
      sent += 1
      if (asked % 64 === 0) context.progress({ done: Math.floor((asked + round * total) / probeTypes.length), total })
    })
    if (sent > 0) await sleep(pace.listenMs * 0.25, undefined, { signal })
  }
}

/** Takes in what arrives and decides what counts. */
class Ears {
  readonly #context: ProbeContext
  readonly #guard: FloodGuard
  readonly #sent = new Set<string>()
  readonly #answered = new Set<string>()
  #others = new Set<string>()
  #closed = false

  constructor(context: ProbeContext) {
    this.#context = context
    this.#guard = new FloodGuard(context)
  }

  probe(type: (typeof probeTypes)[number]): Buffer {
    const { messageId, payload } = buildProbe(type)
    this.#sent.add(messageId)
    return payload
  }

  heardFrom(address: string): boolean {
    return this.#answered.has(address)
  }

  /** `asked`: probes left by this socket, so what comes to its port is an answer to them. */
  listen(socket: ScopedUdpSocket, asked: boolean): void {
    socket.onMessage((datagram, { address }) => {
      if (!this.#closed) this.#take(datagram, address, asked)
    })
  }

  close(): void {
    this.#closed = true
  }

  #take(datagram: Buffer, source: string, asked: boolean): void {
    // Questions of others, and our own that come back by multicast, are no answers and count for nobody.
    if (datagram.includes('/ws/2005/04/discovery/Probe<')) return
    if (!this.#guard.admits(source)) return
    const { forwarded } = this.#context
    const answer = parseDiscoveryAnswer(datagram, source)
    if (answer === null || answer.kind === 'bye') return
    const related = answer.relatesTo !== null && this.#sent.has(answer.relatesTo)
    // An answer to somebody else's probe is somebody else's; one that names no probe counts only where ours had left.
    if (answer.kind === 'probe-matches' && !related && (answer.relatesTo !== null || !asked)) return
    for (const device of answer.devices) {
      if (!isOnvif(device)) {
        this.#others.add(source)
        this.#context.progress({
          note: `${this.#others.size} computers or printers that speak WS-Discovery were left out.`,
        })
        continue
      }
      const unrelated = answer.kind === 'probe-matches' && !related
      // The port of its service tells which of several devices behind one address it is.
      const behind = forwarded.find(
        ({ address, port }) => address === source && device.doors.some((door) => door.port === port),
      )
      const forwardedPort = behind?.port ?? null
      this.#context.sight({ ...heardOf(device, source, unrelated), forwardedPort })
      if (forwardedPort === null) this.#answered.add(source)
    }
  }
}

/** A device that names types, none of them of ONVIF, and nothing else of ONVIF, is a computer or a printer. */
function isOnvif({ types, scopes, doors }: Announced): boolean {
  if (types.some((type) => /^(dn|tds):/.test(type) || type.includes('onvif.org'))) return true
  if (scopes.some((scope) => scope.toLowerCase().startsWith('onvif://'))) return true
  return types.length === 0 && (doors.length === 0 || doors.some(({ path }) => /onvif/i.test(path)))
}

function heardOf(device: Announced, address: string, unrelated: boolean): Heard {
  const { types, scopes, doors, foreignHosts, endpointReference } = device
  const http = doors.find(({ https }) => !https)
  const https = doors.find((door) => door.https)
  const scoped = (category: string) => scopeValue(scopes, category)
  const mac = macText(scoped('MacAddress'))
  return {
    address,
    endpointReference,
    deviceClass: classOfAnnouncement(types, scopes),
    ports: { ...(http && { http: http.port }), ...(https && { https: https.port }) },
    identity: {
      manufacturer: scoped('manufacturer'),
      model: scoped('hardware'),
      serial: scoped('SerialNumber'),
      macs: mac === null ? [] : [mac],
    },
    marks: {
      'onvif.types': types.join(' '),
      'onvif.scopes': scopes.join(' '),
      'onvif.hardware': scoped('hardware') ?? '',
      'onvif.name': scoped('name') ?? '',
      'onvif.path': (http ?? https)?.path ?? '',
      'xaddr.foreign': foreignHosts.join(' '),
      ...(unrelated && { 'onvif.unrelated': 'yes' }),
    },
  }
}

/** @see ONVIF Core, scope parameters: `onvif://www.onvif.org/<category>/<percent-encoded value>` */
function scopeValue(scopes: readonly string[], category: string): string | null {
  const start = `onvif://www.onvif.org/${category}/`.toLowerCase()
  const scope = scopes.find((text) => text.toLowerCase().startsWith(start))
  if (scope === undefined) return null
  const value = scope.slice(start.length)
  try {
    return decodeURIComponent(value)
  } catch {
    // A device that does not encode percent signs means what it wrote.
    return value
  }
}
