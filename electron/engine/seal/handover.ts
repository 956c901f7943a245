import { type Device, endpointText } from '../../model/device.ts'
import type { Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { VaultError } from '../../vault/errors.ts'
import { buildHandover, type HandoverEntry } from '../../vault/handover.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { isRemovedAccount } from '../password/service-accounts.ts'

/**
 * Every password of the site as one KDBX 4 file for the customer, under a passphrase that is told on another way.
 *
 * @throws {VaultError} `vault/handover-unresolved` while it is not proven which password a device has: nothing is handed out then
 */
export async function handOver(
  parts: { readonly store: SiteFile; readonly vault: Vault; readonly log: EventLog },
  passphrase: Secret,
): Promise<Buffer> {
  const { store, vault, log } = parts
  const devices = new Map(store.devices().map((device) => [device.id, device]))
  const open = vault.unresolved()
  if (open.length > 0) {
    const names = open.map(({ account }) => `${account.username} on ${nameOf(devices.get(account.deviceId))}`)
    throw new VaultError(
      'vault/handover-unresolved',
      `It is not proven which password these accounts have: ${names.join(', ')}. No password file was made.`,
    )
  }
  const entries = entriesOf(vault, devices)
  const bytes = await buildHandover(store.site().name, entries, passphrase)
  log.append({ type: 'passwords.handed-over', accounts: entries.length })
  return bytes
}

const nameOf = (device: Device | undefined): string =>
  device === undefined ? 'a device that left the site' : endpointText(device.endpoint)

function entriesOf(vault: Vault, devices: ReadonlyMap<string, Device>): readonly HandoverEntry[] {
  const kept = vault.accounts().flatMap(({ deviceId, username }): HandoverEntry[] => {
    if (isRemovedAccount(vault, { deviceId, username })) return []
    const passwords = vault.candidates({ deviceId, username })
    const current = passwords.find(({ state }) => state === 'committed') ?? passwords[0]
    if (current === undefined) return []
    const earlier = passwords.filter((password) => password !== current).map(({ password }) => password)
    return [entryOf(devices.get(deviceId), username, current.password, earlier)]
  })
  const named = new Set(vault.accounts().map(({ deviceId, username }) => JSON.stringify([deviceId, username])))
  const entered = [...devices.values()].flatMap((device) =>
    vault
      .deviceLogins(device.id)
      .filter(({ username }) => !named.has(JSON.stringify([device.id, username])))
      .map(({ username, password }) => entryOf(device, username, password, [])),
  )
  return [...kept, ...entered]
}

function entryOf(
  device: Device | undefined,
  username: string,
  password: Secret,
  earlier: readonly Secret[],
): HandoverEntry {
  const { manufacturer, model, serial, macs } = device?.identity ?? {
    manufacturer: null,
    model: null,
    serial: null,
    macs: [],
  }
  const what = [manufacturer, model].filter((part) => part !== null).join(' ')
  return {
    title: [nameOf(device), what].filter((part) => part !== '').join(' '),
    username,
    password,
    earlier,
    url: device === undefined ? '' : `http://${endpointText(device.endpoint)}/`,
    serial,
    macs,
  }
}
