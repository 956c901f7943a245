import type { Endpoint } from '../../model/device.ts'
import type { Credential } from '../../model/secret.ts'
import type { HttpLimits } from '../../protocols/http/limits.ts'
import { OnvifClient } from '../../protocols/onvif/client.ts'
import { ClientMemory } from '../../protocols/onvif/client-memory.ts'
import type { OnvifTarget } from '../../protocols/onvif/send-call.ts'
import type { Connection } from '../driver.ts'

/** Where ONVIF of a device answers: HTTP where it was seen, else HTTPS. */
export function onvifTarget({ address, ports }: Endpoint): OnvifTarget {
  if (ports.http === undefined && ports.https !== undefined) return { address, port: ports.https, https: true }
  return { address, port: ports.http ?? 80, https: false }
}

/** The client for reading and writing facts: with the login that the engine proved, if there is one. */
export function openClient(device: Connection): OnvifClient {
  const target = onvifTarget(device.endpoint)
  return clientWith(device, target, device.credential('onvif'), ClientMemory.of(device.memo, target))
}

/** A client for one fresh login: no nonce, no scheme and no verdict of an earlier one. */
export function openFreshClient(device: Connection, credential: Credential): OnvifClient {
  const target = onvifTarget(device.endpoint)
  return clientWith(device, target, credential, ClientMemory.of(device.memo, target).forFreshLogin())
}

/** The client for one place of the device, with what this memory knows of its login. Null logs in nowhere. */
export function clientWith(
  { network, signal }: Connection,
  target: OnvifTarget,
  credential: Credential | null,
  memory: ClientMemory,
  limits: Partial<HttpLimits> = {},
): OnvifClient {
  return new OnvifClient({ network, signal, target, credential, memory, limits })
}

/** Hosts other than the device that its service addresses named in this step. Evidence of a wrong or forwarded address. */
export const foreignHosts = (device: Connection): readonly string[] => [
  ...ClientMemory.of(device.memo, onvifTarget(device.endpoint)).foreignHosts,
]
