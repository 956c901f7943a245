import { type HttpAnswer, type HttpRequest, httpRequest } from '../protocols/http/http-request.ts'
import { readLoosely } from '../protocols/xml/read-loosely.ts'
import { findElement } from '../protocols/xml/xml-element.ts'
import { classOfMakers, classOfText } from './device-class.ts'
import { askUnlogged } from './http-identity.ts'
import { pageMarks } from './http-page.ts'
import { makersHinted } from './makers.ts'
import { orNothing } from './or-nothing.ts'
import { defineProbe, eachOf, type Heard, type ProbeContext } from './probe.ts'

/** Ports of web servers, in the order in which they are believed. */
const webPorts = [80, 8080, 8000, 2020, 8899] as const
const usualTlsPort = 443
const limits = { connectMs: 3_000, headersMs: 4_000, wholeMs: 6_000, bodyBytes: 512 * 1024 }

/**
 * Asks open web ports who they are, without login: one GET of the start page as soon as a port is seen. When all others have asked,
 * GetSystemDateAndTime where WS-Discovery heard nothing, because some ONVIF devices are silent on UDP, and what a maker tells
 * everybody about model and firmware where these are not known yet. A redirect is noted and never followed.
 *
 * @see ONVIF Core, GetSystemDateAndTime; RFC 9110
 */
export const httpProbe = defineProbe({
  name: 'http',
  follows: ['ws-discovery', 'tcp', 'snmp'],
  async run(context) {
    const { pace, signal } = context
    const places = new Map<string, Place>()
    let done = 0
    const { connectionsInFlight } = pace
    await eachOf(context.follow(), connectionsInFlight, signal, async (sighting) => {
      const { address, forwardedPort } = sighting
      const key = `${address}#${forwardedPort ?? ''}`
      const place = places.get(key) ?? new Place(address, forwardedPort)
      const fresh = place.newDoors(sighting)
      if (fresh.length === 0) return
      places.set(key, place)
      context.progress({ done, total: places.size })
      for (const door of fresh) await lookAt(context, place, door)
    })
    await eachOf(places.values(), connectionsInFlight, signal, async (place) => {
      await askAgain(context, place)
      done += 1
      context.progress({ done, total: places.size })
    })
    return undefined
  },
})

export interface Door {
  readonly port: number
  readonly https: boolean
}

/** The web servers of one endpoint. */
class Place {
  readonly address: string
  readonly forwardedPort: number | null
  /** Doors that answered HTTP, in the order in which they are believed. */
  readonly webs: Door[] = []
  readonly #seen = new Set<number>()

  constructor(address: string, forwardedPort: number | null) {
    this.address = address
    this.forwardedPort = forwardedPort
  }

  /** What this sighting shows for the first time. */
  newDoors({ openPorts, ports }: { openPorts: readonly number[]; ports: Heard['ports'] }): Door[] {
    const wanted =
      this.forwardedPort === null
        ? [...webPorts.filter((port) => openPorts.includes(port)), ...(ports?.http === undefined ? [] : [ports.http])]
        : openPorts.filter((port) => port === this.forwardedPort)
    const tls = this.forwardedPort === null && openPorts.includes(usualTlsPort) ? [usualTlsPort] : []
    return [...new Set([...wanted, ...tls])].flatMap((port) => {
      if (this.#seen.has(port)) return []
      this.#seen.add(port)
      return [{ port, https: tls.includes(port) }]
    })
  }
}

async function lookAt(context: ProbeContext, place: Place, door: Door): Promise<void> {
  const page = door.https ? null : await ask(context, place, door, { method: 'GET', path: '/' })
  if (page !== null) {
    place.webs.push(door)
    context.sight(heardOf(place, door, pageMarks(page, place.address)))
  } else if (door.https || place.forwardedPort !== null) await lookBehindTls(context, place, door)
}

async function lookBehindTls(context: ProbeContext, place: Place, { port }: Door): Promise<void> {
  const { network, signal } = context
  const { address } = place
  const subject = await orNothing(signal, () =>
    context.connect(address, async () => {
      const socket = await network.connectTls({ address, port, signal, timeoutMs: limits.connectMs })
      const certificate = network.certificateOf(socket)
      socket.on('error', () => undefined)
      socket.destroy()
      return certificate?.subject.split('\n').join(', ') ?? ''
    }),
  )
  if (subject === null) return
  const door = { port, https: true }
  context.sight(heardOf(place, door, { 'tls.subject': subject }))
  const page = await ask(context, place, door, { method: 'GET', path: '/' })
  if (page === null) return
  place.webs.push(door)
  context.sight(heardOf(place, door, pageMarks(page, address)))
}

async function askAgain(context: ProbeContext, place: Place): Promise<void> {
  const { address, forwardedPort, webs } = place
  const knowsOnvif = () =>
    context.earlier(address, forwardedPort).some(({ marks }) => (marks['onvif.path'] ?? '') !== '')
  for (const door of webs) {
    if (!knowsOnvif()) await sightOnvif(context, place, door)
  }
  const [door] = webs
  if (door === undefined) return
  await askUnlogged(context.earlier(address, forwardedPort), {
    ask: (request) => ask(context, place, door, request),
    sight: (heard) => context.sight({ ...heardOf(place, door, heard.marks ?? {}), ...heard }),
  })
}

type Question = Pick<HttpRequest, 'method' | 'path' | 'headers' | 'body'>

async function sightOnvif(context: ProbeContext, place: Place, door: Door): Promise<void> {
  const path = '/onvif/device_service'
  const answer = await ask(context, place, door, {
    method: 'POST',
    path,
    headers: { 'Content-Type': 'application/soap+xml; charset=utf-8' },
    body: getSystemDateAndTime,
  })
  if (answer !== null && speaksOnvif(answer)) context.sight(heardOf(place, door, { 'onvif.path': path }))
}

const getSystemDateAndTime =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>' +
  '<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/>' +
  '</s:Body></s:Envelope>'

/** The time, or a SOAP fault that only ONVIF words like this: some devices want a login even for their clock. */
function speaksOnvif({ body }: HttpAnswer): boolean {
  const envelope = readLoosely(body)
  if (envelope?.name !== 'Envelope') return false
  if (findElement(envelope, 'GetSystemDateAndTimeResponse') !== null) return true
  const onvifFault = /NotAuthorized|FailedAuthentication|OperationProhibited|www\.onvif\.org/i
  return findElement(envelope, 'Fault') !== null && onvifFault.test(body.toString('latin1'))
}

/** Null for whatever the device does wrong here: the port stays seen by the tcp probe. */
function ask(context: ProbeContext, { address }: Place, door: Door, question: Question): Promise<HttpAnswer | null> {
  const { network, signal } = context
  return orNothing(signal, () =>
    context.connect(address, () => httpRequest(network, { ...question, address, ...door, signal, limits })),
  )
}

function heardOf(
  { address, forwardedPort }: Place,
  { port, https }: Door,
  marks: Readonly<Record<string, string>>,
): Heard {
  const named = classOfText(marks['http.title'])
  return {
    address,
    forwardedPort,
    ports: https ? { https: port } : { http: port },
    deviceClass: named === 'unknown' ? classOfMakers(makersHinted(marks)) : named,
    marks,
  }
}
