import type { Connection, Driver, Login } from '../../drivers/driver.ts'
import { CredentialsRefused, ExpectedError } from '../../model/errors.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import type { AttemptLedger } from '../login/attempt-ledger.ts'
import { isDatabase } from '../login/login-databases.ts'
import { type LoginState, untriedLogin } from '../login/login-state.ts'
import type { KnownDatabases } from './device-history.ts'

/** What was proven on the logins of a device during one step, and what came of requests that were made with it. */
export class DeviceLogins {
  state: LoginState = untriedLogin()
  readonly #driver: Driver
  readonly #ledger: AttemptLedger
  /** Proven logins that requests were refused to since it was asked last, and how often. */
  readonly #doubts = new Map<Login, { readonly shown: number; readonly error: CredentialsRefused }>()
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

  /** @see Connection.bearRefusal */
  bearRefusal(error: CredentialsRefused): void {
    const login = this.#driver.logins.find(({ name }) => name === this.#asked) ?? this.main
    if (login === null || error.shown === 0 || this.credentialOn(login.name) === null) return
    const shown = (this.#doubts.get(login)?.shown ?? 0) + error.shown
    this.#doubts.set(login, { shown, error })
  }

  async #settleDoubts(connection: Connection): Promise<void> {
    const doubts = [...this.#doubts]
    this.#doubts.clear()
    for (const [login, { shown, error }] of doubts) {
      const credential = this.credentialOn(login.name)
      if (credential === null) continue
      try {
        if (!(await this.#ledger.holdsStill(connection, login, credential, shown))) this.#forget(login.name, error)
      } catch (trouble) {
        if (!(trouble instanceof ExpectedError)) throw trouble
        this.#forget(login.name, trouble)
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
