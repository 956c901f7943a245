import { isIPv6 } from 'node:net'
import { readLoosely } from '../xml/read-loosely.ts'
import { findElement } from '../xml/xml-element.ts'

/** What a root device says of itself. Absent and empty are null. */
export interface UpnpDescription {
  readonly manufacturer: string | null
  readonly modelName: string | null
  readonly friendlyName: string | null
  readonly serialNumber: string | null
}

/** Where to read the description, on the device itself. */
export interface DescriptionPlace {
  readonly port: number
  /** Path and query, beginning with `/`. */
  readonly path: string
}

/**
 * The place that `location` names if it is on `sender` itself, else null: who follows the word of a datagram to another host
 * can be sent anywhere.
 */
export function ownPlace(location: string, sender: string): DescriptionPlace | null {
  if (location.length > 512 || !URL.canParse(location)) return null
  const url = new URL(location)
  const own = isIPv6(sender) ? new URL(`http://[${sender}]/`).hostname : sender
  if (url.protocol !== 'http:' || url.username !== '' || url.password !== '' || url.hostname !== own) return null
  const port = url.port === '' ? 80 : Number(url.port)
  const path = `${url.pathname}${url.search}`
  return port === 0 || !/^\/[\x21-\x7e]*$/.test(path) ? null : { port, path }
}

/**
 * Null for anything that is no description: junk, a document type, another root element, another namespace.
 *
 * @see UPnP Device Architecture 1.1, section 2.3: `urn:schemas-upnp-org:device-1-0`
 */
export function parseDescription(body: Buffer): UpnpDescription | null {
  // The parser closes by itself what a cut answer left open.
  if (!/<\/[\w.:-]*root\s*>\s*$/.test(body.toString('latin1'))) return null
  const root = readLoosely(body)
  if (root === null || root.name !== 'root' || root.namespace !== 'urn:schemas-upnp-org:device-1-0') return null
  const device = root.children.find(({ name }) => name === 'device')
  if (device === undefined) return null
  const one = (name: string): string | null => {
    const child = device.children.find((each) => each.name === name)
    return child === undefined ? null : findElement(child, name)?.text.trim() || null
  }
  return {
    manufacturer: one('manufacturer'),
    modelName: one('modelName'),
    friendlyName: one('friendlyName'),
    serialNumber: one('serialNumber'),
  }
}
