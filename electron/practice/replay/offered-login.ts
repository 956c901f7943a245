import { createHash } from 'node:crypto'
import type { RecordedExchange, RecordedLogin } from '../../model/recording.ts'

export interface Offered {
  readonly method: string
  /** As on the request line. */
  readonly uri: string
  readonly authorization: string | undefined
  readonly body: string
}

/** Which login of the recording a request shows: its number, `none`, or `other` when the password is none of them. */
export function offeredLogin(offered: Offered, logins: readonly RecordedLogin[]): RecordedExchange['login'] {
  const token = /<(?:\w+:)?UsernameToken[\s>]([\s\S]*?)<\/(?:\w+:)?UsernameToken>/.exec(offered.body)?.[1]
  const { authorization } = offered
  if (authorization === undefined && token === undefined) return 'none'
  const number = logins.findIndex((login) =>
    authorization === undefined ? tokenIs(token ?? '', login) : headerIs(authorization, offered, login),
  )
  return number === -1 ? 'other' : number
}

/** @see RFC 7616 section 3.4; RFC 7617 */
function headerIs(header: string, { method, uri }: Offered, { username, password }: RecordedLogin): boolean {
  const basic = /^Basic\s+(\S+)/i.exec(header)?.[1]
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8') === `${username}:${password}`
  const given: Record<string, string> = {}
  for (const [, name = '', quoted, bare] of header.matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))/gi))
    given[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''
  if (given.uri !== uri) return false
  const kind = (given.algorithm ?? 'MD5').toUpperCase().startsWith('SHA-256') ? 'sha256' : 'md5'
  const hash = (text: string) => createHash(kind).update(text, 'utf8').digest('hex')
  const ha1 = hash(`${username}:${given.realm ?? ''}:${password}`)
  const ha2 = hash(`${method}:${uri}`)
  const middle = given.qop === undefined ? '' : `${given.nc ?? ''}:${given.cnonce ?? ''}:${given.qop}:`
  return given.response === hash(`${ha1}:${given.nonce ?? ''}:${middle}${ha2}`)
}

/** @see WSS UsernameToken Profile 1.0 section 3.1 */
function tokenIs(token: string, { username, password }: RecordedLogin): boolean {
  const text = (name: string) => new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(token)?.[1] ?? ''
  const digest = createHash('sha1')
    .update(Buffer.from(text('Nonce'), 'base64'))
    .update(`${text('Created')}${password}`, 'utf8')
    .digest('base64')
  return plain(text('Username')) === username && text('Password') === digest
}

const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
