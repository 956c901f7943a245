import { createHash, randomBytes } from 'node:crypto'
import type http from 'node:http'
import { Secret } from '../../../electron/model/secret.ts'
import { OnvifClient } from '../../../electron/protocols/onvif/client.ts'
import { ClientMemory } from '../../../electron/protocols/onvif/client-memory.ts'
import { networkOf, rightDigest, type Seen, webServer } from '../http/servers.ts'

const tds = 'http://www.onvif.org/ver10/device/wsdl'

export interface Users {
  [username: string]: { password: string; level: string }
}

/** How a fake device behaves. Everything has a default that is well-behaved. */
export interface Behaviour {
  users?: Users
  /** Which logins it takes. */
  takes?: readonly ('digest' | 'wsse' | 'anything')[]
  /** Operations that need no login; GetSystemDateAndTime stands in it unless told otherwise. */
  open?: readonly string[]
  /** Device clock minus ours, in seconds. */
  clockSeconds?: () => number
  /** What it says GetSystemDateAndTime is, where that differs from the clock it checks with. */
  saidClockSeconds?: () => number
  /** Widest age of a signature, seconds. */
  windowSeconds?: number
  /** How it says no. */
  refusal?: { status: number; subcode?: string | null; reason?: string; challenge?: boolean; body?: string }
  /** Answers of operations: children of the response, or a whole HTTP answer. */
  answers?: Record<string, string | Answer | ((seen: Seen) => string | Answer)>
  /** `ours`: of the real time, whatever the clock of the device. */
  dateHeader?: boolean | 'ours'
  digest?: string
}

export interface Answer {
  readonly status?: number
  readonly body: string
  readonly headers?: Record<string, string>
}

export const envelopeOf = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:d="${tds}" xmlns:onvif="http://www.onvif.org/ver10/schema" xmlns:ter="http://www.onvif.org/ver10/error" xmlns:m="http://www.onvif.org/ver10/media/wsdl"><env:Header/><env:Body>\n${inner}\n</env:Body></env:Envelope>`

export const faultOf = (subcodes: readonly string[], reason = 'No', code = 'Sender'): string => {
  const nested = subcodes.reduceRight(
    (inner, name) => `<env:Subcode><env:Value>${name}</env:Value>${inner}</env:Subcode>`,
    '',
  )
  return envelopeOf(
    `<env:Fault><env:Code><env:Value>env:${code}</env:Value>${nested}</env:Code><env:Reason><env:Text xml:lang="en">${reason}</env:Text></env:Reason></env:Fault>`,
  )
}

const dateTimeXml = (at: Date, extra = ''): string =>
  `<d:SystemDateAndTime><onvif:DateTimeType>Manual</onvif:DateTimeType><onvif:DaylightSavings>false</onvif:DaylightSavings><onvif:TimeZone><onvif:TZ>CET-1CEST,M3.5.0,M10.5.0/3</onvif:TZ></onvif:TimeZone><onvif:UTCDateTime><onvif:Time><onvif:Hour>${at.getUTCHours()}</onvif:Hour><onvif:Minute>${at.getUTCMinutes()}</onvif:Minute><onvif:Second>${at.getUTCSeconds()}</onvif:Second></onvif:Time><onvif:Date><onvif:Year>${at.getUTCFullYear()}</onvif:Year><onvif:Month>${at.getUTCMonth() + 1}</onvif:Month><onvif:Day>${at.getUTCDate()}</onvif:Day></onvif:Date></onvif:UTCDateTime>${extra}</d:SystemDateAndTime>`

export const informationXml =
  '<d:Manufacturer>ACME</d:Manufacturer><d:Model>C-1</d:Model><d:FirmwareVersion>5.10</d:FirmwareVersion><d:SerialNumber>404705923918060213</d:SerialNumber><d:HardwareId>0012</d:HardwareId>'

export interface FakeDevice {
  readonly address: string
  readonly port: number
  readonly behaviour: Behaviour
  readonly seen: Seen[]
  /** Operations in the order they came, with how they were logged in. */
  log(): string[]
  /** Requests that showed a credential. */
  logins(): number
}

/** A small ONVIF device on a real socket, which does exactly what the test says. */
export async function fakeDevice(behaviour: Behaviour = {}): Promise<FakeDevice> {
  const nonces = new Set<string>()
  const { address, port, seen } = await webServer((one, response) => {
    if (behaviour.dateHeader === false) response.sendDate = false
    else if (behaviour.dateHeader !== 'ours')
      response.setHeader('Date', new Date(Date.now() + (behaviour.clockSeconds?.() ?? 0) * 1000).toUTCString())
    const operation = operationOf(one)
    const open = behaviour.open ?? ['GetSystemDateAndTime', 'GetServices', 'GetHostname']
    if (!open.includes(operation) && !letIn(one, behaviour, nonces)) return refuse(response, behaviour)
    const known = behaviour.answers?.[operation]
    const answer = typeof known === 'function' ? known(one) : (known ?? usualAnswer(operation, behaviour))
    if (answer === null)
      return send(response, 400, faultOf(['ter:ActionNotSupported'], 'Optional Action Not Implemented', 'Receiver'))
    if (typeof answer !== 'string') return send(response, answer.status ?? 200, answer.body, answer.headers)
    const prefix = one.body.includes('xmlns:q="http://www.onvif.org/ver10/media/wsdl"') ? 'm' : 'd'
    send(response, 200, envelopeOf(`<${prefix}:${operation}Response>${answer}</${prefix}:${operation}Response>`))
  })
  return {
    address,
    port,
    behaviour,
    seen,
    log: () => seen.map((one) => `${operationOf(one)} ${howOf(one)}`),
    logins: () => seen.filter((one) => howOf(one) !== 'open').length,
  }
}

export const operationOf = ({ body }: Seen): string => /<\w+:Body[^>]*><(?:\w+:)?(\w+)/.exec(body)?.[1] ?? 'unknown'

const howOf = ({ headers, body }: Seen): string => {
  const digest = headers.authorization?.startsWith('Digest') === true
  const wsse = body.includes('UsernameToken>')
  return digest && wsse
    ? 'both'
    : digest
      ? 'digest'
      : wsse
        ? 'wsse'
        : headers.authorization === undefined
          ? 'open'
          : 'other'
}

function usualAnswer(operation: string, behaviour: Behaviour): string | null {
  switch (operation) {
    case 'GetSystemDateAndTime':
      return dateTimeXml(
        new Date(Date.now() + (behaviour.saidClockSeconds ?? behaviour.clockSeconds ?? (() => 0))() * 1000),
      )
    case 'GetDeviceInformation':
      return informationXml
    case 'GetUsers':
      return Object.entries(behaviour.users ?? usualUsers)
        .map(
          ([name, { level }]) =>
            `<d:User><onvif:Username>${name}</onvif:Username><onvif:UserLevel>${level}</onvif:UserLevel></d:User>`,
        )
        .join('')
    default:
      return null
  }
}

const usualUsers: Users = { admin: { password: 'right', level: 'Administrator' } }

function letIn(one: Seen, behaviour: Behaviour, nonces: Set<string>): boolean {
  const users = behaviour.users ?? usualUsers
  const takes = behaviour.takes ?? ['digest', 'wsse']
  const how = howOf(one)
  if (takes.includes('anything') && how !== 'open') return true
  if (how === 'digest' && takes.includes('digest')) {
    return Object.entries(users).some(([name, { password }]) =>
      rightDigest(one.headers.authorization, one.method, name, password),
    )
  }
  if (how !== 'wsse' || !takes.includes('wsse')) return false
  const field = (name: string) => new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(one.body)?.[1] ?? ''
  const user = users[field('Username')]
  if (user === undefined || nonces.has(field('Nonce'))) return false
  nonces.add(field('Nonce'))
  const age = Math.abs(Date.now() + (behaviour.clockSeconds?.() ?? 0) * 1000 - Date.parse(field('Created'))) / 1000
  if (age > (behaviour.windowSeconds ?? 5)) return false
  const expected = createHash('sha1')
    .update(Buffer.from(field('Nonce'), 'base64'))
    .update(field('Created'))
    .update(user.password)
    .digest('base64')
  return expected === field('Password')
}

function refuse(response: http.ServerResponse, behaviour: Behaviour): void {
  const digests = (behaviour.takes ?? ['digest', 'wsse']).includes('digest')
  const { status, subcode, reason, challenge, body } = behaviour.refusal ?? { status: digests ? 401 : 400 }
  const challenged = challenge ?? (status === 401 && digests)
  const headers = challenged
    ? {
        'WWW-Authenticate':
          behaviour.digest ?? `Digest realm="fake", qop="auth", nonce="${randomBytes(8).toString('hex')}"`,
      }
    : {}
  const subcodes = subcode === null ? [] : [subcode ?? 'ter:NotAuthorized']
  send(response, status, body ?? faultOf(subcodes, reason ?? 'Sender not authorized'), headers)
}

function send(response: http.ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/soap+xml; charset=utf-8', ...headers })
  response.end(body)
}

export const admin = (password = 'right', username = 'admin') => ({ username, password: Secret.of(password) })

export function clientOf(
  device: { readonly address: string; readonly port: number },
  credential: ReturnType<typeof admin> | null = admin(),
  memory = new ClientMemory(),
): OnvifClient {
  return new OnvifClient({
    network: networkOf(),
    target: { address: device.address, port: device.port, https: false },
    credential,
    memory,
    signal: AbortSignal.timeout(60_000),
    limits: { connectMs: 2_000, headersMs: 2_000, wholeMs: 5_000 },
  })
}
