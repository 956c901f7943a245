import type { PracticeDevice } from '../../practice-device.ts'
import { SeededRandom } from '../../random.ts'
import { el } from '../../xml.ts'
import { type Resource, resource, xml } from './isapi.ts'

const isRecorder = ({ state }: PracticeDevice): boolean => state.identity.deviceClass === 'nvr'

const models = ['DS-2CD2142FWD-I', 'DS-2CD2185FWD-I', 'DS-2CD1023G0E-I'] as const

/** A camera behind the recorder. */
export interface BehindRecorder {
  readonly channel: number
  readonly name: string
  readonly address: string
  readonly model: string
  readonly online: boolean
}

/** The cameras that a recorder says are behind it; the same for the same recorder. */
function camerasBehind(device: PracticeDevice): readonly BehindRecorder[] {
  const random = new SeededRandom(`${device.state.identity.serial} channels`)
  const { behind } = device.state.settings
  return Array.from({ length: behind?.length ?? device.state.channels }, (_, index) => ({
    channel: index + 1,
    name: `Camera ${String(index + 1).padStart(2, '0')}`,
    address: behind?.[index]?.address ?? `192.168.254.${index + 2}`,
    model: random.pick(models),
    online: behind?.[index]?.online() ?? (index === 0 || random.chance(0.8)),
  }))
}

/** @see ISAPI: /ISAPI/ContentMgmt/InputProxy/channels */
const channels: Resource = {
  path: '/ISAPI/ContentMgmt/InputProxy/channels',
  has: isRecorder,
  get: ({ device }) =>
    xml(
      device,
      'InputProxyChannelList',
      camerasBehind(device).map(({ channel, name, address, model }) =>
        el('InputProxyChannel', [
          el('id', channel),
          el('name', name),
          el('sourceInputPortDescriptor', [
            el('proxyProtocol', 'HIKVISION'),
            el('addressingFormatType', 'ipaddress'),
            el('ipAddress', address),
            el('managePortNo', 8000),
            el('userName', 'admin'),
            el('model', model),
          ]),
        ]),
      ),
    ),
}

const channelStatus: Resource = {
  path: '/ISAPI/ContentMgmt/InputProxy/channels/status',
  has: isRecorder,
  get: ({ device }) =>
    xml(
      device,
      'InputProxyChannelStatusList',
      camerasBehind(device).map(({ channel, online }) =>
        el('InputProxyChannelStatus', [
          el('id', channel),
          el('online', online),
          el('chanDetectResult', online ? 'connect' : 'netUnreachable'),
        ]),
      ),
    ),
}

/** Capacities are in mebibytes. */
const storage: Resource = {
  path: '/ISAPI/ContentMgmt/Storage',
  get: ({ device }) =>
    xml(device, 'storage', [
      el(
        'hddList',
        isRecorder(device)
          ? [
              el('hdd', [
                el('id', 1),
                el('hddName', 'hdda'),
                el('hddPath', ''),
                el('hddType', 'SATA'),
                el('status', 'ok'),
                el('capacity', 3_815_447),
                el('freeSpace', 0),
                el('property', 'RW'),
              ]),
            ]
          : [],
      ),
      el('nasList', []),
    ]),
}

export const contentRoutes = [channels, channelStatus, storage].map(resource)
