import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import type { Connection } from '../driver.ts'
import { type WebManner, type WebRequest, webRequest } from '../web/web-request.ts'
import type { WebTarget } from '../web/web-target.ts'

/**
 * 490 is the word of the maker for an account that is locked for half a minute after five wrong logins.
 * @see Wisenet manuals: five consecutive failures
 */
export const hanwhaManner: WebManner = {
  lockOf: ({ status }) =>
    status === 490 ? 'The device says that this account is locked after too many wrong logins (HTTP 490).' : null,
}

/** JSON is given to those who ask for it; older firmware and recorders answer in lines of `Key=Value`. */
export const asJson = { Accept: 'application/json' }

export interface Submenu {
  readonly cgi: 'system' | 'network' | 'security' | 'media'
  readonly name: string
  readonly params?: Readonly<Record<string, string>>
}

const pathOf = ({ cgi, name, params = {} }: Submenu, action: string): string =>
  `/stw-cgi/${cgi}.cgi?${new URLSearchParams({ msubmenu: name, action, ...params }).toString()}`

/** What a submenu tells: the fields of its JSON, or its lines. */
export type Told = Readonly<Record<string, unknown>>

/**
 * @throws {Unsupported} {ProtocolViolation} and what `webRequest` throws
 * @see SUNAPI: /stw-cgi/<cgi>.cgi?msubmenu=<name>&action=view
 */
export async function view(device: Connection, submenu: Submenu): Promise<Told> {
  const request = { method: 'GET', path: pathOf(submenu, 'view'), headers: asJson, manner: hanwhaManner } as const
  return readTold(submenu.name, await webRequest(device, request, device.credential('web')), 'read')
}

/** Says only that the device took it. No parameter may be a secret: it stands in the address. */
export async function set(device: Connection, submenu: Submenu): Promise<void> {
  await post(device, submenu, { action: 'set' })
}

/**
 * A write with a body where there is one, for what must not stand in an address.
 * @throws {WriteRefused} {ProtocolViolation} and what `webRequest` throws
 * @see SUNAPI: /stw-cgi/<cgi>.cgi?msubmenu=<name>&action=set
 */
export async function post(
  device: Connection,
  submenu: Submenu,
  options: {
    readonly action: 'set' | 'update'
    readonly body?: string
    readonly credential?: Credential
    readonly target?: WebTarget
  },
): Promise<void> {
  const { action, body, target } = options
  const request: WebRequest = {
    method: body === undefined ? 'GET' : 'POST',
    path: pathOf(submenu, action),
    headers: body === undefined ? asJson : { ...asJson, 'Content-Type': 'application/x-www-form-urlencoded' },
    ...(body === undefined ? {} : { body }),
    ...(target === undefined ? {} : { target }),
    intent: 'write',
    manner: hanwhaManner,
  }
  const answer = await webRequest(device, request, options.credential ?? device.credential('web'))
  assertDone(submenu.name, answer)
}

/** `OK`, or `{"Response":"Success"}`; refusals may ride on HTTP 200. @throws {WriteRefused} {ProtocolViolation} */
export function assertDone(name: string, answer: HttpAnswer): void {
  const text = answer.body.toString('utf8').trim()
  if (/^OK\b/.test(text)) return
  const told = readTold(name, answer, 'write')
  if (told.Response !== 'Success')
    throw new ProtocolViolation(`${name}: the device answered neither success nor an error.`)
}

/** Codes of errors that say: not on this product. @see SUNAPI application programmers guide, error codes */
const absentWords = /not (?:supported|available)|invalid (?:submenu|cgi)/i

/** What an answer tells; `name` is for messages. @throws {Unsupported} {WriteRefused} {ProtocolViolation} */
export function readTold(name: string, { body }: Pick<HttpAnswer, 'body'>, intent: 'read' | 'write'): Told {
  const text = body.toString('utf8').trim()
  const told = text.startsWith('{') ? jsonOf(text) : linesOf(text)
  if (told === null) throw new ProtocolViolation(`${name}: the device answered something that SUNAPI is not.`)
  const error = told.Response === 'Fail' || told.NG !== undefined
  if (!error) return told
  const said = visibleText(JSON.stringify(told.Error ?? told['Error Details'] ?? ''), 160)
  if (absentWords.test(said)) throw new Unsupported(`${name}: the device does not have this (${said}).`)
  throw intent === 'write'
    ? new WriteRefused(`${name}: the device declined (${said}).`)
    : new ProtocolViolation(`${name}: the device answered a reading with an error (${said}).`)
}

function jsonOf(text: string): Told | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Told) : null
  } catch {
    return null
  }
}

/** `Key=Value` by line; a key of several lines (PEM) is kept together. Null where a line is neither. */
function linesOf(text: string): Told | null {
  const told: Record<string, string> = {}
  let open: string | null = null
  for (const line of text.split(/\r?\n/)) {
    if (open !== null) {
      told[open] = `${told[open] ?? ''}\n${line}`
      if (line.startsWith('-----END')) open = null
      continue
    }
    // The names of columns stand in quotes; `NG` and `Error Details:` are a refusal.
    if (line.trim() === '' || line.startsWith('"')) continue
    const [, key, value = ''] =
      /^([\w.# -]+?)\s*(?:=|:\s)(.*)$/.exec(line) ?? (line.trim() === 'NG' ? ['', 'NG', ''] : [])
    if (key === undefined) return null
    told[key] = value
    if (value.startsWith('-----BEGIN')) open = key
  }
  return Object.keys(told).length === 0 ? null : told
}

/** Null where it is absent or empty. */
export function textIn(told: Told, name: string, longest = 128): string | null {
  const value = told[name]
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const shown = visibleText(String(value), longest).trim()
  return shown === '' ? null : shown
}

/** `true` of JSON and `True` of lines. Null where it is neither. */
export function flagIn(told: Told, name: string): boolean | null {
  const value = told[name]
  if (typeof value === 'boolean') return value
  return value === 'True' || value === 'true' ? true : value === 'False' || value === 'false' ? false : null
}

/** The objects of a list. Empty where there is none. */
export function listIn(told: Told, name: string): readonly Told[] {
  const value = told[name]
  return Array.isArray(value) ? value.filter((part): part is Told => typeof part === 'object' && part !== null) : []
}

export const flagWord = (on: boolean): string => (on ? 'True' : 'False')
