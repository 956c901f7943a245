import { createHash } from 'node:crypto'
import type { Credential } from '../../model/secret.ts'
import type { ObservedExchange } from '../../protocols/exchange-observer.ts'

type Shown = number | 'none' | 'other'

interface RpcMessage {
  readonly method?: unknown
  readonly session?: unknown
  readonly result?: unknown
  readonly params?: {
    readonly userName?: unknown
    readonly password?: unknown
    readonly realm?: unknown
    readonly random?: unknown
  }
}

/** Tells which of the known logins each request of a recording showed, in their order. */
export class ShownLogins {
  readonly #known: readonly Credential[]
  /** By session of the maker's RPC. */
  readonly #challenges = new Map<string, { readonly realm: string; readonly random: string }>()
  readonly #sessions = new Map<string, Shown>()

  constructor(known: readonly Credential[]) {
    this.#known = known
  }

  /**
   * Its number, `none`, or `other` for one that is not among them.
   *
   * @see RFC 7616, section 3.4; WSS UsernameToken Profile 1.0, section 3.1; Dahua RPC2, global.login
   */
  of(exchange: ObservedExchange): Shown {
    const { request, over } = exchange
    if (over === 'SNMP') return 'none'
    const authorization = request.headers.find(([name]) => /^authorization$/i.test(name))?.[1]
    const body = request.body.toString('utf8')
    const token = /<(?:\w+:)?UsernameToken[\s>]([\s\S]*?)<\/(?:\w+:)?UsernameToken>/.exec(body)?.[1]
    if (authorization !== undefined)
      return this.#find((each) => answersHeader(authorization, request.line.split(' ')[0] ?? '', each))
    if (token !== undefined) return this.#find((each) => answersToken(token, each))
    return body.startsWith('{') ? this.#ofRpc(exchange) : 'none'
  }

  #ofRpc({ request, answer }: ObservedExchange): Shown {
    const asked = rpcOf(request.body)
    const told = rpcOf(answer?.body ?? Buffer.alloc(0))
    const session = String(asked?.session ?? '')
    const { realm, random } = told?.params ?? {}
    if (random !== undefined)
      this.#challenges.set(String(told?.session), { realm: String(realm), random: String(random) })
    const challenge = this.#challenges.get(session)
    const proof = String(asked?.params?.password ?? '')
    if (asked?.method !== 'global.login' || proof === '' || challenge === undefined)
      return this.#sessions.get(session) ?? 'none'
    const shown = this.#find((each) => rpcProof(each, challenge) === proof)
    if (told?.result === true) this.#sessions.set(session, shown)
    return shown
  }

  #find(isIt: (credential: Credential) => boolean): Shown {
    const number = this.#known.findIndex(isIt)
    return number === -1 ? 'other' : number
  }
}

function rpcOf(body: Buffer): RpcMessage | null {
  try {
    return JSON.parse(body.toString('utf8')) as RpcMessage
  } catch {
    // Most bodies are no message of this kind.
    return null
  }
}

const upperMd5 = (...parts: readonly (string | Buffer)[]): string =>
  createHash('md5')
    .update(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part))))
    .digest('hex')
    .toUpperCase()

const rpcProof = ({ username, password }: Credential, { realm, random }: { realm: string; random: string }): string =>
  upperMd5(`${username}:${random}:`, upperMd5(`${username}:${realm}:`, password.bytes()))

function answersHeader(header: string, method: string, { username, password }: Credential): boolean {
  if (/^Basic\s/i.test(header)) {
    return Buffer.from(header.slice(6), 'base64').equals(Buffer.concat([Buffer.from(`${username}:`), password.bytes()]))
  }
  const given = Object.fromEntries(
    [...header.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))/g)].map(([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
    ]),
  )
  const { realm = '', nonce = '', uri = '', qop, nc = '', cnonce = '', response, algorithm = 'MD5' } = given
  const name = /^sha-256/i.test(algorithm) ? 'sha256' : 'md5'
  const hash = (...parts: readonly (string | Buffer)[]) =>
    createHash(name)
      .update(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))))
      .digest('hex')
  const first = hash(Buffer.from(username, 'utf8'), `:${realm}:`, password.bytes())
  const ha1 = /-sess$/i.test(algorithm) ? hash(`${first}:${nonce}:${cnonce}`) : first
  const ha2 = hash(`${method}:${uri}`)
  return (
    response ===
    (qop === undefined ? hash(`${ha1}:${nonce}:${ha2}`) : hash(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`))
  )
}

function answersToken(token: string, { username, password }: Credential): boolean {
  const of = (name: string) => new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(token)?.[1] ?? ''
  if (unescaped(of('Username')) !== username) return false
  const nonce = Buffer.from(of('Nonce'), 'base64')
  const digest = createHash('sha1').update(nonce).update(of('Created')).update(password.bytes()).digest('base64')
  return of('Password') === digest || unescaped(of('Password')) === password.reveal()
}

const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_whole, name: string) => entities[name] ?? '')
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
