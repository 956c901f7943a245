import { el } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

export const uploadPath = '/onvif/firmware_upload'

/** @see ONVIF Core, StartFirmwareUpgrade */
export function startFirmwareUpgrade({ device }: Call): Reply {
  const token = device.firmware.open()
  const host = device.faults.foreignUploadHost ?? device.authority
  return {
    content: [
      el('tds:UploadUri', `http://${host}${uploadPath}?session=${token}`),
      el('tds:UploadDelay', 'PT0.02S'),
      el('tds:ExpectedDownTime', `PT${Math.ceil(device.rebootMs / 1_000)}S`),
    ],
  }
}
