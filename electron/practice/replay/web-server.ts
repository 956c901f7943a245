import http from 'node:http'
import https from 'node:https'
import type { RecordedTls } from '../../model/recording.ts'
import { selfSignedCertificate } from '../certificate.ts'
import type { Replies } from './replies.ts'

const largestBody = 256 * 1024

/** The web server of a recording. */
export function replayWebServer(replies: Replies, port: number): http.Server {
  return http.createServer((request, response) => answer(replies, 'HTTP', port, request, response))
}

/** The same behind TLS, with a certificate like the one that was seen. */
export async function replayTlsServer(replies: Replies, seen: RecordedTls, address: string): Promise<https.Server> {
  const { port, versions, keyBits, signature, validFrom, validTo, subject } = seen
  const part = (name: string) => new RegExp(`(?:^|[\\n,/+]\\s*)${name}=([^\\n,/+]+)`).exec(subject)?.[1]?.trim()
  const certificate = await selfSignedCertificate({
    name: part('CN') ?? subject,
    organization: part('O') ?? 'Recording',
    address,
    keyBits: keyBits !== null && keyBits < 2_048 ? 1_024 : 2_048,
    hash: /sha1/i.test(signature ?? '') ? 'sha1' : 'sha256',
    validFrom: new Date(validFrom),
    validTo: new Date(validTo),
  })
  const sorted = [...versions].sort()
  const [first, last] = [sorted.at(0), sorted.at(-1)]
  const options = {
    ...certificate,
    ...(first === undefined || last === undefined ? {} : { minVersion: first, maxVersion: last }),
    // OpenSSL keeps old versions and short keys behind this word; the TLS of Electron does not know it and needs none.
    ...('electron' in process.versions ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
  }
  return https.createServer(options, (request, response) => answer(replies, 'HTTPS', port, request, response))
}

function answer(
  replies: Replies,
  over: 'HTTP' | 'HTTPS',
  port: number,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  const parts: Buffer[] = []
  let size = 0
  request.on('data', (part: Buffer) => {
    size += part.length
    if (size <= largestBody) parts.push(part)
  })
  request.on('error', () => response.destroy())
  request.on('end', () => {
    const { method = '', url = '/', headers } = request
    const body = Buffer.concat(parts).toString('utf8')
    const reply = replies.reply(over, port, { method, uri: url, authorization: headers.authorization, body })
    if (reply === null) return request.socket.destroy()
    const lines = new Map<string, string[]>()
    for (const [name, value] of reply.headers) lines.set(name, [...(lines.get(name) ?? []), value])
    for (const [name, values] of lines) response.setHeader(name, values)
    response.writeHead(reply.status, { 'Content-Length': reply.body.length })
    response.end(method === 'HEAD' ? undefined : reply.body)
  })
}
