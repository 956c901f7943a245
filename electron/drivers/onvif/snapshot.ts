import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { DeviceLockedOut, ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import { httpRequest } from '../../protocols/http/http-request.ts'
import { ClientMemory } from '../../protocols/onvif/client-memory.ts'
import { findServices } from '../../protocols/onvif/services.ts'
import { getSnapshotAddress, type SnapshotAddress } from '../../protocols/onvif/snapshot.ts'
import type { Connection } from '../driver.ts'
import { onvifTarget, openClient } from './open-client.ts'

/** A picture of the largest sensors, with room to spare. */
const limits = { wholeMs: 20_000, bodyBytes: 16 * 1024 * 1024 }

/** Where the picture of the first profile is, on the device itself. @throws as `getSnapshotAddress` */
export async function findSnapshot(device: Connection): Promise<SnapshotAddress> {
  const client = openClient(device)
  await findServices(client, device.endpoint.forwarded)
  const found = await getSnapshotAddress(client)
  // The other ports of a forwarded address belong to somebody else.
  return device.endpoint.forwarded ? { ...found, port: null, https: client.target.https } : found
}

/**
 * The bytes that the device answers with at its picture address. The login goes out by Digest or not at all, at most once, and to
 * the address that the device was reached at; a redirect is not followed.
 *
 * @throws {CredentialsRefused} when the device wants another login there
 * @throws {DeviceLockedOut} {Unsupported} {ProtocolViolation} {DeviceUnreachable} {CredentialWithheld} {IdentityChanged} {OutsideScope}
 */
export async function fetchSnapshot(device: Connection, at: SnapshotAddress): Promise<Buffer> {
  const target = onvifTarget(device.endpoint)
  const { status, headers, body } = await httpRequest(device.network, {
    method: 'GET',
    address: target.address,
    port: at.port ?? target.port,
    https: at.https,
    path: at.path,
    credential: device.credential('onvif'),
    mostLogins: 1,
    // As strong an offer as the device ever made is asked for here too; no nonce of another path is shown.
    memory: ClientMemory.of(device.memo, target).logins.withoutSession(),
    signal: device.signal,
    limits,
  })
  if (status >= 200 && status < 300) return body
  if (status === 423 || status === 429 || status === 490) {
    throw new DeviceLockedOut(
      `The device refuses its picture for now (HTTP ${status}): it counts too many wrong logins.`,
    )
  }
  if (status === 401 || status === 403) {
    throw new CredentialsRefused(`The device does not show its picture to this login (HTTP ${status}).`)
  }
  if (status === 404 || status === 405 || status === 501) {
    throw new Unsupported(`The device has no picture at the address that it names (HTTP ${status}).`)
  }
  if (status >= 300 && status < 400) {
    const place = visibleText(headers.location ?? 'nowhere', 80)
    throw new ProtocolViolation(
      `The device sends us elsewhere for its picture (HTTP ${status}, ${place}); nobody follows.`,
    )
  }
  throw new ProtocolViolation(`The device answered HTTP ${status} in place of a picture.`)
}
