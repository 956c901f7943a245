import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { httpRequest } from '../../protocols/http/http-request.ts'
import { LoginMemory } from '../../protocols/http/login-memory.ts'
import { getBackupUri, getSystemBackup } from '../../protocols/onvif/backup.ts'
import { ClientMemory } from '../../protocols/onvif/client-memory.ts'
import { getBackupOffer } from '../../protocols/onvif/storage.ts'
import type { BackupFile, BackupSource, Connection } from '../driver.ts'
import { passwordTarget } from './onvif-login.ts'
import { clientWith, onvifTarget, openClient } from './open-client.ts'
import { assertAsDecided } from './secret-way.ts'

/** Configurations of cameras are some hundred kilobytes, those of recorders a few megabytes; base64 makes a third more of them. */
const limits = { wholeMs: 120_000, headersMs: 60_000, bodyBytes: 24 * 1_024 * 1_024 }

/**
 * A copy of the configuration over ONVIF: the file that the device names for HTTP, else the files that GetSystemBackup answers with.
 * It travels inside TLS wherever the device has it, for it holds the secrets of the device.
 *
 * @see ONVIF Core, GetSystemUris and GetSystemBackup
 */
export const onvifBackupSource: BackupSource = {
  restore:
    'Take the copy out of the site file. Give it to a device of the same model and firmware: by the restore function of its web page, or by ONVIF StartSystemRestore. Log in with the passwords of the day of the copy, then assess the device again.',
  async transport(device) {
    return (await passwordTarget(device, device.credential('onvif'))).https ? 'tls' : 'clear'
  },
  async take(device) {
    const offer = await getBackupOffer(openClient(device))
    if (!offer.offered) throw new Unsupported('The device offers no copy of its configuration over ONVIF.')
    const credential = device.credential('onvif')
    const target = await passwordTarget(device, credential)
    if (!target.https) assertAsDecided(device)
    const client = clientWith(device, target, credential, ClientMemory.of(device.memo, target), limits)
    if (offer.via === 'ONVIF GetSystemBackup') return { via: offer.via, files: await getSystemBackup(client) }
    const uri = await getBackupUri(client, device.endpoint.forwarded)
    if (uri === null)
      throw new ProtocolViolation('The device offers a copy of its configuration and names no place for it.')
    return { via: 'ONVIF GetSystemUris', files: [await download(device, uri)] }
  },
}

async function download(
  device: Connection,
  { address, port, https, path }: { address: string; port: number; https: boolean; path: string },
): Promise<BackupFile> {
  const own = onvifTarget(device.endpoint)
  const isOwn = own.port === port && own.https === https
  const answer = await httpRequest(device.network, {
    method: 'GET',
    address,
    port,
    https,
    path,
    credential: device.credential('onvif'),
    memory: isOwn ? ClientMemory.of(device.memo, own).logins : new LoginMemory(),
    signal: device.signal,
    limits,
  })
  if (answer.status === 401 || answer.status === 403) {
    throw new Unsupported(`The device wants another login for the copy of its configuration (HTTP ${answer.status}).`)
  }
  if (answer.status !== 200) {
    throw new ProtocolViolation(`The device gave HTTP ${answer.status} instead of a copy of its configuration.`)
  }
  return { name: 'system-backup', bytes: answer.body }
}
