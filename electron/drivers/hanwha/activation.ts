import { ProtocolViolation, WriteRefused } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Activation, Capability, Connection } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { webRequest } from '../web/web-request.ts'
import { secretTarget, targetForSecret, type WebTarget } from '../web/web-target.ts'
import { sealed } from './seal.ts'
import { asJson, assertDone, flagIn, hanwhaManner, readTold, type Told, textIn } from './sunapi.ts'

const statusPath = '/init-cgi/pw_init.cgi?msubmenu=statuscheck&action=view'
const setPath = '/init-cgi/pw_init.cgi?msubmenu=setinitpassword&action=set&IsPasswordEncrypted=True'

/** Firmware that names no limit takes 15. @see SUNAPI application programmers guide, MaxPasswordLength */
export const longestPassword = 15

async function status(device: Connection, target?: WebTarget): Promise<Told> {
  const place = target === undefined ? {} : { target }
  const request = { method: 'GET', path: statusPath, headers: asJson, manner: hanwhaManner, ...place } as const
  return readTold('statuscheck', await webRequest(device, request, null), 'read')
}

function isInitialized(told: Told): boolean {
  const initialized = flagIn(told, 'Initialized')
  if (initialized === null) throw new ProtocolViolation('statuscheck: the device does not say whether it was set up.')
  return initialized
}

/** Told to anybody. @see SUNAPI: /init-cgi/pw_init.cgi?msubmenu=statuscheck */
export const hanwhaActivationState = (): Capability => ({
  fact: 'activation',
  async read(device) {
    const initialized = isInitialized(await status(device))
    const evidence = `pw_init.cgi says Initialized=${initialized ? 'True' : 'False'}`
    return { state: initialized ? 'activated' : 'factory', evidence }
  },
})

/** As the first page of the device knows it, without a login. */
export const hanwhaPasswordPolicy = (): Capability => ({
  fact: 'accounts.passwordPolicy',
  async read(device) {
    return { minLength: null, complexityEnforced: flagIn(await status(device), 'NewPasswordPolicy'), expiryDays: null }
  },
})

/**
 * The password of `admin`, sealed with the key of the device.
 * @see SUNAPI 2.5.5 and later: setinitpassword; HTTP 490 to it means a password that the device does not like
 */
export const hanwhaActivation: Activation = {
  username: 'admin',
  grade: 'sourced',
  passwordRules: { minLength: 10, maxLength: longestPassword, alphabet: safeAlphabet },
  passwordTransport: async (device) => ((await secretTarget(device)).https ? 'tls' : 'sealed'),
  async activate(device, password) {
    const target = await targetForSecret(device, true)
    const told = await status(device, target)
    if (isInitialized(told)) throw new WriteRefused('Somebody gave the device its first password already.')
    const publicKey = textIn(told, 'PublicKey', 4_096) === null ? '' : String(told.PublicKey)
    const answer = await webRequest(
      device,
      {
        method: 'POST',
        path: setPath,
        headers: { ...asJson, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: sealed(publicKey, password.reveal()),
        intent: 'write',
        target,
        understands: [403, 490],
      },
      null,
    )
    const text = visibleText(answer.body.toString('utf8').trim(), 120)
    if (answer.status >= 400) {
      throw new WriteRefused(
        `The device did not take the first password (HTTP ${answer.status}${text === '' ? '' : `, ${text}`}).`,
      )
    }
    // Some firmware answers with nothing at all.
    if (text !== '') assertDone('setinitpassword', answer)
  },
}
