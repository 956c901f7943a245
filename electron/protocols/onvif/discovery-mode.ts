import { ProtocolViolation } from '../../model/errors.ts'
import type { Facts } from '../../model/facts.ts'
import { needText } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import { element } from './xml-write.ts'

type DiscoveryMode = Facts['discovery.mode']

/** @see ONVIF Core, GetDiscoveryMode */
export async function getDiscoveryMode(client: OnvifClient): Promise<DiscoveryMode> {
  const { element: response } = await client.call({
    service: 'tds',
    operation: 'GetDiscoveryMode',
  })
  const mode = needText(response, namespaces.tds, 'DiscoveryMode')
  if (mode === 'Discoverable') return 'discoverable'
  if (mode === 'NonDiscoverable') return 'nonDiscoverable'
  throw new ProtocolViolation('The device names a discovery mode that ONVIF does not know.')
}

/** @see ONVIF Core, SetDiscoveryMode */
export async function setDiscoveryMode(client: OnvifClient, mode: DiscoveryMode): Promise<void> {
  const text = mode === 'discoverable' ? 'Discoverable' : 'NonDiscoverable'
  await client.call({
    service: 'tds',
    operation: 'SetDiscoveryMode',
    intent: 'write',
    children: [element('q:DiscoveryMode', text)],
  })
}
