import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { childOf, childrenOf, needChild, needText, textOf } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import { element } from './xml-write.ts'

const { trt, tr2, tt } = namespaces

/** Where the device plays its first profile. Its host is that of the device, whatever the device wrote. */
export interface StreamAddress {
  /** Path and query. */
  readonly path: string
  /** Null where the URI names none. */
  readonly port: number | null
}

/**
 * The RTSP address of the first media profile: Media first, then Media2. Call `findServices` before.
 *
 * @throws {Unsupported} when the device plays nothing
 * @throws {ProtocolViolation} when what it names is no RTSP URI
 * @see ONVIF Media, GetProfiles and GetStreamUri; ONVIF Media2, GetStreamUri
 */
export async function getStreamAddress(client: OnvifClient): Promise<StreamAddress> {
  try {
    return await fromMedia(client)
  } catch (error) {
    if (!(error instanceof Unsupported) || !client.memory.services.has('tr2')) throw error
    return fromMedia2(client)
  }
}

async function fromMedia(client: OnvifClient): Promise<StreamAddress> {
  const profiles = await client.call({
    service: 'trt',
    operation: 'GetProfiles',
  })
  const token = firstProfileToken(childrenOf(profiles.element, trt, 'Profiles'))
  const setup = element('q:StreamSetup', [
    element('tt:Stream', 'RTP-Unicast'),
    element('tt:Transport', element('tt:Protocol', 'RTSP')),
  ])
  const { element: response } = await client.call({
    service: 'trt',
    operation: 'GetStreamUri',
    children: [setup, element('q:ProfileToken', token)],
  })
  return readStreamUri(needText(needChild(response, trt, 'MediaUri'), tt, 'Uri'))
}

async function fromMedia2(client: OnvifClient): Promise<StreamAddress> {
  const profiles = await client.call({
    service: 'tr2',
    operation: 'GetProfiles',
  })
  const token = firstProfileToken(childrenOf(profiles.element, tr2, 'Profiles'))
  const { element: response } = await client.call({
    service: 'tr2',
    operation: 'GetStreamUri',
    children: [element('q:Protocol', 'RTSP'), element('q:ProfileToken', token)],
  })
  return readStreamUri(
    textOf(response, tr2, 'Uri') ?? needText(childOf(response, tr2, 'MediaUri') ?? response, tt, 'Uri'),
  )
}

/** @throws {Unsupported} when the device has none */
export function firstProfileToken(profiles: ReturnType<typeof childrenOf>): string {
  const token = profiles.map(({ attributes }) => attributes.get('token') ?? '').find((text) => text !== '')
  if (token === undefined) throw new Unsupported('The device has no media profile: it shows and plays nothing.')
  return token
}

/** A user name or password in the URI stays behind: only path, query and port are taken. */
export function readStreamUri(uri: string): StreamAddress {
  const parts = /^rtsps?:\/\/(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#@:]*)(?::(\d{1,5}))?([/?][^#]*)?$/i.exec(uri.trim())
  const path = parts?.[3] ?? '/'
  const absolute = path.startsWith('?') ? `/${path}` : path
  if (parts === null || !/^\/[\x21-\x7e]{0,1023}$/.test(absolute)) {
    throw new ProtocolViolation('The device names a stream address that is no RTSP address.')
  }
  return {
    path: absolute,
    port: parts[2] === undefined ? null : Number(parts[2]),
  }
}
