import { ProtocolViolation, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import type { Connection } from '../driver.ts'
import { type WebManner, webRequest } from '../web/web-request.ts'
import type { WebTarget } from '../web/web-target.ts'
import { type Lines, linesOf } from './lines.ts'

const headOf = ({ body }: HttpAnswer): string => body.toString('latin1', 0, 400)

/**
 * A path that the product does not have is answered with 400 and words, never with 404.
 * @see Dahua HTTP API: `Error`, `Bad Request!`, `Not Implemented!`
 */
export const cgiManner: WebManner = {
  lockOf(answer) {
    const speaks = answer.status >= 400 && /\block(?:ed|out)?\b/i.test(headOf(answer))
    return speaks ? 'The device has locked this account after too many wrong logins.' : null
  },
  isAbsent: (answer) =>
    answer.status === 501 || (answer.status === 400 && /bad request|not implemented/i.test(headOf(answer))),
}

/** Names and values of a query; values may be secrets, and are escaped. */
export type Query = readonly (readonly [name: string, value: string])[]

export const cgiPath = (script: string, action: string, query: Query = []): string =>
  [`/cgi-bin/${script}.cgi?action=${action}`, ...query.map(([name, value]) => `${name}=${escaped(value)}`)].join('&')

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

/** The lines that a reading answers. @throws as `webRequest`; {ProtocolViolation} when it says `Error` or is no list of values */
export async function cgiRead(
  device: Connection,
  script: string,
  action: string,
  query: Query = [],
  target?: WebTarget,
): Promise<Lines> {
  const request = {
    method: 'GET',
    path: cgiPath(script, action, query),
    manner: cgiManner,
    ...(target === undefined ? {} : { target }),
  } as const
  const { body } = await webRequest(device, request, device.credential('web'))
  if (/^\s*Error\b/.test(body.toString('latin1', 0, 20)))
    throw new ProtocolViolation(`${script}.cgi ${action}: the device answered a reading with an error.`)
  return linesOf(body)
}

/** @throws {WriteRefused} unless the device says OK; as `webRequest` */
export async function cgiWrite(
  device: Connection,
  script: string,
  action: string,
  query: Query,
  place: { readonly credential?: Credential; readonly target?: WebTarget } = {},
): Promise<void> {
  const request = {
    method: 'GET',
    path: cgiPath(script, action, query),
    manner: cgiManner,
    intent: 'write',
    ...(place.target === undefined ? {} : { target: place.target }),
  } as const
  const { body } = await webRequest(device, request, place.credential ?? device.credential('web'))
  if (!/^\s*OK\s*$/.test(body.toString('latin1', 0, 40)))
    throw new WriteRefused(`${script}.cgi ${action}: the device declined.`)
}
