import type { Login } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { DefaultLoginTrial, Reading } from '../../model/facts.ts'
import type { LoginName } from '../../model/login-name.ts'
import { type Credential, Secret } from '../../model/secret.ts'
import { StopRule } from '../problems.ts'
import { unread, value } from '../reading-ends.ts'
import { furtherDatabases } from './login-databases.ts'
import type { Knock } from './login-state.ts'
import { type KnownTrial, knownLogins } from './try-known.ts'

/** The published defaults of the maker, one after the other, as far as the stop rule has room for guesses. */
export async function tryDefaults(
  knock: Knock,
  main: Login,
  { login, error: earlierError }: KnownTrial,
): Promise<{
  credential: Credential | null
  reading: Reading<DefaultLoginTrial>
  error: ExpectedError | null
  refused: boolean
}> {
  const { device, driver, connection, ledger, letIn } = knock
  const known = login?.credential ?? null
  const readAt = new Date().toISOString()
  const tried: { interface: LoginName; username: string }[] = []
  const accepted: { interface: LoginName; username: string }[] = []
  let heldBack = 0
  let refused = false
  let credential: Credential | null = null
  // After a lock-out or a dead line no further login is sent, and nothing may be concluded.
  const stopped =
    earlierError !== null && !(earlierError instanceof CredentialsRefused) && !(earlierError instanceof StopRule)
  if (stopped) return { credential, error: earlierError, reading: unread(earlierError, readAt), refused }
  // What a person enters next has its try, and so has, before a guess, what was entered already and may open another database.
  const reserve = 1 + enteredWaiting(knock, main)
  for (const { username, password } of driver.defaultLogins(device)) {
    const candidate = { username, password: Secret.of(password) }
    const entry = { interface: main.name, username }
    if (known !== null && known.username === username && known.password.equals(candidate.password)) {
      tried.push(entry)
      accepted.push(entry)
      continue
    }
    if (ledger.earlier(main.name, candidate) === 'refused') {
      tried.push(entry)
      continue
    }
    // Where a login is known to be right, it ends the row of failures right after.
    const isFree =
      known === null && credential === null
        ? !ledger.refusedToday(main.name, candidate) && ledger.mayGuessBlindly(main.name, username, reserve)
        : ledger.allows(main.name, username)
    if (!isFree) {
      heldBack += 1
      continue
    }
    let answer: 'accepted' | 'refused'
    try {
      answer = await ledger.authenticate(
        connection,
        main,
        candidate,
        known === null && credential === null ? reserve : 0,
      )
    } catch (caught) {
      if (!(caught instanceof ExpectedError)) throw caught
      // What was let in before stays a finding; without that nothing may be concluded.
      const reading =
        accepted.length > 0 ? value({ tried, accepted, heldBack: heldBack + 1 }, readAt) : unread(caught, readAt)
      return { credential, error: caught, reading, refused }
    }
    tried.push(entry)
    if (answer === 'refused') refused = true
    else {
      accepted.push(entry)
      if (known === null && credential === null) {
        credential = candidate
        await letIn(candidate)
      }
    }
  }
  return { credential, error: null, reading: value({ tried, accepted, heldBack }, readAt), refused }
}

/** How often a login that a person entered is still to be shown to a further database. */
const enteredWaiting = ({ driver, device, vault, ledger }: Knock, main: Login): number =>
  furtherDatabases(driver, main).flatMap(({ name }) =>
    knownLogins(vault, device).filter(
      ({ from, credential, since }) => from === 'entered' && !ledger.refusedToday(name, credential, since),
    ),
  ).length
