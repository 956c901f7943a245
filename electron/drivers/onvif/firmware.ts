import { setTimeout as sleep } from 'node:timers/promises'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { LoginMemory } from '../../protocols/http/login-memory.ts'
import {
  type HttpUpload,
  httpUpload,
  proveUploadLogin,
  type UploadAnswer,
  uploadChallenges,
} from '../../protocols/http/upload.ts'
import { ClientMemory } from '../../protocols/onvif/client-memory.ts'
import { type FirmwareDoor, offersFirmwareUpload, startFirmwareUpgrade } from '../../protocols/onvif/firmware.ts'
import type { Connection, FirmwareUpload, UpgradeTransport, UploadHelp } from '../driver.ts'
import { attempt } from './attempt.ts'
import { onvifTarget, openClient } from './open-client.ts'

/** Longest wait that a device may ask for between its word and the upload. */
const longestDelayMs = 120_000

/**
 * StartFirmwareUpgrade, then the file by HTTP POST to the path that the device names, with the same account.
 * @see ONVIF Core, StartFirmwareUpgrade
 */
export const onvifUpgrade: UpgradeTransport = {
  name: 'onvif',
  offered: async (device) => (await attempt(device, () => offersFirmwareUpload(openClient(device)))) === true,
  async start(device, file, help) {
    const door = await startFirmwareUpgrade(openClient(device), device.endpoint.forwarded)
    device.network.scope.assert(door.address, door.port)
    await sleep(Math.min(door.uploadDelayMs, longestDelayMs), undefined, { signal: device.signal })
    const answer = await upload(device, door, file, help)
    assertTaken(answer, `${door.address}:${door.port}`)
    return { expectedDownSeconds: door.expectedDownMs === null ? null : Math.ceil(door.expectedDownMs / 1_000) }
  },
}

async function upload(
  device: Connection,
  door: FirmwareDoor,
  file: FirmwareUpload,
  help: UploadHelp,
): Promise<UploadAnswer> {
  const credential = device.credential('onvif')
  const memory = memoryOf(device, door)
  const place = { address: door.address, port: door.port, https: door.https, path: door.path, signal: device.signal }
  const request: HttpUpload = {
    ...place,
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
    credential,
    memory,
    onSent: (bytes) => help.sent(bytes),
  }
  if (credential !== null && memory.proven(credential) === null) {
    const challenges = await uploadChallenges(device.network, place)
    if (challenges.length > 0) {
      const login = (shown: Credential) =>
        proveUploadLogin(device.network, place, { credential: shown, challenges, memory })
      await letIn(help, credential, login)
    }
  }
  const first = await httpUpload(device.network, request)
  // An old nonce, or a device that asks only those who bring something: the body has not left yet.
  const asks = first.status === 401 && first.challenges.length > 0 && first.sentBytes === 0
  if (!asks || credential === null) return first
  const isStale = first.shown > 0 && first.challenges.some(({ stale }) => stale)
  if (first.shown > 0 && !isStale) return first
  let answer = first
  await letIn(help, credential, async () => {
    answer = await httpUpload(device.network, { ...request, answering: first.challenges })
    return answer.status === 401 ? 'refused' : 'accepted'
  })
  return answer
}

/** Logins of the same web server are one memory; another port is another server. */
function memoryOf({ endpoint, memo }: Connection, { port, https }: FirmwareDoor): LoginMemory {
  const target = onvifTarget(endpoint)
  if (target.port === port && target.https === https) return ClientMemory.of(memo, target).logins
  return new LoginMemory()
}

async function letIn(
  help: UploadHelp,
  credential: Credential,
  login: (shown: Credential) => Promise<'accepted' | 'refused'>,
): Promise<void> {
  const answer = await help.prove({
    name: 'web',
    authenticate: (_device, shown) => login(shown),
    withoutLogin: async () => 'guarded',
  })
  if (answer === 'accepted') return
  throw new CredentialsRefused(
    `The device does not take the login "${credential.username}" for the upload of a firmware.`,
  )
}

/**
 * What the device said to the file.
 * @throws {CredentialsRefused} {WriteRefused}
 */
function assertTaken({ status, sentBytes }: Pick<UploadAnswer, 'status' | 'sentBytes'>, name: string): void {
  if (status >= 200 && status < 300) return
  const about = `${name} did not take the firmware (HTTP ${status}, after ${sentBytes} bytes)`
  if (status === 401 || status === 403) throw new CredentialsRefused(`${about}: it asks for another login.`)
  if (status === 415) throw new WriteRefused(`${about}: it says that the file is damaged or not for this device.`)
  throw new WriteRefused(`${about}.`)
}
