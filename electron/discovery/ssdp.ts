import { setTimeout as sleep } from 'node:timers/promises'
import { httpRequest } from '../protocols/http/http-request.ts'
import type { ScopedUdpSocket } from '../protocols/network.ts'
import { ownPlace, parseDescription } from '../protocols/ssdp/description.ts'
import { buildSearch, parseSsdpAnswer, type SsdpAnswer, ssdpGroup, ssdpPort } from '../protocols/ssdp/message.ts'
import { classOfText } from './device-class.ts'
import { askTheLiving } from './directed.ts'
import { FloodGuard } from './flood-guard.ts'
import { groupSockets } from './multicast.ts'
import { orNothing } from './or-nothing.ts'
import { defineProbe, type ProbeContext } from './probe.ts'

const limits = { connectMs: 2_000, headersMs: 3_000, wholeMs: 4_000, bodyBytes: 128 * 1024 }

/**
 * Finds devices that answer UPnP searches: by multicast out of each chosen interface, and by a unicast search to each address that
 * gave a sign of life. The description that an answer names is read only from the very address that the answer came from, without
 * login and without following redirects.
 *
 * @see UPnP Device Architecture 1.1, sections 1.3.2 and 2
 */
export const ssdpProbe = defineProbe({
  name: 'ssdp',
  follows: ['tcp', 'ws-discovery', 'snmp'],
  async run(context) {
    const { pace, signal } = context
    const ears = new Ears(context)
    const listen = (socket: ScopedUdpSocket) => ears.listen(socket)
    const groups = await groupSockets(context, ssdpGroup)
    try {
      for (const socket of groups) {
        listen(socket)
        await context.turn()
        socket.send(buildSearch(ssdpGroup), ssdpPort, ssdpGroup)
      }
      const asking = askTheLiving(context, { port: ssdpPort, payload: buildSearch, listen })
      // `MX` of the multicast search lets devices wait for a second.
      if (groups.length > 0) await sleep(Math.max(1_000, pace.listenMs), undefined, { signal })
      await asking
      await ears.through()
    } finally {
      for (const socket of groups) socket.close()
    }
    return undefined
  },
})

class Ears {
  readonly #context: ProbeContext
  readonly #guard: FloodGuard
  /** One description for each place. */
  readonly #read = new Map<string, Promise<void>>()

  constructor(context: ProbeContext) {
    this.#context = context
    this.#guard = new FloodGuard(context)
  }

  listen(socket: ScopedUdpSocket): void {
    socket.onMessage((datagram, { address }) => {
      if (!this.#guard.admits(address)) return
      const answer = parseSsdpAnswer(datagram)
      if (answer !== null) this.#take(answer, address)
    })
  }

  async through(): Promise<void> {
    await Promise.all(this.#read.values())
  }

  #take({ server, location, usn }: SsdpAnswer, address: string): void {
    const place = location === null ? null : ownPlace(location, address)
    const foreign = location !== null && place === null && URL.canParse(location) ? new URL(location).hostname : ''
    this.#context.sight({
      address,
      marks: { 'ssdp.server': server ?? '', 'ssdp.usn': usn ?? '', 'xaddr.foreign': foreign },
    })
    if (place === null || !this.#context.network.scope.containsWhole(address)) return
    const key = `${address} ${place.port} ${place.path}`
    if (this.#read.has(key) || this.#placesOf(address) >= 2) return
    const reading = this.#describe(address, place)
    this.#read.set(key, reading)
    // Whoever waits for all of them hears of it; until then it is nobody's.
    reading.catch(() => undefined)
  }

  #placesOf(address: string): number {
    return [...this.#read.keys()].filter((key) => key.startsWith(`${address} `)).length
  }

  async #describe(address: string, { port, path }: { readonly port: number; readonly path: string }): Promise<void> {
    const { network, signal } = this.#context
    const answer = await orNothing(signal, () =>
      this.#context.connect(address, () =>
        httpRequest(network, { method: 'GET', address, port, path, signal, limits }),
      ),
    )
    const said = answer?.status === 200 ? parseDescription(answer.body) : null
    if (said === null) return
    const { manufacturer, modelName, friendlyName, serialNumber } = said
    this.#context.sight({
      address,
      deviceClass: classOfText(`${modelName ?? ''} ${friendlyName ?? ''}`),
      // Whole batches share a made-up number here: it is shown and identifies nobody.
      identity: { manufacturer, model: modelName },
      marks: {
        'ssdp.manufacturer': manufacturer ?? '',
        'ssdp.model': modelName ?? '',
        'ssdp.name': friendlyName ?? '',
        'ssdp.serial': serialNumber ?? '',
      },
    })
  }
}
