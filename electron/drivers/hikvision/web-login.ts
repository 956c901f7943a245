import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { element } from '../../protocols/onvif/xml-write.ts'
import { readXml } from '../../protocols/xml/read-xml.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Connection, Login } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { webLogin } from '../web/web-login.ts'
import { targetForSecret } from '../web/web-target.ts'
import { activationOf } from './activation.ts'
import { childText, isapiChange, isapiGet, isapiManner } from './isapi.ts'
import { childNode, needNode } from './xml-document.ts'

/** `LoginPasswordLenLimit` of recorded firmware: 8 to 16. */
const passwordRules = { minLength: 8, maxLength: 16, alphabet: safeAlphabet }

/** @see ISAPI: GET /ISAPI/Security/userCheck, which tells what is left before a lock */
const byUserCheck = webLogin({
  knock: { method: 'GET', path: '/ISAPI/Security/userCheck', manner: isapiManner },
  judge({ status, body }) {
    if (status < 200 || status >= 300) return null
    const said = readXml(body)
    const value = childText(said, 'statusValue')
    if (said.name !== 'userCheck' || (value !== '200' && value !== '401')) throw notAnAnswer()
    return value === '200' ? 'accepted' : 'refused'
  },
  passwordRules,
  setPassword,
})

/** Old firmware has no userCheck. */
const byDeviceInfo = webLogin({
  knock: { method: 'GET', path: '/ISAPI/System/deviceInfo', manner: isapiManner },
  judge({ status, body }) {
    if (status < 200 || status >= 300) return null
    if (readXml(body).name !== 'DeviceInfo') throw notAnAnswer()
    return 'accepted'
  },
  passwordRules,
})

/** A page with a form, as any web server has it, proves no password. */
const notAnAnswer = () => new ProtocolViolation('The device answered a login with something else than ISAPI does.')

/** The accounts of web interface, ISAPI, SDK and video. Those of ONVIF are a database of their own. */
export const hikvisionWebLogin: Login = {
  ...byUserCheck,
  authenticate: (device, credential) => eitherDoor(device, (door) => door.authenticate(device, credential)),
  withoutLogin: (device) => eitherDoor(device, (door) => door.withoutLogin(device)),
}

async function eitherDoor<T>(device: Connection, ask: (door: Login) => Promise<T>): Promise<T> {
  await assertActivated(device)
  try {
    return await ask(byUserCheck)
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error
    return ask(byDeviceInfo)
  }
}

const factoryKey = 'hikvision.activated'

/** A device in factory state has no account: nothing is shown to it. Asked once per step. */
async function assertActivated(device: Connection): Promise<void> {
  if (device.memo.get(factoryKey) === true) return
  try {
    if ((await activationOf(device)) === 'factory')
      throw new NotActivated('The device was never activated: it has no account yet, and no password can be right.')
  } catch (error) {
    // Firmware of before the activation does not have the question, wants a login for it, or words it in another way.
    const isOld = error instanceof Unsupported && !(error instanceof NotActivated)
    if (!isOld && !(error instanceof ProtocolViolation) && !(error instanceof CredentialsRefused)) throw error
  }
  device.memo.set(factoryKey, true)
}

export class NotActivated extends Unsupported {}

/** @see ISAPI: PUT /ISAPI/Security/users/<id>, with the device's own document and the new password in it */
async function setPassword(
  device: Connection,
  administrator: Credential,
  username: string,
  password: Credential['password'],
): Promise<void> {
  const place = { credential: administrator, target: await targetForSecret(device) }
  const list = await isapiGet(device, '/ISAPI/Security/users', ['UserList'], place)
  const id = idOf(list, username)
  await isapiChange(
    device,
    `/ISAPI/Security/users/${id}`,
    ['User'],
    (document) => {
      const name = needNode(document.root, 'userName')
      const known = childNode(document.root, 'password')
      if (known !== null) document.setText(known, password.reveal())
      else document.insertAfter(name, element(document.nameBeside(name, 'password'), password.reveal()))
    },
    place,
  )
}

function idOf(list: XmlElement, username: string): string {
  const user = list.children.find((child) => child.name === 'User' && childText(child, 'userName') === username)
  if (user === undefined) throw new WriteRefused(`The web interface of the device has no user "${username}".`)
  const id = childText(user, 'id')
  if (id === null || !/^\d{1,4}$/.test(id))
    throw new ProtocolViolation('The device numbers its users in a way that makes no sense.')
  return id
}
