import { ProtocolViolation } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import { childrenOf, needText, textOf } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { type DeviceUri, deviceUri } from './firmware.ts'
import { namespaces } from './namespaces.ts'

const { tds, tt } = namespaces
const mostFiles = 32

/**
 * The files of a copy of the configuration, whether they stand in the answer or beside it. They hold secrets of the device.
 *
 * @see ONVIF Core, GetSystemBackup; tt:BackupFile
 */
export async function getSystemBackup(
  client: OnvifClient,
): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> {
  const { element } = await client.call({ service: 'tds', operation: 'GetSystemBackup' })
  const files = childrenOf(element, tds, 'BackupFiles').slice(0, mostFiles)
  return files.map((file) => ({
    name: visibleText(needText(file, tt, 'Name'), 128),
    bytes: base64(needText(file, tt, 'Data')),
  }))
}

/**
 * Where the copy is fetched by HTTP; null where the device names no such place.
 * @see ONVIF Core, GetSystemUris: SystemBackupUri
 */
export async function getBackupUri(client: OnvifClient, pathsOnly: boolean): Promise<DeviceUri | null> {
  const { element } = await client.call({ service: 'tds', operation: 'GetSystemUris' })
  const uri = textOf(element, tds, 'SystemBackupUri')
  return uri === null ? null : deviceUri(uri, client.target, pathsOnly)
}

function base64(text: string): Buffer {
  const plain = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) throw new ProtocolViolation('The copy of the configuration is no base64.')
  return Buffer.from(plain, 'base64')
}
