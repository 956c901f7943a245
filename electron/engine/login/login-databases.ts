import { randomBytes } from 'node:crypto'
import type { Login } from '../../drivers/driver.ts'
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

/** RTSP, and a login with the accounts of another one, has nothing to administer: it is asked, and never searched for a login. */
export const isDatabase = ({ name, accountsOf }: Login): boolean => name !== 'rtsp' && accountsOf === undefined

/**
 * Finds the login of a further database of the device: on many makers ONVIF and the web interface have accounts of their own.
 * `offers` are tried in their order, then the public defaults; within the stop rule, each counted. Trouble of this database ends
 * the search in it and leaves what was proven elsewhere alone.
 */
export async function tryDatabase(
  knock: Knock,
  login: Login,
  offers: readonly Credential[],
  { withDefaults }: { readonly withDefaults: boolean },
): Promise<DatabaseTrial> {
  const search = new Search(knock, login)
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

  constructor(knock: Knock, login: Login) {
    this.#knock = knock
    this.#login = login
  }

  async offer(credential: Credential): Promise<void> {
    if (this.#credential !== null) return
    const answer = await this.#try(credential)
    if (answer === 'accepted') this.#credential = credential
    if (answer === 'held-back') this.#keptBack = true
  }

  async offerDefaults(): Promise<void> {
    const { driver, device } = this.#knock
    for (const { username, password } of driver.defaultLogins(device)) {
      const candidate = { username, password: Secret.of(password) }
      const entry = { interface: this.#login.name, username }
      const same = this.#credential?.username === username && this.#credential.password.equals(candidate.password)
      const answer = same ? 'accepted' : await this.#try(candidate)
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

  async #try(credential: Credential): Promise<'accepted' | 'refused' | 'held-back'> {
    const { ledger, connection } = this.#knock
    if (ledger.earlier(this.#login.name, credential) === 'refused') return 'refused'
    if (!ledger.allows(this.#login.name, credential.username)) return 'held-back'
    const answer = await ledger.authenticate(connection, this.#login, credential)
    if (answer === 'refused') this.#refused = true
    return answer
  }
}
