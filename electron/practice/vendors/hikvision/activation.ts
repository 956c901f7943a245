import { constants, createDecipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { el } from '../../xml.ts'
import { accepted, bodyOf, refused, textOf, xml } from './isapi.ts'
import { weakness } from './security.ts'

/** The random text that each device gave last; good for one activation. */
const challenges = new WeakMap<PracticeDevice, string>()

/**
 * The sources disagree about the root of the request: older firmware here wants one spelling, newer the other, so that a client
 * has to know both.
 */
const rootOf = ({ state }: PracticeDevice): string =>
  Number(/build (\d\d)/.exec(state.identity.firmware)?.[1] ?? 0) >= 21 ? 'Challenge' : 'PublicKey'

const activateStatus = async ({ device }: ApiRequest): Promise<ApiAnswer> =>
  xml(device, 'ActivateStatus', [el('Activated', device.state.settings.activated)])

async function challenge(request: ApiRequest): Promise<ApiAnswer> {
  const { device } = request
  const body = await bodyOf(request)
  if (request.request.method !== 'POST' || body === null || body.name !== rootOf(device)) {
    return refused(request, 'badXmlContent')
  }
  const modulus = Buffer.from(textOf(body, 'key') ?? '', 'base64').toString('latin1')
  if (!/^[0-9a-f]{256}$/i.test(modulus)) return refused(request, 'badParameters')
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'RSA', n: Buffer.from(modulus, 'hex').toString('base64url'), e: 'AQAB' },
  })
  const random = randomBytes(16).toString('hex')
  challenges.set(device, random)
  const sealed = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(random, 'latin1'))
  return xml(device, 'Challenge', [el('key', Buffer.from(sealed.toString('hex'), 'latin1').toString('base64'))])
}

async function activate(request: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const { device } = request
  const body = await bodyOf(request)
  const random = challenges.get(device)
  challenges.delete(device)
  if (device.state.settings.activated) return refused(request, 'hasActivated', 403)
  if (request.request.method !== 'PUT' || body?.name !== 'ActivateInfo' || random === undefined) {
    return refused(request, 'badXmlContent')
  }
  const password = unseal(textOf(body, 'password') ?? '', random)
  const weak = password === null ? 'badParameters' : weakness(device, password)
  if (password === null || weak !== null) return refused(request, weak ?? 'badParameters')
  const change = () => device.activate(device.maker.administrator, password)
  return carryOut(request, 'PUT /ISAPI/System/activate', change, accepted(request))
}

/** AES-128 in ECB with zero padding; what comes first is the first half of the random text. */
function unseal(text: string, random: string): string | null {
  const sealed = Buffer.from(Buffer.from(text, 'base64').toString('latin1'), 'hex')
  if (sealed.length === 0 || sealed.length % 16 !== 0) return null
  const cipher = createDecipheriv('aes-128-ecb', Buffer.from(random, 'hex'), null).setAutoPadding(false)
  const clear = Buffer.concat([cipher.update(sealed), cipher.final()])
    .toString('utf8')
    .replace(/\0+$/, '')
  return clear.startsWith(random.slice(0, 16)) ? clear.slice(16) : null
}

/** @see ISAPI: /SDK/activateStatus, /ISAPI/Security/challenge, /ISAPI/System/activate */
export const activationRoutes: readonly ApiRoute[] = [
  { path: '/SDK/activateStatus', level: 'none', unactivated: true, answer: activateStatus },
  { path: '/ISAPI/Security/challenge', level: 'none', unactivated: true, answer: challenge },
  { path: '/ISAPI/System/activate', level: 'none', unactivated: true, answer: activate },
]
