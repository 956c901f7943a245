import type { Connection, Driver, Login } from '../../drivers/driver.ts'
import { CredentialsRefused, type ShownLogin } from '../../model/credentials-refused.ts'
import { DeviceLockedOut, ExpectedError } from '../../model/errors.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import type { AttemptLedger } from '../login/attempt-ledger.ts'
import { isDatabase } from '../login/login-databases.ts'
import { type LoginState, untriedLogin } from '../login/login-state.ts'
import { StopRule } from '../problems.ts'
import type { KnownDatabases } from './device-history.ts'

/** What was proven on the logins of a device during one step, and what came of requests that were made with it. */
export class DeviceLogins {
  state: LoginState = untriedLogin()
  readonly #driver: Driver
  readonly #ledger: AttemptLedger
  readonly #borne = new WeakSet<CredentialsRefused>()
  /** Proven logins that a request was refused to, until one login tells whether they hold still. */
  readonly #doubts = new Map<Login, { readonly error: CredentialsRefused; readonly isLogin: boolean }>()
  /** The login database that was asked for last: a refused request was refused to its credential. */
  #asked: LoginName | null = null

  constructor(driver: Driver, ledger: AttemptLedger) {
    this.#driver = driver
    this.#ledger = ledger
  }

  get main(): Login | null {
    return this.#driver.logins[0] ?? null
  }

  /** What was proven on that login database; for one that the driver does not know apart, what the main one takes. */
  credentialOn(login: LoginName): Credential | null {
    this.#asked = login
    const own = this.#driver.logins.find(({ name }) => name === login)
    if (own === undefined || own === this.main || !isDatabase(own)) return this.state.credential
    return this.state.others.get(login) ?? null
  }

  /** This account has another password there from now on: requests that are made with it carry the new one. */
  renew(credential: Credential, login: Login): void {
    const known = this.credentialOn(login.name)
    if (known === null || known.username === credential.username) this.prove(credential, login)
  }

  /** It was let in: on the main login, or on another database. */
  prove(credential: Credential, login: Login | null): void {
    if (login === this.main || login === null) this.state = { ...this.state, credential, refusal: null }
    else this.state = { ...this.state, others: new Map(this.state.others).set(login.name, credential) }
  }

  databases(): KnownDatabases {
    const { others, trouble, refusal } = this.state
    // One that the device does not have hides nothing; one that let nobody in may hold another password than the vault.
    const shut = refusal?.code === 'device/unsupported' ? null : refusal
    return { main: this.main?.name ?? 'web', others, trouble: trouble ?? shut }
  }

  /**
   * A device counts refused requests like refused logins. After one of them a login tells whether the proven password holds still:
   * it may have been changed behind our back, and the next refusal could be the one that locks.
   *
   * @param login that `work` is done with; null where the driver asks for one
   */
  async counted<T>(connection: Connection, work: () => Promise<T>, login: LoginName | null = null): Promise<T> {
    this.#asked = login
    try {
      return await work()
    } catch (error) {
      if (error instanceof CredentialsRefused) this.bearRefusal(error)
      throw error
    } finally {
      await this.#settleDoubts(connection)
    }
  }

  /** Counted at once, and each error once: whoever went on without what it asked for may throw it after all. */
  bearRefusal(error: CredentialsRefused): void {
    if (this.#borne.has(error)) return
    this.#borne.add(error)
    const refused = error.shown === undefined ? this.#askedLast() : error.shown
    if (refused === null) return
    const { credential, times } = refused
    for (let time = 0; time < times; time += 1) this.#ledger.noteRefusal(refused.login, credential)
    const login = this.#driver.logins.find(({ name }) => name === refused.login) ?? this.main
    const proven = login === null ? null : this.credentialOn(login.name)
    const isProven = proven?.username === credential.username && proven.password.equals(credential.password)
    if (login !== null && isProven) this.#doubts.set(login, { error, isLogin: refused.isLogin })
  }

  /** For a refusal that does not say itself whose it is. */
  #askedLast(): ShownLogin | null {
    const login = this.#asked ?? this.main?.name ?? null
    const credential = login === null ? null : this.credentialOn(login)
    return login === null || credential === null ? null : { login, credential, times: 1, isLogin: false }
  }

  async #settleDoubts(connection: Connection): Promise<void> {
    const doubts = [...this.#doubts]
    this.#doubts.clear()
    for (const [login, { error, isLogin }] of doubts) {
      const credential = this.credentialOn(login.name)
      if (credential === null) continue
      // What the device may have taken instead is looked for at the next look: nothing is spent on what it refused to let in.
      if (isLogin && this.#ledger.untriedLate(login.name, credential.username).length > 0) {
        this.#forget(login.name, error)
        continue
      }
      try {
        if (!(await this.#ledger.holdsStill(connection, login, credential))) this.#forget(login.name, error)
      } catch (trouble) {
        if (!(trouble instanceof ExpectedError)) throw trouble
        // Any other trouble says nothing of the password, and what was begun may have to be taken back with it.
        if (trouble instanceof DeviceLockedOut || trouble instanceof StopRule) this.#forget(login.name, trouble)
      }
    }
  }

  /** What it does not answer for is not shown again during this step. */
  #forget(login: LoginName, error: ExpectedError): void {
    const others = new Map(this.state.others)
    if (others.delete(login)) this.state = { ...this.state, others }
    else this.state = { ...this.state, credential: null, refusal: error }
  }
}
