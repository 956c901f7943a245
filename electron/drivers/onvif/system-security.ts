import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { Unsupported } from '../../model/errors.ts'
import type { ActivationState } from '../../model/security-facts.ts'
import { getDoor, getDoors } from '../../protocols/onvif/doors.ts'
import { getScopes } from '../../protocols/onvif/scopes.ts'
import { needService } from '../../protocols/onvif/services.ts'
import { getBackupOffer, getRecordings, getStorageUnits } from '../../protocols/onvif/storage.ts'
import type { Capability, Connection } from '../driver.ts'
import { openClient } from './open-client.ts'

/** Whether the device offers a copy of its configuration. */
export const onvifBackup = (): Capability => ({
  fact: 'system.backup',
  read: (device) => getBackupOffer(openClient(device)),
})

/** Shares that the device records to, and its recordings: `storage.units` and `recording.channels`. */
export const onvifStorage = (): readonly Capability[] => [
  { fact: 'storage.units', read: (device) => getStorageUnits(openClient(device)) },
  {
    fact: 'recording.channels',
    async read(device) {
      const client = openClient(device)
      await needService(client, device.endpoint.forwarded, 'trc')
      return getRecordings(client)
    },
  },
]

/** Doors of a controller of Profile A, C or D, with their state. No door is moved. */
export const onvifDoors = (): Capability => ({
  fact: 'access.doors',
  async read(device) {
    const client = openClient(device)
    await needService(client, device.endpoint.forwarded, 'tdc')
    const doors = []
    for (const door of await getDoors(client)) doors.push(await getDoor(client, door))
    return doors
  },
})

/** Whether the device still waits for its first password, where it says so in its scopes. @see ONVIF Profile Q, factory default state */
export const onvifActivation = (): Capability => ({ fact: 'activation', read: readActivation })

async function readActivation(device: Connection): Promise<ActivationState> {
  const profileQ = (await scopesOf(device)).flatMap((scope) => /\/Profile\/Q\/([A-Za-z]+)\/?$/i.exec(scope)?.[1] ?? [])
  for (const word of profileQ) {
    if (/^FactoryDefault$/i.test(word)) return { state: 'factory', evidence: 'ONVIF scope Profile/Q/FactoryDefault' }
    if (/^Operational$/i.test(word)) return { state: 'activated', evidence: 'ONVIF scope Profile/Q/Operational' }
  }
  throw new Unsupported('The device does not say over ONVIF whether it was given its first password.')
}

/** In its factory state a device tells its scopes to strangers; later it wants a login. */
async function scopesOf(device: Connection): Promise<readonly string[]> {
  const client = openClient(device)
  try {
    return await getScopes(client, 'none')
  } catch (error) {
    if (!(error instanceof CredentialsRefused) || !client.hasCredential) throw error
    return getScopes(client)
  }
}
