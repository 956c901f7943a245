import { WriteRefused } from '../../model/errors.ts'
import { generatePassword } from '../../vault/password.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { ChangeNotKept } from '../problems.ts'
import { identityText, mayTravelClear, type PasswordParts, strictest } from './change-password.ts'
import { proofsOf } from './password-proofs.ts'
import { provePassword } from './prove-password.ts'
import { sendChange } from './send-change.ts'

/**
 * Gives a device in factory state its first password, by the flow of its maker, in the order that cannot lose it: encrypted
 * intent on disk, then the request, then the new password opens the device and a shortened one does not.
 *
 * @throws {WriteRefused} when the driver knows no such flow, or the device is activated already: nothing was sent
 * @throws {CredentialWithheld} before anything is sent, when it would cross the network readable and nobody allowed that
 * @throws {ChangeNotKept} when the device says that it is in factory state still
 * @throws {PasswordUnresolved} when it took the request and the proof is missing: the password stays in the vault
 */
export async function activate(open: OpenDevice, { store, vault, log, allowClear }: PasswordParts): Promise<void> {
  const { activation, vendor } = open.driver
  const main = open.mainLogin
  if (activation === undefined || main === null) {
    throw new WriteRefused(`The ${vendor} driver knows no way to a first password of this device. Nothing was sent.`)
  }
  if ((await open.read('activation')).state !== 'factory') {
    throw new WriteRefused('The device has its first password already. Nothing was sent.')
  }
  const way = await activation.passwordTransport(open.connection)
  const transport = way === 'clear' ? mayTravelClear(open, allowClear) : way
  open.secretWay = transport
  const { username, passwordRules } = activation
  const password = generatePassword(strictest([{ passwordRules }, ...open.driver.logins]))
  const change = vault.beginChange({
    account: { deviceId: open.device.id, username },
    deviceIdentity: identityText(open),
    pin: null,
    oldPassword: null,
    newPassword: password,
    logins: [main.name],
    now: new Date().toISOString(),
  })
  const said = (state: string) =>
    log.append({ type: 'device.activation', device: open.device.id, username, transport, state })
  said('intent-on-disk')
  change.markSent()
  // A first password goes without a login: a device that asks for one may have taken it a moment before. Logins tell.
  const answer = await sendChange(open.connection, () => activation.activate(open.connection, password), [
    'device/credential-withheld',
  ])
  if (answer !== 'lost' && (await isFactoryStill(open))) {
    const because = answer === 'taken' ? 'it took the request and is in factory state still.' : answer.message
    change.abandon(because)
    said('abandoned')
    throw new ChangeNotKept(`The device did not keep its first password: ${because}`)
  }
  const credential = { username, password }
  await provePassword(open, {
    ...{ login: main, change, credential, oldPassword: null, said, vault },
    answer: answer instanceof WriteRefused ? 'lost' : answer,
  })
  // It was seen in factory state: there was no password before that could still open it.
  proofsOf(open.device, username, store)(main, true, true)
  await open.refreshLogin()
}

/** False as well where the device says nothing: then logins alone can tell. */
async function isFactoryStill(open: OpenDevice): Promise<boolean> {
  const reading = await open.reading('activation')
  return reading.end === 'value' && reading.value.state === 'factory'
}
