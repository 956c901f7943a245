import { ExpectedError, WriteRefused } from '../../model/errors.ts'
import { generatePassword } from '../../vault/password.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { ChangeNotKept } from '../problems.ts'
import { identityText, mayTravelClear, type PasswordParts, proofsOf, strictest } from './change-password.ts'
import { type Answer, provePassword } from './prove-password.ts'

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
    now: new Date().toISOString(),
  })
  const said = (state: string) =>
    log.append({ type: 'device.activation', device: open.device.id, username, transport, state })
  said('intent-on-disk')
  change.markSent()
  const answer = await send(() => activation.activate(open.connection, password))
  if (answer !== 'lost' && (await isFactoryStill(open))) {
    const because = answer === 'taken' ? 'it took the request and is in factory state still.' : answer.message
    change.abandon(because)
    said('abandoned')
    throw new ChangeNotKept(`The device did not keep its first password: ${because}`)
  }
  const credential = { username, password }
  await provePassword(
    open,
    main,
    change,
    credential,
    null,
    answer instanceof WriteRefused ? 'lost' : answer,
    said,
    vault,
  )
  proofsOf(open, username, store)(main, true, true)
  open.proveCredential(credential)
  await open.refreshLogin()
}

/** False as well where the device says nothing: then logins alone can tell. */
async function isFactoryStill(open: OpenDevice): Promise<boolean> {
  const reading = await open.reading('activation')
  return reading.end === 'value' && reading.value.state === 'factory'
}

async function send(work: () => Promise<void>): Promise<Answer> {
  try {
    await work()
    return 'taken'
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    if (error instanceof WriteRefused) return error
    return error.code === 'device/credential-withheld' ? new WriteRefused(error.message, { cause: error }) : 'lost'
  }
}
