import { visibleText } from '../../model/visible-text.ts'
import { childrenOf, needText } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'

const mostScopes = 256

/** @see ONVIF Core, GetScopes */
export async function getScopes(client: OnvifClient, login: 'none' | 'asked' = 'asked'): Promise<readonly string[]> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetScopes', login })
  return childrenOf(response, namespaces.tds, 'Scopes')
    .slice(0, mostScopes)
    .map((scope) => visibleText(needText(scope, namespaces.tt, 'ScopeItem').trim(), 512))
}
