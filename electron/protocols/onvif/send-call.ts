import { ProtocolViolation } from '../../model/errors.ts'
import type { Credential, Secret } from '../../model/secret.ts'
import { type HttpAnswer, httpRequest } from '../http/http-request.ts'
import type { HttpLimits } from '../http/limits.ts'
import type { Network } from '../network.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import type { ClientMemory } from './client-memory.ts'
import { envelope, readEnvelope, type SoapFault } from './envelope.ts'
import { type RefusalKind, refusalOf } from './faults.ts'
import { readMultipart, withParts } from './multipart.ts'
import { namespaces, type ServiceName } from './namespaces.ts'
import { usernameToken } from './ws-security.ts'
import type { XmlText } from './xml-write.ts'

export interface OnvifTarget {
  readonly address: string
  readonly port: number
  readonly https: boolean
}

export interface OnvifClientOptions {
  readonly network: Network
  readonly target: OnvifTarget
  /** Null: every call goes out without login. */
  readonly credential: Credential | null
  /** What one step of a visit remembers of this device. */
  readonly memory: ClientMemory
  readonly signal: AbortSignal
  readonly limits?: Partial<HttpLimits>
}

export interface OnvifCall {
  readonly service: ServiceName
  readonly operation: string
  /** In schema order. */
  readonly children?: readonly XmlText[]
  /** `write`: a refusal of the value is `WriteRefused`. */
  readonly intent?: 'read' | 'write'
  /**
   * `none`: without credential, whatever the client has. `asked` (default): when the device asks for it. `always`: also where the
   * device answers without, so that the answer is one to this very credential.
   */
  readonly login?: 'none' | 'asked' | 'always'
  /** Secrets in `children`: kept out of every message. */
  readonly secrets?: readonly Secret[]
}

/** How a request is logged in. */
export type How =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'digest'
      readonly credential: Credential
      readonly challenges: HttpAnswer['challenges'] | null
      /** 1: not even a stale nonce is answered again. */
      readonly mostLogins?: 1
    }
  | {
      readonly kind: 'wsse'
      readonly credential: Credential
      readonly created: Date
    }

/** One request and what its answer means. */
export interface Try {
  readonly answer: HttpAnswer
  readonly login: 'none' | 'digest' | 'wsse'
  /** How often the login was shown. */
  readonly shown: number
  readonly refusal: RefusalKind | null
  readonly fault: SoapFault | null
  readonly element: XmlElement | null
}

/**
 * Sends one call once, logged in as told, and decides what the answer means: its fault first, then its status.
 *
 * @throws {ProtocolViolation} when the answer is no SOAP, or one to something else
 */
export async function sendCall(options: OnvifClientOptions, call: OnvifCall, how: How): Promise<Try> {
  const { network, target, signal, limits, memory } = options
  const operation = `${namespaces[call.service]}/${call.operation}`
  const token = how.kind === 'wsse' ? usernameToken(how.credential, how.created) : null
  const { path, port } = memory.service(call.service)
  const answer = await httpRequest(network, {
    method: 'POST',
    address: target.address,
    port: port ?? target.port,
    https: target.https,
    path,
    headers: {
      'Content-Type': `application/soap+xml; charset=utf-8; action="${operation}"`,
    },
    body: envelope(call.service, call.operation, call.children ?? [], token),
    credential: how.kind === 'digest' ? how.credential : null,
    ...(how.kind === 'digest' && how.challenges !== null ? { answering: how.challenges } : {}),
    ...(how.kind === 'digest' && how.mostLogins !== undefined ? { mostLogins: how.mostLogins } : {}),
    memory: memory.logins,
    signal,
    ...(limits === undefined ? {} : { limits }),
  })
  const login = how.kind === 'digest' && answer.shown === 0 ? 'none' : how.kind
  return { answer, login, shown: how.kind === 'wsse' ? 1 : answer.shown, ...understand(call, answer, target) }
}

function understand(
  call: OnvifCall,
  answer: HttpAnswer,
  target: OnvifTarget,
): Pick<Try, 'refusal' | 'fault' | 'element'> {
  const { status, body } = answer
  const intent = call.intent ?? 'read'
  const soap = readSoap(answer)
  if (soap instanceof ProtocolViolation) {
    const excerpt = body.subarray(0, 2_048).toString('latin1')
    const refusal = status >= 200 && status < 300 ? 'other' : refusalOf(status, null, excerpt, intent)
    if (refusal === 'other' && status < 300) throw soap
    return { refusal, fault: null, element: null }
  }
  if (soap.kind === 'fault')
    return {
      refusal: refusalOf(status, soap.fault, '', intent),
      fault: soap.fault,
      element: null,
    }
  const { element } = soap
  const expected = `${call.operation}Response`
  if (element.name !== expected || element.namespace !== namespaces[call.service]) {
    throw new ProtocolViolation(`${aboutCall(call, target)}: the device answered something else than ${expected}.`)
  }
  // A 401 with a response in it is a refusal all the same.
  const refusal = status >= 200 && status < 300 ? null : refusalOf(status, null, '', intent)
  return { refusal, fault: null, element: refusal === null ? element : null }
}

/** Device and operation, for messages. */
export const aboutCall = ({ operation }: OnvifCall, { address, port }: OnvifTarget): string =>
  `${operation} of ${address}:${port}`

function readSoap({ headers, body }: HttpAnswer): ReturnType<typeof readEnvelope> | ProtocolViolation {
  try {
    const multipart = readMultipart(headers['content-type'] ?? '', body)
    if (multipart === null) return readEnvelope(body)
    const soap = readEnvelope(multipart.root)
    return soap.kind === 'fault' ? soap : { ...soap, element: withParts(soap.element, multipart.parts) }
  } catch (error) {
    if (error instanceof ProtocolViolation) return error
    throw error
  }
}
