import { setTimeout as sleep } from 'node:timers/promises'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { DeviceUnreachable, ExpectedError, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import { type HttpAnswer, httpRequest } from '../../protocols/http/http-request.ts'
import type { LoginMemory } from '../../protocols/http/login-memory.ts'
import { httpUpload } from '../../protocols/http/upload.ts'
import { readXml } from '../../protocols/xml/read-xml.ts'
import type { Connection, UpgradeTransport, UploadHelp } from '../driver.ts'
import { provenForUpload } from '../web/web-login.ts'
import { WebMemory } from '../web/web-memory.ts'
import { webTarget } from '../web/web-target.ts'
import { childText, tolerantXml } from './isapi.ts'
import { hikvisionWebLogin } from './web-login.ts'

const paths = {
  update: '/ISAPI/System/updateFirmware',
  status: '/ISAPI/System/upgradeStatus',
  reboot: '/ISAPI/System/reboot',
}

const pollMs = 1_000
/** How long the device may go on writing after it took the file. */
const writingMs = 10 * 60_000

/** `statusCode` of a ResponseStatus. @see ISAPI, ResponseStatus */
const ok = '1'
const rebootRequired = '7'

/**
 * The firmware of a device by ISAPI: the file by PUT, then what it says of its progress, and a restart where it asks for one.
 * @see ISAPI: /ISAPI/System/updateFirmware, /ISAPI/System/upgradeStatus, /ISAPI/System/reboot
 */
export const isapiUpgrade: UpgradeTransport = {
  name: 'isapi',
  async offered(device) {
    const { status } = await httpRequest(device.network, { ...placeOf(device), method: 'GET', path: paths.status })
    return status === 401 || (status >= 200 && status < 300)
  },
  async start(device, file, help) {
    const { credential, memory } = await logIn(device, help)
    const answer = await httpUpload(device.network, {
      ...placeOf(device),
      method: 'PUT',
      path: paths.update,
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
      credential,
      memory,
      onSent: (bytes) => help.sent(bytes),
    })
    const code = assertOk(answer)
    const done = await awaitWritten(device, credential, memory)
    // A device that says that it needs a restart waits for it; any other one may still be writing and is left alone.
    if (code === rebootRequired && done) await reboot(device, credential, memory)
    return { expectedDownSeconds: null }
  },
}

const placeOf = (device: Connection) => ({ ...webTarget(device), signal: device.signal })

/** The ISAPI accounts are not those of ONVIF: a login that was not proven here is shown once, counted. */
async function logIn(device: Connection, help: UploadHelp): Promise<{ credential: Credential; memory: LoginMemory }> {
  const credential = await provenForUpload(device, help, hikvisionWebLogin)
  return { credential, memory: WebMemory.of(device.memo, webTarget(device)).logins }
}

const get = (device: Connection, path: string, credential: Credential, memory: LoginMemory): Promise<HttpAnswer> =>
  httpRequest(device.network, { ...placeOf(device), method: 'GET', path, credential, memory })

/** @throws {WriteRefused} {CredentialsRefused} {ProtocolViolation} */
function assertOk({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): string {
  if (status === 401) throw new CredentialsRefused('updateFirmware: the device asks for another login.')
  if (status === 404 || status === 405 || status === 501)
    throw new Unsupported('The device takes no firmware by ISAPI.')
  const said = status >= 400 ? tolerantXml(body) : readXml(body)
  const code = childText(said, 'statusCode')
  if (status < 400 && (code === ok || code === rebootRequired)) return code
  const words = [code, childText(said, 'statusString'), childText(said, 'subStatusCode')].filter(
    (word) => word !== null,
  )
  throw new WriteRefused(
    `updateFirmware: the device declined (HTTP ${status}${words.length > 0 ? `, ${visibleText(words.join(', '), 160)}` : ''}).`,
  )
}

/** Until the device says that it is no longer writing, or goes away: true when it is still there. */
async function awaitWritten(device: Connection, credential: Credential, memory: LoginMemory): Promise<boolean> {
  for (const deadline = performance.now() + writingMs; performance.now() < deadline; ) {
    try {
      const { status, body } = await get(device, paths.status, credential, memory)
      if (status >= 300 || childText(tolerantXml(body), 'upgrading') !== 'true') return true
    } catch (error) {
      if (!(error instanceof DeviceUnreachable)) throw error
      return false
    }
    await sleep(pollMs, undefined, { signal: device.signal })
  }
  throw new DeviceUnreachable('The device says for ten minutes that it is writing its firmware.')
}

/** The line may drop before the answer: the device is on its way then. */
async function reboot(device: Connection, credential: Credential, memory: LoginMemory): Promise<void> {
  try {
    await httpRequest(device.network, { ...placeOf(device), method: 'PUT', path: paths.reboot, credential, memory })
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code !== 'device/unreachable') throw error
  }
}
