import { Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Facts } from '../../model/facts.ts'
import type { ServiceName, ServiceState } from '../../model/security-facts.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import { type Capability, type Connection, together, type WriteOutcome } from '../driver.ts'
import { childElement, isapiChange, isapiGet, needFlag } from './isapi.ts'
import { needNode, nodesNamed, type XmlDocument } from './xml-document.ts'

/** One function with a document of its own. Only its switch is touched, in the device's own document. */
interface Switch {
  readonly name: ServiceName
  readonly path: string
  readonly roots: readonly string[]
  readonly read: (root: XmlElement) => boolean
  readonly write: (document: XmlDocument, on: boolean) => void
}

const simple = (name: ServiceName, document: string, ...roots: readonly string[]): Switch => ({
  name,
  path: `/ISAPI/System/Network/${document}`,
  roots,
  read: (root) => needFlag(root, 'enabled'),
  write: (own, on) => own.setText(needNode(own.root, 'enabled'), on),
})

/** One entry per provider; the function is on when any of them is. */
const ddns: Switch = {
  name: 'ddns',
  path: '/ISAPI/System/Network/DDNS',
  roots: ['DDNSList', 'DDNS'],
  read(root) {
    const entries = root.name === 'DDNS' ? [root] : root.children.filter(({ name }) => name === 'DDNS')
    if (entries.length === 0) throw new Unsupported('The device lists no provider of dynamic DNS.')
    return entries.map((entry) => needFlag(entry, 'enabled')).includes(true)
  },
  write(document, on) {
    const entries = document.root.name === 'DDNS' ? [document.root] : nodesNamed(document.root, 'DDNS')
    if (on && entries.length > 1)
      throw new WriteRefused('The device has several DDNS providers: switch the right one on in its web page.')
    for (const entry of entries) document.setText(needNode(entry, 'enabled'), on)
  },
}

/** The element is called `enable` here. */
const onvifSwitch: Switch = {
  name: 'onvif',
  path: '/ISAPI/System/Network/Integrate',
  roots: ['Integrate'],
  read: (root) => needFlag(childElement(root, 'ONVIF'), 'enable'),
  write: (document, on) => document.setText(needNode(needNode(document.root, 'ONVIF'), 'enable'), on),
}

/** @see Hikvision web interface: /ISAPI/System/Network/{telnetd,ssh,UPnP,UPnP/ports,EZVIZ,DDNS,Bonjour,Integrate} */
const switches: readonly Switch[] = [
  simple('telnet', 'telnetd', 'Telnetd', 'Telnet', 'telnetd'),
  simple('ssh', 'ssh', 'SSH', 'ssh'),
  simple('upnp', 'UPnP', 'UPnP'),
  simple('upnp-port-mapping', 'UPnP/ports', 'ports'),
  simple('p2p-cloud', 'EZVIZ', 'EZVIZ'),
  simple('bonjour', 'Bonjour', 'Bonjour'),
  ddns,
  onvifSwitch,
]

export const hikvisionSwitches: readonly ServiceName[] = switches.map(({ name }) => name)

/** A product has some of them; one that it does not have is left out, every other trouble ends the reading. */
async function readServices(device: Connection): Promise<readonly ServiceState[]> {
  const states: ServiceState[] = []
  for (const { name, path, roots, read } of switches) {
    try {
      states.push({ name, enabled: read(await isapiGet(device, path, roots)), writable: true })
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error
    }
  }
  const withPlatform = await besidePlatform(device, states)
  if (withPlatform.length === 0)
    throw new Unsupported('The web interface of the device names none of its network services.')
  return withPlatform
}

/**
 * A device that reports to a platform of its operator is seen from outside the site as one on the maker's relay is. Whether that
 * is wanted stands in a contract: it is never switched here, and the relay not while it is on.
 */
async function besidePlatform(device: Connection, states: readonly ServiceState[]): Promise<readonly ServiceState[]> {
  // Off, it says nothing of the relay.
  if ((await flagOfPlatform(device)) !== true) return states
  const others = states.filter(({ name }) => name !== 'p2p-cloud')
  return [...others, { name: 'p2p-cloud', enabled: true, writable: false }]
}

/** Null where the product does not have it. @see Hikvision web interface: /ISAPI/System/Network/Ehome */
async function flagOfPlatform(device: Connection): Promise<boolean | null> {
  try {
    return needFlag(await isapiGet(device, '/ISAPI/System/Network/Ehome', ['Ehome']), 'enabled')
  } catch (error) {
    if (error instanceof Unsupported) return null
    throw error
  }
}

/** Switches the ones that are named; the others are left alone. */
async function writeServices(device: Connection, wanted: Facts['network.services']): Promise<WriteOutcome> {
  const unknown = wanted.find(({ name }) => !switches.some((own) => own.name === name))
  if (unknown !== undefined) throw new Unsupported(`The Hikvision driver cannot switch ${unknown.name}.`)
  const outcomes: WriteOutcome[] = []
  for (const { name, enabled } of wanted) {
    const own = switches.find((candidate) => candidate.name === name)
    if (own === undefined) continue
    if (own.read(await isapiGet(device, own.path, own.roots)) === enabled) continue
    outcomes.push(await isapiChange(device, own.path, own.roots, (document) => own.write(document, enabled)))
  }
  return together(outcomes)
}

export const servicesFact: Capability = {
  fact: 'network.services',
  read: readServices,
  write: writeServices,
  // The body of telnetd is known from third-party code alone.
  writeGrade: 'unproven',
}
