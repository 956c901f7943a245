import { type Device, endpointText } from '../../model/device.ts'
import type { Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { VaultError } from '../../vault/errors.ts'
import { buildHandover, type HandoverEntry } from '../../vault/handover.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { isRemovedAccount } from '../password/service-accounts.ts'

/**
 * Every password of the site as one KDBX 4 file for the customer, under a passphrase that is told on another way. What no device was
 * seen to take is left out; what a device was never asked about, or cannot be asked about any more, is called not proven.
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
  const accounts = accountsOf(vault, devices)
  const bytes = await buildHandover(store.site().name, accounts.flat(), passphrase)
  log.append({ type: 'passwords.handed-over', accounts: accounts.length })
  return bytes
}

const nameOf = (device: Device | undefined): string =>
  device === undefined ? 'a device that left the site' : endpointText(device.endpoint)

/** One list of entries for each account: several where it is not known which of its passwords the device has. */
function accountsOf(vault: Vault, devices: ReadonlyMap<string, Device>): readonly (readonly HandoverEntry[])[] {
  const kept = vault.accounts().flatMap(({ deviceId, username, state }) => {
    // A password that no device ever took is none that the customer could use.
    if (state === 'superseded' || isRemovedAccount(vault, { deviceId, username })) return []
    const passwords = vault.candidates({ deviceId, username })
    const possible = passwords.filter((entry) => entry.state !== 'superseded')
    const earlier = passwords.filter((entry) => entry.state === 'superseded').map(({ password }) => password)
    const entries = possible.map(({ password }, index) =>
      entryOf(devices.get(deviceId), username, password, {
        earlier: index === 0 ? earlier : [],
        note:
          state !== 'given-up'
            ? ''
            : possible.length === 1
              ? notProven
              : `${notProven}, ${index + 1} of ${possible.length}`,
      }),
    )
    return [{ deviceId, username, entries }]
  })
  const named = new Set(kept.map(({ deviceId, username }) => JSON.stringify([deviceId, username])))
  const entered = [...devices.values()].flatMap((device) =>
    vault
      .deviceLogins(device.id)
      .filter(({ username }) => !named.has(JSON.stringify([device.id, username])))
      .map(({ username, password }) => [entryOf(device, username, password, { earlier: [], note: notProven })]),
  )
  return [...kept.map(({ entries }) => entries), ...entered]
}

const notProven = 'not proven'

function entryOf(
  device: Device | undefined,
  username: string,
  password: Secret,
  { earlier, note }: { readonly earlier: readonly Secret[]; readonly note: string },
): HandoverEntry {
  const { manufacturer, model, serial, macs } = device?.identity ?? {
    manufacturer: null,
    model: null,
    serial: null,
    macs: [],
  }
  const what = [manufacturer, model].filter((part) => part !== null).join(' ')
  return {
    title: [nameOf(device), what, note === '' ? '' : `(${note})`].filter((part) => part !== '').join(' '),
    username,
    password,
    earlier,
    url: device === undefined ? '' : `http://${endpointText(device.endpoint)}/`,
    serial,
    macs,
  }
}
