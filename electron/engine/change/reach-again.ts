import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from '../../drivers/driver.ts'
import { type Endpoint, endpointText } from '../../model/device.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { OpenDevice } from '../device/open-device.ts'

/** A change took us away from the device: it may be reached by others, and not by us. */
export class CutOff extends ExpectedError {
  override readonly name = 'CutOff'
  readonly code = 'fix/cut-off'
  readonly remedy =
    'Reach the device from an address that it lets in, or at its keyboard, and write the old value back. Then assess it again.'
}

/** The port that HTTPS has where nobody said another one. @see RFC 9110 section 4.2.2 */
const usualHttps = 443

/** How long devices take at most to begin with what they took, and how far apart two answers prove that it stays so. */
const settleMs = 2_500
/** Of the patience, where somebody wants to wait less in all. */
const settlePart = 1 / 24

/**
 * Returns when the device answers a stranger twice, some time apart and some time after the change, each time on a connection of its
 * own with nothing remembered: a device answers the old way for a while before it follows its settings. One that left plain HTTP
 * meanwhile is found again over HTTPS, and is reached that way from then on.
 * @throws {CutOff} when it did not within `patienceMs`
 */
export async function reachAgain(open: OpenDevice, patienceMs: number): Promise<void> {
  const { mainLogin, connection, device } = open
  if (mainLogin === null) return
  const deadline = performance.now() + patienceMs
  const apartMs = Math.min(settleMs, patienceMs * settlePart)
  const pause = (ms: number) => sleep(ms, undefined, { signal: connection.signal })
  const encrypted = overHttps(device.endpoint)
  let last: Endpoint | null = null
  await pause(apartMs)
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    const silence = await silenceAt(open, device.endpoint)
    const there: Endpoint | null =
      silence === null
        ? device.endpoint
        : encrypted !== null && (await silenceAt(open, encrypted)) === null
          ? encrypted
          : null
    if (there !== null && there === last) {
      if (there === encrypted) open.moveTo(encrypted.ports)
      return
    }
    last = there
    if (there === null) open.noteAway()
    // An answer that came late gets its time to be given again.
    const nextMs = there === null ? pauseMs : apartMs
    if (performance.now() + nextMs > (there === null ? deadline : deadline + 2 * apartMs)) {
      const because = silence === null ? 'it answers now here, now there.' : silence.message
      throw new CutOff(
        `${endpointText(device.endpoint)} does not answer any more since the change: ${because}`,
        silence === null ? {} : { cause: silence },
      )
    }
    await pause(nextMs)
  }
}

/**
 * Returns when the device answers a stranger where it was reached before a change moved us, and is reached there from then on. At
 * once where nothing moved.
 * @throws {CutOff} when it did not within `patienceMs`
 */
export async function reachAsBefore(open: OpenDevice, patienceMs: number): Promise<void> {
  const { movedFrom, device, connection } = open
  if (movedFrom === null) return
  const deadline = performance.now() + patienceMs
  const before = { ...device.endpoint, ports: movedFrom }
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    const silence = await silenceAt(open, before)
    if (silence === null) return open.moveTo(movedFrom)
    if (performance.now() + pauseMs > deadline) {
      throw new CutOff(`${endpointText(before)} does not answer as it did before the change: ${silence.message}`, {
        cause: silence,
      })
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
    bearRefusal: (error) => connection.bearRefusal(error),
    usm: connection.usm,
    community: connection.community,
    secretWay: null,
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
