import { ExpectedError } from './errors.ts'
import type { LoginName } from './login-name.ts'
import type { Credential } from './secret.ts'

/** A login as a refused request carried it. */
export interface ShownLogin {
  readonly login: LoginName
  readonly credential: Credential
  readonly times: number
  /** It answered an offer of this very exchange, and the device asked for another one: the refusal of a login, not of a right. */
  readonly isLogin: boolean
}

/** The device answered and said no: missing, wrong or insufficient credentials. Never 'unsupported'. */
export class CredentialsRefused extends ExpectedError {
  override readonly name = 'CredentialsRefused'
  readonly code = 'device/credentials-refused'
  readonly remedy = 'Enter an administrator account for this device.'
  /** The login that it was said to: the device may have counted it. Null where none was shown; absent where nobody said. */
  readonly shown?: ShownLogin | null
  constructor(message: string, { shown, ...options }: ErrorOptions & { readonly shown?: ShownLogin | null } = {}) {
    super(message, options)
    if (shown !== undefined) this.shown = shown
  }
}
