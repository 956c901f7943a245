import type { RecorderChannel, StorageUnit } from '../../model/security-facts.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from '../onvif/attempt.ts'
import { childElement, childFlag, childNumber, childText, isapiGet } from './isapi.ts'

const mebibyte = 1024 * 1024

/** @see ISAPI: /ISAPI/ContentMgmt/Storage, hddList and nasList; capacities in mebibytes */
function storageOf(root: XmlElement): readonly StorageUnit[] {
  const rows = (list: string, row: string) =>
    (childElement(root, list)?.children ?? []).filter(({ name }) => name === row)
  const unit = (row: XmlElement, kind: StorageUnit['kind'], name: string): StorageUnit => {
    const capacity = childNumber(row, 'capacity', 0, 1e12)
    return {
      name: visibleOrNull(childText(row, name) ?? childText(row, 'id'), 80) ?? 'unnamed',
      kind,
      state: stateOf(childText(row, 'status')),
      capacityBytes: capacity === null ? null : capacity * mebibyte,
      encrypted: null,
    }
  }
  return [
    ...rows('hddList', 'hdd').map((row) =>
      unit(row, /sd|tf|card/i.test(childText(row, 'hddType') ?? '') ? 'card' : 'disk', 'hddName'),
    ),
    ...rows('nasList', 'nas').map((row) => unit(row, 'share', 'ipAddress')),
  ]
}

function stateOf(status: string | null): StorageUnit['state'] {
  if (status === null) return 'unknown'
  if (/^(?:ok|idle|sleeping)$/i.test(status)) return 'ok'
  if (/^(?:notexist|not ?exist)$/i.test(status)) return 'absent'
  // It was set up, and cannot be reached.
  if (/^offline$/i.test(status)) return 'failed'
  if (/smart|mismatch|unformatted/i.test(status)) return 'degraded'
  return /error|abnormal|bad|fail/i.test(status) ? 'failed' : 'unknown'
}

const channelsPath = '/ISAPI/ContentMgmt/InputProxy/channels'

/** The cameras behind a recorder, as it knows them. No login of theirs is taken over. */
async function readCameras(device: Connection): Promise<readonly RecorderChannel[]> {
  const list = await isapiGet(device, channelsPath, ['InputProxyChannelList'])
  const statuses = await attempt(device, () =>
    isapiGet(device, `${channelsPath}/status`, ['InputProxyChannelStatusList']),
  )
  const onlineOf = (id: string | null): boolean | null => {
    const row = statuses?.children.find((status) => childText(status, 'id') === id)
    return row === undefined ? null : childFlag(row, 'online')
  }
  return list.children
    .filter(({ name }) => name === 'InputProxyChannel')
    .map((channel) => {
      const id = childText(channel, 'id')
      const source = childElement(channel, 'sourceInputPortDescriptor')
      return {
        channel: visibleOrNull(id, 20) ?? 'unnamed',
        name: visibleOrNull(childText(channel, 'name'), 80),
        address: visibleOrNull(childText(source, 'ipAddress') ?? childText(source, 'hostName'), 255),
        model: visibleOrNull(childText(source, 'model'), 80),
        firmware: visibleOrNull(childText(source, 'firmwareVersion'), 80),
        online: onlineOf(id),
      }
    })
}

export const recorderFacts: readonly Capability[] = [
  {
    fact: 'storage.units',
    read: async (device) => storageOf(await isapiGet(device, '/ISAPI/ContentMgmt/Storage', ['storage', 'Storage'])),
  },
  { fact: 'recorder.cameras', read: readCameras },
]
