import type { Device } from '../../model/device.ts'
import type { Credential, Secret, UsmCredential } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { OpenChanges } from '../password/open-changes.ts'
import { UnknownDevice } from '../problems.ts'
import type { VaultAccount } from './vault-account.ts'

interface Parts {
  readonly vault: Vault
  /** The log of the visit that is going on; of the next one where that was sealed. */
  readonly log: () => EventLog
  /** For a look at a password, which begins no visit. */
  readonly lookLog: () => EventLog
  readonly devices: () => readonly Device[]
  readonly store: Pick<SiteFile, 'devices' | 'visits' | 'logPage'>
}

/** The logins of one open site: what the technician enters and what the vault holds. Each look at a password is logged. */
export class SiteLogins {
  /** Password changes whose proof is missing. */
  readonly open: OpenChanges
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
    this.open = new OpenChanges(parts)
  }

  /** A login that the technician knows: for these devices, or for all of the site (null). @throws {UnknownDevice} */
  add(deviceIds: readonly string[] | null, credential: Credential): void {
    const { vault, log } = this.#parts
    if (deviceIds === null) vault.addSiteLogin(credential)
    for (const deviceId of deviceIds ?? []) vault.addDeviceLogin(this.#known(deviceId), credential)
    log().append({ type: 'login.entered', username: credential.username, devices: deviceIds ?? 'all' })
  }

  /** A login that the technician brought along for an address. Says whether a device of the site is there. */
  addAt(address: string, port: number | undefined, credential: Credential): boolean {
    const device = this.#parts
      .devices()
      .find(({ endpoint }) => endpoint.address === address && (!endpoint.forwarded || endpoint.ports.http === port))
    if (device !== undefined) this.add([device.id], credential)
    return device !== undefined
  }

  /** The SNMPv3 user of the site. */
  setUsm(usm: UsmCredential | null): void {
    this.#parts.vault.setUsm(usm)
    this.#parts.log().append({ type: 'login.entered', snmpUser: usm?.user ?? null })
  }

  /** The newest password of an account, to be shown to the technician for a moment. @throws {UnknownDevice} */
  reveal(deviceId: string, username: string): Secret {
    const { vault, lookLog } = this.#parts
    const passwords = vault.candidates({ deviceId, username })
    const entered = vault.deviceLogins(deviceId).find((login) => login.username === username)
    const newest = passwords.find(({ state }) => state !== 'superseded') ?? entered ?? passwords[0]
    if (newest === undefined) throw new UnknownDevice(`The vault holds no password of "${username}" on this device.`)
    lookLog().append({ type: 'password.revealed', device: deviceId, username })
    return newest.password
  }

  /** Every password that the vault holds for an account and that the device may have, newest first. */
  candidates(deviceId: string, username: string): Secret[] {
    return this.#parts.vault
      .candidates({ deviceId, username })
      .filter(({ state }) => state !== 'superseded')
      .map(({ password }) => password)
  }

  accounts(deviceId: string): VaultAccount[] {
    const { vault } = this.#parts
    const gone = this.open.list().filter((change) => change.deviceId === deviceId && change.isGone)
    const kept = vault.accounts(deviceId).map(
      ({ username, candidates, state }): VaultAccount => ({
        username,
        candidates: Math.max(1, candidates),
        state,
        ...(gone.some((change) => change.username === username) ? { isDeviceGone: true } : {}),
      }),
    )
    const entered = vault
      .deviceLogins(deviceId)
      .filter(({ username }) => !kept.some((account) => account.username === username))
      .map(({ username }): VaultAccount => ({ username, candidates: 1, state: 'entered' }))
    return [...kept, ...entered]
  }

  /** Password changes whose proof is missing. */
  unresolved(): number {
    return this.#parts.vault.unresolved().length
  }

  /** Ids of the devices that these are at, each once. */
  unresolvedDevices(): string[] {
    return [...new Set(this.#parts.vault.unresolved().map(({ account }) => account.deviceId))]
  }

  #known(deviceId: string): string {
    const known = this.#parts.devices().some(({ id }) => id === deviceId)
    if (!known) throw new UnknownDevice(`This site has no device ${deviceId}.`)
    return deviceId
  }
}
