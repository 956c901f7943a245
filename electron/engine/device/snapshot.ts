import { createHash } from 'node:crypto'
import { fetchSnapshot, findSnapshot } from '../../drivers/onvif/snapshot.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import type { Device } from '../../model/device.ts'
import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { StopRule } from '../problems.ts'
import { AttachmentRefused, cleanPhoto } from '../statements/attachment.ts'
import { OpenDevice, type VisitParts } from './open-device.ts'

/** Pixels on the long side of the picture as it is kept: enough to know the view again, too few to watch people by. */
const longSide = 800

/** Makers guard their pictures with the accounts of the web interface, whatever guards ONVIF. */
const pictureLogin: LoginName = 'web'

/**
 * Asks one device for one picture, because a person wants it, and keeps it for the customer: decoded and encoded anew, made
 * smaller, logged by its hash. On disk when it returns.
 * @throws {ExpectedError} what kept us from it; nothing was kept
 */
export async function takeSnapshot(device: Device, parts: VisitParts, signal: AbortSignal): Promise<Snapshot> {
  const open = await OpenDevice.open(device, parts, signal)
  const { bytes, width, height } = clean(await pictureOf(open))
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

/**
 * One picture that the device shows, as it came. A login that the device refuses for it is not shown there again for the window
 * of the stop rule, and is proven once more where it holds, so that the device counts no row of failures.
 * @throws {Unsupported} {StopRule} {ExpectedError} as `fetchSnapshot`
 */
async function pictureOf(open: OpenDevice): Promise<Buffer> {
  const { driver, connection, ledger } = open
  const login = driver.logins.find(({ name }) => name === 'onvif')
  if (login === undefined) throw new Unsupported('This device shows its picture only in its own web page.')
  const credential = open.credentialOn('onvif')
  if (credential !== null && ledger.wasRefused(pictureLogin, credential))
    throw new StopRule('The device refused its picture to this login before; it is not asked again now.')
  const at = await open.counted(() => findSnapshot(connection), login.name)
  try {
    return await fetchSnapshot(connection, at)
  } catch (error) {
    if (error instanceof CredentialsRefused && credential !== null) {
      ledger.noteRefusal(pictureLogin, credential)
      await ledger.authenticate(connection, login, credential)
    }
    throw error
  }
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
