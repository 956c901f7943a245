import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import { readXml } from '../../protocols/xml/read-xml.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Connection, WriteOutcome } from '../driver.ts'
import { type WebManner, webRequest } from '../web/web-request.ts'
import type { WebTarget } from '../web/web-target.ts'
import { XmlDocument } from './xml-document.ts'

/** Old, new, OEM and PSIA firmware; some write none. */
const namespaces =
  /^$|^http:\/\/www\.(?:hikvision\.com|isapi\.org|std-cgi\.com|std-cgi\.org)\/ver\d\d\/XMLSchema$|^urn:psialliance-org$/

/** Wrong logins that are left at which nobody goes on: the next ones belong to the people of the site. */
const triesToLeave = 2

/**
 * @see ISAPI, ResponseStatus: `subStatusCode`; ISAPI, userCheck: `lockStatus`, `unlockTime`, `retryLoginTime`
 */
export const isapiManner: WebManner = {
  lockOf(answer) {
    if (answer.status !== 401 && answer.status !== 403) return null
    const said = tolerantXml(answer.body)
    if (said?.name !== 'userCheck') return null
    if (childText(said, 'lockStatus') === 'lock') {
      const seconds = Number(childText(said, 'unlockTime'))
      const rest = seconds > 0 ? ` for another ${Math.ceil(seconds / 60)} min` : ''
      return `The device has locked out this computer${rest} after too many wrong logins.`
    }
    const left = childText(said, 'retryLoginTime')
    if (left === null || !/^\d{1,4}$/.test(left) || Number(left) > triesToLeave) return null
    return `The device would lock out this computer after ${left} more wrong logins; none is tried.`
  },
  isAbsent: ({ status, body }) =>
    (status === 400 || status === 403) && /^not(?:Support|Activated)$/.test(subStatusOf(body) ?? ''),
}

const subStatusOf = (body: Buffer): string | null => {
  const said = tolerantXml(body)
  return said?.name === 'ResponseStatus' ? childText(said, 'subStatusCode') : null
}

/** Null where it is no XML. */
export function tolerantXml(body: Buffer): XmlElement | null {
  try {
    return readXml(body)
  } catch (error) {
    if (error instanceof ProtocolViolation) return null
    throw error
  }
}

export interface IsapiPlace {
  /** Instead of the login that was proven on the web interface. */
  readonly credential?: Credential | null
  readonly target?: WebTarget
}

/** The document at `path`. @throws as `webRequest`; {ProtocolViolation} when it is another one than was asked for */
export async function isapiGet(
  device: Connection,
  path: string,
  roots: readonly string[],
  place: IsapiPlace = {},
): Promise<XmlElement> {
  const { body } = await exchange(device, path, place)
  return checkedRoot(readXml(body), path, roots)
}

function exchange(device: Connection, path: string, { credential, target }: IsapiPlace): Promise<HttpAnswer> {
  return webRequest(
    device,
    { method: 'GET', path, manner: isapiManner, ...(target === undefined ? {} : { target }) },
    credential === undefined ? device.credential('web') : credential,
  )
}

function checkedRoot(root: XmlElement, path: string, roots: readonly string[]): XmlElement {
  if (root.name === 'ResponseStatus' && !roots.includes(root.name)) {
    if (/^not(?:Support|Activated)$/.test(childText(root, 'subStatusCode') ?? ''))
      throw new Unsupported(`${path}: the device does not have this.`)
    throw new ProtocolViolation(`${path}: the device answered a reading with ${wordsOf(root)}.`)
  }
  if (!roots.includes(root.name))
    throw new ProtocolViolation(`${path}: the device answered with something else (${visibleText(root.name, 40)}).`)
  if (!namespaces.test(root.namespace))
    throw new ProtocolViolation(
      `${path}: the answer is of a namespace that is not the maker's (${visibleText(root.namespace, 80)}).`,
    )
  return root
}

/**
 * Reads the document at `path`, lets `edit` change single elements and sends the whole back. Nothing is sent when it cannot be
 * read, or when `edit` throws.
 *
 * @throws as `isapiGet`; {WriteRefused} when the device declines
 */
export async function isapiChange(
  device: Connection,
  path: string,
  roots: readonly string[],
  edit: (document: XmlDocument) => void,
  place: IsapiPlace = {},
): Promise<WriteOutcome> {
  const { body } = await exchange(device, path, place)
  checkedRoot(readXml(body), path, roots)
  const document = new XmlDocument(body)
  edit(document)
  return isapiSend(device, 'PUT', path, document.text, place)
}

interface Said extends WriteOutcome {
  readonly said: XmlElement | null
}

/** @throws {WriteRefused} when the device declines, and as `webRequest` */
export async function isapiSend(
  device: Connection,
  method: 'PUT' | 'POST',
  path: string,
  body: string,
  { credential, target }: IsapiPlace = {},
): Promise<Said> {
  const answer = await webRequest(
    device,
    {
      method,
      path,
      body,
      headers: { 'Content-Type': 'application/xml; charset="UTF-8"' },
      manner: isapiManner,
      intent: 'write',
      understands: [400, 403],
      ...(target === undefined ? {} : { target }),
    },
    credential === undefined ? device.credential('web') : credential,
  )
  return assertTaken(path, answer)
}

/** `statusCode` 1 is success, and so is 7, which takes effect at the next restart. @see ISAPI, ResponseStatus */
function assertTaken(path: string, { status, body }: HttpAnswer): Said {
  const said = status >= 400 ? tolerantXml(body) : readXml(body)
  if (status >= 400) {
    if (isapiManner.isAbsent?.({ status, body } as HttpAnswer) === true)
      throw new Unsupported(`${path}: the device does not have this.`)
    const low = said !== null && childText(said, 'subStatusCode') === 'lowPrivilege'
    if (status === 403 && (low || said?.name !== 'ResponseStatus'))
      throw new CredentialsRefused(`${path}: the login has no right to this.`)
  }
  if (said?.name !== 'ResponseStatus') {
    if (status < 400) return { restartNeeded: false, said }
    throw new WriteRefused(`${path}: the device declined (HTTP ${status}).`)
  }
  const code = childText(said, 'statusCode')
  if (status < 400 && (code === '1' || code === '7'))
    return { restartNeeded: code === '7' || childText(said, 'subStatusCode') === 'rebootRequired', said }
  throw new WriteRefused(`${path}: the device declined (HTTP ${status}, ${wordsOf(said)}).`)
}

const wordsOf = (said: XmlElement): string =>
  visibleText(
    ['statusCode', 'statusString', 'subStatusCode']
      .map((name) => childText(said, name))
      .filter((word) => word !== null)
      .join(', '),
    160,
  )

/** By local name: firmware lines differ in the namespace. */
export const childElement = (parent: XmlElement | null, name: string): XmlElement | null =>
  parent?.children.find((child) => child.name === name) ?? null

/** Trimmed; null where it is missing or empty. */
export function childText(parent: XmlElement | null, name: string): string | null {
  const text = childElement(parent, name)?.text.trim() ?? ''
  return text === '' ? null : text
}

/** Null where it is missing. @throws {ProtocolViolation} for anything but true and false */
export function childFlag(parent: XmlElement | null, name: string): boolean | null {
  const text = childText(parent, name)
  if (text === null) return null
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new ProtocolViolation(`The device wrote something else than true or false for ${name}.`)
}

/** @throws {ProtocolViolation} when it is missing */
export function needFlag(parent: XmlElement | null, name: string): boolean {
  const flag = childFlag(parent, name)
  if (flag === null) throw new ProtocolViolation(`The settings of the device lack ${name}.`)
  return flag
}

/** Null where it is missing. @throws {ProtocolViolation} for anything but a whole number from `least` to `most` */
export function childNumber(parent: XmlElement | null, name: string, least: number, most: number): number | null {
  const text = childText(parent, name)
  if (text === null) return null
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new ProtocolViolation(`The device wrote a number for ${name} that makes no sense.`)
}
