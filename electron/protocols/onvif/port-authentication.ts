import { ProtocolViolation } from '../../model/errors.ts'
import type { PortAuthentication } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import { childOf, childrenOf, needChild, needText, textOf, type XmlElement } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import { element } from './xml-write.ts'

const { tas, tds } = namespaces
const mostInterfaces = 32

/**
 * Whether an interface of the device logs in to its switch, and how. The advanced security service must be there.
 *
 * @see ONVIF Advanced Security, GetNetworkInterfaceDot1XConfiguration and GetDot1XConfiguration
 */
export async function getPortAuthentication(client: OnvifClient): Promise<PortAuthentication> {
  for (const token of await interfaceTokens(client)) {
    const { element: response } = await client.call({
      service: 'tas',
      operation: 'GetNetworkInterfaceDot1XConfiguration',
      children: [element('q:token', token)],
    })
    const id = textOf(response, tas, 'Dot1XID')?.trim() ?? ''
    if (id !== '') return { enabled: true, method: await methodOf(client, id) }
  }
  return { enabled: false, method: null }
}

async function interfaceTokens(client: OnvifClient): Promise<readonly string[]> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetNetworkInterfaces' })
  const tokens = childrenOf(response, tds, 'NetworkInterfaces').map(({ attributes }) => attributes.get('token') ?? '')
  if (tokens.length === 0 || tokens.includes('')) {
    throw new ProtocolViolation('The device lists its network interfaces without names.')
  }
  // Each of them is asked: one that was left out might be the one.
  if (tokens.length > mostInterfaces)
    throw new ProtocolViolation(`The device lists ${tokens.length} network interfaces, more than anybody needs.`)
  return tokens
}

async function methodOf(client: OnvifClient, id: string): Promise<string | null> {
  const { element: response } = await client.call({
    service: 'tas',
    operation: 'GetDot1XConfiguration',
    children: [element('q:Dot1XID', id)],
  })
  const methods: string[] = []
  let stage: XmlElement | null = needChild(needChild(response, tas, 'Dot1XConfiguration'), tas, 'Outer')
  while (stage !== null && methods.length < 3) {
    methods.push(stage.attributes.get('Method') ?? '')
    stage = childOf(stage, tas, 'Inner')
  }
  const text = methods.filter((method) => method !== '').join('/')
  return text === '' ? null : visibleText(text, 64)
}

/** Where only the old operation is there: no configuration means no 802.1X; one that exists says nothing of its use. @see ONVIF GetDot1XConfigurations */
export async function hasOldDot1xConfigurations(client: OnvifClient): Promise<boolean> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetDot1XConfigurations' })
  const found = childrenOf(response, tds, 'Dot1XConfiguration')
  for (const one of found) needText(one, namespaces.tt, 'Dot1XConfigurationToken')
  return found.length > 0
}
