import { type Device, endpointText } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'

/** Addresses of cameras, each with the recorders that name it as one of theirs. */
export type RecordedBy = ReadonlyMap<string, readonly string[]>

/** Who fetches the picture of which camera, as the recorders of the site say it. */
export function recordedBy(devices: readonly Device[], readingsOf: (deviceId: string) => Readings | null): RecordedBy {
  const recorders = new Map<string, string[]>()
  for (const device of devices) {
    if (device.deviceClass !== 'nvr') continue
    const cameras = readingsOf(device.id)?.['recorder.cameras']
    if (cameras?.end !== 'value') continue
    const name = endpointText(device.endpoint)
    for (const { address } of cameras.value) {
      if (address !== null) recorders.set(address, [...new Set([...(recorders.get(address) ?? []), name])])
    }
  }
  return recorders
}
