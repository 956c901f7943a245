import { ProtocolViolation } from '../../model/errors.ts'

/** One offer of a `WWW-Authenticate` header. */
export interface Challenge {
  /** Lower case: `digest`, `basic`, `negotiate` ... */
  readonly scheme: string
  /** Names in lower case, values without their quotes. */
  readonly params: ReadonlyMap<string, string>
  /** The login was on an old nonce; nothing is said about the password. */
  readonly stale: boolean
}

/** Longest value of one parameter. Real nonces are below 200 characters. */
const longestValue = 2_048
const mostChallenges = 16

/**
 * The offers of all `WWW-Authenticate` headers of one answer, in their order. Several offers may stand in one header, joined by
 * commas, with or without quotes and in any order of parameters.
 *
 * @throws {ProtocolViolation} on control characters, endless values or endless lists
 * @see RFC 9110, section 11.6.1
 */
export function parseChallenges(headers: readonly string[]): readonly Challenge[] {
  const challenges = headers.flatMap((header) => parseHeader(header))
  if (challenges.length > mostChallenges)
    throw new ProtocolViolation('The device offers more logins than anybody can mean.')
  return challenges
}

function parseHeader(header: string): Challenge[] {
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(header)) {
    throw new ProtocolViolation('The login offer of the device holds control characters.')
  }
  const found: { scheme: string; params: Map<string, string> }[] = []
  let rest = header
  for (;;) {
    rest = rest.replace(/^[\s,]+/, '')
    if (rest === '') break
    const param = /^([^\s,="]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/.exec(rest)
    const current = found.at(-1)
    if (param !== null && current !== undefined) {
      const [whole, name = '', quoted, plain] = param
      const value = quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1')
      if (value.length > longestValue)
        throw new ProtocolViolation('The login offer of the device is longer than anybody needs.')
      // Of a doubled parameter the first one counts: a later one cannot change what was announced.
      if (!current.params.has(name.toLowerCase())) current.params.set(name.toLowerCase(), value)
      rest = rest.slice(whole.length)
      continue
    }
    const scheme = /^[^\s,="]+/.exec(rest)?.[0]
    if (scheme === undefined) throw new ProtocolViolation('The login offer of the device cannot be read.')
    found.push({ scheme: scheme.toLowerCase(), params: new Map() })
    rest = rest.slice(scheme.length)
    // `Negotiate oRQwEqADCg==`: an opaque token and no parameters.
    const opaque = /^ +([A-Za-z0-9._~+/-]+=*)(?=[\s,]|$)(?![ \t]*=)/.exec(rest)
    if (opaque !== null && !/^ +[A-Za-z0-9._~+/-]+[ \t]+[^\s,="]+[ \t]*=/.test(rest))
      rest = rest.slice(opaque[0].length)
  }
  return found.map(({ scheme, params }) => ({
    scheme,
    params,
    stale: params.get('stale')?.toLowerCase() === 'true',
  }))
}
