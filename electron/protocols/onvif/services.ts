import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces, type ServiceName } from './namespaces.ts'
import { readXAddr } from './service-address.ts'
import { element } from './xml-write.ts'

const { tds, tt } = namespaces

const mostServices = 64

/**
 * Learns where the services of the device are, once per step. Of each XAddr the path and the port count; a foreign host in it is
 * kept as `foreignHosts` of the memory and never contacted. A device that tells nothing is asked at the usual paths.
 *
 * @param pathsOnly a forwarded device: its other ports belong to somebody else
 * @see ONVIF Core, GetServices and GetCapabilities
 */
export async function findServices(client: OnvifClient, pathsOnly: boolean): Promise<void> {
  const { memory } = client
  if (memory.servicesAsked) return
  memory.servicesAsked = true
  const found = (await tolerant(() => fromServices(client))) ?? (await tolerant(() => fromCapabilities(client))) ?? []
  for (const { name, xaddr } of found) {
    const address = readXAddr(xaddr, client.target)
    if (address === null) continue
    memory.services.set(name, {
      path: address.path,
      port: pathsOnly ? null : address.port,
    })
    if (address.foreignHost !== null) memory.foreignHosts.add(address.foreignHost)
  }
}

/**
 * The same, for a service that is called only where the device names it.
 *
 * @throws {Unsupported} where it does not
 */
export async function needService(client: OnvifClient, pathsOnly: boolean, name: ServiceName): Promise<void> {
  await findServices(client, pathsOnly)
  if (!client.memory.services.has(name)) {
    throw new Unsupported(`The device names no ONVIF ${words[name]} service.`)
  }
}

const words: Readonly<Record<ServiceName, string>> = {
  tds: 'device',
  trt: 'media',
  tr2: 'media 2',
  tas: 'advanced security',
  tdc: 'door control',
  trc: 'recording',
}

interface Found {
  readonly name: ServiceName
  readonly xaddr: string
}

async function fromServices(client: OnvifClient): Promise<readonly Found[]> {
  const { element: response } = await client.call({
    service: 'tds',
    operation: 'GetServices',
    children: [element('q:IncludeCapability', false)],
  })
  return childrenOf(response, tds, 'Service')
    .slice(0, mostServices)
    .flatMap((service) => {
      const namespace = textOf(service, tds, 'Namespace')
      const name = (['trt', 'tr2', 'tas', 'tdc', 'trc'] as const).find(
        (candidate) => namespaces[candidate] === namespace,
      )
      const xaddr = textOf(service, tds, 'XAddr')
      return name === undefined || xaddr === null ? [] : [{ name, xaddr }]
    })
}

async function fromCapabilities(client: OnvifClient): Promise<readonly Found[]> {
  const { element: response } = await client.call({
    service: 'tds',
    operation: 'GetCapabilities',
    children: [element('q:Category', 'All')],
  })
  const media: XmlElement | null = childOf(childOf(response, tds, 'Capabilities') ?? response, tt, 'Media')
  const xaddr = textOf(media, tt, 'XAddr')
  return xaddr === null ? [] : [{ name: 'trt', xaddr }]
}

/** A device that cannot do one optional call is not a device that cannot be read. */
async function tolerant<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Unsupported || error instanceof ProtocolViolation) return null
    throw error
  }
}
