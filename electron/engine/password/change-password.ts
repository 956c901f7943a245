import ipaddr from 'ipaddr.js'
import type { SecretWay } from '../../drivers/driver.ts'
import { endpointText } from '../../model/device.ts'
import { CredentialWithheld, ExpectedError, WriteRefused } from '../../model/errors.ts'
import type { Credential, Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { generatePassword } from '../../vault/password.ts'
import type { Vault } from '../../vault/vault.ts'
import type { OpenDevice } from '../device/open-device.ts'
import type { EventLog } from '../event-log.ts'
import { ChangeNotKept, DayRule, PasswordCutOff, PasswordNotProvable, StopRule } from '../problems.ts'
import { type AccountPlaces, administeredBy, type Database, placesOf } from './account-databases.ts'
import { knownLimit } from './cut-password.ts'
import { type KeepProof, proofsOf } from './password-proofs.ts'
import { type Answer, awaitAnswer, provePassword } from './prove-password.ts'
import { sendChange } from './send-change.ts'

export interface PasswordParts {
  readonly store: Pick<SiteFile, 'passwordProofs'>
  readonly vault: Vault
  readonly log: EventLog
  /** The technician allowed new passwords to cross the network readable, where a device offers no HTTPS. */
  readonly allowClear: boolean
}

/**
 * Gives one account a strong password of its own and proves it, in the order that cannot lose it:
 * encrypted intent on disk, then the request, then new works, shortened fails, old fails, then the old one is history.
 * Every login database of the device that knows the account gets the same one, one after the other.
 *
 * @throws {PasswordNotProvable} before anything is sent, when the device lets any password in
 * @throws {CredentialWithheld} before anything is sent, when it would cross the network readable and nobody allowed that
 * @throws {ChangeNotKept} when it is proven that the device, or one of its databases, kept the old password
 * @throws {PasswordUnresolved} when neither is proven: both passwords stay in the vault
 */
export async function changePassword(open: OpenDevice, username: string, parts: PasswordParts): Promise<void> {
  try {
    await changeOnce(open, username, parts)
  } catch (error) {
    if (!(error instanceof PasswordCutOff)) throw error
    // What it keeps is known now: one that it can keep whole.
    await changeOnce(open, username, parts)
  }
}

async function changeOnce(
  open: OpenDevice,
  username: string,
  { store, vault, log, allowClear }: PasswordParts,
): Promise<void> {
  if (administeredBy(open).length === 0)
    throw new WriteRefused('No proven administrator login that could set a password.')
  const { enforcement } = open.loginState
  if (enforcement.end !== 'value' || enforcement.value.acceptsAnyPassword.length > 0) {
    throw new PasswordNotProvable('The device did not refuse a random password, so a new one could not be proven.')
  }
  const places = await placesOf(open, username, vault)
  const [first, ...others] = places.databases
  if (first === undefined)
    throw new WriteRefused(`No login of this device knows an account "${username}". Nothing was sent.`)
  const oldPassword = first.oldPassword
  const limit = open.ledger.limitBeside(first.login.name)
  if (limit !== null) {
    const message = `The proof of a new password of "${username}" would come too near to a lock-out. Nothing was sent.`
    throw limit === 'day' ? new DayRule(message) : new StopRule(message)
  }
  const transport = await assertPasswordMayTravel(open, allowClear)
  const newPassword = generatePassword(fitting(open.driver.logins, knownLimit(vault, open.device.id)))
  const change = vault.beginChange({
    account: { deviceId: open.device.id, username },
    deviceIdentity: identityText(open),
    pin: null,
    oldPassword,
    newPassword,
    logins: places.databases.map(({ login }) => login.name),
    now: new Date().toISOString(),
  })
  const said = (state: string) =>
    log.append({ type: 'password.change', device: open.device.id, username, transport, state })
  said('intent-on-disk')
  change.markSent()
  const credential = { username, password: newPassword }
  const answer = await sendChange(open.connection, () =>
    first.setPassword.call(first.login, open.connection, first.administrator, username, newPassword),
  )
  const proofs = proofsOf(open.device, username, store)
  await provePassword(open, {
    ...{ login: first.login, change, credential, oldPassword, answer, said, vault },
    // Until it is their turn they hold the old one: should this program end before, that stands on disk.
    beforeCommit: () => {
      for (const { login } of others) proofs(login, false, false)
    },
  })
  proofs(first.login, true, oldPassword === null ? null : true)
  for (const database of others) await changeAlso(open, database, credential, said, proofs)
  await proveUnadministered(open, places, credential, said, proofs)
}

/** Serial and address: names the device to a person who has only the journal. */
export const identityText = ({ device: { identity, endpointReference, endpoint } }: OpenDevice): string =>
  `${identity.serial ?? endpointReference ?? 'no serial'} at ${endpointText(endpoint)}`

/**
 * How the new password would travel, in the worst case of all databases that get one: from here on no driver sends it in a lesser
 * way. A device inside this computer is on no network.
 * @throws {CredentialWithheld} before anything secret is sent
 */
export async function assertPasswordMayTravel(open: OpenDevice, allowClear: boolean): Promise<SecretWay> {
  const logins = open.driver.logins.filter(
    (login) => login.setPassword !== undefined && open.credentialOn(login.name) !== null,
  )
  const ways: ('tls' | 'sealed' | 'clear')[] = []
  for (const login of logins) ways.push((await login.passwordTransport?.(open.connection)) ?? 'clear')
  const isReadable = ways.length === 0 || ways.includes('clear')
  const way = isReadable ? mayTravelClear(open, allowClear) : ways.includes('sealed') ? 'sealed' : 'tls'
  open.secretWay = way
  return way
}

/** @throws {CredentialWithheld} */
export function mayTravelClear({ device }: OpenDevice, allowClear: boolean): 'clear' | 'inside' {
  const { address } = device.endpoint
  if (ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback') return 'inside'
  if (allowClear) return 'clear'
  throw new CredentialWithheld(
    `${endpointText(device.endpoint)} offers no HTTPS: a new password would cross the network readable. Nothing was sent.`,
  )
}

/**
 * A further database of the same device. Some makers keep one database behind two doors: where the new password opens this one
 * already there is nothing to set.
 */
async function changeAlso(
  open: OpenDevice,
  { login, administrator, oldPassword, setPassword }: Database,
  credential: Credential,
  said: (state: string) => void,
  proofs: KeepProof,
): Promise<void> {
  const { ledger, connection } = open
  const name = login.name
  const knows = async (password: Secret) => {
    await awaitAnswer(open, login)
    return (await ledger.authenticate(connection, login, { username: credential.username, password })) === 'accepted'
  }
  let answer: Answer = 'taken'
  // What nobody knows the old one of is asked for the new one once it is set: each wrong one counts.
  const isShared = oldPassword !== null && !(await knows(oldPassword)) && (await knows(credential.password))
  if (!isShared) {
    answer = await sendChange(open.connection, () =>
      setPassword.call(login, connection, administrator, credential.username, credential.password),
    )
  }
  if (!(await knows(credential.password))) {
    said(`${name}-new-refused`)
    proofs(login, false, false)
    const because = answer instanceof WriteRefused ? ` (${answer.message})` : ''
    throw new ChangeNotKept(
      `The ${name} login of "${credential.username}" did not take the new password${because}; it is a separate one on this device. Its old password is kept in the vault.`,
    )
  }
  open.renewCredential(credential, login)
  if (oldPassword !== null && (await knows(oldPassword))) {
    said(`${name}-old-accepted`)
    proofs(login, true, false)
    throw new ChangeNotKept(`The ${name} login of "${credential.username}" lets the old password in as well.`)
  }
  said(`${name}-committed`)
  proofs(login, true, oldPassword === null ? null : true)
  // The right password once more ends the row of failures on the side of the device.
  await knows(credential.password)
}

/** Logins that were not changed by themselves: whoever lets the new password in must refuse the old one. */
async function proveUnadministered(
  open: OpenDevice,
  { databases, without }: AccountPlaces,
  credential: Credential,
  said: (state: string) => void,
  proofs: KeepProof,
): Promise<void> {
  const { username } = credential
  const oldPassword = databases.find((database) => database.oldPassword !== null)?.oldPassword ?? null
  if (oldPassword === null) return
  const isMain = databases.some(({ administrator }) => administrator.username === username)
  for (const login of open.driver.logins) {
    if (databases.some((database) => database.login === login)) continue
    const administrator = without.find((place) => place.login === login)?.administrator ?? null
    const ask = (shown: Credential) => open.ledger.authenticate(open.connection, login, shown)
    try {
      if ((await login.withoutLogin(open.connection)) === 'open') continue
      // Whose list does not name the account needs not be asked for the new password.
      const withNew = administrator === null ? await ask(credential) : 'refused'
      const withOld = await ask({ username, password: oldPassword })
      said(administrator === null ? `${login.name}-new-${withNew}-old-${withOld}` : `${login.name}-old-${withOld}`)
      // Another account that opens it with neither is none of this login.
      if (isMain || withNew === 'accepted' || withOld === 'accepted')
        proofs(login, withNew === 'accepted', withOld === 'refused')
      if (withOld === 'accepted') {
        throw new ChangeNotKept(
          `The ${login.name} login of "${username}" still lets the old password in; it is a separate one on this device.`,
        )
      }
      // A login that is right ends the row of failures on the side of the device.
      if (administrator !== null) await ask(administrator)
      else if (withNew === 'accepted') await ask(credential)
    } catch (error) {
      if (!(error instanceof ExpectedError) || error instanceof ChangeNotKept) throw error
      // An interface that the device does not have, or that went away, has no say in what the main login proved.
      said(`${login.name}-not-proven (${error.code})`)
    }
  }
}

/** Rules for a password of this device, which was seen to keep at most `limit` characters. */
function fitting(logins: Parameters<typeof strictest>[0], limit: number | null): ReturnType<typeof strictest> {
  const rules = strictest(logins)
  return limit === null ? rules : { ...rules, length: Math.min(limit, rules.length ?? limit) }
}

/** The password must fit every interface that keeps it. */
export function strictest(
  rules: readonly { readonly passwordRules?: { readonly maxLength: number; readonly alphabet: string } }[],
): { length?: number; alphabet?: string } {
  const known = rules.flatMap(({ passwordRules }) => (passwordRules === undefined ? [] : [passwordRules]))
  if (known.length === 0) return {}
  const length = Math.min(20, ...known.map(({ maxLength }) => maxLength))
  const [first, ...others] = known.map(({ alphabet }) => alphabet)
  const alphabet = [...(first ?? '')].filter((letter) => others.every((other) => other.includes(letter))).join('')
  return { length, alphabet }
}
