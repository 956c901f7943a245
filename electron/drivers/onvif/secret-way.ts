import { CredentialWithheld } from '../../model/errors.ts'
import type { Connection } from '../driver.ts'

/**
 * To be asked before a secret leaves on anything but TLS. How it travels is decided once, where somebody can still say no: a port
 * that spoke TLS then and does not now may be shut by somebody in between.
 *
 * @param sealed the secret is hidden in a key exchange of the maker
 * @throws {CredentialWithheld} when something better was decided, or nothing at all
 */
export function assertAsDecided({ secretWay, endpoint }: Connection, sealed = false): void {
  if (secretWay === 'clear' || secretWay === 'inside' || (sealed && secretWay === 'sealed')) return
  throw new CredentialWithheld(
    `HTTPS of ${endpoint.address} answered a moment ago and does not now: the secret would cross the network readable. It was not sent.`,
  )
}
