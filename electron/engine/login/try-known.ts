import type { Login } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import type { Device } from '../../model/device.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { Vault } from '../../vault/vault.ts'
import { DayRule } from '../problems.ts'
import type { AttemptLedger } from './attempt-ledger.ts'
import type { Offer } from './login-databases.ts'
import type { Knock } from './login-state.ts'
import { peopleOf } from './main-login.ts'

/** Where a login of the vault comes from. `history`: it was the password once, or a device seemed not to take it. */
export interface KnownLogin {
  readonly credential: Credential
  readonly from: 'entered' | 'current' | 'history' | 'site'
  /** Refusals before this time say nothing of it. */
  readonly since: string
}

/**
 * What a person entered last comes first, then the passwords that the device should have, those of the main account in front, then
 * those it had: some devices take a password late, some are set back. A site login stands in only where the vault has nothing for the device.
 */
export function knownLogins(vault: Vault, device: Device): KnownLogin[] {
  const entered = vault
    .deviceLogins(device.id)
    .map(({ enteredAt, ...credential }): KnownLogin => ({ credential, from: 'entered', since: enteredAt }))
  const own = peopleOf(vault, device.id).flatMap((username) =>
    vault.candidates({ deviceId: device.id, username }).map(
      ({ password, state }): KnownLogin => ({
        credential: { username, password },
        from: state === 'superseded' ? 'history' : 'current',
        since: '',
      }),
    ),
  )
  const logins = [
    ...entered,
    ...own.filter(({ from }) => from === 'current'),
    ...own.filter(({ from }) => from === 'history'),
  ]
  if (logins.length > 0) return logins
  return vault.siteLogins().map((credential) => ({ credential, from: 'site', since: '' }))
}

/** What a person entered is new from then on; whatever else the vault holds may have been refused before. */
export const offerOf = ({ credential, from, since }: KnownLogin): Offer => ({
  credential,
  isOld: from === 'history',
  since: from === 'entered' ? since : '',
})

export interface KnownTrial {
  readonly login: KnownLogin | null
  readonly error: ExpectedError | null
  readonly refused: boolean
}

/** The logins of the vault, one after the other, as far as the stop rule lets them. */
export async function tryKnown({ device, connection, vault, ledger, letIn }: Knock, main: Login): Promise<KnownTrial> {
  let error: ExpectedError | null = null
  let refused = false
  for (const login of likeliestFirst(knownLogins(vault, device), main, ledger)) {
    const { credential, from, since } = login
    const { username } = credential
    const isLate = ledger.mayBeLate(main.name, credential)
    if (!isLate && ledger.earlier(main.name, credential, since) === 'refused') {
      error = refusalOf(username)
      continue
    }
    if (!isLate && ledger.refusedToday(main.name, credential, since)) {
      error = refusalOf(
        username,
        ' earlier today, and is not shown again before a day has passed or it is entered anew',
      )
      continue
    }
    const { isOld, since: enteredAt } = offerOf(login)
    const isGuess = ledger.isGuess(main.name, credential, { isOld, since: enteredAt })
    // The password on record is the likeliest of them: nothing is held back from it for a later one.
    if (isGuess && !isLate && !ledger.mayGuessBlindly(main.name, username, from === 'current' ? 0 : 1)) {
      error ??= new DayRule(`An older login "${username}" of the vault was not tried, to stay clear of a lock-out.`)
      continue
    }
    let answer: 'accepted' | 'refused'
    try {
      answer = await ledger.authenticate(connection, main, credential)
    } catch (caught) {
      if (!(caught instanceof ExpectedError)) throw caught
      return { login: null, error: caught, refused }
    }
    if (answer === 'accepted') {
      await letIn(credential)
      return { login, error: null, refused }
    }
    refused = true
    error = refusalOf(username)
  }
  return { login: null, error, refused }
}

/** A password on record that the device refuses by now comes behind those that it may have taken instead. */
function likeliestFirst(logins: readonly KnownLogin[], main: Login, ledger: AttemptLedger): readonly KnownLogin[] {
  const isRefusedNow = ({ from, credential }: KnownLogin) => from === 'current' && ledger.isRefusedByNow(credential)
  const isInstead = ({ credential }: KnownLogin) => ledger.mayBeLate(main.name, credential)
  const rest = logins.filter((login) => !isRefusedNow(login) && !isInstead(login))
  const front = rest.filter(({ from }) => from === 'entered' || from === 'current')
  const back = rest.filter((login) => !front.includes(login))
  return [...front, ...logins.filter(isInstead), ...logins.filter(isRefusedNow), ...back]
}

const refusalOf = (username: string, more = ''): CredentialsRefused =>
  new CredentialsRefused(`The login "${username}" that the vault holds was refused${more}.`)
