import { setTimeout as sleep } from 'node:timers/promises'
import { ExpectedError } from '../model/errors.ts'
import type { Network, ScopedUdpSocket, UdpOptions } from '../protocols/network.ts'
import { type Announced, parseDiscoveryAnswer } from '../protocols/ws-discovery/answer.ts'
import { buildProbe, probeTypes, wsDiscoveryGroup, wsDiscoveryPort } from '../protocols/ws-discovery/probe.ts'
import { classOfAnnouncement } from './device-class.ts'
import { defineProbe, type Heard, type ProbeContext } from './probe.ts'

/** Datagrams that are parsed at most: per source, and in one run. The rest is noise or an attack. */
const mostPerSource = 64
const mostParsed = 20_000

/**
 * Finds ONVIF devices by WS-Discovery: by multicast out of each chosen interface, then by a directed probe to each address of the
 * scope that did not answer, one type after the other. Listens for Hello meanwhile.
 *
 * @see ONVIF Core, section 7; WS-Discovery 1.0
 */
export const wsDiscoveryProbe = defineProbe({
  name: 'ws-discovery',
  async run(context) {
    const { network, pace, signal, total } = context
    const ears = new Ears(context)
    const sockets: ScopedUdpSocket[] = []
    const open = async (options: UdpOptions): Promise<ScopedUdpSocket | null> => {
      const socket = await openOrNote(network, options, context)
      if (socket !== null) sockets.push(socket)
      return socket
    }
    try {
      const { interfaces } = network.scope.scope
      context.progress({ done: 0, total })
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
      if (interfaces.length === 0) context.progress({ note: 'No interface chosen: nothing was sent by multicast.' })
      else await sleep(pace.listenMs, undefined, { signal })
      // Nothing is sent to HOST:PORT: the discovery port of that address is somebody else's.
      if (total === context.forwarded.length) return context.progress({ done: total })
      const directed = { ipv4: await open({}), ipv6: await open({ ipv6: true }) }
      if (directed.ipv4 !== null) ears.listen(directed.ipv4, true)
      if (directed.ipv6 !== null) ears.listen(directed.ipv6, true)
      for (const [round, type] of probeTypes.entries()) {
        let asked = 0
        let sent = 0
        for (const address of context.addresses()) {
          asked += 1
          const socket = address.includes(':') ? directed.ipv6 : directed.ipv4
          if (socket === null || ears.heardFrom(address)) continue
          await context.turn()
          socket.send(ears.probe(type), wsDiscoveryPort, address)
          sent += 1
          if (asked % 64 === 0)
            context.progress({ done: Math.floor((asked + round * total) / probeTypes.length), total })
        }
        if (sent > 0) await sleep(pace.listenMs / 2, undefined, { signal })
      }
      await sleep(pace.listenMs / 2, undefined, { signal })
      context.progress({ done: total, total })
    } finally {
      for (const socket of sockets) socket.close()
      ears.close()
    }
  },
})

/** An interface that is gone, or a port that another program holds, takes away this one ear and no more. */
async function openOrNote(
  network: Network,
  options: UdpOptions,
  context: ProbeContext,
): Promise<ScopedUdpSocket | null> {
  try {
    return await network.udp(options)
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    // IPv6 is missing on many laptops; that is no news unless the scope has an IPv6 address.
    if (options.ipv6 !== true) context.progress({ note: error.message })
    return null
  }
}

/** Takes in what arrives and decides what counts. */
class Ears {
  readonly #context: ProbeContext
  readonly #sent = new Set<string>()
  readonly #answered = new Set<string>()
  readonly #datagrams = new Map<string, number>()
  #parsed = 0
  #others = new Set<string>()
  #closed = false

  constructor(context: ProbeContext) {
    this.#context = context
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
    const count = (this.#datagrams.get(source) ?? 0) + 1
    const { forwarded } = this.#context
    // Behind one address there may be as many devices as ports of it were named.
    const most = mostPerSource * Math.max(1, forwarded.filter(({ address }) => address === source).length)
    if (count > most) {
      this.#context.progress({ note: `Truncated: ${source} sent more than ${most} datagrams.` })
      return
    }
    if (this.#parsed >= mostParsed) {
      this.#context.progress({
        note: `Truncated: more than ${mostParsed} datagrams; somebody may be flooding this network.`,
      })
      return
    }
    this.#datagrams.set(source, count)
    this.#parsed += 1
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
  const mac =
    scoped('MacAddress')
      ?.toLowerCase()
      .replace(/[^0-9a-f]/g, '') ?? ''
  return {
    address,
    endpointReference,
    deviceClass: classOfAnnouncement(types, scopes),
    ports: { ...(http && { http: http.port }), ...(https && { https: https.port }) },
    identity: {
      manufacturer: scoped('manufacturer'),
      model: scoped('hardware'),
      serial: scoped('SerialNumber'),
      macs: /^[0-9a-f]{12}$/.test(mac) ? [(mac.match(/../g) ?? []).join(':')] : [],
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
