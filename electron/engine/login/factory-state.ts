import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { ActivationState } from '../../model/security-facts.ts'
import { value } from '../reading-ends.ts'
import type { Knock, LoginState } from './login-state.ts'

/**
 * Whether the device says, to a stranger, that nobody gave it a first password. It has no login then that could be tried; what is
 * shown to it all the same would count against the proof of the first one.
 */
export async function waitsForFirstPassword({ driver, connection }: Knock): Promise<boolean> {
  const [main] = driver.logins
  if (main === undefined || connection.credential(main.name) !== null) return false
  const capability = driver.supports.findLast(({ fact }) => fact === 'activation')
  if (capability === undefined) return false
  try {
    return ((await capability.read(connection)) as ActivationState).state === 'factory'
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    // Whatever the trouble is: it did not say so.
    return false
  }
}

/** Nothing was tried, and nothing may be concluded from that. */
export function loginStateOfNew(): LoginState {
  const readAt = new Date().toISOString()
  return {
    credential: null,
    others: new Map(),
    refusal: new CredentialsRefused('The device has no login yet: nobody gave it its first password.'),
    defaults: value({ tried: [], accepted: [], heldBack: 0 }, readAt),
    enforcement: value(
      { acceptsAnyPassword: [], answersWithoutLogin: [], wrongPasswordRefused: [], tested: [] },
      readAt,
    ),
    trouble: null,
  }
}
