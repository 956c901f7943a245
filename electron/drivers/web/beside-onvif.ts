import { CredentialsRefused } from '../../model/credentials-refused.ts'
import type { Identity } from '../../model/device.ts'
import { CredentialWithheld, ProtocolViolation } from '../../model/errors.ts'
import type { ServiceState } from '../../model/security-facts.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from '../onvif/attempt.ts'
import { onvifIdentity } from '../onvif/capabilities.ts'
import { onvifServices, readServices } from '../onvif/network-security.ts'
import { type WebRequest, webRequest } from './web-request.ts'

/** Whether a login is proven on ONVIF, so that it can be asked and written to instead of the maker's interface. */
export const overOnvif = (device: Connection): boolean => device.credential('onvif') !== null

/** What the maker's interface said of the device, and what it left out, as ONVIF has it. */
export async function withOnvifIdentity(device: Connection, own: Identity): Promise<Identity> {
  const other = await attempt(device, async () => (await onvifIdentity().read(device)) as Identity)
  if (other === null) return own
  return {
    manufacturer: other.manufacturer ?? own.manufacturer,
    model: own.model ?? other.model,
    firmware: own.firmware ?? other.firmware,
    build: own.build ?? other.build,
    serial: own.serial ?? other.serial,
    hardwareId: own.hardwareId ?? other.hardwareId,
    macs: [...new Set([...own.macs, ...other.macs])],
  }
}

/**
 * Who the device is by the maker's interface; where no login is proven on that one, as ONVIF has it: a device that nobody could
 * tell from another one would be changed all the same.
 */
export const identityOrOnvif = (own: (device: Connection) => Promise<Identity>): Capability => ({
  fact: 'identity',
  async read(device) {
    try {
      return await own(device)
    } catch (error) {
      if (!(error instanceof CredentialsRefused || error instanceof CredentialWithheld)) throw error
      if (error instanceof CredentialsRefused) device.bearRefusal(error)
      const other = await attempt(device, async () => (await onvifIdentity().read(device)) as Identity)
      if (other === null) throw error
      return other
    }
  },
})

/** Services that the maker's interface tells, beside those of ONVIF, which alone are switched: a write names single ones. */
export const servicesBesideOnvif = (own: (device: Connection) => Promise<readonly ServiceState[]>): Capability => ({
  ...(onvifServices() as Extract<Capability, { fact: 'network.services' }>),
  async read(device) {
    const states = await own(device)
    if (states.some(({ name, enabled }) => name === 'onvif' && !enabled)) return states
    const others = (await attempt(device, () => readServices(device))) ?? []
    return [...states, ...others.filter(({ name }) => !states.some((state) => state.name === name))]
  },
})

/**
 * Whether a page with pictures is shown to anybody. `isPicture` tells the page from whatever else a web server answers.
 *
 * @throws {Unsupported} where the product does not have it, and what `webRequest` throws
 */
export async function isPublic(
  device: Connection,
  page: Pick<WebRequest, 'path' | 'manner' | 'limits'>,
  isPicture: (answer: HttpAnswer) => boolean,
): Promise<boolean> {
  try {
    const answer = await webRequest(device, { method: 'GET', ...page }, null)
    if (isPicture(answer)) return true
  } catch (error) {
    if (error instanceof CredentialsRefused) return false
    throw error
  }
  throw new ProtocolViolation(`GET ${page.path}: the device shows something else than its picture.`)
}
