import { el } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

export const uploadPath = '/onvif/firmware_upload'

/** @see ONVIF Core, StartFirmwareUpgrade */
export function startFirmwareUpgrade({ device, encrypted }: Call): Reply {
  const token = device.firmware.open()
  const host = device.faults.foreignUploadHost ?? (encrypted ? device.secureAuthority : device.authority)
  return {
    content: [
      el('tds:UploadUri', `${encrypted ? 'https' : 'http'}://${host}${uploadPath}?session=${token}`),
      el('tds:UploadDelay', 'PT0.02S'),
      el('tds:ExpectedDownTime', `PT${Math.ceil(device.rebootMs / 1_000)}S`),
    ],
  }
}
