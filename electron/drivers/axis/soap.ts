import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import { element, type XmlText } from '../../protocols/onvif/xml-write.ts'
import { readXml } from '../../protocols/xml/read-xml.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Connection } from '../driver.ts'
import { webRequest } from '../web/web-request.ts'
import { axisManner } from './vapix.ts'

const soap12 = 'http://www.w3.org/2003/05/soap-envelope'
const path = '/vapix/services'

/**
 * One call of the VAPIX services that exist as SOAP alone. Gives the element of the answer.
 *
 * @param content what stands inside the operation; its default namespace is that of the service
 * @throws {Unsupported} where the firmware does not have the service, {WriteRefused} where it declines
 */
export async function soapCall(
  device: Connection,
  { namespace, operation, content = [] }: { namespace: string; operation: string; content?: readonly XmlText[] },
  intent: 'read' | 'write' = 'read',
): Promise<XmlElement> {
  const envelope = element('e:Envelope', element('e:Body', element(operation, content, { xmlns: namespace })), {
    'xmlns:e': soap12,
  })
  const request = {
    method: 'POST',
    path,
    headers: { 'Content-Type': `application/soap+xml; charset=utf-8; action="${namespace}/${operation}"` },
    body: `<?xml version="1.0" encoding="UTF-8"?>${envelope.xml}`,
    manner: axisManner,
    intent,
    understands: [400, 500],
  } as const
  const { body } = await webRequest(device, request, device.credential('web'))
  const root = readXml(body)
  const [answer] = root.children.find(({ name }) => name === 'Body')?.children ?? []
  if (root.name !== 'Envelope' || answer === undefined)
    throw new ProtocolViolation(`${operation}: the device answered something else than SOAP.`)
  if (answer.name === `${operation}Response` && answer.namespace === namespace) return answer
  if (answer.name !== 'Fault') throw new ProtocolViolation(`${operation}: the device answered something else.`)
  const words = visibleText(textsOf(answer).join(' '), 200)
  if (/ActionNotSupported|UnknownAction|not (implemented|supported)|DestinationUnreachable/i.test(words))
    throw new Unsupported(`${operation}: the device does not have this.`)
  throw intent === 'write'
    ? new WriteRefused(`${operation}: the device declined (${words}).`)
    : new ProtocolViolation(`${operation}: the device answered a reading with a fault (${words}).`)
}

const textsOf = ({ text, children }: XmlElement): readonly string[] =>
  [text.trim(), ...children.flatMap(textsOf)].filter((part) => part !== '')

/** The element as it was read, to be sent back, with the text of some elements replaced, by local name. */
export function again(read: XmlElement, replaced: Readonly<Record<string, string>>, outer = ''): XmlText {
  const attributes = {
    ...Object.fromEntries(read.attributes),
    ...(read.namespace === outer ? {} : { xmlns: read.namespace }),
  }
  const text = replaced[read.name] ?? read.text
  const content = read.children.length > 0 ? read.children.map((child) => again(child, replaced, read.namespace)) : text
  return element(read.name, content, attributes)
}
