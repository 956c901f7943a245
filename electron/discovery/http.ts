import { ExpectedError } from '../model/errors.ts'
import { type HttpAnswer, type HttpRequest, httpRequest } from '../protocols/http/http-request.ts'
import { findElement, parseXml } from '../protocols/ws-discovery/xml-tree.ts'
import { classOfText } from './device-class.ts'
import { openPortsOf } from './open-ports.ts'
import { defineProbe, eachOf, type Heard, type ProbeContext } from './probe.ts'

/** Ports of web servers, in the order in which they are believed. */
const webPorts = [80, 8080, 8000, 2020, 8899] as const
const tlsPort = 443
const limits = { connectMs: 3_000, headersMs: 4_000, wholeMs: 6_000, bodyBytes: 512 * 1024 }

/**
 * Asks open web ports who they are, without login: one GET of the start page, and GetSystemDateAndTime where WS-Discovery heard
 * nothing, because some ONVIF devices are silent on UDP. A redirect is noted and never followed.
 *
 * @see ONVIF Core, GetSystemDateAndTime; RFC 9110
 */
export const httpProbe = defineProbe({
  name: 'http',
  after: ['tcp', 'ws-discovery'],
  async run(context) {
    const { pace, signal } = context
    const targets = targetsOf(context)
    let done = 0
    context.progress({ done, total: targets.length })
    await eachOf(targets, pace.connectionsInFlight, signal, async (target) => {
      await lookAt(context, target)
      done += 1
      context.progress({ done, total: targets.length })
    })
  },
})

interface Target {
  readonly address: string
  readonly forwardedPort: number | null
  readonly ports: readonly number[]
  /** Whether to speak TLS to this port if it is no web server in clear. */
  readonly tlsPort: number | null
}

function targetsOf(context: ProbeContext): Target[] {
  const forwarded = context.forwarded
    .filter(({ address, port }) => openPortsOf(context, address, port).length > 0)
    .map(({ address, port }) => ({ address, forwardedPort: port, ports: [port], tlsPort: port }))
  const whole = [...context.addresses()].flatMap((address): Target[] => {
    const open = openPortsOf(context, address, null)
    const named = context.earlier(address, null).flatMap(({ ports }) => ports.http ?? [])
    const ports = [...new Set([...webPorts.filter((port) => open.includes(port)), ...named])]
    const tls = open.includes(tlsPort) ? tlsPort : null
    return ports.length > 0 || tls !== null ? [{ address, forwardedPort: null, ports, tlsPort: tls }] : []
  })
  return [...forwarded, ...whole]
}

async function lookAt(context: ProbeContext, { address, forwardedPort, ports, tlsPort }: Target): Promise<void> {
  const knownOnvif = context.earlier(address, forwardedPort).some(({ marks }) => marks['onvif.path'] !== undefined)
  let foundOnvif = knownOnvif
  let plainWeb = false
  for (const port of ports) {
    const door = { address, port, https: false }
    const page = await ask(context, { ...door, method: 'GET', path: '/' })
    if (page === null) continue
    plainWeb = true
    context.sight(heardOf(address, forwardedPort, port, false, pageMarks(page, address)))
    foundOnvif ||= await sightOnvif(context, forwardedPort, door)
  }
  if (tlsPort === null || (forwardedPort !== null && plainWeb)) return
  await lookBehindTls(context, { address, forwardedPort, tlsPort }, foundOnvif)
}

async function lookBehindTls(
  context: ProbeContext,
  { address, forwardedPort, tlsPort: port }: { address: string; forwardedPort: number | null; tlsPort: number },
  foundOnvif: boolean,
): Promise<void> {
  const { network, signal } = context
  await context.turn()
  const subject = await orNothing(context, async () => {
    const socket = await network.connectTls({ address, port, signal, timeoutMs: limits.connectMs })
    const certificate = socket.getPeerX509Certificate()
    socket.on('error', () => undefined)
    socket.destroy()
    return certificate?.subject.split('\n').join(', ') ?? ''
  })
  if (subject === null) return
  context.sight(heardOf(address, forwardedPort, port, true, { 'tls.subject': subject }))
  const door = { address, port, https: true }
  const page = await ask(context, { ...door, method: 'GET', path: '/' })
  if (page !== null) context.sight(heardOf(address, forwardedPort, port, true, pageMarks(page, address)))
  if (!foundOnvif) await sightOnvif(context, forwardedPort, door)
}

type Door = Pick<HttpRequest, 'address' | 'port'> & { readonly https: boolean }

async function sightOnvif(context: ProbeContext, forwardedPort: number | null, door: Door): Promise<boolean> {
  const path = '/onvif/device_service'
  const answer = await ask(context, {
    ...door,
    method: 'POST',
    path,
    headers: { 'Content-Type': 'application/soap+xml; charset=utf-8' },
    body: getSystemDateAndTime,
  })
  if (answer === null || !speaksOnvif(answer)) return false
  context.sight(heardOf(door.address, forwardedPort, door.port, door.https, { 'onvif.path': path }))
  return true
}

const getSystemDateAndTime =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>' +
  '<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/>' +
  '</s:Body></s:Envelope>'

/** The time, or a SOAP fault that only ONVIF words like this: some devices want a login even for their clock. */
function speaksOnvif({ body }: HttpAnswer): boolean {
  const envelope = parseXml(body)
  if (envelope?.localName !== 'Envelope') return false
  if (findElement(envelope, 'GetSystemDateAndTimeResponse') !== null) return true
  const onvifFault = /NotAuthorized|FailedAuthentication|OperationProhibited|www\.onvif\.org/i
  return findElement(envelope, 'Fault') !== null && onvifFault.test(body.toString('latin1'))
}

async function ask(
  context: ProbeContext,
  request: Omit<HttpRequest, 'signal' | 'credential'>,
): Promise<HttpAnswer | null> {
  await context.turn()
  return orNothing(context, () => httpRequest(context.network, { ...request, signal: context.signal, limits }))
}

/** Whatever one device does wrong here leaves out this one answer; the port stays seen by the tcp probe. */
async function orNothing<T>({ signal }: ProbeContext, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (signal.aborted || !(error instanceof ExpectedError)) throw error
    return null
  }
}

function pageMarks({ status, headers, body, challenges }: HttpAnswer, address: string): Record<string, string> {
  const title = /<title[^>]{0,200}>([^<]{0,2000})<\/title/i.exec(body.toString('utf8', 0, 64 * 1024))?.[1]
  const location = status >= 300 && status < 400 ? (headers.location ?? '') : ''
  const target = location !== '' && URL.canParse(location, `http://${hostText(address)}/`)
  const host = target ? new URL(location, `http://${hostText(address)}/`).hostname : ''
  return {
    'http.server': headers.server ?? '',
    'http.realm': challenges.map(({ params }) => params.get('realm') ?? '').find((realm) => realm !== '') ?? '',
    'http.title': title?.replace(/\s+/g, ' ') ?? '',
    'http.location': location,
    'xaddr.foreign': host === hostText(address) ? '' : host,
  }
}

const hostText = (address: string): string => (address.includes(':') ? `[${address}]` : address)

function heardOf(
  address: string,
  forwardedPort: number | null,
  port: number,
  https: boolean,
  marks: Readonly<Record<string, string>>,
): Heard {
  return {
    address,
    forwardedPort,
    ports: https ? { https: port } : { http: port },
    deviceClass: classOfText(marks['http.title']),
    marks,
  }
}
