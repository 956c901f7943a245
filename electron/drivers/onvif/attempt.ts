import { CredentialsRefused, ProtocolViolation, Unsupported } from '../../model/errors.ts'

/**
 * What `work` comes to, or null where the device does not offer it, keeps it to itself or gets it wrong. For things that are good
 * to have: a lock-out and a dead line still end the reading, and a refused login is not shown again.
 */
export async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    const isBearable =
      error instanceof Unsupported || error instanceof CredentialsRefused || error instanceof ProtocolViolation
    if (isBearable) return null
    throw error
  }
}
