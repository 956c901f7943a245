import { type Credential, Secret, type UsmCredential } from '../model/secret.ts'
import { pack, unpack } from './framing.ts'
import type { SealedTable } from './sealed-table.ts'

const siteLoginsId = 'site-logins'
const usmId = 'usm'
const deviceLoginsId = (deviceId: string): string => `device-logins/${deviceId}`

/** A login that a person entered. */
export interface EnteredLogin extends Credential {
  readonly enteredAt: string
}

/** What the technician entered for the whole site, sealed in the site file. No device got these from us. */
export class KnownLogins {
  readonly #table: SealedTable

  constructor(table: SealedTable) {
    this.#table = table
  }

  /** Newest first. */
  siteLogins(): Credential[] {
    const bytes = this.#table.load(siteLoginsId)
    if (bytes === null) return []
    const { facts, secrets } = unpack<string[]>(bytes)
    const logins = facts.map((username, index) => ({ username, password: secretOf(secrets[index]) }))
    bytes.fill(0)
    return logins
  }

  addSiteLogin(credential: Credential): void {
    const others = this.siteLogins().filter(
      ({ username, password }) => username !== credential.username || !password.equals(credential.password),
    )
    this.#saveSiteLogins([credential, ...others])
  }

  removeSiteLogin(username: string): void {
    this.#saveSiteLogins(this.siteLogins().filter((login) => login.username !== username))
  }

  /** What the technician entered for one device and no login has proven yet, newest first. */
  deviceLogins(deviceId: string): EnteredLogin[] {
    const bytes = this.#table.load(deviceLoginsId(deviceId))
    if (bytes === null) return []
    const { facts, secrets } = unpack<{ username: string; enteredAt: string }[]>(bytes)
    const logins = facts.map((fact, index) => ({ ...fact, password: secretOf(secrets[index]) }))
    bytes.fill(0)
    return logins
  }

  addDeviceLogin(deviceId: string, login: EnteredLogin): void {
    const others = this.deviceLogins(deviceId).filter(({ username }) => username !== login.username)
    this.#saveDeviceLogins(deviceId, [login, ...others])
  }

  removeDeviceLogin(deviceId: string, username: string): void {
    const before = this.deviceLogins(deviceId)
    const after = before.filter((login) => login.username !== username)
    if (after.length < before.length) this.#saveDeviceLogins(deviceId, after)
  }

  usm(): UsmCredential | null {
    const bytes = this.#table.load(usmId)
    if (bytes === null) return null
    const { facts, secrets } = unpack<Pick<UsmCredential, 'user' | 'authProtocol' | 'privProtocol'> | null>(bytes)
    if (facts === null) return null
    const usm = { ...facts, authKey: secretOf(secrets[0]), privKey: secretOf(secrets[1]) }
    bytes.fill(0)
    return usm
  }

  setUsm(usm: UsmCredential | null): void {
    if (usm === null) {
      this.#save(usmId, pack(null, []))
      return
    }
    const { user, authProtocol, privProtocol, authKey, privKey } = usm
    this.#save(usmId, pack({ user, authProtocol, privProtocol }, [authKey.bytes(), privKey.bytes()]))
  }

  #saveDeviceLogins(deviceId: string, logins: readonly EnteredLogin[]): void {
    const facts = logins.map(({ username, enteredAt }) => ({ username, enteredAt }))
    this.#save(
      deviceLoginsId(deviceId),
      pack(
        facts,
        logins.map(({ password }) => password.bytes()),
      ),
    )
  }

  #saveSiteLogins(logins: readonly Credential[]): void {
    const names = logins.map(({ username }) => username)
    const passwords = logins.map(({ password }) => password.bytes())
    this.#save(siteLoginsId, pack(names, passwords))
  }

  #save(id: string, plaintext: Buffer): void {
    this.#table.save(id, plaintext)
    plaintext.fill(0)
  }
}

function secretOf(view: Buffer | undefined): Secret {
  if (view === undefined) throw new Error('a sealed record lacks its secret')
  return Secret.fromBytes(Buffer.from(view))
}
