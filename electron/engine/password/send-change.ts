import type { Connection } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ExpectedError, WriteRefused } from '../../model/errors.ts'
import type { Answer } from './prove-password.ts'

/** Codes of a request that changed nothing: the device declined it, does not know it, or was never asked. */
const declined = ['device/unsupported', 'device/credential-withheld', 'device/credentials-refused'] as const

/**
 * Sends a request that changes a login, and says whether it was taken. An answer that was lost proves nothing: only the logins that
 * follow do.
 *
 * @param device counts a refusal, like that of any other request
 * @param notTaken codes of errors after which the device surely holds what it held. Others count as lost.
 */
export async function sendChange(
  device: Pick<Connection, 'bearRefusal'>,
  work: () => Promise<void>,
  notTaken: readonly string[] = declined,
): Promise<Answer> {
  try {
    await work()
    return 'taken'
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    if (error instanceof CredentialsRefused) device.bearRefusal(error)
    if (error instanceof WriteRefused) return error
    return notTaken.includes(error.code) ? new WriteRefused(error.message, { cause: error }) : 'lost'
  }
}
