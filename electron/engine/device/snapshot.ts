import { createHash } from 'node:crypto'
import type { Device } from '../../model/device.ts'
import { ProtocolViolation } from '../../model/errors.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { AttachmentRefused, cleanPhoto } from '../statements/attachment.ts'
import { OpenDevice, type VisitParts } from './open-device.ts'

/** Pixels on the long side of the picture as it is kept: enough to know the view again, too few to watch people by. */
const longSide = 800

/**
 * Asks one device for one picture, because a person wants it, and keeps it for the customer: decoded and encoded anew, made
 * smaller, logged by its hash. On disk when it returns.
 * @throws {ExpectedError} what kept us from it; nothing was kept
 */
export async function takeSnapshot(device: Device, parts: VisitParts, signal: AbortSignal): Promise<Snapshot> {
  const open = await OpenDevice.open(device, parts, signal)
  const { bytes, width, height } = clean(await open.snapshot())
  const snapshot: Snapshot = {
    deviceId: device.id,
    visitId: parts.visitId,
    at: new Date().toISOString(),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    width,
    height,
  }
  const { store, log } = parts
  store.transaction(() => {
    store.snapshots.save(snapshot, bytes)
    log.append({ type: 'snapshot.taken', device: device.id, sha256: snapshot.sha256, width, height })
  })
  return snapshot
}

function clean(bytes: Buffer): ReturnType<typeof cleanPhoto> {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) {
    throw new ProtocolViolation('The device answered with something that is no JPEG picture; nothing of it was kept.')
  }
  try {
    return cleanPhoto(bytes, longSide)
  } catch (error) {
    if (!(error instanceof AttachmentRefused)) throw error
    throw new ProtocolViolation('The picture of the device is damaged or too large; nothing of it was kept.', {
      cause: error,
    })
  }
}
