import { ProtocolViolation } from '../../model/errors.ts'
import { readXml } from '../xml/read-xml.ts'
import { childOf, type XmlElement } from '../xml/xml-element.ts'
import { namespaces, type ServiceName } from './namespaces.ts'
import { element, type XmlText } from './xml-write.ts'

/** A whole request on one line: one Hikvision takes no other. Children go in schema order. */
export function envelope(
  service: ServiceName,
  operation: string,
  children: readonly XmlText[],
  security: XmlText | null,
): string {
  const body = element('s:Body', element(`q:${operation}`, children))
  const header = security === null ? [] : [element('s:Header', security)]
  const root = element('s:Envelope', [...header, body], {
    'xmlns:s': namespaces.soap12,
    'xmlns:q': namespaces[service],
    'xmlns:tt': namespaces.tt,
  })
  return `<?xml version="1.0" encoding="UTF-8"?>${root.xml}`
}

/** @see SOAP 1.2 part 1, section 5.4 */
export interface SoapFault {
  /** `Sender`, `Receiver`, `MustUnderstand` ... */
  readonly code: string
  /** Local names of the subcodes, outermost first: `NotAuthorized`, or `OperationProhibited`, `PasswordTooWeak`. */
  readonly subcodes: readonly string[]
  /** Reason and detail, as the device wrote them. */
  readonly reason: string
}

export type SoapAnswer =
  | { readonly kind: 'response'; readonly element: XmlElement }
  | { readonly kind: 'fault'; readonly fault: SoapFault }

/**
 * What the envelope of an answer holds.
 * @throws {ProtocolViolation} when it is no SOAP, or holds neither a fault nor exactly one element
 */
export function readEnvelope(body: Buffer): SoapAnswer {
  const root = readXml(body)
  const isSoap = root.namespace === namespaces.soap12 || root.namespace === namespaces.soap11
  if (root.name !== 'Envelope' || !isSoap)
    throw new ProtocolViolation('The device answered with XML that is no SOAP envelope.')
  const bodies = root.children.filter(({ name, namespace }) => name === 'Body' && namespace === root.namespace)
  const [only] = bodies
  if (only === undefined || bodies.length !== 1)
    throw new ProtocolViolation('The envelope of the device has no single body.')
  const fault = childOf(only, root.namespace, 'Fault')
  if (fault !== null) return { kind: 'fault', fault: readFault(fault) }
  const [response] = only.children
  if (response === undefined || only.children.length !== 1) {
    throw new ProtocolViolation('The body of the envelope holds no single answer.')
  }
  return { kind: 'response', element: response }
}

function readFault(fault: XmlElement): SoapFault {
  const { namespace } = fault
  if (namespace === namespaces.soap11) {
    const text = (name: string) => fault.children.find((child) => child.name === name)?.text.trim() ?? ''
    const [code = '', ...subcodes] = local(text('faultcode')).split('.')
    return {
      code,
      subcodes,
      reason: [text('faultstring'), allText(fault.children.find(({ name }) => name === 'detail'))].join(' ').trim(),
    }
  }
  const code = childOf(fault, namespace, 'Code')
  const value = (parent: XmlElement | null) =>
    local(parent === null ? '' : (childOf(parent, namespace, 'Value')?.text ?? ''))
  const subcodes: string[] = []
  for (
    let at = code === null ? null : childOf(code, namespace, 'Subcode');
    at !== null;
    at = childOf(at, namespace, 'Subcode')
  ) {
    if (value(at) !== '') subcodes.push(value(at))
  }
  const reason = childOf(fault, namespace, 'Reason')
  return {
    code: value(code),
    subcodes,
    reason: [allText(reason ?? undefined), allText(childOf(fault, namespace, 'Detail') ?? undefined)].join(' ').trim(),
  }
}

/** `ter:NotAuthorized` is known by its local name: devices get the prefix of a value wrong more often than the name. */
const local = (qualified: string): string => qualified.trim().split(':').at(-1) ?? ''

const allText = (element: XmlElement | undefined): string =>
  element === undefined
    ? ''
    : [element.text.trim(), ...element.children.map(allText)].filter((text) => text !== '').join(' ')
