import { setTimeout as sleep } from 'node:timers/promises'
import { type Device, endpointText } from '../../model/device.ts'
import { ExpectedError, type Problem } from '../../model/errors.ts'
import { OpenDevice, type VisitParts } from '../device/open-device.ts'
import { recordedBy } from './recorded-by.ts'

/** Between two looks at a recorder that still calls a camera online. */
const pauseMs = 5_000

/** One after the other for each device: a login of it is never tried while its password changes. */
export class DeviceTurns {
  readonly #last = new Map<string, Promise<unknown>>()

  async take<T>(deviceId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(deviceId) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#last.set(
      deviceId,
      mine.then(
        () => undefined,
        () => undefined,
      ),
    )
    return await mine
  }
}

/**
 * Recorders that named this camera and called it online when they were read, and do not any more. A recorder notices only after a
 * while: it is asked again for so long. One that cannot be asked now says nothing, and the log says so.
 */
export async function recordersThatLost(
  camera: Device,
  parts: VisitParts,
  { turns, waitMs }: { readonly turns: DeviceTurns; readonly waitMs: number },
): Promise<readonly string[]> {
  const { store, visitId, isReplaced } = parts
  const present = store.devices().filter((device) => !isReplaced(device))
  const readingsOf = (id: string) => store.readings(visitId, id, 'as-left')
  const watching = (recordedBy(present, readingsOf).cameras.get(camera.endpoint.address) ?? []).filter(({ id }) => {
    const reading = readingsOf(id)?.['recorder.cameras']
    return reading?.end === 'value' && saysOnline(reading.value, camera) === true
  })
  const lost: string[] = []
  for (const recorder of watching) {
    const deadline = performance.now() + waitMs
    for (;;) {
      const online = await turns.take(recorder.id, () => askOnline(recorder, camera, parts))
      if (online === false) lost.push(endpointText(recorder.endpoint))
      if (online !== true || performance.now() + pauseMs > deadline) break
      await sleep(pauseMs)
    }
  }
  return lost
}

async function askOnline(recorder: Device, camera: Device, parts: VisitParts): Promise<boolean | null> {
  const asked = { type: 'recorder.asked', device: recorder.id, camera: endpointText(camera.endpoint) }
  try {
    const open = await OpenDevice.open(recorder, parts, new AbortController().signal)
    const online = saysOnline(await open.read('recorder.cameras'), camera)
    parts.log.append({ ...asked, online })
    return online
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    parts.log.append({ ...asked, online: null, because: error.code })
    return null
  }
}

const saysOnline = (
  cameras: readonly { readonly address: string | null; readonly online: boolean | null }[],
  { endpoint }: Device,
): boolean | null => cameras.find(({ address }) => address === endpoint.address)?.online ?? null

/** The trouble of a change that holds on the device and cost it these recorders, named by their addresses. */
export const lostBy = (recorders: readonly string[]): Problem => ({
  code: 'fix/recorder-lost',
  message: `The device holds this change, and ${recorders.join(' and ')} ${recorders.length === 1 ? 'does' : 'do'} not call it online any more: the picture is not recorded.`,
  remedy:
    'Give the recorder the new login of this device (it is in the vault of the site), or what else it needs to connect. Then assess both again.',
})
