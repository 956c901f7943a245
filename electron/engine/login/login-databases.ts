import { randomBytes } from 'node:crypto'
import type { Driver, Login } from '../../drivers/driver.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { LoginName } from '../../model/login-name.ts'
import { type Credential, Secret } from '../../model/secret.ts'
import type { Knock } from './login-state.ts'

/** What came of one login database besides the main one. */
export interface DatabaseTrial {
  readonly login: Login
  /** Proven on this database. */
  readonly credential: Credential | null
  readonly acceptsAnyPassword: boolean
  readonly wrongPasswordRefused: boolean
  readonly tried: readonly { readonly interface: LoginName; readonly username: string }[]
  readonly accepted: readonly { readonly interface: LoginName; readonly username: string }[]
  readonly heldBack: number
  /**
   * Why nothing is known of its passwords although it was looked at: `held-back` by the stop rule before anything let us in, `open`
   * to anybody, `changed` since it let us in. Null when all is known, and for accounts that nobody ever gave us.
   */
  readonly unseen: 'held-back' | 'open' | 'changed' | null
  /** Why it was not looked at to the end: nothing may be concluded of it. Null also for one that the device does not have. */
  readonly trouble: ExpectedError | null
}

/** A login that may open a further database. */
export interface Offer {
  readonly credential: Credential
  /** It was the password once: more likely wrong than right. */
  readonly isOld: boolean
  /** Refusals before this time say nothing of it: a person entered it then. */
  readonly since: string
}

/** RTSP, and a login with the accounts of another one, has nothing to administer: it is asked, and never searched for a login. */
export const isDatabase = ({ name, accountsOf }: Login): boolean => name !== 'rtsp' && accountsOf === undefined

/** The login databases of a maker besides the main one. */
export const furtherDatabases = (driver: Driver, main: Login): Login[] =>
  driver.logins.filter((login) => login !== main && isDatabase(login))

interface SearchOptions {
  readonly withDefaults: boolean
  /** The main login let us in at this look: what ends a row of failures there, and shows that the device was not set back. */
  readonly isLetIn: boolean
}

/**
 * Finds the login of a further database of the device: on many makers ONVIF and the web interface have accounts of their own.
 * `offers` are tried in their order, then the public defaults; within the stop rule, each counted. Trouble of this database ends
 * the search in it and leaves what was proven elsewhere alone.
 */
export async function tryDatabase(
  knock: Knock,
  login: Login,
  offers: readonly Offer[],
  { withDefaults, isLetIn }: SearchOptions,
): Promise<DatabaseTrial> {
  const search = new Search(knock, login, isLetIn)
  try {
    // A database that the device does not have must not cost an attempt.
    search.isOpen = (await login.withoutLogin(knock.connection)) === 'open'
    for (const offer of offers) await search.offer(offer)
    if (withDefaults) await search.offerDefaults()
    else search.holdDefaultsBack()
    await search.offerRandom()
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    if (error.code === 'device/identity-mismatch') throw error
    // One that took a login in this very visit is not gone for saying so once.
    if (error.code !== 'device/unsupported' || knock.ledger.letInNow(login.name)) search.trouble = error
  }
  return search.trial()
}

/** A database that was not asked for anything, and why. */
export const untriedDatabase = (login: Login, trouble: ExpectedError): DatabaseTrial => ({
  login,
  credential: null,
  acceptsAnyPassword: false,
  wrongPasswordRefused: false,
  tried: [],
  accepted: [],
  heldBack: 0,
  unseen: null,
  trouble,
})

class Search {
  readonly #knock: Knock
  readonly #login: Login
  readonly #isLetIn: boolean
  trouble: ExpectedError | null = null
  /** Answers without any login what should want one. */
  isOpen = false
  readonly #tried: { interface: LoginName; username: string }[] = []
  readonly #accepted: { interface: LoginName; username: string }[] = []
  #credential: Credential | null = null
  #refused = false
  #acceptsAny = false
  #heldBack = 0
  #keptBack = false

  constructor(knock: Knock, login: Login, isLetIn: boolean) {
    this.#knock = knock
    this.#login = login
    this.#isLetIn = isLetIn
  }

  async offer({ credential, isOld, since }: Offer): Promise<void> {
    if (this.#credential !== null) return
    const { ledger } = this.#knock
    const { name } = this.#login
    if (ledger.wasRefused(name, credential, since)) return
    const isGuess = ledger.isGuess(name, credential, { isOld, since })
    const isFree = isGuess ? this.#mayGuess(credential) : ledger.allows(name, credential.username)
    const answer = isFree ? await this.#show(credential, isGuess) : 'held-back'
    if (answer === 'accepted') this.#credential = credential
    if (answer === 'held-back') this.#keptBack = true
  }

  async offerDefaults(): Promise<void> {
    const { driver, device } = this.#knock
    for (const { username, password } of driver.defaultLogins(device)) {
      const candidate = { username, password: Secret.of(password) }
      const entry = { interface: this.#login.name, username }
      const same = this.#credential?.username === username && this.#credential.password.equals(candidate.password)
      const answer = same ? 'accepted' : await this.#tryDefault(candidate)
      if (answer === 'held-back') {
        this.#heldBack += 1
        continue
      }
      this.#tried.push(entry)
      if (answer === 'refused') continue
      this.#accepted.push(entry)
      this.#credential ??= candidate
    }
  }

  /** They were not tried: one of them may open it. */
  holdDefaultsBack(): void {
    const { driver, device } = this.#knock
    this.#heldBack += driver.defaultLogins(device).length
  }

  /** A random password once, then the right one, which ends the row of failures on the side of the device. */
  async offerRandom(): Promise<void> {
    const credential = this.#credential
    const { ledger, connection } = this.#knock
    if (credential === null) return
    if (!this.#refused && ledger.allows(this.#login.name, credential.username)) {
      const random = { username: credential.username, password: Secret.of(randomBytes(9).toString('hex')) }
      const answer = await ledger.authenticate(connection, this.#login, random)
      if (answer === 'accepted') this.#acceptsAny = true
      else this.#refused = true
    }
    if (this.#refused) await ledger.authenticate(connection, this.#login, credential)
  }

  trial(): DatabaseTrial {
    return {
      login: this.#login,
      credential: this.#credential,
      acceptsAnyPassword: this.#acceptsAny,
      wrongPasswordRefused: this.#refused,
      tried: this.#tried,
      accepted: this.#accepted,
      heldBack: this.#heldBack,
      unseen: this.#unseen(),
      trouble: this.trouble,
    }
  }

  #unseen(): DatabaseTrial['unseen'] {
    if (this.isOpen) return 'open'
    if (this.#credential !== null) return null
    if (this.#keptBack || this.#heldBack > 0) return 'held-back'
    return this.#knock.ledger.wasLetIn(this.#login.name) ? 'changed' : null
  }

  async #tryDefault(credential: Credential): Promise<'accepted' | 'refused' | 'held-back'> {
    const { ledger } = this.#knock
    const { name } = this.#login
    if (ledger.earlier(name, credential) === 'refused') return 'refused'
    // A device that still takes what it took is the one that refused this today.
    if (ledger.refusedToday(name, credential)) return this.#isLetIn ? 'refused' : 'held-back'
    return this.#mayGuess(credential) ? await this.#show(credential, true) : 'held-back'
  }

  #mayGuess({ username }: Credential): boolean {
    const { ledger } = this.#knock
    const { name } = this.#login
    if (this.#credential !== null) return ledger.allows(name, username)
    return this.#isLetIn ? ledger.mayGuessBeside(name, username) : ledger.mayGuessBlindly(name, username)
  }

  async #show(credential: Credential, isGuess: boolean): Promise<'accepted' | 'refused'> {
    const { ledger, connection } = this.#knock
    const reserve = isGuess && !this.#isLetIn ? 1 : 0
    const answer = await ledger.authenticate(connection, this.#login, credential, reserve)
    if (answer === 'refused') this.#refused = true
    return answer
  }
}
