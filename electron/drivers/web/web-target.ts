import type { Connection } from '../driver.ts'
import { passwordTarget } from '../onvif/onvif-login.ts'
import { onvifTarget } from '../onvif/open-client.ts'
import { assertAsDecided } from '../onvif/secret-way.ts'
import { speaksTls } from '../onvif/speaks-tls.ts'

/** Where a web server of a device is asked. */
export interface WebTarget {
  readonly address: string
  readonly port: number
  readonly https: boolean
}

const usualHttpsPort = 443

/** Where the maker's own interface answers: HTTP where it was seen, else HTTPS. */
export const webTarget = ({ endpoint }: Connection): WebTarget => onvifTarget(endpoint)

/**
 * Where a request with a secret in it goes, now that it is sent.
 * @throws {CredentialWithheld} when it would travel in a lesser way than was decided
 */
export async function targetForSecret(device: Connection, sealed = false): Promise<WebTarget> {
  const target = await secretTarget(device)
  if (!target.https) assertAsDecided(device, sealed)
  return target
}

/**
 * Where a request with a secret in it would go: HTTPS where it was seen, where the device lists it as on, or where it answers on its
 * usual port; plain HTTP only where there is none. Sends no login but to the ONVIF service that already took it.
 */
export async function secretTarget(device: Connection): Promise<WebTarget> {
  const listed = await passwordTarget(device, device.credential('onvif'))
  const { address, forwarded } = device.endpoint
  if (listed.https || forwarded || !device.network.scope.contains(address, usualHttpsPort)) return listed
  return (await speaksTls(device, usualHttpsPort)) ? { address, port: usualHttpsPort, https: true } : listed
}
