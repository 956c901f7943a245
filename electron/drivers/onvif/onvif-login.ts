import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential, Secret } from '../../model/secret.ts'
import type { OnvifClient } from '../../protocols/onvif/client.ts'
import { ClientMemory } from '../../protocols/onvif/client-memory.ts'
import { getDeviceInformation, getSecurityCapabilities } from '../../protocols/onvif/information.ts'
import { ClockUnknown, LoginUndecided } from '../../protocols/onvif/login-errors.ts'
import { getNetworkProtocols } from '../../protocols/onvif/network-settings.ts'
import type { OnvifTarget } from '../../protocols/onvif/send-call.ts'
import { createUser, deleteUser, getUsers, setPassword } from '../../protocols/onvif/users.ts'
import type { Connection, Login } from '../driver.ts'
import { LoginWorthRepeating, PasswordNotJudged } from '../driver.ts'
import { attempt } from './attempt.ts'
import { clientWith, onvifTarget, openClient, openFreshClient } from './open-client.ts'
import { assertAsDecided } from './secret-way.ts'
import { speaksTls } from './speaks-tls.ts'

/**
 * Letters that survive every web page, URL and CGI, without those that look alike on paper. Several makers refuse
 * quotes, `&`, `;` and `:`.
 */
export const safeAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_'

/**
 * The ONVIF accounts of a device.
 *
 * Devices must take 28 bytes (ONVIF Core, Set User), but the Hikvision family takes 16: recorded TRENDnet TV-IP320PI V5.3.4,
 * GetServiceCapabilities, MaxPasswordLength.
 */
export const onvifLogin: Login = {
  name: 'onvif',
  passwordRules: { maxLength: 16, alphabet: safeAlphabet },
  authenticate,
  withoutLogin,
  passwordTransport,
  async setPassword(device, administrator, username, password) {
    const client = await clientForPassword(device, administrator, password)
    await setPassword(client, username, password)
  },
  async createAccount(device, administrator, { username, password, level }) {
    const client = await clientForPassword(device, administrator, password)
    await createUser(client, { username, password, level })
  },
  async accountNames(device, administrator) {
    return (await getUsers(usualClient(device, administrator))).map(({ username }) => username)
  },
  deleteAccount: (device, administrator, username) => deleteUser(usualClient(device, administrator), username),
}

function usualClient(device: Connection, administrator: Credential): OnvifClient {
  const target = onvifTarget(device.endpoint)
  return clientWith(device, target, administrator, ClientMemory.of(device.memo, target))
}

/** @throws {WriteRefused} {CredentialWithheld} before anything is sent: the device would cut it off, or it would be readable */
async function clientForPassword(
  device: Connection,
  administrator: Credential,
  password: Secret,
): Promise<OnvifClient> {
  const target = await passwordTarget(device, administrator)
  if (!target.https) assertAsDecided(device)
  const client = clientWith(device, target, administrator, ClientMemory.of(device.memo, target))
  const limits = await attempt(device, () => getSecurityCapabilities(client))
  const limit = limits?.maxPasswordLength ?? null
  if (limit !== null && password.bytes().length > limit) {
    throw new WriteRefused(
      `The device stores passwords of at most ${limit} characters; a longer one might be cut off. Nothing was sent.`,
    )
  }
  return client
}

/**
 * One fresh login, shown once: what the device wants is learned from how it refuses a stranger. A nonce that the device itself
 * calls stale is answered once more. A device that answers anybody is shown the login all the same, so that the answer is one to
 * this very credential.
 *
 * @throws {LoginWorthRepeating} when the refusal says nothing about the password and the next attempt can do better
 * @throws {PasswordNotJudged} when it says nothing, and the next attempt could do no better: the device tells no clock
 */
async function authenticate(device: Connection, credential: Credential): Promise<'accepted' | 'refused'> {
  const client = openFreshClient(device, credential)
  const shared = ClientMemory.of(device.memo, client.target)
  try {
    shared.scheme = await client.authenticate()
    shared.accepted(credential)
    return 'accepted'
  } catch (error) {
    if (error instanceof LoginUndecided) throw new LoginWorthRepeating(error.message, { cause: error })
    if (error instanceof ClockUnknown) throw new PasswordNotJudged(error.message, { cause: error })
    if (error instanceof CredentialsRefused) return 'refused'
    throw error
  } finally {
    const { clock, clockTrusted, provenClock, lateChallenges } = client.memory
    if (clock !== null) Object.assign(shared, { clock, clockTrusted, provenClock })
    shared.lateChallenges = lateChallenges
  }
}

/** Two requests that need rights of a user and of an administrator. Either one answered to a stranger is an open door. */
async function withoutLogin(device: Connection): Promise<'open' | 'guarded'> {
  const client = openClient(device)
  const information = await askedByStranger(() => getDeviceInformation(client, { login: 'none' }))
  if (information === 'open') return 'open'
  const users = await askedByStranger(async () => {
    try {
      return await getUsers(client, { login: 'none' })
    } catch (error) {
      // An empty list tells a stranger nothing.
      if (error instanceof ProtocolViolation) throw new CredentialsRefused(error.message, { cause: error })
      throw error
    }
  })
  if (users === 'open') return 'open'
  if (information === 'guarded' || users === 'guarded') return 'guarded'
  throw users
}

async function askedByStranger(read: () => Promise<unknown>): Promise<'open' | 'guarded' | Unsupported> {
  try {
    await read()
    return 'open'
  } catch (error) {
    if (error instanceof CredentialsRefused) return 'guarded'
    if (error instanceof Unsupported) return error
    throw error
  }
}

/**
 * How a new password would travel: SetUser carries it as text, so that only TLS hides it from the network. HTTPS is used wherever
 * it was seen, or where the device lists it as on and a handshake succeeds; plain HTTP only where there is none.
 */
export async function passwordTransport(device: Connection): Promise<'tls' | 'clear'> {
  return (await passwordTarget(device, device.credential('onvif'))).https ? 'tls' : 'clear'
}

/** Where a request with a new password goes: HTTPS wherever the device has it. */
export async function passwordTarget(device: Connection, credential: Credential | null): Promise<OnvifTarget> {
  const usual = onvifTarget(device.endpoint)
  const { address, ports, forwarded } = device.endpoint
  if (usual.https) return usual
  // No way back to HTTP from here: a port that was open before and is shut now may be shut by somebody in between.
  if (ports.https !== undefined) return { address, port: ports.https, https: true }
  if (forwarded) return usual
  const client = clientWith(device, usual, credential, ClientMemory.of(device.memo, usual))
  const protocols = (await attempt(device, () => getNetworkProtocols(client))) ?? []
  const https = protocols.find(({ name, enabled }) => name === 'HTTPS' && enabled)
  const port = https?.ports.find((candidate) => candidate > 0)
  if (port === undefined || !(await speaksTls(device, port))) return usual
  return { address, port, https: true }
}
