import { createHash, randomBytes, randomUUID } from 'node:crypto'
import dgram from 'node:dgram'
import http from 'node:http'
import net from 'node:net'

export interface HttpReply {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
}

interface Target {
  readonly address: string
  readonly port?: number
}

/** One request on a connection of its own. Rejects when the connection drops before the answer is complete. */
export function request(
  { address, port = 80 }: Target,
  method: string,
  path: string,
  options: {
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
    readonly timeoutMs?: number
  } = {},
): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const { headers = {}, body = '', timeoutMs = 5_000 } = options
    const sent = http.request(
      { host: address, port, method, path, headers, agent: false, timeout: timeoutMs },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(parts).toString('utf8'),
          }),
        )
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', reject)
    sent.end(body)
  })
}

export interface Token {
  readonly username: string
  readonly password: string
  readonly created?: string
  readonly nonce?: Buffer
  readonly clear?: boolean
}

const oasis = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401'

function securityHeader({
  username,
  password,
  clear,
  created = new Date().toISOString(),
  nonce = randomBytes(16),
}: Token): string {
  const profile = `${oasis}-wss-username-token-profile-1.0`
  const digest = createHash('sha1')
    .update(Buffer.concat([nonce, Buffer.from(created + password, 'utf8')]))
    .digest('base64')
  const written =
    clear === true
      ? `<w:Password Type="${profile}#PasswordText">${password}</w:Password>`
      : `<w:Password Type="${profile}#PasswordDigest">${digest}</w:Password>`
  return `<w:Security xmlns:w="${oasis}-wss-wssecurity-secext-1.0.xsd" xmlns:u="${oasis}-wss-wssecurity-utility-1.0.xsd"><w:UsernameToken><w:Username>${username}</w:Username>${written}<w:Nonce EncodingType="${oasis}-wss-soap-message-security-1.0#Base64Binary">${nonce.toString('base64')}</w:Nonce><u:Created>${created}</u:Created></w:UsernameToken></w:Security>`
}

export const device = 'http://www.onvif.org/ver10/device/wsdl'
const onvifTypes = 'http://www.onvif.org/ver10/schema'

/** One SOAP call. `body` is the operation with the prefixes `tds` and `tt`. */
export function soap(
  target: Target,
  body: string,
  token: Token | null = null,
  options: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<HttpReply> {
  const envelope = `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="${device}" xmlns:tt="${onvifTypes}"><e:Header>${token === null ? '' : securityHeader(token)}</e:Header><e:Body>${body}</e:Body></e:Envelope>`
  return request(target, 'POST', options.path ?? '/onvif/device_service', {
    headers: { 'Content-Type': 'application/soap+xml; charset=utf-8', ...options.headers },
    body: envelope,
  })
}

export const textOf = (xml: string, name: string): string | null =>
  new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([^<]*)</`).exec(xml)?.[1] ?? null

export const allOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([^<]*)</`, 'g'))].map((match) => match[1] ?? '')

/** Sends one RTSP request and gives back everything until the peer is quiet for a moment. */
export function rtsp(
  target: { readonly address: string; readonly port: number },
  lines: readonly string[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(target.port, target.address, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
      const head = text.indexOf('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (head >= 0 && text.length >= head + 4 + length) socket.end()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

export function rtspDigest(challenge: string, method: string, uri: string, username: string, password: string): string {
  const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? ''
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const ha1 = md5(`${username}:${value('realm')}:${password}`)
  const response = md5(`${ha1}:${value('nonce')}:${md5(`${method}:${uri}`)}`)
  return `Authorization: Digest username="${username}", realm="${value('realm')}", nonce="${value('nonce')}", uri="${uri}", response="${response}"`
}

export const probeTypes = {
  none: '',
  nvt: '<d:Types xmlns:dn="http://www.onvif.org/ver10/network/wsdl">dn:NetworkVideoTransmitter</d:Types>',
  device: `<d:Types xmlns:x="${device}">x:Device</d:Types>`,
  printer: '<d:Types xmlns:p="http://schemas.microsoft.com/windows/2006/08/wdp/print">p:PrintDeviceType</d:Types>',
}

export interface ProbeAnswer {
  readonly source: string
  readonly text: string
}

/** Sends one probe and listens as long as devices may take to answer, with the loopback interface for multicast. */
export async function probe(
  types: string,
  to = '239.255.255.250',
  scopes = '',
): Promise<{ id: string; answers: ProbeAnswer[] }> {
  const id = `urn:uuid:${randomUUID()}`
  const text = `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><e:Header><w:MessageID>${id}</w:MessageID><w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To><w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header><e:Body><d:Probe>${types}${scopes === '' ? '' : `<d:Scopes>${scopes}</d:Scopes>`}</d:Probe></e:Body></e:Envelope>`
  const socket = dgram.createSocket('udp4')
  const answers: ProbeAnswer[] = []
  socket.on('message', (datagram, { address }) => answers.push({ source: address, text: datagram.toString('utf8') }))
  await new Promise<void>((resolve) => socket.bind({ address: '127.0.0.1', port: 0 }, resolve))
  socket.setMulticastInterface('127.0.0.1')
  socket.send(text, 3702, to)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return { id, answers }
}
