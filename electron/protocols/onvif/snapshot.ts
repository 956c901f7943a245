import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { childOf, childrenOf, needChild, needText, textOf } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { firstProfileToken } from './media.ts'
import { namespaces } from './namespaces.ts'
import { isPath } from './service-address.ts'
import { element } from './xml-write.ts'

const { trt, tr2, tt } = namespaces

/** Where the device shows one picture. Its host is that of the device, whatever the device wrote. */
export interface SnapshotAddress {
  /** Path and query. */
  readonly path: string
  /** Null: the port that the device was reached at. */
  readonly port: number | null
  /** A device that was reached over TLS is never asked without. */
  readonly https: boolean
  /** The URI names another host than the device: evidence of a wrong or forwarded address. Never contacted. */
  readonly foreignHost: string | null
}

/**
 * The address of one picture of the first media profile: Media first, then Media2. Call `findServices` before.
 *
 * @throws {Unsupported} when the device shows no single pictures
 * @throws {ProtocolViolation} when what it names is no web address
 * @see ONVIF Media, GetSnapshotUri; ONVIF Media2, GetSnapshotUri
 */
export async function getSnapshotAddress(client: OnvifClient): Promise<SnapshotAddress> {
  try {
    return readSnapshotUri(await fromMedia(client), client.target)
  } catch (error) {
    if (!(error instanceof Unsupported) || !client.memory.services.has('tr2')) throw error
    return readSnapshotUri(await fromMedia2(client), client.target)
  }
}

async function fromMedia(client: OnvifClient): Promise<string> {
  const profiles = await client.call({ service: 'trt', operation: 'GetProfiles' })
  const token = firstProfileToken(childrenOf(profiles.element, trt, 'Profiles'))
  const { element: response } = await client.call({
    service: 'trt',
    operation: 'GetSnapshotUri',
    children: [element('q:ProfileToken', token)],
  })
  return needText(needChild(response, trt, 'MediaUri'), tt, 'Uri')
}

async function fromMedia2(client: OnvifClient): Promise<string> {
  const profiles = await client.call({ service: 'tr2', operation: 'GetProfiles' })
  const token = firstProfileToken(childrenOf(profiles.element, tr2, 'Profiles'))
  const { element: response } = await client.call({
    service: 'tr2',
    operation: 'GetSnapshotUri',
    children: [element('q:ProfileToken', token)],
  })
  return textOf(response, tr2, 'Uri') ?? needText(childOf(response, tr2, 'MediaUri') ?? response, tt, 'Uri')
}

/** Path, port and transport of the URI, and nothing else of it: a user name or password in it stays behind. */
function readSnapshotUri(uri: string, own: { readonly address: string; readonly https: boolean }): SnapshotAddress {
  const text = uri.trim()
  const url = text.length <= 2_048 && URL.canParse(text) ? new URL(text) : null
  const path = url === null ? '' : `${url.pathname}${url.search}`
  if (url === null || !/^https?:$/.test(url.protocol) || !isPath(path)) {
    throw new ProtocolViolation('The device names an address for its picture that is no web address.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isForeign = host !== own.address
  const named = url.protocol === 'https:'
  // Behind a forwarded address, and with another transport than ours, the port says nothing of the way that we came.
  const https = own.https || (named && !isForeign)
  const explicit = url.port === '' ? (named ? 443 : 80) : Number(url.port)
  return { path, port: isForeign || named !== https ? null : explicit, https, foreignHost: isForeign ? host : null }
}
