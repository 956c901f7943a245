import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { Connection, Login } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { webLogin } from '../web/web-login.ts'
import { WebMemory } from '../web/web-memory.ts'
import { targetForSecret, webTarget } from '../web/web-target.ts'
import { cgiManner, cgiPath, cgiWrite } from './cgi.ts'
import { linesOf } from './lines.ts'
import { askChallenge, rpcLogIn } from './rpc.ts'

/** @see Dahua user manuals: 8 to 32 characters, and none of ' " ; : & */
const passwordRules = { maxLength: 32, alphabet: safeAlphabet }

const byCgi = webLogin({
  knock: { method: 'GET', path: cgiPath('magicBox', 'getSerialNo'), manner: cgiManner },
  // A page with a form, as any web server has it, is no answer to this.
  judge({ status, body }) {
    if (status < 200 || status >= 300) return null
    if (!linesOf(body).has('sn')) throw new ProtocolViolation('The device answered a login with something else.')
    return 'accepted'
  },
  passwordRules,
  setPassword,
})

/**
 * The accounts of web interface, CGI, SDK and video. Those of ONVIF are a database of their own. By Digest on the CGI, and by the
 * RPC of the web page where the CGI is switched off.
 */
export const dahuaWebLogin: Login = {
  ...byCgi,
  async authenticate(device, credential) {
    try {
      return await byCgi.authenticate(device, credential)
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error
    }
    const memory = WebMemory.of(device.memo, webTarget(device))
    if ((await rpcLogIn(device, credential)) === null) {
      memory.refused(credential)
      return 'refused'
    }
    memory.accepted(credential)
    return 'accepted'
  },
  async withoutLogin(device) {
    try {
      const state = await byCgi.withoutLogin(device)
      if (state === 'guarded') await assertInitialised(device)
      return state
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error
      if (await hasChallenge(device)) return 'guarded'
      throw error
    }
  },
}

/** Where there is no RPC, the CGI has the last word. @throws {NotInitialised} */
async function assertInitialised(device: Connection): Promise<void> {
  await hasChallenge(device)
}

/** @throws {NotInitialised} {DeviceLockedOut} when the device says so */
async function hasChallenge(device: Connection): Promise<boolean> {
  try {
    await askChallenge(device, 'admin')
    return true
  } catch (error) {
    if (error instanceof ProtocolViolation || (error instanceof Unsupported && error.constructor === Unsupported))
      return false
    throw error
  }
}

/**
 * The password travels in the query, as the maker has it: TLS wherever there is any.
 * @see Dahua HTTP API: userManager.cgi, modifyPassword and modifyPasswordByManager
 */
async function setPassword(
  device: Connection,
  administrator: Credential,
  username: string,
  password: Credential['password'],
): Promise<void> {
  const place = { credential: administrator, target: await targetForSecret(device) }
  if (username === administrator.username) {
    await cgiWrite(
      device,
      'userManager',
      'modifyPassword',
      [
        ['name', username],
        ['pwd', password.reveal()],
        ['pwdOld', administrator.password.reveal()],
      ],
      place,
    )
    return
  }
  await cgiWrite(
    device,
    'userManager',
    'modifyPasswordByManager',
    [
      ['userName', username],
      ['pwd', password.reveal()],
      ['managerName', administrator.username],
      ['managerPwd', administrator.password.reveal()],
      ['accountType', '0'],
    ],
    place,
  )
}
