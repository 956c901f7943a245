import { z } from 'zod'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import type { Connection } from '../driver.ts'
import { jsonOf } from '../web/json.ts'
import { type WebManner, type WebRequest, webRequest } from '../web/web-request.ts'

/**
 * HTTPS of an Axis device offers nothing but Basic. Door controllers of the first generation answer 503 to the JSON interfaces
 * that they do not have.
 */
export const axisManner: WebManner = { basic: 'inside-tls', isAbsent: ({ status }) => status === 503 }

const jsonType = { 'Content-Type': 'application/json' }

const answerShape = z.union([
  z.object({ error: z.object({ code: z.union([z.int(), z.string()]), message: z.string().catch('') }) }),
  z.object({ data: z.record(z.string(), z.unknown()) }),
])

/** Codes that say: not in this firmware. @see VAPIX, general error codes */
const absentCodes: readonly (number | string)[] = [2001, 4000, 4001]

export interface JsonCall {
  readonly path: string
  readonly apiVersion: string
  readonly method: string
  readonly params?: object
  readonly intent?: 'read' | 'write'
}

/**
 * One call of a JSON interface. Its errors ride on HTTP 200.
 *
 * @throws {Unsupported} {WriteRefused} {ProtocolViolation} and what `webRequest` throws
 * @see VAPIX: `error.code` 1000 general, 2000 bad JSON, 4000 unknown method, 4001 version
 */
export async function jsonCall(
  device: Connection,
  { path, apiVersion, method, params, intent = 'read' }: JsonCall,
  credential: Credential | null,
): Promise<Record<string, unknown>> {
  const message = { apiVersion, method, ...(params === undefined ? {} : { params }) }
  const request: WebRequest = { method: 'POST', path, headers: jsonType, body: JSON.stringify(message), intent }
  const answer = await webRequest(device, { ...request, manner: axisManner }, credential)
  return readJson(method, answer, intent)
}

/** A call that the device answers to anybody. Older firmware, which does not have it, may ask for a login instead. */
export async function openCall(device: Connection, call: JsonCall): Promise<Record<string, unknown>> {
  try {
    return await jsonCall(device, call, null)
  } catch (error) {
    if (!(error instanceof CredentialsRefused)) throw error
    throw new Unsupported(`The device does not answer ${call.method} without a login.`, { cause: error })
  }
}

/** @throws {Unsupported} {WriteRefused} {ProtocolViolation} */
export function readJson(
  method: string,
  { body }: Pick<HttpAnswer, 'body'>,
  intent: 'read' | 'write',
  reasons: Readonly<Record<string | number, string>> = {},
): Record<string, unknown> {
  const parsed = answerShape.safeParse(jsonOf(body))
  if (!parsed.success) throw new ProtocolViolation(`${method}: the device answered something that VAPIX is not.`)
  if ('data' in parsed.data) return parsed.data.data
  const { code, message } = parsed.data.error
  const reason = reasons[code] === undefined ? '' : `, ${reasons[code]}`
  const said = `${method}: the device declined (${visibleText(String(code), 20)}${reason}: ${visibleText(message, 160)}).`
  if (absentCodes.includes(code)) throw new Unsupported(said)
  throw intent === 'write' ? new WriteRefused(said) : new ProtocolViolation(said)
}

/**
 * One reading of the configuration interfaces of AXIS OS 11 and later.
 * @throws {Unsupported} where the firmware does not have it
 * @see VAPIX device configuration: /config/rest/<api>/v<n>, `{"status":"success","data":...}`
 */
export const readRest = async (device: Connection, path: string): Promise<unknown> =>
  readEnvelope(
    path,
    await webRequest(device, { method: 'GET', path, manner: axisManner }, device.credential('web')),
    'read',
  )

/** Only the fields that are named change. */
export async function patchRest(device: Connection, path: string, data: object): Promise<void> {
  const request: WebRequest = {
    method: 'PATCH',
    path,
    headers: jsonType,
    body: JSON.stringify({ data }),
    intent: 'write',
    manner: axisManner,
    understands: [400],
  }
  readEnvelope(path, await webRequest(device, request, device.credential('web')), 'write')
}

const envelopeShape = z.union([
  z.object({ status: z.literal('success'), data: z.unknown().optional() }),
  z.object({ status: z.literal('error'), error: z.object({ message: z.string().catch('') }) }),
])

function readEnvelope(path: string, { body }: HttpAnswer, intent: 'read' | 'write'): unknown {
  const parsed = envelopeShape.safeParse(jsonOf(body))
  if (!parsed.success) throw new ProtocolViolation(`${path}: the device answered something that VAPIX is not.`)
  if (parsed.data.status === 'success') return parsed.data.data
  const said = `${path}: the device declined (${visibleText(parsed.data.error.message, 160)}).`
  throw intent === 'write' ? new WriteRefused(said) : new ProtocolViolation(said)
}

/** What `shape` makes of it. @throws {ProtocolViolation} */
export function shaped<T>(shape: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ProtocolViolation(`${what}: the answer of the device lacks what it must hold.`)
}

/** What `newer` comes to, or `older` where the firmware does not have the newer way. */
export async function newerOrOlder<T>(newer: () => Promise<T>, older: () => Promise<T>): Promise<T> {
  try {
    return await newer()
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error
    return await older()
  }
}
