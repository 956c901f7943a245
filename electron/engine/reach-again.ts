import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from '../drivers/driver.ts'
import { type Endpoint, endpointText } from '../model/device.ts'
import { ExpectedError } from '../model/errors.ts'
import type { OpenDevice } from './open-device.ts'

/** A change took us away from the device: it may be reached by others, and not by us. */
export class CutOff extends ExpectedError {
  override readonly name = 'CutOff'
  readonly code = 'fix/cut-off'
  readonly remedy =
    'Reach the device from an address that it lets in, or at its keyboard, and write the old value back. Then assess it again.'
}

/** The port that HTTPS has where nobody said another one. @see RFC 9110 section 4.2.2 */
const usualHttps = 443

/**
 * Returns when the device answers a stranger on a connection of its own, with nothing remembered from before. A device that left
 * plain HTTP meanwhile is found again over HTTPS, and is reached that way from then on.
 * @throws {CutOff} when it did not within `patienceMs`
 */
export async function reachAgain(open: OpenDevice, patienceMs: number): Promise<void> {
  const { mainLogin, connection, device } = open
  if (mainLogin === null) return
  const deadline = performance.now() + patienceMs
  const encrypted = overHttps(device.endpoint)
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    const silence = await silenceAt(open, device.endpoint)
    if (silence === null) return
    if (encrypted !== null && (await silenceAt(open, encrypted)) === null) return open.moveTo(encrypted.ports)
    open.noteAway()
    if (performance.now() + pauseMs > deadline) {
      throw new CutOff(
        `${endpointText(device.endpoint)} does not answer any more since the change: ${silence.message}`,
        { cause: silence },
      )
    }
    await sleep(pauseMs, undefined, { signal: connection.signal })
  }
}

/** The same device without its plain port; null where no other way is known. */
function overHttps({ address, forwarded, ports: { http, https, ...others } }: Endpoint): Endpoint | null {
  if (http === undefined || forwarded) return null
  return { address, forwarded, ports: { ...others, https: https ?? usualHttps } }
}

/** Why nothing came back from there. Any answer shows that the way is open: then null. */
async function silenceAt(
  { mainLogin, connection, device }: OpenDevice,
  endpoint: Endpoint,
): Promise<ExpectedError | null> {
  const fresh: Connection = {
    network: connection.network,
    endpoint,
    signal: connection.signal,
    credential: (login) => connection.credential(login),
    usm: connection.usm,
    community: connection.community,
    memo: new Map(Object.entries(device.marks)),
  }
  try {
    await mainLogin?.withoutLogin(fresh)
    return null
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return error.code === 'device/unreachable' ? error : null
  }
}
