import { z } from 'zod'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { CredentialWithheld, ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import type { Connection } from '../driver.ts'
import { attempt } from '../onvif/attempt.ts'
import { jsonOf } from '../web/json.ts'
import { WebMemory } from '../web/web-memory.ts'
import { type WebManner, webRequest } from '../web/web-request.ts'
import { secretTarget, type WebTarget } from '../web/web-target.ts'

/** Wrong logins that are left at which nobody goes on: the next ones belong to the people of the site. */
const triesToLeave = 2

const path = '/cgi-bin/api.cgi'

const itemShape = z.union([
  z.object({ code: z.literal(0), value: z.record(z.string(), z.unknown()).catch({}) }),
  z.object({
    code: z.int(),
    error: z.object({
      detail: z.string().catch(''),
      rspCode: z.int().optional(),
      auth_warning_info: z.object({ remain_times: z.int() }).optional(),
    }),
  }),
])
const answerShape = z.array(itemShape).min(1)
type Item = z.infer<typeof itemShape>
type Refusal = Extract<Item, { error: unknown }>['error']

/** @see Reolink HTTP API: errors of Login, `Login has been locked`, `auth_warning_info` */
const reolinkManner: WebManner = {
  lockOf(answer) {
    const [item] = itemsIn(answer) ?? []
    if (item === undefined || !('error' in item)) return null
    const { detail, auth_warning_info: warning } = item.error
    if (/login has been locked/i.test(detail))
      return 'The device has locked out this account after too many wrong logins.'
    if (warning === undefined || warning.remain_times > triesToLeave) return null
    return `The device would lock this account after ${warning.remain_times} more wrong logins; none is tried.`
  },
}

/** Null where it is no answer of this API. */
const itemsIn = ({ body }: Pick<HttpAnswer, 'body'>): readonly Item[] | null =>
  answerShape.safeParse(jsonOf(body)).data ?? null

interface Place {
  readonly target: WebTarget
  readonly token?: string
  /** Name of the command for the address, as the login wants it. */
  readonly cmd?: string
}

/** Several commands in one request, answered in their order. */
async function send(
  device: Connection,
  { target, token, cmd }: Place,
  commands: readonly { readonly cmd: string; readonly param?: object }[],
): Promise<readonly Item[]> {
  const query = new URLSearchParams({
    ...(cmd === undefined ? {} : { cmd }),
    ...(token === undefined ? {} : { token }),
  })
  const answer = await webRequest(
    device,
    {
      method: 'POST',
      path: `${path}?${query.toString()}`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(commands.map(({ cmd: name, param = {} }) => ({ cmd: name, action: 0, param }))),
      manner: reolinkManner,
      target,
    },
    null,
  )
  const items = itemsIn(answer)
  if (items === null || items.length !== commands.length)
    throw new ProtocolViolation('The device answered something that the API of Reolink is not.')
  return items
}

const loginShape = z.object({ Token: z.object({ name: z.string().min(1).max(256) }) })

/**
 * Opens a session, gives it to `work` and closes it again: a device has few. Null when the device refuses the login.
 *
 * The login carries the password as it is, so that it goes inside TLS or not at all.
 * @throws {CredentialWithheld} before anything is sent, where the device has no HTTPS
 * @throws {DeviceLockedOut} {ProtocolViolation} and what `webRequest` throws
 * @see Reolink HTTP API: Login, Logout
 */
export async function withSession<T>(
  device: Connection,
  credential: Credential,
  work: (ask: Ask) => Promise<T>,
): Promise<{ readonly value: T } | null> {
  const target = await secretTarget(device)
  if (!target.https) {
    throw new CredentialWithheld(
      'The device takes its web login only in clear, and offers no HTTPS. The password was not sent. Switch on HTTPS in the app of the maker.',
    )
  }
  const memory = WebMemory.of(device.memo, target)
  const { username, password } = credential
  const User = { Version: '0', userName: username, password: password.reveal() }
  const [item] = await send(device, { target, cmd: 'Login' }, [{ cmd: 'Login', param: { User } }])
  if (item === undefined || 'error' in item) {
    if (item !== undefined && !isRefusal(item.error)) throw declined('Login', item.error)
    memory.refused(credential)
    return null
  }
  memory.accepted(credential)
  const login = loginShape.safeParse(item.value)
  if (!login.success) throw new ProtocolViolation('Login: the device tells no token.')
  const place = { target, token: login.data.Token.name }
  try {
    return { value: await work((names) => askAll(device, place, names)) }
  } finally {
    await attempt(device, () => send(device, { ...place, cmd: 'Logout' }, [{ cmd: 'Logout' }]))
  }
}

export type Ask = (names: readonly string[]) => Promise<readonly (() => Readonly<Record<string, unknown>>)[]>

/** One function per command: it gives what the device told, or throws why it told nothing. */
async function askAll(device: Connection, place: Place, names: readonly string[]): ReturnType<Ask> {
  const items = await send(
    device,
    place,
    names.map((cmd) => ({ cmd })),
  )
  return names.map((name, index) => () => {
    const item = items[index]
    if (item === undefined) throw new ProtocolViolation(`${name}: the device did not answer.`)
    if ('error' in item) throw declined(name, item.error)
    return item.value
  })
}

const isRefusal = ({ detail }: Refusal): boolean => /invalid user|login failed|password wrong/i.test(detail)
const wantsLogin = ({ detail, rspCode }: Refusal): boolean => rspCode === -6 || /please login first/i.test(detail)

function declined(name: string, error: Refusal): Error {
  const said = `${name}: the device declined (${visibleText(error.detail, 120)}).`
  if (wantsLogin(error) || isRefusal(error)) return new CredentialsRefused(said)
  return /not support|ability error/i.test(error.detail) ? new Unsupported(said) : new ProtocolViolation(said)
}

/** What the device answers to a stranger. Sends no login. */
export async function askAsStranger(device: Connection, name: string): Promise<'open' | 'guarded'> {
  const [item] = await send(device, { target: await secretTarget(device), cmd: name }, [{ cmd: name }])
  if (item === undefined || !('error' in item)) return 'open'
  if (wantsLogin(item.error)) return 'guarded'
  throw declined(name, item.error)
}
