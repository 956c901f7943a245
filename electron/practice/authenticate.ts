import { createHash } from 'node:crypto'
import type { Level, PracticeUser } from './device-state.ts'
import { judgeDigest } from './http-digest.ts'
import type { DigestAlgorithm } from './maker.ts'
import type { PracticeDevice } from './practice-device.ts'
import { passwordDigestType, wsseNamespace, wsuNamespace } from './soap.ts'
import { child, type XmlElement } from './xml.ts'

export type LoginTrial =
  | { readonly kind: 'none' }
  | { readonly kind: 'right'; readonly username: string; readonly level: Level; readonly by: 'wsse' | 'digest' }
  | {
      readonly kind: 'wrong'
      readonly username: string | null
      readonly by: 'wsse' | 'digest' | 'clear'
      readonly stale: boolean
    }
  | {
      readonly kind: 'locked'
      readonly username: string | null
      readonly by: 'wsse' | 'digest'
      readonly seconds: number
    }

interface Offer {
  readonly device: PracticeDevice
  readonly source: string
  readonly method: string
  readonly uri: string
  /** The HTTP `Authorization` header. */
  readonly authorization: string | undefined
  readonly soapHeader: XmlElement | null
}

/** Judges the login of one ONVIF request, counting a wrong one. HTTP Digest goes before a UsernameToken. */
export function authenticate(offer: Offer): LoginTrial {
  const { authorization, soapHeader, device } = offer
  if (authorization !== undefined) {
    if (!/^Digest\s/i.test(authorization)) return { kind: 'wrong', username: null, by: 'clear', stale: false }
    const { digest } = device.maker.authentication
    return digest.length === 0 ? { kind: 'none' } : byDigest(offer, authorization, digest)
  }
  const security = soapHeader === null ? undefined : child(soapHeader, 'Security', wsseNamespace)
  const token = security === undefined ? undefined : child(security, 'UsernameToken', wsseNamespace)
  return token === undefined || device.maker.authentication.wsse === null ? { kind: 'none' } : byToken(offer, token)
}

const findUser = (users: readonly PracticeUser[], username: string): PracticeUser | undefined =>
  users.find((user) => user.username === username)

/** The same for a path besides ONVIF: HTTP Digest only. */
export function authenticateWeb(offer: Omit<Offer, 'soapHeader'>): LoginTrial {
  const { authorization, device } = offer
  if (authorization === undefined) return { kind: 'none' }
  if (!/^Digest\s/i.test(authorization)) return { kind: 'wrong', username: null, by: 'clear', stale: false }
  return byDigest(offer, authorization, device.webDigest, device.state.webUsers ?? device.state.users)
}

function byDigest(
  { device, source, method, uri }: Omit<Offer, 'soapHeader'>,
  header: string,
  algorithms: readonly DigestAlgorithm[],
  users = device.state.users,
): LoginTrial {
  const verdict = judgeDigest({
    header,
    method,
    uri,
    realm: device.realm,
    algorithms,
    passwordOf: (username) => findUser(users, username)?.password ?? null,
  })
  const by = 'digest'
  if (verdict.username === null) return { kind: 'wrong', username: null, by, stale: false }
  const { username } = verdict
  const seconds = device.logins.lockedFor(username, source)
  if (seconds > 0) return { kind: 'locked', username, by, seconds }
  if (device.faults.acceptAnyPassword) return { kind: 'right', username, level: 'Administrator', by }
  if (verdict.kind === 'stale') return { kind: 'wrong', username, by, stale: true }
  return settle(device, source, username, by, verdict.kind === 'right', users)
}

function byToken({ device, source }: Offer, token: XmlElement): LoginTrial {
  const by = 'wsse'
  const username = child(token, 'Username')?.text ?? ''
  const password = child(token, 'Password')
  const seconds = device.logins.lockedFor(username, source)
  if (seconds > 0) return { kind: 'locked', username, by, seconds }
  // A password in clear is refused by its kind, before anybody looks whether it is right.
  if (password?.attributes.Type !== passwordDigestType) return { kind: 'wrong', username, by: 'clear', stale: false }
  if (device.faults.acceptAnyPassword) return { kind: 'right', username, level: 'Administrator', by }
  const nonce = child(token, 'Nonce')?.text.trim() ?? ''
  const created = child(token, 'Created', wsuNamespace)?.text.trim() ?? ''
  if (!tokenIsFresh(device, nonce, created)) {
    if (device.maker.authentication.wsse?.staleCounts === true) device.logins.failed(username, source)
    return { kind: 'wrong', username, by, stale: true }
  }
  const known = findUser(device.state.users, username)
  const expected = createHash('sha1')
    .update(Buffer.from(nonce, 'base64'))
    .update(`${created}${known?.password ?? ''}`, 'utf8')
    .digest('base64')
  return settle(device, source, username, by, known !== undefined && expected === password.text.trim())
}

/** @see WS-Security UsernameToken Profile 1.0, lines 150 ff: creation time and nonce against replay */
function tokenIsFresh(device: PracticeDevice, nonce: string, created: string): boolean {
  const manner = device.maker.authentication.wsse
  const at = Date.parse(created)
  if (manner === null || Number.isNaN(at) || nonce === '') return false
  if (manner.windowSeconds !== null && Math.abs(at - device.utc().getTime()) > manner.windowSeconds * 1_000)
    return false
  return !manner.replayRejected || device.takeNonce(`${nonce} ${created}`)
}

function settle(
  device: PracticeDevice,
  source: string,
  username: string,
  by: 'wsse' | 'digest',
  right: boolean,
  users = device.state.users,
): LoginTrial {
  const user = findUser(users, username)
  if (right && user !== undefined) {
    device.logins.succeeded(username, source)
    return { kind: 'right', username, level: user.level, by }
  }
  device.logins.failed(username, source)
  const seconds = device.logins.lockedFor(username, source)
  return seconds > 0 ? { kind: 'locked', username, by, seconds } : { kind: 'wrong', username, by, stale: false }
}
