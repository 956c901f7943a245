import { child, el, MalformedXml, type Markup, parseXml, type XmlElement } from './xml.ts'

export const namespaces = {
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
  tdc: 'http://www.onvif.org/ver10/doorcontrol/wsdl',
  tac: 'http://www.onvif.org/ver10/accesscontrol/wsdl',
  tas: 'http://www.onvif.org/ver10/advancedsecurity/wsdl',
  trc: 'http://www.onvif.org/ver10/recording/wsdl',
  tt: 'http://www.onvif.org/ver10/schema',
  pt: 'http://www.onvif.org/ver10/pacs',
  ter: 'http://www.onvif.org/ver10/error',
} as const

export const soapNamespace = 'http://www.w3.org/2003/05/soap-envelope'
const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401'
export const wsseNamespace = `${wss}-wss-wssecurity-secext-1.0.xsd`
export const wsuNamespace = `${wss}-wss-wssecurity-utility-1.0.xsd`
export const passwordDigestType = `${wss}-wss-username-token-profile-1.0#PasswordDigest`

/** An answer that says no, as ONVIF Core 'Generic faults' spells it. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault'
  readonly side: 'Sender' | 'Receiver' | 'VersionMismatch' | 'MustUnderstand'
  /** QNames with the prefix `ter` or `wsse`, outer first. */
  readonly subcodes: readonly string[]
  readonly status: number

  constructor(side: SoapFault['side'], subcodes: readonly string[], reason: string, status?: number) {
    super(reason)
    this.side = side
    this.subcodes = subcodes
    // SOAP 1.2 part 2, 7.5.2.2: Sender faults ride on 400, all others on 500.
    this.status = status ?? (side === 'Sender' ? 400 : 500)
  }
}

export interface SoapRequest {
  /** The one element of the body: its name is the operation. */
  readonly operation: XmlElement
  readonly header: XmlElement | null
}

/** @throws {SoapFault} VersionMismatch for SOAP 1.1, WellFormed for broken XML */
export function readRequest(text: string): SoapRequest {
  const envelope = parseEnvelope(text)
  if (envelope.name !== 'Envelope') throw new SoapFault('Sender', ['ter:WellFormed'], 'Not a SOAP envelope')
  if (envelope.namespace !== soapNamespace) throw new SoapFault('VersionMismatch', [], 'SOAP 1.2 is spoken here')
  const operation = child(envelope, 'Body', soapNamespace)?.children[0]
  if (operation === undefined) throw new SoapFault('Sender', ['ter:InvalidArgs'], 'The body is empty')
  return { operation, header: child(envelope, 'Header', soapNamespace) ?? null }
}

function parseEnvelope(text: string): XmlElement {
  try {
    return parseXml(text)
  } catch (error) {
    if (!(error instanceof MalformedXml)) throw error
    throw new SoapFault('Sender', ['ter:WellFormed'], 'Well-formed Error')
  }
}

/** SOAP 1.2, with the namespaces that the answers of ONVIF use. */
export function envelope(prefix: string, body: Markup): string {
  const declared = Object.entries(namespaces)
    .map(([name, uri]) => ` xmlns:${name}="${uri}"`)
    .join('')
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<${prefix}:Envelope xmlns:${prefix}="${soapNamespace}"${declared}>` +
    `<${prefix}:Body>${body.xml}</${prefix}:Body></${prefix}:Envelope>`
  )
}

/** @see SOAP 1.2 part 1, section 5.4 */
export function faultBody(prefix: string, fault: SoapFault): Markup {
  const nested = fault.subcodes.reduceRight<Markup | null>(
    (within, code) =>
      el(
        `${prefix}:Subcode`,
        [el(`${prefix}:Value`, code), ...(within === null ? [] : [within])],
        code.startsWith('wsse:') ? { 'xmlns:wsse': wsseNamespace } : {},
      ),
    null,
  )
  return el(`${prefix}:Fault`, [
    el(`${prefix}:Code`, [el(`${prefix}:Value`, `${prefix}:${fault.side}`), ...(nested === null ? [] : [nested])]),
    el(`${prefix}:Reason`, el(`${prefix}:Text`, fault.message, { 'xml:lang': 'en' })),
  ])
}

/**
 * The children of `element` by name, after checking that each is expected, in its namespace and in the order of the schema:
 * many devices are that strict.
 *
 * @throws {SoapFault} InvalidArgs
 */
export function inOrder(
  element: XmlElement,
  namespace: string,
  names: readonly string[],
): Readonly<Record<string, readonly XmlElement[]>> {
  const found: Record<string, XmlElement[]> = Object.fromEntries(names.map((name) => [name, []]))
  let position = 0
  for (const part of element.children) {
    const place = names.indexOf(part.name)
    if (part.namespace !== namespace) throw invalidArgs(`${part.name} is in the wrong namespace`)
    if (place < 0) throw invalidArgs(`${part.name} does not belong into ${element.name}`)
    if (place < position) throw invalidArgs(`${part.name} is out of order in ${element.name}`)
    position = place
    found[part.name]?.push(part)
  }
  return found
}

export const invalidArgs = (reason: string): SoapFault => new SoapFault('Sender', ['ter:InvalidArgs'], reason)
export const invalidValue = (subcode: string, reason: string): SoapFault =>
  new SoapFault('Sender', ['ter:InvalidArgVal', subcode], reason)
export const prohibited = (subcode: string, reason: string): SoapFault =>
  new SoapFault('Sender', ['ter:OperationProhibited', subcode], reason)

/** The text of the one element that must be there. @throws {SoapFault} InvalidArgs */
export function textOf(parts: readonly XmlElement[] | undefined, name: string): string {
  if (parts?.length !== 1) throw invalidArgs(`${name} is missing or there more than once`)
  return (parts[0] as XmlElement).text
}

/** @throws {SoapFault} InvalidArgs */
export function booleanOf(parts: readonly XmlElement[] | undefined, name: string): boolean {
  const text = textOf(parts, name).trim()
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw invalidArgs(`${name} is not a boolean`)
}

/** @throws {SoapFault} InvalidArgs */
export function integerOf(parts: readonly XmlElement[] | undefined, name: string): number {
  const text = textOf(parts, name).trim()
  if (!/^-?\d{1,9}$/.test(text)) throw invalidArgs(`${name} is not a number`)
  return Number(text)
}
