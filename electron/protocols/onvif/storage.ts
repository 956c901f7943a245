import type { BackupOffer, RecordingState, StorageUnit } from '../../model/security-facts.ts'
import { visibleOrNull, visibleText } from '../../model/visible-text.ts'
import { childOf, needChild, needText, rowsOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'

const { tds, trc, tt } = namespaces

/**
 * Where the device records to. ONVIF says neither how full nor how healthy such a place is.
 *
 * @see ONVIF Core, GetStorageConfigurations; tds:StorageConfigurationData
 */
export async function getStorageUnits(client: OnvifClient): Promise<readonly StorageUnit[]> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetStorageConfigurations' })
  return rowsOf(response, tds, 'StorageConfigurations').map((unit) => {
    const data = needChild(unit, tds, 'Data')
    const isShare = ['NFS', 'CIFS', 'CDMI', 'FTP', 'ObjectStorageS3', 'ObjectStorageAzure'].includes(
      data.attributes.get('type') ?? '',
    )
    return {
      name: visibleText(unit.attributes.get('token') ?? 'unnamed', 64),
      kind: isShare || textOf(data, tds, 'StorageUri') !== null ? 'share' : 'unknown',
      state: 'unknown',
      capacityBytes: null,
      encrypted: null,
    }
  })
}

/** @see ONVIF Recording Control, GetRecordings and GetRecordingJobs; tt:RecordingJobMode */
export async function getRecordings(client: OnvifClient): Promise<readonly RecordingState[]> {
  const recordings = await client.call({ service: 'trc', operation: 'GetRecordings' })
  const jobs = await client.call({ service: 'trc', operation: 'GetRecordingJobs' })
  const active = new Map<string, boolean>()
  for (const job of rowsOf(jobs.element, trc, 'JobItem')) {
    const configuration = needChild(job, tt, 'JobConfiguration')
    const token = needText(configuration, tt, 'RecordingToken').trim()
    active.set(token, active.get(token) === true || needText(configuration, tt, 'Mode').trim() === 'Active')
  }
  return rowsOf(recordings.element, trc, 'RecordingItem').map((item) => {
    const token = needText(item, tt, 'RecordingToken').trim()
    const configuration = needChild(item, tt, 'Configuration')
    return {
      channel: nameOf(configuration) ?? visibleText(token, 64),
      recording: active.get(token) ?? false,
      retentionDays: daysOf(textOf(configuration, tt, 'MaximumRetentionTime')),
    }
  })
}

const nameOf = (configuration: XmlElement): string | null =>
  visibleOrNull(textOf(childOf(configuration, tt, 'Source'), tt, 'Name'), 64)

/** `P30D`, `PT720H`; zero is no limit. @see XML Schema Part 2, duration */
function daysOf(text: string | null): number | null {
  const [, days = '0', hours = '0', minutes = '0'] =
    /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:[\d.]+S)?)?$/.exec(text?.trim() ?? '') ?? []
  const total = Number(days) + Number(hours) / 24 + Number(minutes) / 1_440
  return total > 0 ? Math.round(total * 100) / 100 : null
}

/** Whether a copy of the configuration can be had. The copy itself holds secrets and is not fetched. @see ONVIF tds:SystemCapabilities */
export async function getBackupOffer(client: OnvifClient): Promise<BackupOffer> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetServiceCapabilities' })
  const system = childOf(needChild(response, tds, 'Capabilities'), tds, 'System')
  const has = (name: string) => ['true', '1'].includes(system?.attributes.get(name) ?? 'false')
  if (has('HttpSystemBackup')) return { offered: true, via: 'ONVIF GetSystemUris' }
  return has('SystemBackup') ? { offered: true, via: 'ONVIF GetSystemBackup' } : { offered: false, via: null }
}
