import { z } from 'zod'
import { noIdentity } from '../../model/device.ts'
import type { RecorderChannel } from '../../model/security-facts.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from '../onvif/attempt.ts'
import { servicesBesideOnvif, withOnvifIdentity } from '../web/beside-onvif.ts'
import { lapiRead } from './lapi.ts'

const identityShape = z.object({
  DeviceModel: z.string(),
  SerialNumber: z.string().optional(),
  FirmwareVersion: z.string().optional(),
})

/** @see LAPI: GET /System/DeviceInfo */
export const univiewIdentity = (): Capability => ({
  fact: 'identity',
  async read(device) {
    const told = await lapiRead(device, '/System/DeviceInfo', identityShape)
    return withOnvifIdentity(device, {
      ...noIdentity,
      manufacturer: 'UNIVIEW',
      model: visibleOrNull(told.DeviceModel, 128),
      serial: visibleOrNull(told.SerialNumber, 128),
      firmware: visibleOrNull(told.FirmwareVersion, 128),
    })
  },
})

const telnetShape = z.object({ Enable: z.union([z.literal(0), z.literal(1)]) })

/** @see LAPI: GET /Channel/0/NetWork/Telnet, `{"Enable":0}` */
export const univiewServices = (): Capability =>
  servicesBesideOnvif(async (device) => {
    const { Enable } = await lapiRead(device, '/Channel/0/NetWork/Telnet', telnetShape)
    return [{ name: 'telnet', enabled: Enable === 1, writable: false }]
  })

const channelsShape = z.object({
  DetailInfos: z.array(
    z.object({
      ID: z.int(),
      Name: z.string().optional(),
      Status: z.int().optional(),
      DeviceModel: z.string().optional(),
      AddressInfo: z.object({ Address: z.string().optional() }).optional(),
    }),
  ),
})
const firmwareShape = z.object({
  DeviceInfos: z.array(
    z.object({ ID: z.int(), DeviceModel: z.string().optional(), FirmwareVersion: z.string().optional() }),
  ),
})

/** @see LAPI of recorders: GET /Channels/System/ChannelDetailInfos and /Channels/System/DeviceInfos */
export const univiewCameras = (): Capability => ({ fact: 'recorder.cameras', read: readCameras })

async function readCameras(device: Connection): Promise<readonly RecorderChannel[]> {
  const { DetailInfos } = await lapiRead(device, '/Channels/System/ChannelDetailInfos', channelsShape)
  const more = await attempt(device, () => lapiRead(device, '/Channels/System/DeviceInfos', firmwareShape))
  return DetailInfos.map(({ ID, Name, Status, DeviceModel, AddressInfo }) => {
    const own = more?.DeviceInfos.find((info) => info.ID === ID)
    return {
      channel: String(ID),
      name: visibleOrNull(Name, 80),
      address: visibleOrNull(AddressInfo?.Address, 64),
      model: visibleOrNull(DeviceModel, 80) ?? visibleOrNull(own?.DeviceModel, 80),
      firmware: visibleOrNull(own?.FirmwareVersion, 80),
      online: Status === undefined ? null : Status === 1,
    }
  })
}
