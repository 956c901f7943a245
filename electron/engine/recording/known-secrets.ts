import type { Driver } from '../../drivers/driver.ts'
import type { Device } from '../../model/device.ts'
import type { Vault } from '../../vault/vault.ts'

/**
 * Every secret that the vault could show to this device, as text. Public default passwords of the maker are none: they stand in its manual,
 * and `admin` is the name of a user as well.
 */
export function knownSecrets(vault: Vault, device: Device, driver: Driver | null): ReadonlySet<string> {
  const usm = vault.usm()
  const passwords = [
    ...vault.accounts(device.id).flatMap((account) => vault.candidates(account).map(({ password }) => password)),
    ...vault.siteLogins().map(({ password }) => password),
    ...vault.deviceLogins(device.id).map(({ password }) => password),
    ...(usm === null ? [] : [usm.authKey, usm.privKey]),
  ]
  const secrets = new Set(passwords.map((password) => password.reveal()))
  for (const { password } of driver?.defaultLogins(device) ?? []) secrets.delete(password)
  secrets.delete('')
  return secrets
}
