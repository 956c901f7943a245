import { authenticate, type LoginTrial } from '../authenticate.ts'
import { fateOf } from '../faults.ts'
import { challenges } from '../http-digest.ts'
import type { PracticeDevice } from '../practice-device.ts'
import type { RequestRecord } from '../request-log.ts'
import { envelope, faultBody, namespaces, readRequest, SoapFault } from '../soap.ts'
import { el, type XmlElement } from '../xml.ts'
import { servicePaths, servicesOf } from './capabilities.ts'
import { mayCall, type Operation, type Reply, type ServicePrefix } from './operation.ts'
import { operations } from './operations.ts'

const table = new Map<string, Operation>(
  operations.map((operation) => [`${namespaces[operation.service]} ${operation.name}`, operation]),
)

export interface OnvifRequest {
  readonly method: string
  /** As on the request line. */
  readonly uri: string
  readonly authorization: string | undefined
  readonly contentType: string
  readonly source: string
  /** Whether it came through TLS. */
  readonly encrypted: boolean
  readonly text: string
}

export interface OnvifAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
  /** Null when the request was not understood. */
  readonly operation: string | null
  /** The connection drops instead of an answer. */
  readonly drop: boolean
  readonly afterwards?: () => void
}

export const isOnvifPath = (path: string): boolean => path.startsWith('/onvif/')

/** Answers one request to an ONVIF service, with the login rules and the faults of the device. */
export async function answerOnvif(device: PracticeDevice, request: OnvifRequest): Promise<OnvifAnswer> {
  if (!servicesOf(device).some((service) => servicePaths[service] === pathOf(request.uri))) return plain(404)
  if (request.method !== 'POST') return { ...plain(405), headers: { Allow: 'POST' } }
  if (!/^(application\/soap\+xml|text\/xml|application\/xml)\b/i.test(request.contentType)) return plain(415)
  const { digest } = device.maker.authentication
  if (request.text === '' && request.authorization === undefined && digest.length > 0) {
    // Clients that expect HTTP Digest ask for the challenge before they send their body.
    return { ...plain(401), headers: { 'WWW-Authenticate': challenges(device.realm, digest) } }
  }
  try {
    return await answerSoap(device, request)
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error
    return refused(device, error, null)
  }
}

const pathOf = (uri: string): string => uri.split('?')[0] ?? ''

const plain = (status: number): OnvifAnswer => ({ status, headers: {}, body: '', operation: null, drop: false })

function refused(
  device: PracticeDevice,
  fault: SoapFault,
  operation: string | null,
  headers: OnvifAnswer['headers'] = {},
): OnvifAnswer {
  const { envelopePrefix } = device.maker
  const body = envelope(envelopePrefix, faultBody(envelopePrefix, fault))
  return { status: fault.status, headers, body, operation, drop: false }
}

async function answerSoap(device: PracticeDevice, request: OnvifRequest): Promise<OnvifAnswer> {
  const { operation: body, header } = readRequest(request.text)
  const trial = authenticate({ device, ...request, soapHeader: header })
  const note = (outcome: RequestRecord['outcome']) => {
    const login = trial.kind === 'none' ? 'none' : trial.by
    const username = trial.kind === 'none' ? null : trial.username
    device.requests.add({ interface: 'onvif', operation: body.name, username, login, outcome, source: request.source })
  }
  try {
    const operation = operationOf(device, body)
    const no = refusal(device, operation, trial)
    if (no !== null) {
      note(trial.kind === 'locked' ? 'locked' : 'refused')
      return { ...no, operation: operation.name }
    }
    const reply = await operation.answer({ device, body, encrypted: request.encrypted })
    const lost = await apply(device, operation, reply)
    note(lost ? 'dropped' : 'answered')
    return lost ? { ...plain(0), operation: operation.name, drop: true } : answered(device, operation, reply)
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error
    note('fault')
    return refused(device, error, body.name)
  }
}

/** @throws {SoapFault} for an operation that this device does not have */
function operationOf(device: PracticeDevice, body: XmlElement): Operation {
  const operation = table.get(`${body.namespace} ${body.name}`)
  const lacks = device.product.lacks ?? []
  if (operation !== undefined && servicesOf(device).includes(operation.service) && !lacks.includes(operation.name)) {
    return operation
  }
  if (servicesOf(device).some((service) => namespaces[service] === body.namespace)) {
    throw new SoapFault('Receiver', ['ter:ActionNotSupported'], 'Optional Action Not Implemented')
  }
  throw new SoapFault('Sender', ['ter:UnknownAction'], 'Unknown Action')
}

function answered(device: PracticeDevice, { service, name }: Operation, reply: Reply): OnvifAnswer {
  const body = envelope(
    device.maker.envelopePrefix,
    el(`${service satisfies ServicePrefix}:${name}Response`, reply.content),
  )
  return {
    status: 200,
    ...(reply.attachment === undefined ? { headers: {}, body } : inParts(body, reply.attachment)),
    operation: name,
    drop: false,
    ...(reply.afterwards === undefined ? {} : { afterwards: reply.afterwards }),
  }
}

/** @see RFC 2387 */
function inParts(body: string, { id, text }: NonNullable<Reply['attachment']>): Pick<OnvifAnswer, 'headers' | 'body'> {
  const mark = 'MIME_boundary_of_device'
  const type = `multipart/related; type="application/xop+xml"; boundary="${mark}"; start="<root@device>"; start-info="application/soap+xml"`
  const parts = [
    ['application/xop+xml; charset=UTF-8; type="application/soap+xml"', 'root@device', body],
    ['application/octet-stream', id, text],
  ].map(([kind, name, content]) => `--${mark}\r\nContent-Type: ${kind}\r\nContent-ID: <${name}>\r\n\r\n${content}\r\n`)
  return { headers: { 'Content-Type': type }, body: `${parts.join('')}--${mark}--\r\n` }
}

/** The answer that says no, or null when the request may go on. */
function refusal(device: PracticeDevice, operation: Operation, trial: LoginTrial): OnvifAnswer | null {
  const { faults, maker, realm } = device
  const open = operation.access === 'PRE_AUTH' && !(faults.loginForClock && operation.name === 'GetSystemDateAndTime')
  if (open || (faults.openWithoutLogin && trial.kind === 'none')) return null
  if (trial.kind === 'right' && mayCall(operation.access, trial.level)) return null
  if (trial.kind === 'locked') {
    const text = `Account locked after too many failed logins, try again in ${trial.seconds} s`
    const fault = new SoapFault('Sender', ['ter:NotAuthorized'], text, device.logins.policy?.status ?? 401)
    return refused(device, fault, null, { 'Retry-After': String(trial.seconds) })
  }
  const { digest, refusal: manner } = maker.authentication
  const challenged = digest.length > 0 && (trial.kind === 'none' || trial.by !== 'wsse')
  const { status, subcode } =
    faults.notAuthorizedAs ?? (challenged ? { status: 401, subcode: 'ter:NotAuthorized' } : manner)
  const fault = new SoapFault('Sender', subcode === null ? [] : [subcode], 'Sender not Authorized', status)
  const stale = trial.kind === 'wrong' && trial.by === 'digest' && trial.stale
  const headers = status === 401 && digest.length > 0 ? { 'WWW-Authenticate': challenges(realm, digest, stale) } : {}
  return refused(device, fault, null, headers)
}

/** Makes the change, or does not, as the faults of the device say. True when no answer may follow. */
async function apply(device: PracticeDevice, { name }: Operation, reply: Reply): Promise<boolean> {
  const change = reply.apply
  if (change === undefined) return false
  const fate = fateOf(device.faults, name)
  if (fate === 'ignored') return false
  if (fate === 'restart-before') {
    void device.reboot()
    return true
  }
  if (fate === 'at-restart') {
    device.applyAtReboot(change)
    return false
  }
  if (fate === 'behaves-at-restart') device.waitForReboot()
  await change()
  if (fate === 'restart-after') void device.reboot()
  return fate !== 'applied' && fate !== 'behaves-at-restart'
}
