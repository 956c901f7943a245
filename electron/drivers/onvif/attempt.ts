import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { Connection } from '../driver.ts'

/**
 * What `work` comes to, or null where the device does not offer it, keeps it to itself or gets it wrong. For things that are good
 * to have: a lock-out and a dead line still end the reading, and a refused login is counted.
 */
export async function attempt<T>(device: Pick<Connection, 'bearRefusal'>, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CredentialsRefused) device.bearRefusal(error)
    else if (!(error instanceof Unsupported || error instanceof ProtocolViolation)) throw error
    return null
  }
}
