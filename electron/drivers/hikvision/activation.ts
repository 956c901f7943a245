import { constants, createCipheriv, generateKeyPair, type KeyObject, privateDecrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { ActivationState } from '../../model/security-facts.ts'
import { element } from '../../protocols/onvif/xml-write.ts'
import type { Activation, Capability, Connection } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { childFlag, childText, isapiGet, isapiSend } from './isapi.ts'

const statusPath = '/SDK/activateStatus'

/** Whether somebody gave the device its first password. Asked without a login. @throws {Unsupported} on older firmware */
export async function activationOf(device: Connection): Promise<ActivationState['state']> {
  const root = await isapiGet(device, statusPath, ['ActivateStatus'], { credential: null })
  const activated = childFlag(root, 'Activated')
  if (activated === null) throw new ProtocolViolation('The device does not say whether it is activated.')
  return activated ? 'activated' : 'factory'
}

export const activationFact: Capability = {
  fact: 'activation',
  async read(device) {
    const state = await activationOf(device)
    return { state, evidence: `${statusPath} answers Activated=${state === 'activated'} without a login` }
  },
}

const xmlns = 'http://www.isapi.org/ver20/XMLSchema'
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
const document = (root: string, child: string, text: string): string =>
  `${declaration}${element(root, [element(child, text)], { version: '2.0', xmlns }).xml}`

/** Text of bytes as this flow writes them: hexadecimal digits, and those in Base64. */
const armoured = (bytes: Buffer): string => Buffer.from(bytes.toString('hex'), 'latin1').toString('base64')

/** @throws {ProtocolViolation} when it is no such text */
function unarmoured(text: string): Buffer {
  const digits = Buffer.from(text, 'base64').toString('latin1')
  if (!/^(?:[0-9a-f]{2}){16,512}$/i.test(digits))
    throw new ProtocolViolation('The device answered its challenge with something that is none.')
  return Buffer.from(digits, 'hex')
}

/**
 * The maker's own flow for the first password: a key of ours, a random text of the device under that key, the password under that
 * text. Written from descriptions that nobody of us held against a device: a person says yes before it is sent.
 *
 * @see ISAPI: POST /ISAPI/Security/challenge, PUT /ISAPI/System/activate
 */
export const hikvisionActivation: Activation = {
  username: 'admin',
  grade: 'unproven',
  passwordRules: { minLength: 8, maxLength: 16, alphabet: safeAlphabet },
  passwordTransport: async () => 'sealed',
  async activate(device, password) {
    if (password.bytes().length > 16)
      throw new WriteRefused('The device stores passwords of at most 16 characters. Nothing was sent.')
    if ((await activationOf(device)) === 'activated')
      throw new WriteRefused('The device says that it has its first password already. Nothing was sent.')
    const { privateKey, modulus } = await ephemeralKey()
    const random = unsealed(privateKey, await challengeOf(device, modulus))
    const body = document('ActivateInfo', 'password', armoured(sealed(random, password)))
    await isapiSend(device, 'PUT', '/ISAPI/System/activate', body, { credential: null })
  },
}

async function ephemeralKey(): Promise<{ readonly privateKey: KeyObject; readonly modulus: Buffer }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 1024 })
  const { n = '' } = publicKey.export({ format: 'jwk' })
  return { privateKey, modulus: Buffer.from(n, 'base64url') }
}

/** Descriptions disagree about the root of this request; it changes nothing, so both are tried. */
async function challengeOf(device: Connection, modulus: Buffer): Promise<Buffer> {
  let refusal: WriteRefused | Unsupported | null = null
  for (const root of ['PublicKey', 'Challenge']) {
    try {
      const body = document(root, 'key', armoured(modulus))
      const { said } = await isapiSend(device, 'POST', '/ISAPI/Security/challenge', body, { credential: null })
      const key = said === null ? null : childText(said, 'key')
      if (key !== null) return unarmoured(key)
    } catch (error) {
      if (!(error instanceof WriteRefused) && !(error instanceof Unsupported)) throw error
      refusal = error
    }
  }
  throw refusal ?? new ProtocolViolation('The device answers its challenge without a key.')
}

/**
 * 32 hexadecimal digits under PKCS #1 v1.5. The padding is taken off here: not every runtime still offers it, and the key lives
 * for this one message.
 * @see RFC 8017, section 7.2.2
 */
function unsealed(key: KeyObject, bytes: Buffer): string {
  if (bytes.length !== 128)
    throw new ProtocolViolation('The challenge of the device is of another length than its key.')
  const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes)
  const end = block.indexOf(0, 2)
  const text = block[0] === 0 && block[1] === 2 && end >= 10 ? block.subarray(end + 1).toString('latin1') : ''
  if (!/^[0-9a-f]{32}$/i.test(text))
    throw new ProtocolViolation('The challenge of the device does not open with our key.')
  return text
}

/** AES-128 in ECB with zero padding, as the maker has it. */
function sealed(random: string, password: Credential['password']): Buffer {
  const clear = Buffer.concat([Buffer.from(random.slice(0, 16), 'latin1'), password.bytes()])
  const padded = Buffer.concat([clear, Buffer.alloc((16 - (clear.length % 16)) % 16)])
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(random, 'hex'), null).setAutoPadding(false)
  const done = Buffer.concat([cipher.update(padded), cipher.final()])
  clear.fill(0)
  padded.fill(0)
  return done
}
