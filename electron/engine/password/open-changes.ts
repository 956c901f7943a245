import { type Device, endpointText } from '../../model/device.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { UnresolvedChange, Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { replacedDevices } from '../inventory/replaced-device.ts'
import { DeviceStillThere, UnknownDevice } from '../problems.ts'

interface Parts {
  readonly vault: Vault
  readonly log: () => EventLog
  readonly store: Pick<SiteFile, 'devices' | 'visits' | 'logPage'>
}

/** A password change whose proof is missing, as a person is asked about it. */
export interface OpenChangeView {
  readonly deviceId: string
  /** Null: the device left the site. */
  readonly address: string | null
  /** Serial and address at the time of the change. */
  readonly identity: string
  readonly username: string
  readonly startedAt: string
  /** Null: the program ended in its middle. */
  readonly reason: string | null
  /** The device was exchanged, left the site, or was not found by the last discovery: a person may end the change. */
  readonly isGone: boolean
}

const pageLines = 500

/**
 * Password changes whose proof is missing. A device that answers settles its own at the next assessment; one that never will answer
 * again would keep the passwords of the whole site from being handed over: there a person's word ends the change.
 */
export class OpenChanges {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  list(): OpenChangeView[] {
    const open = this.#parts.vault.unresolved()
    if (open.length === 0) return []
    const isGone = this.#goneNow()
    const devices = new Map(this.#parts.store.devices().map((device) => [device.id, device]))
    return open.map(({ account: { deviceId, username }, deviceIdentity, startedAt, reason }) => {
      const device = devices.get(deviceId) ?? null
      return {
        deviceId,
        address: device === null ? null : endpointText(device.endpoint),
        identity: deviceIdentity,
        username,
        startedAt,
        reason,
        isGone: isGone(device),
      }
    })
  }

  /**
   * Ends the changes of an account on a person's word. Every password that the device may hold stays in the vault as possible; nobody
   * calls one of them proven. Should the device answer one day, what it lets in then is its password.
   * @throws {UnknownDevice} when nothing is open there @throws {DeviceStillThere} when the device itself can still tell
   */
  giveUp(deviceId: string, username: string, reason: string): void {
    const { vault, log, store } = this.#parts
    const isOfAccount = ({ account }: UnresolvedChange) =>
      account.deviceId === deviceId && account.username === username
    const open = vault.unresolved().filter(isOfAccount)
    const [first] = open
    if (first === undefined) throw new UnknownDevice(`No password change of "${username}" is open on this device.`)
    const device = store.devices().find(({ id }) => id === deviceId) ?? null
    if (vault.isChanging(deviceId) || !this.#goneNow()(device)) {
      const name = device === null ? first.deviceIdentity : endpointText(device.endpoint)
      throw new DeviceStillThere(
        `${name} was reached a moment ago or found by the last discovery: it can still tell which password it has.`,
      )
    }
    log().append({ type: 'password.given-up', device: deviceId, username, reason })
    for (const _ of open) vault.resume(first.account)?.giveUp(reason)
  }

  /** Whether a device is out of reach for good, as far as the site file can tell. */
  #goneNow(): (device: Device | null) => boolean {
    const replaced = replacedDevices(this.#parts.store.devices())
    const searchedAt = this.#lastSearch()
    return (device) =>
      device === null || replaced.has(device.id) || (searchedAt !== null && device.lastSeenAt < searchedAt)
  }

  /** When the last discovery began that came to its end; null when there was none. */
  #lastSearch(): string | null {
    const { store } = this.#parts
    let isComplete = false
    for (const { id } of store.visits().toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))) {
      for (let before: number | null = null; ; ) {
        const page = store.logPage(id, before, pageLines)
        for (const { line } of page) {
          if (!line.includes('"discovery.')) continue
          const event = JSON.parse(line) as { readonly type: string; readonly t: string; readonly complete?: boolean }
          if (event.type === 'discovery.end') isComplete = event.complete === true
          else if (event.type === 'discovery.start' && isComplete) return event.t
        }
        before = page.at(-1)?.position ?? null
        if (before === null || page.length < pageLines) break
      }
    }
    return null
  }
}
