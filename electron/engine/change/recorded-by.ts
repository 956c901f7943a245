import { type Device, endpointText } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'

/** What is known of who fetches the pictures of the site. */
export interface RecordedBy {
  /** Addresses of cameras, each with the recorders that name it as one of theirs. */
  readonly cameras: ReadonlyMap<string, readonly Device[]>
  /** Recorders whose cameras nobody could read: each of them may record any camera. */
  readonly unread: readonly Device[]
}

/** Who fetches the picture of which camera, as the recorders of the site say it. */
export function recordedBy(devices: readonly Device[], readingsOf: (deviceId: string) => Readings | null): RecordedBy {
  const cameras = new Map<string, Device[]>()
  const unread: Device[] = []
  for (const device of devices) {
    if (device.deviceClass !== 'nvr') continue
    const named = readingsOf(device.id)?.['recorder.cameras']
    if (named?.end !== 'value') {
      unread.push(device)
      continue
    }
    for (const address of new Set(named.value.map((camera) => camera.address)))
      if (address !== null) cameras.set(address, [...(cameras.get(address) ?? []), device])
  }
  return { cameras, unread }
}

/** Kinds of devices that a recorder fetches a picture from. */
const pictured: readonly Device['deviceClass'][] = ['camera', 'encoder', 'intercom', 'unknown']

/** Who may lose the picture of one device. */
export interface PictureTakers {
  readonly naming: readonly string[]
  readonly unread: readonly string[]
  /** Accounts that the video management logs in with, as the record of the site says. */
  readonly vmsAccounts: readonly string[]
}

export const nobodyKnown: PictureTakers = { naming: [], unread: [], vmsAccounts: [] }

/** Recorders that name the address of this device, those whose list could not be read, and what the site says of its video management. */
export function pictureTakers(
  { id, endpoint, deviceClass }: Device,
  { cameras, unread }: RecordedBy,
  vmsAccounts: readonly string[],
): PictureTakers {
  const names = (recorders: readonly Device[]) =>
    recorders.filter((recorder) => recorder.id !== id).map((recorder) => endpointText(recorder.endpoint))
  const naming = names(cameras.get(endpoint.address) ?? [])
  return pictured.includes(deviceClass) ? { naming, unread: names(unread), vmsAccounts } : { ...nobodyKnown, naming }
}
